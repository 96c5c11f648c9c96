"""The way to a language model's server: no redirect, no environment, no stale connection, and no flood."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

import httpx2

from assistant.errors import SettingsError
from assistant.models.connection import header_guard
from assistant.models.server_habits import FittingTransport

if TYPE_CHECKING:
    from pydantic import SecretStr

__all__ = ["AnswerTooLarge", "open_transport", "refuse_transport"]

CONNECT_SECONDS = 10.0
MAX_RESPONSE_BYTES = 4_000_000
"""A thousand tokens, one an event with its JSON around it, take 0.3 MB."""


class AnswerTooLarge(httpx2.TransportError):
    """The server sends more than any answer can be."""


class _Bounded(httpx2.AsyncByteStream):
    """A response's bytes as they come, up to a limit: what reads lines would else hold a flood without a line end."""

    def __init__(self, stream: httpx2.AsyncByteStream, limit: int) -> None:
        self._stream = stream
        self._limit = limit

    async def __aiter__(self) -> AsyncIterator[bytes]:
        seen = 0
        async for part in self._stream:
            seen += len(part)
            if seen > self._limit:
                message = "the response is too large"
                raise AnswerTooLarge(message)
            yield part

    async def aclose(self) -> None:
        await self._stream.aclose()


class _BoundedTransport(httpx2.AsyncBaseTransport):
    def __init__(self, transport: httpx2.AsyncBaseTransport, limit: int) -> None:
        self._transport = transport
        self._limit = limit

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        response = await self._transport.handle_async_request(request)
        assert isinstance(response.stream, httpx2.AsyncByteStream)
        if response.headers.get("content-encoding", "identity").lower() != "identity":
            await response.aclose()
            message = "a compressed response was not asked for"  # unpacked, it could be a thousand times as large
            raise AnswerTooLarge(message)
        response.stream = _Bounded(response.stream, self._limit)
        return response

    async def aclose(self) -> None:
        await self._transport.aclose()


class _Refused(httpx2.BaseTransport):
    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        del request
        message = "calls of a language model go through its asynchronous client"
        raise httpx2.UnsupportedProtocol(message)


def refuse_transport() -> httpx2.Client:
    """The blocking client that LangChain wants beside the other: it sends nothing, where its own would read proxies
    from the environment and follow redirects."""
    return httpx2.Client(transport=_Refused(), trust_env=False)


def open_transport(
    api_key: SecretStr | None,
    *,
    key_header: str = "authorization",
    proxy: str | None = None,
    ca_bundle: Path | None = None,
    is_plain: bool = False,
    seconds: float = 120.0,
    limit: int = MAX_RESPONSE_BYTES,
) -> httpx2.AsyncClient:
    """A client for one server, whose habits it learns. A new connection for each answer: nothing stale to fail on,
    nothing left to close.

    `is_plain`: no TLS is spoken on the way, and the usual certificates need not be read. Raises SettingsError for a CA
    bundle that cannot be read.
    """
    guard = header_guard(api_key, key_header)

    async def on_request(request: httpx2.Request) -> None:
        guard(request)
        request.headers["accept-encoding"] = "identity"

    limits = httpx2.Limits(max_connections=100, max_keepalive_connections=0)
    verify = _verification(ca_bundle) if ca_bundle or not is_plain else False
    plain = httpx2.AsyncHTTPTransport(verify=verify, limits=limits, proxy=proxy, trust_env=False)
    return httpx2.AsyncClient(
        transport=FittingTransport(_BoundedTransport(plain, limit)),
        timeout=httpx2.Timeout(seconds, connect=min(CONNECT_SECONDS, seconds)),
        follow_redirects=False,
        trust_env=False,
        event_hooks={"request": [on_request]},
    )


def _verification(ca_bundle: Path | None) -> ssl.SSLContext | bool:
    if ca_bundle is None:
        return True
    try:
        return ssl.create_default_context(cafile=str(ca_bundle))
    except (OSError, ssl.SSLError):
        message = "COPYDESK_MODEL_CA_BUNDLE is not a file of certificates in PEM form. Correct it, or unset it."
        raise SettingsError(message) from None
