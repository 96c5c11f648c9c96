"""A proxy before a Chroma server: asks for a token, and answers in the server's place where it is told to."""

import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

__all__ = ["Relay", "relayed"]


@dataclass
class Relay:
    target: str
    token: str | None = None
    status: int | None = None
    """With which everything is answered."""
    headers: list[dict[str, str]] = field(default_factory=list)
    address: str = ""


@contextmanager
def relayed(target: str, token: str | None = None) -> Iterator[Relay]:
    relay = Relay(target, token)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _pass_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            relay.headers.append({name.lower(): value for name, value in self.headers.items()})
            if relay.status is not None:
                self._answer(relay.status, b"<html>a page of the proxy</html>")
            elif relay.token is not None and relay.headers[-1].get("authorization") != f"Bearer {relay.token}":
                self._answer(401, b"<html>no</html>")
            else:
                self._answer(*self._asked(body))

        def _asked(self, body: bytes) -> tuple[int, bytes]:
            request = urllib.request.Request(relay.target + self.path, data=body or None, method=self.command)
            request.add_header("Content-Type", "application/json")
            try:
                with urllib.request.urlopen(request, timeout=30) as answer:
                    return answer.status, answer.read()
            except urllib.error.HTTPError as error:
                with error:
                    return error.code, error.read()
            except OSError:
                return 502, b"<html>nobody there</html>"

        def _answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_DELETE = _pass_on  # noqa: N815  # the names that are looked for

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

    with Server(("127.0.0.1", 0), Handler) as server:
        relay.address = f"http://127.0.0.1:{server.server_address[1]}"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield relay
        finally:
            server.shutdown()
            thread.join()
