"""Whoever is cancelled or leaves ends the call of a slow model within a second, on the wire."""

import asyncio
import json
import select
import socket
import threading
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import pytest

from copydesk import Assistant, Settings
from tests.chat_server import ChatServer, Handler, chat_server, delta
from tests.running_server import running
from ui.application import build_api
from ui.desk import Desk

QUESTION = "Why was Candlemaker Bridge shut?"
LONGEST = 1.0
"""Seconds."""
TRIES = 3
"""A loaded machine may hold one of them up for longer, not each."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("desk") / "archive"
    with Assistant.open(path, create=True) as opened:
        opened.archive.add({"id": "b", "text": "Candlemaker Bridge was shut on Monday because of cracks."})
    return path


@pytest.fixture(params=["before a word", "after a word"])
def slow(request: pytest.FixtureRequest) -> Iterator[tuple[ChatServer, threading.Event]]:
    """A server that says nothing, or one word and then nothing, and notes when its client is gone."""
    begun = threading.Event()

    def wait(handler: Handler, body: dict[str, Any]) -> None:
        del body
        if request.param == "after a word":
            handler.open_stream()
            handler.send_event(delta("The "))
        begun.set()
        while not handler.server.stopped.is_set():
            ready, _, _ = select.select([handler.connection], [], [], 0.02)
            if ready and not handler.connection.recv(1, socket.MSG_PEEK):
                handler.server.seen.hung_up.set()
                return

    with chat_server() as server:
        server.behaviour = wait
        yield server, begun


def settings_of(folder: Path, server: ChatServer) -> Settings:
    return Settings.load(
        archive=folder, model="openai:m", model_base_url=server.url, model_retries=0, model_deadline=60
    )


async def is_cancelled_soon(server: ChatServer, begun: threading.Event, ask: Callable[[], Awaitable[object]]) -> bool:
    for _ in range(TRIES):
        if await cancel(server, begun, ask) < LONGEST:
            return True
    return False


async def cancel(server: ChatServer, begun: threading.Event, ask: Callable[[], Awaitable[object]]) -> float:
    """Seconds until the server sees it."""
    begun.clear()
    server.seen.hung_up.clear()
    task = asyncio.ensure_future(ask())
    assert await asyncio.to_thread(begun.wait, 30)
    since = monotonic()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await asyncio.to_thread(server.seen.hung_up.wait, 30)
    return monotonic() - since


async def read_all(events: Any) -> None:
    async for _ in events:
        pass


def test_cancelling_ends_the_call(folder: Path, slow: tuple[ChatServer, threading.Event]) -> None:
    server, begun = slow

    async def main(opened: Assistant) -> list[bool]:
        runnable = opened.as_runnable()
        asked: list[Callable[[], Awaitable[object]]] = [
            partial(opened.aask, QUESTION),
            partial(opened.abatch, [QUESTION]),
            partial(runnable.ainvoke, QUESTION),
            lambda: read_all(opened.astream(QUESTION)),
            lambda: read_all(runnable.astream(QUESTION)),
        ]
        return [await is_cancelled_soon(server, begun, ask) for ask in asked]

    with Assistant.open(settings=settings_of(folder, server)) as opened:
        assert all(asyncio.run(main(opened)))


@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
@pytest.mark.parametrize("path", ["/api/ask", "/v1/chat/completions"])
def test_leaving_the_server_ends_the_call(
    folder: Path, slow: tuple[ChatServer, threading.Event], path: str, accept: str
) -> None:
    server, begun = slow
    message = {"messages": [{"role": "user", "content": QUESTION}], "model": "copydesk", "stream": "event" in accept}
    body = json.dumps({"question": QUESTION} if path == "/api/ask" else message).encode()
    settings = settings_of(folder, server)
    with running(build_api(Desk(folder, lambda: Assistant.open(settings=settings)), settings)) as address:
        parts = urlsplit(address)
        head = f"POST {path} HTTP/1.1\r\nHost: {parts.netloc}\r\nAccept: {accept}\r\nContent-Type: application/json\r\n"
        request = f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body

        def leave() -> float:
            """Seconds until the server of the model sees it."""
            begun.clear()
            server.seen.hung_up.clear()
            with socket.create_connection((parts.hostname, parts.port), timeout=20) as connection:
                connection.sendall(request)
                assert begun.wait(30)
                since = monotonic()
            assert server.seen.hung_up.wait(30)
            return monotonic() - since

        assert any(leave() < LONGEST for _ in range(TRIES))
