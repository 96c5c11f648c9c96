"""Only what the page sends reaches Gradio."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any

import pytest
from starlette.requests import Request
from starlette.types import Message, Receive, Scope, Send

from ui.bodies import pass_limited, taken_whole
from ui.wire_check import WireCheck

JOIN, SERVER, CANCEL = ("/gradio_api/queue/join", "/gradio_api/component_server/", "/gradio_api/cancel")
STREAM = "/gradio_api/queue/data"
ASKS = {"session_hash": "abc", "component_id": 7, "fn_name": "ask", "data": {"question": "Why?"}}
JOINS = {"session_hash": "abc", "fn_index": 2, "data": [], "trigger_id": None}
CANCELS = {"session_hash": "abc", "fn_index": 2, "event_id": "e"}


class Gradio:
    """Takes what comes and says so."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = b""
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        self.taken.append(body)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"taken"})


def ask(path: str, pieces: Sequence[Message], query: bytes = b"", method: str = "POST") -> tuple[Gradio, list[Message]]:
    gradio, sent, waiting = Gradio(), list[Message](), list(pieces)

    async def receive() -> Message:
        return waiting.pop(0) if waiting else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    check = WireCheck(
        gradio,
        events=frozenset({2}),
        calls={7: frozenset({"ask"})},
        is_session=lambda name: name == "abc",
    )
    scope: Scope = {"type": "http", "method": method, "path": path, "query_string": query, "headers": []}
    asyncio.run(check(scope, receive, send))
    return gradio, sent


def post(path: str, value: object) -> tuple[Gradio, int]:
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    halves: list[Message] = [
        {"type": "http.request", "body": body[:9], "more_body": True},
        {"type": "http.request", "body": body[9:]},
    ]
    gradio, sent = ask(path, halves)
    return gradio, int(sent[0]["status"])


@pytest.mark.parametrize(("path", "value"), [(SERVER, ASKS), (JOIN, JOINS), (CANCEL, CANCELS), ("/api/ask", b"{")])
def test_what_the_page_sends_goes_on_as_it_came(path: str, value: object) -> None:
    gradio, status = post(path, value)
    assert status == 200
    assert gradio.taken == [value if isinstance(value, bytes) else json.dumps(value).encode()]


FOREIGN: tuple[tuple[str, object], ...] = (
    *((SERVER, {**ASKS, "component_id": part}) for part in (8, True, [7], {"a": 1}, "7", None)),
    *((SERVER, {**ASKS, "session_hash": name}) for name in (None, "", 3, "x" * 101, "\ud800", "a\x00")),
    *((SERVER, {**ASKS, "fn_name": name}) for name in ("__init__", None, ["ask"])),
    *((JOIN, {**JOINS, "fn_index": event}) for event in (-1, None, 2.0)),
    (JOIN, {**JOINS, "data": {}}),
    (JOIN, {**JOINS, "trigger_id": "x"}),
    (CANCEL, {**CANCELS, "fn_index": "2"}),
    (CANCEL, {**CANCELS, "event_id": 3}),
    *((path, body) for path in (SERVER, JOIN, CANCEL) for body in (b"", b"[]", b"{", b"[" * 100_000, b'{"a": NaN')),
)


@pytest.mark.parametrize(("path", "value"), FOREIGN)
def test_what_no_page_sends_does_not(path: str, value: object) -> None:
    gradio, status = post(path, value)
    assert (status, gradio.taken) == (404, [])


@pytest.mark.parametrize("query", [b"", b"session_hash=", b"session_hash=stolen", b"session_hash=%ff", b"a&" * 20])
def test_a_session_that_is_none_has_ended(query: bytes) -> None:
    gradio, sent = ask(STREAM, [], query, "GET")
    assert gradio.taken == []
    assert json.loads(sent[1]["body"].removeprefix(b"data: "))["session_not_found"] is True
    assert ask(STREAM, [], b"session_hash=abc", "GET")[0].taken == [b""]


def test_who_hangs_up_in_the_middle_gets_nothing_and_is_no_fault() -> None:
    gradio, sent = ask(SERVER, [{"type": "http.request", "body": b"{", "more_body": True}])
    assert (gradio.taken, sent) == ([], [])


def test_nor_is_it_where_the_application_reads_the_body_itself() -> None:
    async def read(scope: Scope, receive: Receive, send: Send) -> None:
        await Request(scope, receive).body()

    async def gone() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        raise AssertionError(message)

    scope: dict[str, Any] = {"type": "http", "method": "POST", "path": "/sign-in", "headers": []}
    asyncio.run(pass_limited(read, scope, gone, send, 1000))
    assert asyncio.run(taken_whole(gone)) is None
