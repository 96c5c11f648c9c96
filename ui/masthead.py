"""The head of the page and what stands there before the first question. Pure functions."""

import shlex
from collections.abc import Sequence
from pathlib import Path

from assistant.settings import default_archive_path
from ui.desk import Scene
from ui.markup import isolated, text, told
from ui.words import say_coverage, say_path

__all__ = [
    "render_empty",
    "render_masthead",
    "render_trouble_page",
    "render_welcome",
    "say_ingest",
    "say_writer",
]

_WRITERS = {"extractive": "quotes only (no model)"}


def say_writer(scene: Scene) -> str:
    """Who writes, and who receives what it reads."""
    writer = _WRITERS.get(scene.writer_name, scene.writer_name)
    where = [f"passages are sent to {scene.passages_go_to}"] if scene.passages_go_to else []
    if scene.questions_go_to:
        where.append(f"questions and, at ingest, articles are sent to {scene.questions_go_to} to be embedded")
    return f"Writer: {writer} · {'; '.join(where) if where else 'Nothing leaves this computer'}"


def render_masthead(scene: Scene, *, here: str = "ask") -> str:
    """Name, ways around, writer, archive, and the banner that never goes away while the samples are shown."""
    ways = _way("./", "Ask", here == "ask") + _way("library", "Articles", here == "library")
    ways += _way("settings", "Settings", here == "settings")
    ways += _way("account", "Account", False) if scene.has_accounts else ""
    return (
        f'<header class="masthead"><div class="masthead-row"><h1 class="wordmark"><a href="./">Copydesk</a></h1>'
        f'<nav aria-label="Pages">{ways}</nav>'
        f'<p class="writer">{isolated(say_writer(scene))}</p></div>'
        f'<p class="archive-line">{_archive_line(scene)}</p></header>{_banner(scene)}'
    )


def render_welcome(scene: Scene, questions: Sequence[str]) -> str:
    """Before the first question: what this is, and questions to start with."""
    if scene.is_empty:
        return render_empty(scene)
    buttons = "".join(
        f'<li><button type="button" class="suggestion" data-ask="{text(question)}">{isolated(question)}</button></li>'
        for question in questions
    )
    suggested = f'<h3 class="kicker">Try one of these</h3><ul class="suggestions">{buttons}</ul>' if buttons else ""
    return (
        '<section class="welcome"><h2 class="welcome-title">Ask the archive</h2>'
        '<p class="lede">Answers come from these articles alone. Every statement names its source; a number opens the '
        f"article at the exact sentence. Where no article answers, you see what comes closest.</p>{suggested}</section>"
    )


def render_empty(scene: Scene) -> str:
    """No archive, an empty one, or one that cannot be used: what to do."""
    path = f'<code class="path">{isolated(say_path(scene.archive_path))}</code>'
    if scene.trouble is not None:
        return (
            '<section class="welcome"><h2 class="welcome-title">The archive cannot be used</h2>'
            f'<div class="trouble" role="alert"><p>{told(scene.trouble)}</p></div><p class="meta">{path}</p></section>'
        )
    found = "There is no archive yet at" if scene.coverage is None else "There are no articles yet in"
    return (
        f'<section class="welcome"><h2 class="welcome-title">No articles yet</h2><p class="lede">{found} {path}.</p>'
        "<p>Fill it from a terminal, with a file or a folder of articles (JSONL, JSON, CSV, HTML, Markdown, text):</p>"
        f'<pre class="command" tabindex="0"><code>{text(say_ingest(scene.archive_path))}</code></pre>'
        "<p>Then ask here; the page notices by itself when the articles are there.</p></section>"
    )


def say_ingest(archive_path: Path) -> str:
    """The command that fills this archive, to be copied into a terminal."""
    if archive_path.expanduser().resolve() == default_archive_path().resolve():
        return "copydesk ingest PATH"
    return f"copydesk ingest PATH --archive {shlex.quote(str(archive_path))}"


def render_trouble_page(message: str) -> str:
    """What stands where a page was asked for that cannot be shown."""
    return f'<section class="welcome"><div class="trouble" role="alert"><p>{told(message)}</p></div></section>'


def _way(address: str, label: str, is_here: bool) -> str:
    current = ' aria-current="page"' if is_here else ""
    return f'<a href="{address}"{current}>{label}</a>'


def _archive_line(scene: Scene) -> str:
    held = say_coverage(scene.coverage) if scene.coverage else "no archive yet"
    return f'{text(held)} <span class="path">· {isolated(say_path(scene.archive_path))}</span>'


def _banner(scene: Scene) -> str:
    if scene.sample_notice is None:
        return ""
    note = f" <strong>{text(scene.own_archive_note)}</strong>" if scene.own_archive_note else ""
    own = "" if note else " To ask your own articles: <code>copydesk ingest PATH</code>, then start Copydesk again."
    return f'<p class="banner" role="note">{told(scene.sample_notice)}{own}{note}</p>'
