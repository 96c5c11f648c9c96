"""Everything that a model's server can do wrong, against a real HTTP server: in time, typed, and saying what to do."""

import json
import logging
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import ModelCutOff, ModelError, ModelRefused, ModelSilent
from assistant.models import Ended, LanguageModel, Retrying, Words, build_language_model
from assistant.settings import Settings
from tests.chat_server import (
    KEY,
    RAW,
    USAGE,
    Behaviour,
    ChatServer,
    Handler,
    chat_server,
    delta,
    events,
    giving,
    saying,
    self_signed,
)
from tests.model_faults import CALL, FAULTS, UNENDING, UNENDING_SECONDS, hang, reset_halfway

DEADLINE = 1.5
"""Seconds, for what only a deadline ends."""
PATIENCE = 30
"""Seconds, for all else: a slow machine must not turn one fault into another."""
ASKED = [("system", "Write."), ("human", "What happened?")]


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with chat_server() as running:
        yield running


def model_at(url: str, **given: object) -> LanguageModel:
    known: dict[str, object] = {
        "model": "openai:small",
        "model_base_url": url,
        "model_api_key": KEY,
        "model_deadline": PATIENCE,
        "model_retries": 0,
        "model_output_tokens": 64,
    }
    return build_language_model(Settings.load(**{**known, **given}))


def read_to_the_end(model: LanguageModel) -> tuple[list[Any], ModelError | None, float]:
    """The pieces, the failure, the seconds."""
    begun = time.perf_counter()
    pieces: list[Any] = []
    try:
        for piece in model.stream(ASKED):
            pieces.append(piece)
    except ModelError as error:
        return pieces, error, time.perf_counter() - begun
    return pieces, None, time.perf_counter() - begun


def check_message(error: ModelError, advice: str) -> None:
    message = str(error)
    assert advice in message
    assert message.endswith(".")
    assert "raw provider" not in message
    assert KEY not in message + repr(error)
    assert error.__cause__ is None  # no traceback ever prints what the provider said
    assert error.__suppress_context__ or error.__context__ is None


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_ends_in_time_and_says_what_to_do(
    server: ChatServer, name: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    server.behaviour, kind, advice = FAULTS[name]
    is_unending = name in UNENDING
    model = model_at(server.url, model_deadline=DEADLINE if is_unending else PATIENCE)
    pieces, error, seconds = read_to_the_end(model)
    assert type(error) is kind
    assert error is not None
    check_message(error, advice)
    assert seconds < (UNENDING_SECONDS if is_unending else PATIENCE)
    assert not any(isinstance(piece, Ended) for piece in pieces)
    output = capfd.readouterr()
    assert KEY not in caplog.text + output.out + output.err


def test_the_matrix_is_large_enough() -> None:
    assert len(FAULTS) >= 30


def test_a_whole_answer_with_its_tokens(server: ChatServer) -> None:
    server.behaviour = saying("The ferry", " sank.")
    pieces, error, _ = read_to_the_end(model_at(server.url))
    assert error is None
    assert "".join(piece.text for piece in pieces if isinstance(piece, Words)) == "The ferry sank."
    assert pieces[-1] == Ended(321, 12, 0)
    (body,) = server.seen.bodies
    assert body["temperature"] == 0
    assert body["max_tokens"] == 64
    assert "max_completion_tokens" not in body
    assert server.seen.headers[0]["authorization"] == f"Bearer {KEY}"
    assert not [name for name in server.seen.headers[0] if name.startswith(("x-", "openai-"))]


def test_a_schema_goes_beside_the_limit_on_output(server: ChatServer) -> None:
    server.behaviour = saying("{}")
    model_at(server.url).complete(ASKED, {"type": "object"})
    (body,) = server.seen.bodies
    assert body["response_format"]["json_schema"]["schema"] == {"type": "object"}
    assert body["max_tokens"] == 64


def test_an_answer_without_done_is_whole_if_the_server_said_so(server: ChatServer) -> None:
    server.behaviour = saying("Whole.", done=False)
    assert read_to_the_end(model_at(server.url))[1] is None


def test_reasoning_content_is_left_out(server: ChatServer) -> None:
    server.behaviour = events([delta(None, reasoning_content="Let me think."), delta("Yes.", "stop"), b"[DONE]"])
    pieces, _, _ = read_to_the_end(model_at(server.url))
    assert "".join(piece.text for piece in pieces if isinstance(piece, Words)) == "Yes."


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_another_origin_is_not_followed(server: ChatServer, status: int) -> None:
    with chat_server() as elsewhere:
        server.behaviour = giving(status, b"", Location=f"{elsewhere.url}/chat/completions")
        _, error, _ = read_to_the_end(model_at(server.url))
        assert error is not None
        check_message(error, "not followed")
        assert elsewhere.seen.paths == []


def test_a_server_that_is_not_there(server: ChatServer) -> None:
    server.stop()
    _, error, _ = read_to_the_end(model_at(server.url))
    assert error is not None
    check_message(error, "could not be reached")


def test_a_host_that_has_no_address() -> None:
    _, error, _ = read_to_the_end(model_at("http://no-such-host-at-all.localhost:9/v1"))
    assert error is not None
    check_message(error, "could not be reached")


def test_tls_where_there_is_none(server: ChatServer) -> None:
    _, error, _ = read_to_the_end(model_at(server.url.replace("http:", "https:")))
    assert error is not None
    check_message(error, "start COPYDESK_MODEL_BASE_URL with http://")


def test_a_certificate_is_trusted_when_its_bundle_is_named(tmp_path: Path) -> None:
    context, certificate = self_signed(tmp_path)
    with chat_server(context) as server:
        server.behaviour = saying("Safe.")
        _, error, _ = read_to_the_end(model_at(server.url))
        assert error is not None
        check_message(error, "COPYDESK_MODEL_CA_BUNDLE")
        assert read_to_the_end(model_at(server.url, model_ca_bundle=certificate))[1] is None


def test_a_proxy_carries_the_request(server: ChatServer) -> None:
    server.behaviour = saying("Through.")
    address = server.url.removesuffix("/v1")
    assert read_to_the_end(model_at("http://model.example/v1", model_proxy=address))[1] is None
    assert server.seen.paths == ["http://model.example/v1/chat/completions"]


def test_a_query_in_the_address_goes_along_and_the_key_in_azures_header(server: ChatServer) -> None:
    server.behaviour = saying("Azure.")
    url = server.url.removesuffix("/v1") + "/openai/deployments/mine?api-version=2024-10-21"
    assert read_to_the_end(model_at(url))[1] is None
    assert server.seen.paths == ["/openai/deployments/mine/chat/completions?api-version=2024-10-21"]
    assert server.seen.headers[0]["api-key"] == KEY
    assert "authorization" not in server.seen.headers[0]


def test_a_passing_failure_is_tried_again_and_seen(server: ChatServer) -> None:
    def recover(handler: Handler, body: dict[str, Any]) -> None:
        (saying("Back.") if len(handler.server.seen.paths) > 1 else giving(503))(handler, body)

    server.behaviour = recover
    pieces, error, _ = read_to_the_end(model_at(server.url, model_retries=1, model_deadline=10))
    assert error is None
    (retrying,) = [piece for piece in pieces if isinstance(piece, Retrying)]
    assert (retrying.attempt, "status 503" in retrying.reason) == (2, True)
    assert pieces[-1].retry_count == 1


@pytest.mark.parametrize(("behaviour", "requests"), [(giving(500), 3), (giving(401), 1), (reset_halfway, 1)])
def test_retries_are_bounded_and_only_for_what_may_pass(
    server: ChatServer, behaviour: Behaviour, requests: int
) -> None:
    server.behaviour = behaviour
    _, error, _ = read_to_the_end(model_at(server.url, model_retries=2, model_deadline=10))
    assert error is not None
    assert len(server.seen.paths) == requests


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_is_said_to_be_that_of_whoever_runs_copydesk(server: ChatServer, status: int) -> None:
    """A reader of the page has no key: nobody is sent to look for one of theirs, and the key itself is never shown."""
    server.behaviour = giving(status)
    _, error, _ = read_to_the_end(model_at(server.url, model_retries=2))
    assert error is not None
    assert (error.may_retry, error.status) == (False, status)
    said = ("127.0.0.1", "the key that Copydesk was started with", "Whoever runs Copydesk", "COPYDESK_MODEL_API_KEY")
    assert [words for words in said if words not in str(error)] == []
    assert KEY not in str(error)
    assert len(server.seen.paths) == 1


def test_a_wait_of_an_hour_fails_at_once(server: ChatServer) -> None:
    server.behaviour = giving(429, Retry_After="3600")
    _, error, seconds = read_to_the_end(model_at(server.url, model_retries=2, model_deadline=10))
    assert error is not None
    assert (error.may_retry, error.status, error.retry_after) == (True, 429, 3600.0)
    assert seconds < 5
    assert len(server.seen.paths) == 1


def test_stopping_ends_the_request(server: ChatServer) -> None:
    server.behaviour = events([delta("word ")] * 2000, pause=0.01)
    pieces = model_at(server.url, model_deadline=30, model_output_tokens=4000).stream(ASKED)
    assert next(piece for piece in pieces if isinstance(piece, Words) and piece.text)
    pieces.close()  # type: ignore[attr-defined]  # it is a generator
    assert server.seen.hung_up.wait(5)


def test_a_model_that_is_stopped_while_it_says_nothing(server: ChatServer) -> None:
    server.behaviour = hang
    pieces = model_at(server.url, model_deadline=30).stream(ASKED)
    assert next(pieces) == Words("")
    pieces.close()  # type: ignore[attr-defined]  # it is a generator


# ── What a server does not take ─────────────────────────────────────────────────────────────────────────────────


def refusing(name: str, status: int = 400) -> Behaviour:
    """Refuses the parameter as such servers do, and answers without it."""
    error = {"error": {"message": f"Unsupported parameter: '{name}' {RAW}", "param": name}}

    def behave(handler: Handler, body: dict[str, Any]) -> None:
        refused = giving(status, json.dumps(error).encode())
        (refused if name in body else saying("It sank."))(handler, body)

    return behave


@pytest.mark.parametrize(("name", "status"), [("stream_options", 400), ("temperature", 422), ("max_tokens", 400)])
def test_a_parameter_that_is_refused_is_left_out_from_then_on(server: ChatServer, name: str, status: int) -> None:
    server.behaviour = refusing(name, status)
    model = model_at(server.url, model_deadline=10)
    for requests in (2, 3):
        pieces, error, _ = read_to_the_end(model)
        assert error is None
        assert "".join(piece.text for piece in pieces if isinstance(piece, Words)) == "It sank."
        assert len(server.seen.bodies) == requests
    assert ("max_completion_tokens" in server.seen.bodies[-1]) == (name == "max_tokens")


def test_a_system_role_that_is_refused_is_said_by_the_reader(server: ChatServer) -> None:
    def behave(handler: Handler, body: dict[str, Any]) -> None:
        refused = giving(400, b'{"error": {"message": "System role not supported"}}')
        (refused if body["messages"][0]["role"] == "system" else saying("It sank."))(handler, body)

    server.behaviour = behave
    assert read_to_the_end(model_at(server.url, model_deadline=10))[1] is None
    assert server.seen.bodies[-1]["messages"] == [{"role": "user", "content": "Write.\n\nWhat happened?"}]


def test_a_server_without_streaming_is_asked_in_one_piece(server: ChatServer) -> None:
    refused = {"error": {"message": "Streaming is not supported by this deployment.", "param": None}}
    message = {"role": "assistant", "content": "It sank.", "reasoning_content": "Hm."}
    whole = {"choices": [{"index": 0, "message": message, "finish_reason": "stop"}], "usage": USAGE["usage"]}

    def behave(handler: Handler, body: dict[str, Any]) -> None:
        is_refused = body.get("stream", False)
        giving(400 if is_refused else 200, json.dumps(refused if is_refused else whole).encode())(handler, body)

    server.behaviour = behave
    model = model_at(server.url, model_deadline=10)
    for requests in (2, 3):
        pieces, error, _ = read_to_the_end(model)
        assert error is None
        assert "".join(piece.text for piece in pieces if isinstance(piece, Words)) == "It sank."
        assert pieces[-1] == Ended(321, 12, 0)
        assert len(server.seen.bodies) == requests


@pytest.mark.parametrize(
    ("message", "ending", "expected"),
    [
        ({"content": "", "reasoning_content": "Hm."}, "stop", ModelSilent),
        ({"content": None, "refusal": "No."}, "stop", ModelRefused),
        (
            {"content": None, "tool_calls": [{"id": "x", "type": "function", "function": CALL}]},
            "tool_calls",
            ModelSilent,
        ),
        ({"content": "It sank. It"}, "length", ModelCutOff),
    ],
)
def test_an_answer_in_one_piece_has_the_faults_of_one_that_streams(
    server: ChatServer, message: dict[str, Any], ending: str, expected: type[ModelError]
) -> None:
    server.behaviour = giving(200, json.dumps({"choices": [{"message": message, "finish_reason": ending}]}).encode())
    assert isinstance(read_to_the_end(model_at(server.url, model_deadline=10))[1], expected)


def test_the_key_goes_along_with_the_request_that_is_made_again(server: ChatServer) -> None:
    server.behaviour = refusing("temperature")
    assert read_to_the_end(model_at(server.url, model_deadline=10))[1] is None
    assert [headers["authorization"] for headers in server.seen.headers] == [f"Bearer {KEY}"] * 2
