"""A server asked from the shell: what it answers, and what stands in its place."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from assistant.errors import CopydeskError, FilterError, InputError, ModelUnavailable
from ui.remote import Remote, ServerUnavailable


class Fake(HTTPServer):
    """Answers what a test wrote down; keeps what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.reply: tuple[int, bytes] = (200, b"{}")
        self.asked: list[tuple[str, dict[str, str], Any]] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answering(BaseHTTPRequestHandler):
    server: Fake

    def do_POST(self) -> None:  # the library's name
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.asked.append((self.path, dict(self.headers), body))
        status, content = self.server.reply
        self.send_response(status)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def fake() -> Iterator[Fake]:
    with Fake() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_what_is_sent_and_what_comes_back(fake: Fake) -> None:
    fake.reply = (200, json.dumps({"text": "Ja – ü"}).encode())
    assert Remote(f"{fake.address}/news/", "secret").json("/api/ask", {"question": "Why?"}) == {"text": "Ja – ü"}
    path, headers, body = fake.asked[0]
    assert (path, body) == ("/news/api/ask", {"question": "Why?"})
    assert headers["Authorization"] == "Bearer secret"
    assert Remote(fake.address.removeprefix("http://")).json("/api/ask", {}) == {"text": "Ja – ü"}
    assert "Authorization" not in fake.asked[1][1]


def test_a_server_moves_no_cursor(fake: Fake) -> None:
    fake.reply = (200, "a\x1b[2Jb\u202ec\nd".encode())
    assert Remote(fake.address).text("/api/ask", {}) == "a[2Jbc\nd"


@pytest.mark.parametrize(
    ("status", "told", "kind"),
    [
        (422, {"error": "FilterError", "message": "Swap the two."}, FilterError),
        (502, {"error": "ModelUnavailable", "message": "Ask again."}, ModelUnavailable),
        (422, {"error": "RequestInvalid", "message": "No."}, InputError),
        (429, {"error": "__all__", "message": "Wait."}, InputError),
        (503, {"error": "TooBusy", "message": "Wait."}, ServerUnavailable),
        (502, "<html>Bad gateway</html>", ServerUnavailable),
        (404, [], ServerUnavailable),
        (302, {}, ServerUnavailable),
    ],
)
def test_a_refusal_is_the_servers_own_error(fake: Fake, status: int, told: Any, kind: type[CopydeskError]) -> None:
    fake.reply = (status, told.encode() if isinstance(told, str) else json.dumps(told).encode())
    with pytest.raises(kind) as refused:
        Remote(fake.address).json("/api/ask", {})
    assert type(refused.value) is kind
    if isinstance(told, dict) and told:
        assert str(refused.value) == told["message"]


def test_nobody_there_and_no_address() -> None:
    with pytest.raises(ServerUnavailable, match="copydesk serve"):
        Remote("http://127.0.0.1:1").json("/api/ask", {})
    for address in ("ftp://x", "http://", "http://x:99999999", ""):
        with pytest.raises(InputError, match="--server"):
            Remote(address)
