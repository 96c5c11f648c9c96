"""What every request passes before anything answers it: who may ask, how much, and what the browser may load.

Gradio checks neither Host (so a foreign page could reach it by DNS rebinding) nor the size of what is sent, and serves
upload, file and proxy addresses that this page does not use; here what the page needs is open and the rest is closed.
"""

import ipaddress
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.addresses import PublicAddress, host_name, route_path, without_default_port
from ui.bodies import (
    MAX_BODY_BYTES,
    TOO_MUCH,
    pass_limited,
    read_over,
    redirect,
    refuse,
    refuse_program,
)
from ui.forwarded import FORWARDED_KEY
from ui.readers import NOBODY, SCOPE_KEY, THIS_MACHINE
from ui.users.door import Admission, Door
from ui.users.pages import MAX_FORM_BYTES, sign_in_address

__all__ = ["MAX_BODY_BYTES", "MAX_UPLOAD_BYTES", "UPLOAD_PATH", "Guards", "allowed_names", "security_headers"]

MAX_UPLOAD_BYTES = 500_000_000
UPLOAD_PATH = "/library/add/files"
_ADDING_PATH = "/api/ingest"
"""Where files come in: the one address that takes more than a question."""

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_UNNAMED_PROXY = (
    "A proxy stands in front of this page, which was started for this machine alone. Name the proxy in "
    "COPYDESK_TRUSTED_PROXIES and the address in COPYDESK_PUBLIC_URL; then add users, or start with --open."
)
_WILDCARDS = frozenset({"0.0.0.0", "::", ""})  # noqa: S104  # compared with, never bound

_TOO_MUCH_UPLOADED = (
    f"That is more than {MAX_UPLOAD_BYTES // 1_000_000} MB at once, and nothing of it was stored. Add it in parts, or "
    "from a terminal with copydesk ingest."
)
_POLICY = (
    "default-src 'self'; script-src {script}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "media-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-src 'none'; object-src 'none'; "
    "form-action {form}; base-uri 'self'; frame-ancestors 'none'"
)
_OWN_PAGES = re.compile(
    r"/(library(/.*)?|export/[^/]+|shared?/[^/]+|reader/[^/]+(/changes)?|page/[^/]+|sign-(in|out)|account|settings(/language)?)"
    r"|/(api/.*|v1/.*|health|ready|metrics|mcp)"
)
_OPEN = re.compile(
    r"/|/config/?|/theme\.css|/favicon\.ico|/manifest\.json|/robots\.txt|/(assets|static|svelte)/[\w.@~+/-]{1,200}"
    r"|/gradio_api/(startup-events|info/?|queue/join|queue/data|heartbeat/[^/]+|cancel|reset/?|theme\.css)"
    r"|/gradio_api/component_server/"
)
"""The addresses of Gradio that its page uses, found by watching it; uploads, files, proxies and the rest are closed."""
_PARTS = re.compile(r"/assets/[^/]+\.(js|css)")
"""Scripts and styles of Gradio, under names that change with what is in them."""
_PROGRAMS = re.compile(r"/(api|v1|mcp|metrics)(/.*)?")
"""Addresses for programs: they take tokens, and no page is shown there."""
_BEFORE_SIGN_IN = re.compile(r"/sign-in|/page/[^/]+|/favicon\.ico|/robots\.txt|/health|/ready")


def allowed_names(host: str) -> frozenset[str]:
    """Names a request may address this server by, given the address it listens on."""
    return _LOOPBACK if host in _WILDCARDS else _LOOPBACK | {host.lower().strip("[]")}


def security_headers(path: str) -> Mapping[str, str]:
    """Gradio's page needs inline scripts and eval; our own pages need neither and may send their search form to us."""
    if _PARTS.fullmatch(path):  # fifty of them: a policy binds pages, and what these are loaded into has one
        return {"X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin"}
    own = _OWN_PAGES.fullmatch(path) is not None
    script, form = ("'self'", "'self'") if own else ("'self' 'unsafe-inline' 'unsafe-eval'", "'none'")
    return {
        "Content-Security-Policy": _POLICY.format(script=script, form=form),
        "X-Content-Type-Options": "nosniff",
        # with "no-referrer" a browser sends a form of ours with "Origin: null", as it would another page's
        "Referrer-Policy": "same-origin",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
    }


class Guards:
    """ASGI middleware, outermost so that nothing escapes it: Host, Origin, open addresses, body size, headers."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        host: str,
        public: PublicAddress | None = None,
        door: Door | None = None,
        max_body_bytes: int = MAX_BODY_BYTES,
    ) -> None:
        self._app = app
        self._public = public
        self._door = door or Door()
        self._names = allowed_names(host) | ({host_name(public.netloc)} if public else set())
        self._takes_any_address = host in _WILDCARDS
        self._max_body_bytes = max_body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        path = route_path(scope)
        guarded = _with_headers(send, security_headers(path), is_kept=_PARTS.fullmatch(path) is not None)
        refusal = self._refusal(scope, path)
        if refusal is not None:
            await read_over(receive)
            await refuse(guarded, path, *refusal)
            return
        admission = self._door.admit(scope, takes_tokens=_PROGRAMS.fullmatch(path) is not None)
        if admission.reader is None and not _BEFORE_SIGN_IN.fullmatch(path):
            await read_over(receive)
            await self._turn_away(guarded, scope, path, admission)
        elif admission.reader is THIS_MACHINE and scope.get(FORWARDED_KEY):
            await read_over(receive)
            await refuse(guarded, path, 403, _UNNAMED_PROXY)
        else:
            if admission.set_cookie and _shows_a_page(Headers(scope=scope), scope["method"]):
                guarded = _with_cookie(guarded, admission.set_cookie)
            scope = {**scope, SCOPE_KEY: admission.reader or NOBODY}
            await pass_limited(self._app, scope, receive, guarded, *self._limits_of(path))

    def _refusal(self, scope: Scope, path: str) -> tuple[int, str] | None:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self._is_ours(hosts[0]):
            return 421, "Unknown host. Use the address shown when the server started."
        origins = headers.getlist("origin")
        if origins and not (len(origins) == 1 and self._is_own_origin(origins[0], hosts[0])):
            return 403, "Requests from other pages are not answered."
        if headers.get("sec-fetch-site") == "cross-site" and not _is_navigation(headers, scope["method"]):
            return 403, "Requests from other pages are not answered."
        if not (_OPEN.fullmatch(path) or _OWN_PAGES.fullmatch(path)):
            return 404, "There is nothing here."
        if "component_server" in path and headers.get("content-type", "") != "application/json":
            return 415, "Only JSON is read here."  # Gradio would also take files
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()):
            return 400, "The request does not say how long it is."
        most, sentence = self._limits_of(path)
        return (413, sentence) if int(length[:20]) > most else None

    def _limits_of(self, path: str) -> tuple[int, str]:
        """How long a body may be, and what is said of a longer one."""
        if path == UPLOAD_PATH:
            return MAX_UPLOAD_BYTES, _TOO_MUCH_UPLOADED
        if path == _ADDING_PATH:
            return self._max_body_bytes, "That is too much at once. Send fewer articles, or a part of them at a time."
        if path.startswith("/sign-"):
            return min(MAX_FORM_BYTES, self._max_body_bytes), TOO_MUCH
        return self._max_body_bytes, TOO_MUCH

    async def _turn_away(self, send: Send, scope: Scope, path: str, admission: Admission) -> None:
        """A program is told to bring a token, a page to sign in, and what a page loads that it is signed out."""
        headers = Headers(scope=scope)
        if _PROGRAMS.fullmatch(path):
            await refuse_program(send, path, has_bad_token=admission.has_bad_token)
        elif self._door.shows_sign_in and _shows_a_page(headers, scope["method"]):
            address = sign_in_address(scope.get("root_path", ""), path, scope.get("query_string", b""))
            await redirect(send, address)
        else:
            await refuse(
                send, path, 401, "You are signed out. Load the page again to sign in.", {"www-authenticate": "Bearer"}
            )

    def _is_ours(self, host: str) -> bool:
        name = host_name(host)
        return name is not None and (name in self._names or (self._takes_any_address and _is_address(name)))

    def _is_own_origin(self, origin: str, host: str) -> bool:
        if self._public and origin.lower() == self._public.origin:
            return True
        try:
            parts = urlsplit(origin)
        except ValueError:
            return False
        here = without_default_port(host, parts.scheme)
        return parts.netloc.lower() == here and not (self._public and here == self._public.netloc)


def _is_address(name: str) -> bool:
    """Whether the name is an IP address: rebinding needs a DNS name."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_navigation(headers: Headers, method: str) -> bool:
    return method in ("GET", "HEAD") and headers.get("sec-fetch-mode") == "navigate"


def _shows_a_page(headers: Headers, method: str) -> bool:
    is_navigation = headers.get("sec-fetch-mode", "navigate") == "navigate"
    return method in ("GET", "HEAD") and is_navigation and "text/html" in headers.get("accept", "")


def _with_cookie(send: Send, cookie: str) -> Send:
    """On pages alone, and never stored: a cache that two readers share would make them one."""

    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.append("set-cookie", cookie)
            headers["cache-control"] = "no-store"
        await send(message)

    return guarded


def _with_headers(send: Send, added: Mapping[str, str], *, is_kept: bool) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in added.items():
                headers[name] = value
            if is_kept and message["status"] == 200:
                headers["cache-control"] = "private, max-age=31536000, immutable"
        await send(message)

    return guarded
