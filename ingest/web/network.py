"""The connection itself: a name is resolved once, checked, and the checked address is the one connected to.

httpcore asks this backend for every connection, so that no redirect, no second look-up and no library in between can
lead elsewhere. TLS still verifies the host's name, and the `Host` header still carries it.
"""

import socket
import time
from collections.abc import Callable, Iterable, Sequence
from ipaddress import ip_address
from ssl import SSLContext
from typing import Any

import httpcore

from assistant.models.deadline import within
from ingest.web.address import Allowed
from ingest.web.faults import Unfetched
from ingest.web.public import is_public

__all__ = ["CheckedNetwork", "Resolve", "resolve"]

Resolve = Callable[[str, int], Sequence[str]]
"""The IP addresses of a host name. It may raise OSError."""

_MOST_ADDRESSES = 4
"""Of a host with many addresses so many are tried."""
_LOOK_UP_SECONDS = 10.0


def resolve(host: str, port: int) -> Sequence[str]:
    """What the system says; a look-up has no timeout of its own."""
    found = within(_LOOK_UP_SECONDS, lambda: socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class CheckedNetwork(httpcore.NetworkBackend):
    """Connects for one request, to checked addresses only, until a deadline, and reads at most so many bytes."""

    def __init__(self, allowed: Allowed, resolver: Resolve, *, deadline: float, most_bytes: int) -> None:
        """`deadline` is a time of `time.monotonic()`; `most_bytes` counts everything that arrives, headers too."""
        self._allowed = allowed
        self._resolve = resolver
        self._deadline = deadline
        self._most_bytes = most_bytes

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Raises Unfetched for an address that must not be asked, httpcore's errors for one that does not answer."""
        fault: Exception | None = None
        for address in self.addresses(host, port)[:_MOST_ADDRESSES]:
            try:
                stream = httpcore.SyncBackend().connect_tcp(
                    address, port, _left(self._deadline, timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                fault = error
                continue
            if ip_address(stream.get_extra_info("server_addr")[0]) != ip_address(address):
                stream.close()
                message = "the connection went to another address than the one that was checked"
                raise Unfetched(message)
            return _BoundedStream(stream, self._deadline, self._most_bytes)
        raise fault or httpcore.ConnectError("no address")

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        raise NotImplementedError

    def addresses(self, host: str, port: int) -> list[str]:
        """Those of the host that may be connected to. Raises Unfetched if it has only others."""
        try:
            addresses = [host] if _is_ip(host) else list(self._resolve(host, port))
        except (OSError, UnicodeError) as error:
            message = "its host was not found"
            raise httpcore.ConnectError(message) from error
        if (host, port) in self._allowed:
            return addresses
        checked = [address for address in addresses if is_public(address)]
        if addresses and not checked:
            message = "its host is on a private network, which is not asked unless it is allowed (--allow-private HOST)"
            raise Unfetched(message)
        return checked


class _BoundedStream(httpcore.NetworkStream):
    """A stream that ends at a deadline, however slowly bytes drip, and when too many have come."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float, most_bytes: int) -> None:
        self._stream = stream
        self._deadline = deadline
        self._left_bytes = most_bytes

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        content = self._stream.read(max_bytes, _left(self._deadline, timeout))
        self._left_bytes -= len(content)
        if self._left_bytes < 0:
            message = "it sends more than is taken"
            raise Unfetched(message)
        return content

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline, timeout))
        return _BoundedStream(inner, self._deadline, self._left_bytes)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(deadline: float, timeout: float | None) -> float:
    """Seconds for the next step. Raises httpcore.ReadTimeout when there are none."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout
    return left if timeout is None else min(left, timeout)


def _is_ip(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
