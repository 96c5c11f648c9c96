"""A client of an OpenAI-compatible server that sends what it was given and nothing it finds in the environment."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from assistant.errors import SettingsError

if TYPE_CHECKING:
    import httpx2
    import openai
    from pydantic import SecretStr

# The library adds headers from OPENAI_ORG_ID, OPENAI_PROJECT_ID and OPENAI_CUSTOM_HEADERS in the environment.
_HEADERS = frozenset(
    ("accept", "accept-encoding", "authorization", "connection", "content-length", "content-type", "host", "user-agent")
)


def connect(base_url: str, api_key: SecretStr | None, proxy: str | None, timeout: float, retries: int) -> openai.OpenAI:
    """A client that follows no redirect: a 307 would post the texts to whatever address the server names."""
    import httpx2
    import openai

    load_httpx()
    transport = httpx2.Client(
        proxy=proxy,
        timeout=timeout,
        follow_redirects=False,
        trust_env=False,
        event_hooks={"request": [header_guard(api_key)]},
    )
    return openai.OpenAI(
        base_url=base_url,
        api_key="none",  # header_guard() sends the key; without one the library would look in the environment
        timeout=timeout,
        max_retries=retries,
        http_client=transport,
    )


def load_httpx() -> None:
    """To be called before a client of openai is made: wherever it is used, it looks at `sys.modules["httpx"]` as it
    stands. The thread that opens an index loads Chroma and httpx with it, and half loaded is what openai would meet;
    an import waits for whoever has begun it, and what is whole stays whole."""
    with suppress(ImportError):
        importlib.import_module("httpx")


def host_of(base_url: str, setting: str = "COPYDESK_EMBEDDING_BASE_URL") -> str:
    """The host of a server's address. Raises SettingsError, naming the setting, if it is no address."""
    try:
        parts = urlsplit(base_url)
        host = parts.hostname if parts.scheme in ("http", "https") else None
    except ValueError:
        host = None
    if not host:
        message = f"{setting} must be an http or https address, such as http://127.0.0.1:8080/v1."
        raise SettingsError(message)
    return host


def address_of(base_url: str) -> str:
    """A server's address without the name and password that may stand in it."""
    parts = urlsplit(base_url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path.rstrip("/"), "", ""))


def checked_proxy(proxy: str | None, setting: str = "COPYDESK_EMBEDDING_PROXY") -> str | None:
    """The proxy's address, None for none. Raises SettingsError, naming the setting, if it is no address."""
    if proxy and urlsplit(proxy).scheme not in ("http", "https", "socks5", "socks5h"):
        message = f"{setting} must be an address such as http://proxy.example:3128."
        raise SettingsError(message)
    return proxy or None


def header_guard(api_key: SecretStr | None, header: str = "authorization") -> Callable[[httpx2.Request], None]:
    """Lets only _HEADERS out, with the given key or none: as a bearer token, or bare in another header."""
    key = api_key.get_secret_value().strip() if api_key else ""

    def guard(request: httpx2.Request) -> None:
        for name in [name for name in request.headers if name.lower() not in _HEADERS]:
            del request.headers[name]
        request.headers.pop("authorization", None)
        if key:
            request.headers[header] = f"Bearer {key}" if header == "authorization" else key

    return guard
