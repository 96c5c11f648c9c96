import asyncio
import json
from collections.abc import Callable
from typing import Any

import httpx2
import pytest

from assistant.models.server_habits import FittingTransport

ASKED = {
    "model": "m",
    "stream": True,
    "stream_options": {"include_usage": True},
    "temperature": 0.0,
    "max_tokens": 64,
    "messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "What happened?"}],
}
Refusal = Callable[[dict[str, Any]], tuple[int, str] | None]


class Server:
    """Says what it refuses in a request, and keeps what reached it."""

    def __init__(self, *refusals: Refusal) -> None:
        self.refusals = refusals
        self.bodies: list[dict[str, Any]] = []
        self.transport = FittingTransport(httpx2.MockTransport(self._answer))

    def _answer(self, request: httpx2.Request) -> httpx2.Response:
        body = json.loads(request.content)
        assert int(request.headers["content-length"]) == len(request.content)
        self.bodies.append(body)
        said = next((refusal for one in self.refusals if (refusal := one(body)) is not None), (200, "fine"))
        return httpx2.Response(said[0], text=said[1])

    def ask(self, body: dict[str, Any] | None = None) -> httpx2.Response:
        async def send() -> httpx2.Response:
            async with httpx2.AsyncClient(transport=self.transport) as client:
                return await client.post("http://model.example/v1/chat/completions", json=body or ASKED)

        return asyncio.run(send())


def refusing(name: str, said: str, status: int = 400) -> Refusal:
    return lambda body: (status, said) if name in body else None


def refusing_system(said: str, status: int = 400) -> Refusal:
    return lambda body: (status, said) if body["messages"][0]["role"] == "system" else None


OPENAI = '{"error": {"message": "Unsupported parameter: %s", "type": "invalid_request_error", "param": "%s"}}'
PYDANTIC = (
    '{"detail": [{"type": "extra_forbidden", "loc": ["body", "%s"], "msg": "Extra inputs are not permitted", '
    '"input": {"temperature": 0, "max_tokens": 64}}]}'
)


@pytest.mark.parametrize("name", ["stream_options", "temperature"])
@pytest.mark.parametrize(
    ("status", "said"),
    [
        (400, OPENAI.replace("%s", "NAME")),
        (422, PYDANTIC.replace("%s", "NAME")),
        (400, "property 'NAME' is unsupported"),
        (400, '{"message": "Unrecognized request argument supplied: NAME"}'),
        (500, '{"error": "unknown field `NAME`"}'),
        (400, ""),
        (422, "[" * 5000),
    ],
)
def test_what_is_refused_is_left_out_and_stays_out(name: str, status: int, said: str) -> None:
    server = Server(refusing(name, said.replace("NAME", name), status))
    assert server.ask().text == "fine"
    assert name not in server.bodies[-1]
    seen = len(server.bodies)
    assert server.ask().text == "fine"
    assert len(server.bodies) == seen + 1


def test_only_what_is_named_goes() -> None:
    server = Server(refusing("stream_options", PYDANTIC % "stream_options", 422))
    server.ask()
    assert {**server.bodies[-1], "stream_options": None} == {**ASKED, "stream_options": None}


def test_a_limit_goes_by_its_other_name_and_by_none_where_both_are_refused() -> None:
    newer = "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."
    server = Server(refusing("max_tokens", newer))
    server.ask()
    assert server.bodies[-1]["max_completion_tokens"] == 64
    assert "max_tokens" not in server.bodies[-1]
    older = Server(refusing("max_completion_tokens", "max_completion_tokens is not known"))
    older.ask({"model": "m", "max_completion_tokens": 64, "messages": ASKED["messages"]})
    assert older.bodies[-1]["max_tokens"] == 64
    neither = Server(refusing("max_tokens", newer), refusing("max_completion_tokens", "unknown: max_completion_tokens"))
    assert neither.ask().text == "fine"
    assert not neither.bodies[-1].keys() & {"max_tokens", "max_completion_tokens"}


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (400, "System role not supported"),
        (400, "Unsupported value: 'messages[0].role' does not support 'system' with this model."),
        (500, '{"error": {"message": "Conversation roles must alternate user/assistant/user/assistant/..."}}'),
        (400, "Only user and assistant roles are supported!"),
    ],
)
def test_rules_that_may_not_be_the_systems_stand_before_the_question(status: int, said: str) -> None:
    server = Server(refusing_system(said, status))
    assert server.ask().text == "fine"
    assert server.bodies[-1]["messages"] == [{"role": "user", "content": "Be brief.\n\nWhat happened?"}]
    assert server.bodies[-1]["temperature"] == 0


WHOLE = {
    "id": "c",
    "object": "chat.completion",
    "created": 1,
    "model": "m",
    "choices": [{"index": 0, "message": {"role": "assistant", "content": "It sank."}, "finish_reason": "stop"}],
    "usage": {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5},
}


class WholeServer(Server):
    """Answers in one piece whatever it does not refuse."""

    def _answer(self, request: httpx2.Request) -> httpx2.Response:
        answer = super()._answer(request)
        return httpx2.Response(200, json=WHOLE) if answer.status_code == 200 else answer


def refusing_stream(said: str, status: int = 400) -> Refusal:
    return lambda body: (status, said) if body.get("stream") else None


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (400, "Streaming is not supported by this model."),
        (400, OPENAI.replace("%s", "stream")),
        (422, PYDANTIC.replace("%s", "stream")),
        (405, '{"error": "stream must be false"}'),
        (500, "This backend can't stream"),
        (501, "not implemented"),
        (400, ""),
    ],
)
def test_a_server_that_cannot_stream_is_asked_in_one_piece_from_then_on(status: int, said: str) -> None:
    server = WholeServer(refusing_stream(said, status))
    events = server.ask().text.split("\n\n")
    assert server.bodies[-1].keys().isdisjoint({"stream", "stream_options"})
    assert events[-2] == "data: [DONE]"
    told = [json.loads(event.removeprefix("data: ")) for event in events[:-2]]
    assert "".join(choice["delta"].get("content", "") for one in told for choice in one["choices"]) == "It sank."
    assert [one["usage"] for one in told if "usage" in one] == [WHOLE["usage"]]
    seen = len(server.bodies)
    server.ask()
    assert len(server.bodies) == seen + 1


def test_a_whole_answer_to_one_who_asked_for_a_stream_is_told_as_one() -> None:
    assert WholeServer().ask().headers["content-type"] == "text/event-stream"
    asked_whole = {"model": "m", "messages": ASKED["messages"]}
    assert WholeServer().ask(asked_whole).json() == WHOLE


def test_options_of_a_stream_that_are_refused_do_not_end_it() -> None:
    server = Server(refusing("stream_options", "'stream_options' is not supported with stream"))
    assert server.ask().text == "fine"
    assert server.bodies[-1]["stream"] is True


def test_one_that_refuses_everything_in_turn_is_met() -> None:
    refused = [refusing(name, f"no {name}") for name in ("stream_options", "temperature", "max_tokens")]
    server = Server(*refused, refusing_system("no system role"))
    assert server.ask().text == "fine"
    assert server.bodies[-1].keys() == {"model", "stream", "messages", "max_completion_tokens"}


@pytest.mark.parametrize(
    ("status", "said", "requests"),
    [
        (401, "temperature", 1),
        (429, "max_tokens", 1),
        (503, "stream_options", 1),
        (500, "boom", 1),
        (400, "max_tokens: this model's maximum context length is 4096 tokens", 1),
        (400, "no such model", 3),  # once more without all that may be left out, and once in one piece
    ],
)
def test_a_failure_that_is_no_refusal_stays_what_it_is(status: int, said: str, requests: int) -> None:
    server = Server(lambda body: (status, said))
    answer = server.ask()
    assert (answer.status_code, answer.text, len(server.bodies)) == (status, said, requests)
    assert server.ask().status_code == status
    assert server.bodies[-requests] == ASKED


def test_a_server_that_refuses_whatever_is_sent_is_asked_a_few_times_at_most() -> None:
    words = "temperature stream_options max_tokens max_completion_tokens system role"
    server = Server(lambda body: (400, words))
    assert server.ask().status_code == 400
    assert len(server.bodies) <= 4


def test_another_request_goes_through_as_it_is() -> None:
    async def send() -> httpx2.Response:
        seen = httpx2.MockTransport(lambda request: httpx2.Response(400, content=request.content))
        async with httpx2.AsyncClient(transport=FittingTransport(seen)) as client:
            return await client.post("http://model.example/", content=b"\xff temperature")

    assert asyncio.run(send()).content == b"\xff temperature"
