"""A client that leaves ends its question, however it asked, and its seat is free again."""

import json
import socket
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from assistant.answer import Event, Searching, Writing
from assistant.archive import Filters
from tests.running_server import running
from ui.application import build_api
from ui.desk import Desk


def send(address: str, path: str, body: dict[str, Any], accept: str) -> socket.socket:
    parts = urlsplit(address)
    content = json.dumps(body).encode()
    connection = socket.create_connection((parts.hostname, parts.port), timeout=20)
    head = f"POST {path} HTTP/1.1\r\nHost: {parts.netloc}\r\nAccept: {accept}\r\nContent-Type: application/json\r\n"
    connection.sendall(f"{head}Content-Length: {len(content)}\r\n\r\n".encode() + content)
    return connection


@pytest.mark.parametrize(
    ("path", "accept"),
    [
        ("/api/ask", "application/json"),
        ("/api/ask", "text/event-stream"),
        ("/v1/chat/completions", "application/json"),
        ("/v1/chat/completions", "text/event-stream"),
    ],
)
def test_the_question_ends_with_its_asker(scripted: Any, path: str, accept: str) -> None:
    has_begun, is_closed = threading.Event(), threading.Event()
    may_write = threading.Semaphore(0)

    def write_for_ever() -> Iterator[Event]:
        try:
            yield Searching("Why?", Filters())
            while True:
                has_begun.set()
                may_write.acquire(timeout=0.05)
                yield Writing(0)
        finally:
            is_closed.set()

    scripted.script = write_for_ever
    bodies: dict[str, dict[str, Any]] = {
        "/api/ask": {"question": "Why?"},
        "/v1/chat/completions": {
            "model": "copydesk",
            "messages": [{"role": "user", "content": "Why?"}],
            "stream": accept == "text/event-stream",
        },
    }
    settings = scripted.settings.model_copy(update={"questions_at_once": 1})
    with running(build_api(Desk(scripted.archive.path, lambda: scripted), settings)) as address:
        connection = send(address, path, bodies[path], accept)
        assert has_begun.wait(20)
        connection.close()
        assert is_closed.wait(20)
        scripted.script = lambda: iter(())
        assert httpx.get(f"{address}/health").status_code == 200
