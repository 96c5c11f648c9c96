"""Connections that never say what they want: closed in time, and few enough that the server always takes a new one.

Uvicorn waits for the head of a request for ever; 1,100 clients that sent half of one stopped it at 1,024 descriptors.
"""

import asyncio
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

__all__ = ["HeadLimits", "head_limits", "limited_protocol", "raise_descriptor_limit"]

_MOST_DESCRIPTORS = 65_536
_SPARE_SHARE = 2
"""At most one descriptor in so many is for a connection that has not said what it wants."""


@dataclass(slots=True)
class HeadLimits:
    """What all connections of one server share."""

    seconds: float = 10.0
    """From its first byte, or the connection, until the head of a request is whole."""
    most_bytes: int = 65_536
    most: int = 2_000
    """Waiting for a head at the same time: then the oldest of whoever has the most is dropped."""
    most_from_one: int = 500
    _waiting: dict[str, dict[object, Callable[[], None]]] = field(default_factory=dict)
    _count: int = 0

    @property
    def waiting(self) -> int:
        return self._count

    def add(self, address: str, connection: object, drop: Callable[[], None]) -> None:
        ours = self._waiting.setdefault(address, {})
        ours[connection] = drop
        self._count += 1
        if len(ours) > self.most_from_one:
            self._drop_oldest(address)
        elif self._count > self.most:
            self._drop_oldest(max(self._waiting, key=lambda one: len(self._waiting[one])))

    def discard(self, address: str, connection: object) -> None:
        ours = self._waiting.get(address, {})
        if ours.pop(connection, None) is not None:
            self._count -= 1
            if not ours:
                del self._waiting[address]

    def _drop_oldest(self, address: str) -> None:
        connection, drop = next(iter(self._waiting[address].items()))
        self.discard(address, connection)
        drop()


def limited_protocol(limits: HeadLimits) -> type[asyncio.Protocol]:
    """Uvicorn's protocol for HTTP with these limits, for `uvicorn.Config(http=...)`."""
    from uvicorn.protocols.http.auto import AutoHTTPProtocol

    base: Any = AutoHTTPProtocol

    class LimitedProtocol(base):  # type: ignore[misc]  # whichever of its two parsers uvicorn finds
        _timer: asyncio.TimerHandle | None = None
        _head_bytes = 0

        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            super().connection_made(transport)
            self._await_head()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            if self.cycle is not None and not self.cycle.response_complete:
                self._stop_waiting()
                return
            if self._timer is None:  # the first bytes of a further request on a connection that was kept
                self._await_head()
            self._head_bytes += len(data)
            if self._head_bytes > limits.most_bytes:
                self._drop()

        def connection_lost(self, exc: Exception | None) -> None:
            self._stop_waiting()
            super().connection_lost(exc)

        def _await_head(self) -> None:
            self._timer = self.loop.call_later(limits.seconds, self._drop)
            self._head_bytes = 0
            limits.add(self._address(), self, self._drop)

        def _stop_waiting(self) -> None:
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
                limits.discard(self._address(), self)

        def _drop(self) -> None:
            self._stop_waiting()
            self.transport.abort()

        def _address(self) -> str:
            return self.client[0] if self.client else ""

    return LimitedProtocol


def raise_descriptor_limit() -> int:
    """Let this process open as many files and connections as the system allows; returns how many those are."""
    if sys.platform == "win32":
        return _MOST_DESCRIPTORS
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST_DESCRIPTORS if hard == resource.RLIM_INFINITY else min(hard, _MOST_DESCRIPTORS)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with suppress(OSError, ValueError):  # some systems name a limit that they do not grant
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return _MOST_DESCRIPTORS if soft == resource.RLIM_INFINITY else soft


def head_limits(descriptors: int) -> HeadLimits:
    """Limits that leave most of a process's descriptors to those who ask something."""
    most = min(2_000, max(16, descriptors // _SPARE_SHARE))
    return HeadLimits(most=most, most_from_one=max(8, most // 4))
