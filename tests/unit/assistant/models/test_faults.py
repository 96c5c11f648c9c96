import httpx2
import openai
import pytest

from assistant.models.faults import translate

REQUEST = httpx2.Request("POST", "http://host.example/v1/embeddings")


def failed(status: int) -> openai.APIStatusError:
    response = httpx2.Response(status, request=REQUEST)
    return openai.APIStatusError("raw text with sk-secret", response=response, body="<b>raw</b>")


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        (failed(401), "COPYDESK_EMBEDDING_API_KEY"),
        (failed(404), "COPYDESK_EMBEDDING_MODEL"),
        (failed(429), "quota"),
        (failed(307), "not followed"),
        (failed(418), "status 418"),
        (failed(503), "Try again later"),
        (openai.APITimeoutError(REQUEST), "in time"),
        (openai.APIConnectionError(request=REQUEST), "could not be reached"),
        (httpx2.ConnectError("raw sk-secret"), "could not be reached"),
        (KeyError("raw sk-secret"), "not a list of vectors"),
    ],
)
def test_each_fault_has_its_advice(error: Exception, advice: str) -> None:
    message = str(translate(error, "host.example"))
    assert "host.example" in message
    assert advice in message
    assert "raw" not in message
    assert "sk-secret" not in message


@pytest.mark.parametrize("error", [KeyboardInterrupt(), MemoryError(), RecursionError()])
def test_what_is_not_the_servers_fault_is_left_alone(error: BaseException) -> None:
    assert translate(error, "host.example") is None


@pytest.mark.parametrize(("status", "may_retry"), [(401, False), (404, False), (429, True), (503, True)])
def test_a_fault_says_whether_to_ask_again_and_when(status: int, *, may_retry: bool) -> None:
    response = httpx2.Response(status, request=REQUEST, headers={"retry-after": "7"})
    fault = translate(openai.APIStatusError("raw", response=response, body=None), "host.example")
    assert fault is not None
    assert (fault.may_retry, fault.status, fault.retry_after) == (may_retry, status, 7.0)
    dated = httpx2.Response(429, request=REQUEST, headers={"retry-after": "Wed, 21 Oct 2026 07:28:00 GMT"})
    fault = translate(openai.APIStatusError("raw", response=dated, body=None), "host.example")
    assert fault is not None
    assert fault.retry_after is None
