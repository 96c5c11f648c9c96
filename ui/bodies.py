"""Bodies of requests, bounded in bytes and seconds; and refusals that reach a client which is still sending."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.addresses import route_path
from ui.problems import Problem

__all__ = [
    "MAX_BODY_BYTES",
    "TOO_MUCH",
    "pass_limited",
    "read_over",
    "redirect",
    "refuse",
    "refuse_program",
    "taken_whole",
]

MAX_BODY_BYTES = 1_000_000
"""A question and its conversation fit many times over."""

TOO_MUCH = "That is too much at once. Ask a shorter question."
_TOO_SLOW = "The request did not arrive in time. Send it again."

_NAMES = {
    400: "RequestInvalid",
    401: "SignInRequired",
    403: "ForeignOrigin",
    404: "NotFound",
    408: "TooSlow",
    413: "TooLarge",
    421: "UnknownHost",
}

_SLOWEST = 20_000
"""Bytes a second that a body has to come at, at least, once its first minute is over."""

_MAX_READ_OVER_BYTES = 32 * MAX_BODY_BYTES
_READ_OVER_SECONDS = 5.0
"""A refused body is read and forgotten within these bounds: a client that is still sending would never see why."""


async def pass_limited(
    app: ASGIApp,
    scope: Scope,
    receive: Receive,
    send: Send,
    max_bytes: int,
    too_much: str = TOO_MUCH,
    seconds: float = 60.0,
) -> None:
    """Hand on the request; a body that turns out longer or slower than allowed, whatever its header said, is refused,
    with `too_much` as the reason for the first.

    The refusal goes out at once and the application sees a client that went away: it would answer an exception
    with an error of its own.
    """
    due_at = asyncio.get_running_loop().time() + seconds
    limits = _Limits(receive, send, route_path(scope), (max_bytes, too_much), due_at)
    # who hangs up in the middle of a body is no fault of ours, and may not fill the log with traces of one
    with suppress(ClientDisconnect):
        await app(scope, limits.receive, limits.send)


class _Limits:
    """The body of one request on its way in, and whether an answer is on its way out."""

    def __init__(self, receive: Receive, send: Send, path: str, most: tuple[int, str], due_at: float) -> None:
        self.is_refused = False
        self._receive = receive
        self._send = send
        self._path = path
        self._left, self._too_much = most
        self._due_at: float | None = due_at
        self._has_started = False

    async def receive(self) -> Message:
        try:
            async with asyncio.timeout_at(self._due_at):
                message = await self._receive()
        except TimeoutError:
            return await self._refuse(408, _TOO_SLOW, is_whole=True)
        size = len(message.get("body", b""))
        self._left -= size
        if self._due_at is not None:
            self._due_at += size / _SLOWEST  # a long body may take long, as long as it comes
        is_whole = not message.get("more_body", False)
        if is_whole:
            self._due_at = None  # from now on only the client's leaving is waited for
        return message if self._left >= 0 else await self._refuse(413, self._too_much, is_whole=is_whole)

    async def send(self, message: Message) -> None:
        if not self.is_refused:
            self._has_started = True
            await self._send(message)

    async def _refuse(self, status: int, why: str, *, is_whole: bool) -> Message:
        if not (self.is_refused or self._has_started):
            self.is_refused = True
            if not is_whole:
                await read_over(self._receive)
            await refuse(self._send, self._path, status, why)
        self.is_refused = True
        return {"type": "http.disconnect"}


async def taken_whole(receive: Receive) -> tuple[bytes, Receive] | None:
    """The body, which the guards have bounded, and a way to hand it on; None where the client went before its end."""
    pieces: list[bytes] = []
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        pieces.append(message.get("body", b""))
        if not message.get("more_body", False):
            break
    body = b"".join(pieces)
    is_given = False

    async def again() -> Message:
        nonlocal is_given
        if is_given:
            return await receive()
        is_given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return body, again


async def read_over(receive: Receive) -> None:
    """Take what is left of a body, bounded in bytes and seconds."""
    taken = 0
    with suppress(TimeoutError):
        async with asyncio.timeout(_READ_OVER_SECONDS):
            while taken <= _MAX_READ_OVER_BYTES:
                message = await receive()
                taken += len(message.get("body", b""))
                if message["type"] != "http.request" or not message.get("more_body", False):
                    return


async def refuse(send: Send, path: str, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
    """In the form for whoever asked at this address."""
    status, body, told = Problem(status, _NAMES.get(status, "Refused"), message).written_for(path)
    await _answer(send, status, body, {**told, **(headers or {})})


async def refuse_program(send: Send, path: str, *, has_bad_token: bool) -> None:
    """401 as RFC 6750 and RFC 9457 have it, in OpenAI's shape for its clients."""
    detail = "This token is not known. Ask for a new one." if has_bad_token else "Send a token: Authorization: Bearer …"
    challenge = 'Bearer realm="Copydesk"' + (', error="invalid_token"' if has_bad_token else "")
    await refuse(send, path, 401, detail, {"www-authenticate": challenge})


async def redirect(send: Send, address: str, status: int = 303) -> None:
    await _answer(send, status, b"", {"location": address, "cache-control": "no-store"})


async def _answer(send: Send, status: int, body: bytes, headers: Mapping[str, str]) -> None:
    named = {"content-length": str(len(body)), **headers}
    start = [(name.encode(), value.encode()) for name, value in named.items()]
    await send({"type": "http.response.start", "status": status, "headers": start})
    await send({"type": "http.response.body", "body": body})
