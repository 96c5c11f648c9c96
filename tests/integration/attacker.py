"""A client that keeps to no rule: it writes bytes to a socket and takes what comes."""

import json
import socket
import time
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from typing import ClassVar
from urllib.parse import urlencode

__all__ = ["Attacker", "Reply"]

MOST_BYTES = 4_000_000


@dataclass(frozen=True)
class Reply:
    """What came back before the connection was closed; status 0 where it was closed without a word."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    seconds: float = 0.0
    raw: bytes = b""

    @property
    def text(self) -> str:
        return self.raw.decode("utf-8", "replace")


class Attacker:
    """Asks the server at a port of this machine."""

    sent_count: ClassVar[int] = 0
    """By all of them."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.host = f"127.0.0.1:{port}"

    def connect(self, timeout: float = 10.0) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=timeout)

    def raw(self, sent: bytes, timeout: float = 10.0) -> Reply:
        """Sends it, and reads until the server closes or the time is over."""
        Attacker.sent_count += 1
        begun, got = time.monotonic(), b""
        with closing(self.connect(timeout)) as connection:
            with suppress(OSError):  # refused while it is still sent
                connection.sendall(sent)
            with suppress(OSError):
                while len(got) < MOST_BYTES and (piece := connection.recv(65_536)):
                    got += piece
        return _reply(got, time.monotonic() - begun)

    def ask(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str] | Iterable[tuple[str, str]] = (),
        body: bytes = b"",
        *,
        host: str | None = None,
        timeout: float = 10.0,
    ) -> Reply:
        return self.raw(self.request(method, target, headers, body, host=host), timeout)

    def request(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str] | Iterable[tuple[str, str]] = (),
        body: bytes = b"",
        *,
        host: str | None = None,
    ) -> bytes:
        """A request that asks for the connection to be closed; `host` in the place of the right one."""
        pairs = list(headers.items()) if isinstance(headers, Mapping) else list(headers)
        lines = [("Host", self.host if host is None else host), ("Connection", "close"), *pairs]
        if body and not {"content-length", "transfer-encoding"} & {name.lower() for name, _ in pairs}:
            lines.append(("Content-Length", str(len(body))))
        head = "".join(f"{name}: {value}\r\n" for name, value in lines)
        return f"{method} {target} HTTP/1.1\r\n{head}\r\n".encode("utf-8", "surrogatepass") + body

    def post_json(self, target: str, value: object, headers: Mapping[str, str] | None = None) -> Reply:
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        return self.ask("POST", target, {"Content-Type": "application/json", **(headers or {})}, body)

    def post_form(self, target: str, fields: Mapping[str, str], headers: Mapping[str, str] | None = None) -> Reply:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", target, {**kind, **(headers or {})}, urlencode(fields).encode())

    @property
    def origin(self) -> dict[str, str]:
        """What a page of the server's own sends."""
        return {"Origin": f"http://{self.host}"}


def _reply(got: bytes, seconds: float) -> Reply:
    head, _, body = got.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    status = first.split(" ")[1] if first.startswith("HTTP/") and " " in first else "0"
    headers: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    return Reply(int(status) if status.isdigit() else 0, headers, body, seconds, got)
