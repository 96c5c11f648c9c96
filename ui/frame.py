"""The frame of the pages that are ours alone: the reader and the library. They work without any script.

All addresses of our own are relative to `<base>`, so that the pages work under any sub-path.
"""

from ui.desk import Scene
from ui.language import language
from ui.markup import text
from ui.masthead import render_masthead

__all__ = ["render_page"]


def render_page(title: str, scene: Scene, body: str, *, here: str, refresh_seconds: int | None = None) -> str:
    """A whole HTML document; `body` is HTML already. `refresh_seconds`: of a page that changes, without script."""
    refresh = f'<noscript><meta http-equiv="refresh" content="{refresh_seconds}"></noscript>' if refresh_seconds else ""
    return (
        f'<!doctype html><html lang="{language()}"><head><meta charset="utf-8">'
        f'<base href="{text(scene.prefix)}/">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{text(title)} · Copydesk</title>"
        '<script src="page/theme.js"></script><script src="page/texts.js"></script>'
        '<link rel="icon" href="page/favicon.svg" type="image/svg+xml"><link rel="stylesheet" href="page/page.css">'
        '<link rel="stylesheet" href="page/cards.css"><link rel="stylesheet" href="page/library.css">'
        '<script src="page/cards.js" defer></script><script src="page/library.js" defer></script>'
        f'<script src="page/page.js" defer></script>{refresh}</head>'
        f'<body class="own-page">{render_masthead(scene, here=here)}'
        f'<main class="own-main">{body}</main></body></html>'
    )
