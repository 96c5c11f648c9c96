"""A real HTTP server on loopback that speaks the chat protocol of OpenAI-compatible servers, well and badly."""

import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

Behaviour = Callable[["Handler", dict[str, Any]], None]

KEY = "sk-secret-0123456789abcdef"
RAW = f"<b>raw provider text</b> with {KEY} in it"


@dataclass
class Seen:
    """What has reached the server."""

    paths: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    hung_up: threading.Event = field(default_factory=threading.Event)
    """Set when a client went away before its answer was whole."""


class Handler(BaseHTTPRequestHandler):
    server: "ChatServer"
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        seen = self.server.seen
        seen.paths.append(self.path)
        seen.headers.append({name.lower(): value for name, value in self.headers.items()})
        seen.bodies.append(body)
        self.server.behaviour(self, body)

    def answer(self, status: int, content: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def open_stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def send(self, content: bytes) -> None:
        """One part of a chunked body; notes a client that has gone."""
        try:
            self.wfile.write(b"%x\r\n%s\r\n" % (len(content), content))
            self.wfile.flush()
        except OSError:
            self.server.seen.hung_up.set()
            raise

    def send_event(self, event: Any) -> None:
        self.send(b"data: " + (event if isinstance(event, bytes) else json.dumps(event).encode()) + b"\n\n")

    def close_stream(self) -> None:
        self.wfile.write(b"0\r\n\r\n")

    def cut(self) -> None:
        """End the connection as a crash does, in the middle of whatever was said."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
        for part in (self.rfile, self.wfile, self.connection):
            part.close()

    def log_message(self, format: str, *args: object) -> None: ...  # noqa: A002  # the base class's name


class ChatServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen = Seen()
        self.stopped = threading.Event()
        self.behaviour: Behaviour = saying("Nothing.")
        self.scheme = "https" if tls else "http"
        if tls:
            self.socket = tls.wrap_socket(self.socket, server_side=True)
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.server_port}/v1"

    def handle_error(self, request: object, client_address: object) -> None: ...  # a client that hung up is expected

    def stop(self) -> None:
        self.stopped.set()
        self.shutdown()
        self.server_close()


@contextmanager
def chat_server(tls: ssl.SSLContext | None = None) -> Iterator[ChatServer]:
    server = ChatServer(tls)
    try:
        yield server
    finally:
        with suppress(OSError):
            server.stop()


def delta(content: str | None, ending: str | None = None, **more: Any) -> dict[str, Any]:
    choice = {"index": 0, "delta": {"role": "assistant", "content": content, **more}, "finish_reason": ending}
    return {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}


USAGE = {
    **delta(None),
    "choices": [],
    "usage": {"prompt_tokens": 321, "completion_tokens": 12, "total_tokens": 333},
}


def saying(*parts: str, ending: str | None = "stop", done: bool = True) -> Behaviour:
    """A whole answer in these parts; or, without `ending` or `done`, one that only looks like it."""
    last = [delta(None, ending), USAGE] if ending else []
    return events([*map(delta, parts), *last, *([b"[DONE]"] if done else [])])


def events(items: Sequence[Any], *, pause: float = 0.0) -> Behaviour:
    """These events, `pause` seconds apart: dictionaries, or bytes that are sent as they are behind `data: `."""

    def behave(handler: Handler, body: dict[str, Any]) -> None:
        handler.open_stream()
        for item in items:
            handler.send_event(item)
            if pause:
                handler.server.stopped.wait(pause)
        handler.close_stream()

    return behave


def giving(status: int, content: bytes | None = None, **headers: str) -> Behaviour:
    """A plain answer; without content, an error as OpenAI words it, with text that must not be shown."""
    error = json.dumps({"error": {"message": RAW, "type": "invalid_request_error", "code": None}}).encode()

    def behave(handler: Handler, body: dict[str, Any]) -> None:
        handler.answer(status, error if content is None else content, **headers)

    return behave


def self_signed(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's TLS context for 127.0.0.1, and the certificate to trust."""
    from datetime import UTC, datetime, timedelta
    from ipaddress import ip_address

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "loopback")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, key_file = folder / "server.pem", folder / "server.key"
    pem.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, key_file)
    return context, pem
