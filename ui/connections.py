"""Connections that never say what they want, or never take what they get: closed in time, and few enough that the
server always takes a new one.

Uvicorn waits for the head of a request for ever, and for a client that does not read; 1,100 clients that sent half of
one stopped it at 1,024 descriptors.
"""

import asyncio
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

__all__ = ["ConnectionLimits", "connection_limits", "limited_protocol", "raise_descriptor_limit"]

_MOST_DESCRIPTORS = 65_536
_SPARE_SHARE = 2
"""At most one descriptor in so many is for a connection that has not said what it wants."""


@dataclass(slots=True)
class ConnectionLimits:
    """What all connections of one server share."""

    seconds: float = 10.0
    """From its first byte, or the connection, until the head of a request is whole."""
    most_bytes: int = 65_536
    most: int = 2_000
    """Waiting for a head at the same time: then the oldest of whoever has the most is dropped."""
    most_from_one: int = 500
    most_open: int = 3_000
    """Open at the same time, whatever they do: also those that asked once and sit there, and streams without end. The
    oldest of whoever has the most is dropped for a new one."""
    stalled_seconds: float = 120.0
    """Until a client that takes nothing of its answer is let go."""
    _open: dict[str, dict[object, Callable[[], None]]] = field(default_factory=dict)
    _open_count: int = 0
    _waiting: dict[str, dict[object, Callable[[], None]]] = field(default_factory=dict)
    _count: int = 0

    @property
    def waiting(self) -> int:
        return self._count

    @property
    def opened(self) -> int:
        return self._open_count

    def enter(self, address: str, connection: object, drop: Callable[[], None]) -> None:
        self._open.setdefault(address, {})[connection] = drop
        self._open_count += 1
        if self._open_count > self.most_open:
            crowd = max(self._open, key=lambda one: len(self._open[one]))
            oldest, drop_oldest = next(iter(self._open[crowd].items()))
            self.leave(crowd, oldest)
            drop_oldest()

    def leave(self, address: str, connection: object) -> None:
        ours = self._open.get(address, {})
        if ours.pop(connection, None) is not None:
            self._open_count -= 1
            if not ours:
                del self._open[address]

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


def limited_protocol(limits: ConnectionLimits) -> type[asyncio.Protocol]:
    """Uvicorn's protocol for HTTP with these limits, for `uvicorn.Config(http=...)`."""
    from uvicorn.protocols.http.auto import AutoHTTPProtocol

    base: Any = AutoHTTPProtocol

    class LimitedProtocol(base):  # type: ignore[misc]  # whichever of its two parsers uvicorn finds
        _timer: asyncio.TimerHandle | None = None
        _head_bytes = 0
        _stalled: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            super().connection_made(transport)
            limits.enter(self._address(), self, self._drop)
            self._await_head()

        def pause_writing(self) -> None:
            super().pause_writing()
            self._stalled = self.loop.call_later(limits.stalled_seconds, self._drop)

        def resume_writing(self) -> None:
            self._stop_stalling()
            super().resume_writing()

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
            self._stop_stalling()
            limits.leave(self._address(), self)
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

        def _stop_stalling(self) -> None:
            if self._stalled is not None:
                self._stalled.cancel()
                self._stalled = None

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


def connection_limits(descriptors: int) -> ConnectionLimits:
    """Limits that leave most of a process's descriptors to those who ask something."""
    most = min(2_000, max(16, descriptors // _SPARE_SHARE))
    return ConnectionLimits(most=most, most_from_one=max(8, most // 4), most_open=max(24, descriptors * 3 // 4))
