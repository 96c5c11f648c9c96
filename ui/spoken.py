"""In which language each request is answered, and the texts for the scripts of the page."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders

from ui.addresses import route_path
from ui.language import DEFAULT, choose_language, fill_in, language, speaking, spoken_table

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Spoken", "language_of", "render_script"]

_DRAWN_ONCE = ("", "/", "/config", "/config/")
"""What Gradio answers with: drawn for all readers, with a place for each text."""
_FOR_PROGRAMS = ("/api/", "/v1/", "/mcp", "/metrics", "/ready", "/health")
"""They get the same words whoever asks."""
_OF_GRADIO = b'lang="en"'
_SCRIPT = "js."

_READ = """window.copydeskWords = (key, values = {}) => {
  const number = new Intl.NumberFormat(document.documentElement.lang);
  const n = values.n ?? 0;
  let text = texts[key] ?? key;
  if (Array.isArray(text)) text = text[Math.min(Number(%s), text.length - 1)];
  const shown = (value) => (typeof value === "number" ? number.format(value) : value);
  return text.replace(/\\{(\\w+)\\}/g, (_, name) => shown(values[name]));
};"""


def language_of(headers: Mapping[str, str]) -> str:
    """What the reader who sent these chose, else what their browser asks for."""
    return choose_language(headers.get("cookie", ""), headers.get("accept-language", ""))


def render_script() -> str:
    """`copydeskWords(key, values)`: what the scripts say in the language that is spoken now, and nothing else."""
    known = spoken_table()
    texts = {key.removeprefix(_SCRIPT): forms for key, forms in known.texts.items() if key.startswith(_SCRIPT)}
    written = json.dumps(texts, ensure_ascii=False, separators=(",", ":"))
    return f'"use strict";\n{{\nconst texts = {written};\n{_READ % known.plural}\n}}\n'


class Spoken:
    """Has each request answered in the reader's language; what was drawn once for all is filled in on its way out."""

    def __init__(self, app: "ASGIApp") -> None:
        self._app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        spoken = DEFAULT if route_path(scope).startswith(_FOR_PROGRAMS) else language_of(Headers(scope=scope))
        with speaking(spoken):
            is_drawn_once = scope["method"] == "GET" and route_path(scope) in _DRAWN_ONCE
            await self._app(scope, receive, _Filled(send) if is_drawn_once else send)


class _Filled:
    """Sends a page once it is whole and every place in it is filled."""

    def __init__(self, send: "Send") -> None:
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: "Message") -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        if message["type"] != "http.response.body" or self._start is None:
            await self._send(message)
            return
        self._body += message.get("body", b"")
        if message.get("more_body", False):
            return
        body = fill_in(self._body.decode("utf-8", "surrogateescape"), language()).encode("utf-8", "surrogateescape")
        body = body.replace(_OF_GRADIO, f'lang="{language()}"'.encode(), 1)
        headers = MutableHeaders(raw=self._start["headers"])
        headers["content-length"] = str(len(body))
        headers.add_vary_header("Cookie")
        headers.add_vary_header("Accept-Language")
        await self._send(self._start)
        await self._send({"type": "http.response.body", "body": body})
