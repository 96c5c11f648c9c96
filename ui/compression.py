"""Pages, styles and scripts of ours are sent compressed, as Gradio sends its own: that is a third of what is loaded.

Answers are not: they are made for one reader each, and squeezing them costs more than it saves on most networks.
"""

import re

from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.addresses import route_path

__all__ = ["Compression"]

_COMPRESSED = re.compile(r"/|/config/?|/page/[^/]+\.(css|js|svg)|/library|/reader/.*")
"""Nothing that holds a secret beside words that a stranger may have chosen, from whose length it could be guessed."""
_LEVEL = 6


class Compression:
    """ASGI middleware around the application."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._compressing = GZipMiddleware(app, compresslevel=_LEVEL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_compressed = scope["type"] == "http" and _COMPRESSED.fullmatch(route_path(scope)) is not None
        await (self._compressing if is_compressed else self._app)(scope, receive, send)
