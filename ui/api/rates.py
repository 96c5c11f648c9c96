"""How often one token, or one address, may ask: a bucket that fills evenly over a minute."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.addresses import network_of, route_path
from ui.api.counts import Counts
from ui.problems import Problem
from ui.readers import reader_of

__all__ = ["LIMITED", "Rates", "Watched"]

LIMITED = ("/api/", "/v1/", "/mcp")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"})


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Rates:
    """`take` says how long to wait, 0 where nothing is in the way. Remembers the last `most` askers, no more."""

    def __init__(self, per_minute: int, *, most: int = 10_000, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_minute = float(per_minute)
        self._most = most
        self._clock = clock
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def take(self, asker: str) -> float:
        now = self._clock()
        bucket = self._buckets.pop(asker, None) or _Bucket(self._per_minute, now)
        bucket.left = min(self._per_minute, bucket.left + (now - bucket.at) * self._per_minute / 60)
        bucket.at = now
        self._buckets[asker] = bucket
        while len(self._buckets) > self._most:
            self._buckets.popitem(last=False)
        if bucket.left >= 1:
            bucket.left -= 1
            return 0.0
        return (1 - bucket.left) * 60 / self._per_minute


class Watched:
    """ASGI middleware: limits the rate of the addresses for programs, and counts every request."""

    def __init__(self, app: ASGIApp, *, rates: Rates, counts: Counts) -> None:
        self._app = app
        self._rates = rates
        self._counts = counts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = time.monotonic(), 500

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            path = route_path(scope)
            wait = self._rates.take(_asker(scope)) if path.startswith(LIMITED) else 0.0
            if wait:
                await _send_away(path, wait, noting)
            else:
                await self._app(scope, receive, noting)
        finally:
            method = scope["method"] if scope["method"] in _METHODS else "other"
            self._counts.requested(_route(scope), method, status, time.monotonic() - began)


def _asker(scope: Scope) -> str:
    """By token or user where there is one: many may share an address. An anonymous name is anybody's own choice."""
    reader = reader_of(scope)
    client = scope.get("client")
    is_known = reader.name and not reader.is_anonymous
    return f"reader {reader.name}" if is_known else f"address {network_of(client[0]) if client else ''}"


def _route(scope: Scope) -> str:
    """As it is written in the application, never as it was asked for."""
    path = getattr(scope.get("route"), "path", None)
    return path if isinstance(path, str) else "other"


async def _send_away(path: str, wait: float, send: Send) -> None:
    message = "Too many requests within a minute. Wait a moment and send it again."
    status, body, headers = Problem(429, "TooManyRequests", message, retry_after=round(max(wait, 0.1), 1)).written_for(
        path
    )
    headers["content-length"] = str(len(body))
    told = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": told})
    await send({"type": "http.response.body", "body": body})
