"""What a proxy in front says of a request: believed from a named one, forgotten from anybody else."""

import re
from collections.abc import Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from ui.addresses import PublicAddress, host_name, without_default_port
from ui.bodies import redirect

__all__ = ["FORWARDED_KEY", "Forwarded"]

FORWARDED_KEY = "copydesk.forwarded_by_stranger"
"""Set in the scope of a request that came through a proxy which nobody named."""

_NAMES = (
    "forwarded",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-port",
    "x-forwarded-prefix",
    "x-forwarded-proto",
    "x-forwarded-server",
    "x-gradio-server",
    "x-original-url",
    "x-real-ip",
    "x-rewrite-url",
)
"""None of them reaches the application: Gradio would build addresses from some."""
_MOST_CHARACTERS = 2000
_ELEMENT = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*")+')
_PAIR = re.compile(r'\s*(for|host|proto)=("(?:[^"\\]|\\.)*"|[^;,"\s]+)', re.IGNORECASE)


class Forwarded:
    """ASGI middleware, before the guards: settles client, scheme, host and sub-path of each request.

    Uvicorn's own middleware reads X-Forwarded-For and -Proto; it knows neither X-Forwarded-Host nor RFC 7239.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        public: PublicAddress | None = None,
        proxies: Sequence[str] = (),
        user_header: str | None = None,
    ) -> None:
        self._app = app
        self._public = public
        self._user_header = user_header
        self._named = ProxyHeadersMiddleware(self._settle, list(proxies))  # type: ignore[arg-type]  # ASGI by another name

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        scope = {**scope, "headers": list(scope["headers"])}
        headers = MutableHeaders(scope=scope)
        if (scope.get("client") or ("",))[0] in self._named.trusted_hosts:
            _translate(headers)
            await self._named(scope, receive, send)  # type: ignore[arg-type]  # as above
        else:
            scope[FORWARDED_KEY] = any(name in headers for name in _NAMES)
            _forget(headers)
            if self._user_header:
                del headers[self._user_header]
            await self._settle(scope, receive, send)

    async def _settle(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = MutableHeaders(scope=scope)
        host = headers.get("host", "")
        told = headers.get("x-forwarded-host", "").rpartition(",")[2].strip()
        if told:
            host = told
        elif self._public and any(name in headers for name in _NAMES):
            host = self._public.netloc  # a named proxy that says only who asks serves the public address
        _forget(headers)
        if host != headers.get("host", ""):
            headers["host"] = host
        if self._public:
            if without_default_port(host, self._public.scheme) == self._public.netloc:
                scope["scheme"] = self._public.scheme
            if not _enter(scope, self._public.prefix):
                await redirect(send, f"{self._public.prefix}/", 308)
                return
        await self._app(scope, receive, send)


def _forget(headers: MutableHeaders) -> None:
    for name in _NAMES:
        del headers[name]


def _enter(scope: Scope, prefix: str) -> bool:
    """Put the sub-path where ASGI wants it, whether or not the proxy left it in the path; False asks for its slash."""
    path = scope["path"]
    if path == prefix and prefix:
        return False
    if prefix and not path.startswith(f"{prefix}/"):
        scope["path"] = prefix + path
        scope["raw_path"] = prefix.encode() + (scope.get("raw_path") or b"")
    scope["root_path"] = prefix
    return True


def _translate(headers: MutableHeaders) -> None:
    """RFC 7239 in the words of X-Forwarded-…, where the proxy speaks that alone."""
    told = ", ".join(Headers.getlist(headers, "forwarded"))
    if not told or len(told) > _MOST_CHARACTERS or "x-forwarded-for" in headers:
        return
    clients, last = [], {}
    for element in _ELEMENT.findall(told):
        last = {name.lower(): value.strip('"') for name, value in _PAIR.findall(element)}
        clients.append(last.get("for", "unknown"))
    headers["x-forwarded-for"] = ", ".join(clients)
    for name in ("host", "proto"):
        if name in last and (name != "host" or host_name(last[name])):
            headers[f"x-forwarded-{name}"] = last[name]
