"""One request and its response: no redirect followed, no cookie kept, nothing taken from the environment."""

import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote, urlsplit

import httpcore

from assistant.errors import SettingsError
from ingest.web.address import Allowed, WebAddress
from ingest.web.faults import Unfetched
from ingest.web.inflate import Inflater, too_large
from ingest.web.network import CheckedNetwork, Resolve

__all__ = ["Exchange", "Limits", "Line"]

_NEWS = "text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,application/feed+json,*/*;q=0.8"
_HEAD_BYTES = 262_144
"""What headers, chunk marks and TLS may add to a body; httpcore itself ends a head at 100 kB."""
_REFUSALS = (httpcore.ProtocolError, httpcore.UnsupportedProtocol, httpcore.ProxyError)
_BREAKS = (httpcore.NetworkError, httpcore.TimeoutException)


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one request."""

    seconds: float = 60.0
    """For everything: connecting, waiting, and a body that drips."""
    connect_seconds: float = 10.0
    read_seconds: float = 20.0
    """For each wait."""
    most_bytes: int = 5_000_000
    """Of the body, before and after decompression."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What a server answered."""

    status: int
    headers: Mapping[str, str]
    """Names in lower case; of a repeated one the first."""
    content: bytes
    """Empty but for status 200."""
    wire_bytes: int


class Line:
    """Makes requests: every connection through CheckedNetwork, or through a proxy that the settings name."""

    def __init__(self, allowed: Allowed, resolver: Resolve, user_agent: str, *, proxy: str | None = None) -> None:
        self._allowed = allowed
        self._resolve = resolver
        self._user_agent = user_agent
        self._proxy = _proxy(proxy) if proxy else None

    def get(self, address: WebAddress, limits: Limits, headers: Mapping[str, str]) -> Exchange:
        """Raises Unfetched, passing where the host did not answer."""
        try:
            with self._pool(limits) as pool:
                return self._get(pool, address, limits, headers)
        except httpcore.TimeoutException:
            message = "the host did not answer in time"
            raise Unfetched(message, is_passing=True) from None
        except httpcore.ConnectError as error:
            is_certificate = isinstance(error.__cause__, ssl.SSLCertVerificationError)
            message = "its certificate is not valid" if is_certificate else "the host cannot be reached"
            raise Unfetched(message, is_passing=not is_certificate) from None
        except _BREAKS:
            message = "the connection broke"
            raise Unfetched(message, is_passing=True) from None
        except _REFUSALS:
            message = "the host did not answer as a web server does"
            raise Unfetched(message, is_passing=True) from None

    def _get(
        self, pool: httpcore.ConnectionPool, address: WebAddress, limits: Limits, headers: Mapping[str, str]
    ) -> Exchange:
        host = f"[{address.host}]" if ":" in address.host else address.host
        url = httpcore.URL(
            scheme=address.scheme.encode(), host=host.encode(), port=address.port, target=address.target.encode()
        )
        timeout = {"connect": limits.connect_seconds, "read": limits.read_seconds, "write": limits.read_seconds}
        sent = {
            "Host": address.origin.partition("://")[2],
            "User-Agent": self._user_agent,
            "Accept": _NEWS,
            "Accept-Encoding": "identity",
            "Connection": "close",
            **headers,
        }
        with pool.stream("GET", url, headers=list(sent.items()), extensions={"timeout": timeout}) as response:
            found = _headers(response)
            if response.status != 200:
                return Exchange(response.status, found, b"", 0)
            content, wire_bytes = _body(response, found, limits.most_bytes)
            return Exchange(response.status, found, content, wire_bytes)

    def _pool(self, limits: Limits) -> httpcore.ConnectionPool:
        """For one request: no connection outlives the deadline it was opened with."""
        network = CheckedNetwork(
            self._allowed if self._proxy is None else Allowed(self._allowed.pairs | {_pair(self._proxy)}),
            self._resolve,
            deadline=time.monotonic() + limits.seconds,
            most_bytes=limits.most_bytes + _HEAD_BYTES,
        )
        if self._proxy is None:
            return httpcore.ConnectionPool(
                ssl_context=_tls(), max_connections=1, max_keepalive_connections=0, network_backend=network
            )
        return httpcore.HTTPProxy(
            self._proxy.url,
            proxy_auth=self._proxy.auth,
            ssl_context=_tls(),
            max_connections=1,
            max_keepalive_connections=0,
            network_backend=network,
        )


def _headers(response: httpcore.Response) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in response.headers:
        found.setdefault(name.decode("latin-1").lower(), value.decode("latin-1").strip())
    return found


def _body(response: httpcore.Response, headers: Mapping[str, str], most: int) -> tuple[bytes, int]:
    """The plain body, and how many bytes came for it. Refused before it is read where the header says too much."""
    declared = headers.get("content-length", "")
    inflater = Inflater(headers.get("content-encoding", ""), most)
    if declared.isdigit() and int(declared) > most:
        raise too_large(most)
    parts: list[bytes] = []
    wire_bytes = 0
    for part in response.iter_stream():
        wire_bytes += len(part)
        parts.append(inflater.add(part))
    inflater.finish()
    return b"".join(parts), wire_bytes


def _proxy(written: str) -> httpcore.Proxy:
    """Raises SettingsError, never showing the address: a password may stand in it."""
    try:
        parts = urlsplit(written)
        port = parts.port or {"http": 80, "https": 443}[parts.scheme]
    except (ValueError, KeyError):
        parts, port = urlsplit(""), 0
    if not parts.hostname:
        message = "COPYDESK_WEB_PROXY must be an http or https address, such as http://proxy.example:3128."
        raise SettingsError(message)
    auth = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
    return httpcore.Proxy(httpcore.URL(scheme=parts.scheme, host=parts.hostname, port=port, target="/"), auth=auth)


def _pair(proxy: httpcore.Proxy) -> tuple[str, int]:
    return proxy.url.host.decode(), proxy.url.port or 80


@cache
def _tls() -> ssl.SSLContext:
    return httpcore.default_ssl_context()
