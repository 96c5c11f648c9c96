"""What every request passes before anything answers it: who may ask, how much, and what the browser may load.

Gradio checks neither Host (so a foreign page could reach it by DNS rebinding) nor the size of what is sent, and serves
upload, file and proxy addresses that this page does not use; here what the page needs is open and the rest is closed.
"""

import asyncio
import ipaddress
import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["MAX_BODY_BYTES", "Guards", "allowed_names", "security_headers"]

MAX_BODY_BYTES = 1_000_000
"""A question and its conversation fit many times over."""

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_WILDCARDS = frozenset({"0.0.0.0", "::", ""})  # noqa: S104  # compared with, never bound

_MAX_READ_OVER_BYTES = 32 * MAX_BODY_BYTES
_READ_OVER_SECONDS = 5.0
"""A refused body is read and forgotten within these bounds: a client that is still sending would never see why."""

_TOO_MUCH = "That is too much at once. Ask a shorter question."

_POLICY = (
    "default-src 'self'; script-src {script}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "media-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-src 'none'; object-src 'none'; "
    "form-action {form}; base-uri 'self'; frame-ancestors 'none'"
)
_OWN_PAGES = re.compile(r"/(library|reader/[^/]+(/changes)?|page/[^/]+|api/.*)")
_OPEN = re.compile(
    r"/|/config/?|/theme\.css|/favicon\.ico|/manifest\.json|/robots\.txt|/(assets|static|svelte)/.*"
    r"|/gradio_api/(startup-events|info/?|queue/join|queue/data|heartbeat/[^/]+|cancel|reset/?|theme\.css)"
)
"""The addresses of Gradio that its page uses, found by watching it; uploads, files, proxies and the rest are closed."""


def allowed_names(host: str) -> frozenset[str]:
    """Names a request may address this server by, given the address it listens on."""
    return _LOOPBACK if host in _WILDCARDS else _LOOPBACK | {host.lower().strip("[]")}


def security_headers(path: str) -> Mapping[str, str]:
    """Gradio's page needs inline scripts and eval; our own pages need neither and may send their search form to us."""
    own = _OWN_PAGES.fullmatch(path) is not None
    script, form = ("'self'", "'self'") if own else ("'self' 'unsafe-inline' 'unsafe-eval'", "'none'")
    return {
        "Content-Security-Policy": _POLICY.format(script=script, form=form),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
    }


class Guards:
    """ASGI middleware, outermost so that nothing escapes it: Host, Origin, open addresses, body size, headers."""

    def __init__(self, app: ASGIApp, *, host: str, max_body_bytes: int = MAX_BODY_BYTES) -> None:
        self._app = app
        self._names = allowed_names(host)
        self._takes_any_address = host in _WILDCARDS
        self._max_body_bytes = max_body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        guarded = _with_headers(send, security_headers(scope["path"]))
        refusal = self._refusal(scope)
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
        elif refusal is not None:
            await _read_over(receive)
            await _refuse(guarded, *refusal)
        else:
            await self._pass_limited(scope, receive, guarded)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self._is_ours(host):
            return 421, "Unknown host. Use the address shown when the server started."
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
            return 403, "Requests from other pages are not answered."
        if headers.get("sec-fetch-site") == "cross-site" and not _is_navigation(headers, scope["method"]):
            return 403, "Requests from other pages are not answered."
        if not (_OPEN.fullmatch(scope["path"]) or _OWN_PAGES.fullmatch(scope["path"])):
            return 404, "There is nothing here."
        return self._length_refusal(headers.get("content-length", "0"))

    def _length_refusal(self, length: str) -> tuple[int, str] | None:
        if not (length.isascii() and length.isdigit()):
            return 400, "The request does not say how long it is."
        return (413, _TOO_MUCH) if int(length[:20]) > self._max_body_bytes else None

    def _is_ours(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        return name in self._names or (self._takes_any_address and _is_address(name))

    async def _pass_limited(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on the request; a body that turns out longer than allowed, whatever its header said, is refused.

        The refusal goes out at once and the application sees a client that went away: it would answer an exception
        with an error of its own.
        """
        taken = 0
        is_refused = has_started = False

        async def limited_receive() -> Message:
            nonlocal taken, is_refused
            message = await receive()
            taken += len(message.get("body", b""))
            if taken <= self._max_body_bytes:
                return message
            if not is_refused:
                is_refused = True
                if has_started:
                    return {"type": "http.disconnect"}
                if message.get("more_body", False):
                    await _read_over(receive)
                await _refuse(send, 413, _TOO_MUCH)
            return {"type": "http.disconnect"}

        async def watched_send(message: Message) -> None:
            nonlocal has_started
            if not is_refused:
                has_started = True
                await send(message)

        try:
            await self._app(scope, limited_receive, watched_send)
        except ClientDisconnect:
            if not is_refused:
                raise


def _is_address(name: str) -> bool:
    """Whether the name is an IP address: rebinding needs a DNS name."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_navigation(headers: Headers, method: str) -> bool:
    return method in ("GET", "HEAD") and headers.get("sec-fetch-mode") == "navigate"


def _with_headers(send: Send, added: Mapping[str, str]) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in added.items():
                headers[name] = value
        await send(message)

    return guarded


async def _read_over(receive: Receive) -> None:
    """Take what is left of a body, bounded in bytes and seconds."""
    taken = 0
    with suppress(TimeoutError):
        async with asyncio.timeout(_READ_OVER_SECONDS):
            while taken <= _MAX_READ_OVER_BYTES:
                message = await receive()
                taken += len(message.get("body", b""))
                if message["type"] != "http.request" or not message.get("more_body", False):
                    return


async def _refuse(send: Send, status: int, message: str) -> None:
    body = json.dumps({"error": message}).encode()
    headers: Iterable[tuple[bytes, bytes]] = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": list(headers)})
    await send({"type": "http.response.body", "body": body})
