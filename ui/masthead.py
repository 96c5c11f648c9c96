"""The head of the page and what stands there before the first question. Pure functions."""

import shlex
from collections.abc import Sequence
from pathlib import Path

from assistant.settings import default_archive_path
from ui.desk import Scene
from ui.language import say
from ui.markup import isolated, own_address, text, told
from ui.notes import show_note
from ui.program import say_program
from ui.words import say_coverage, say_path

__all__ = [
    "render_empty",
    "render_masthead",
    "render_trouble_page",
    "render_welcome",
    "say_ingest",
    "say_writer",
]


def say_writer(scene: Scene) -> str:
    """Who writes, and who receives what it reads."""
    writer = say("quotes_only_no_model") if scene.writer_name == "extractive" else scene.writer_name
    where = [say("passages_to", host=scene.passages_go_to)] if scene.passages_go_to else []
    if scene.questions_go_to:
        where.append(say("questions_to", host=scene.questions_go_to))
    if scene.vectors_go_to:
        where.append(say("vectors_to", host=scene.vectors_go_to))
    if scene.kept_on:
        where.append(say("kept_on", host=scene.kept_on))
    return say("writer_line", writer=writer, where="; ".join(where) or say("nothing_leaves"))


def render_masthead(scene: Scene, *, here: str = "ask") -> str:
    """Name, ways around, writer, archive, and the banners that stay as long as what they say is so."""
    ways = _way("./", say("ask"), here == "ask") + _way("library", say("articles_page"), here == "library")
    ways += _way("settings", say("settings"), here == "settings")
    ways += _way("account", say("account"), False) if scene.has_accounts else ""
    return (
        '<header class="masthead"><div class="masthead-row"><h1 class="wordmark">'
        f'<a href="{text(own_address("./"))}">Copydesk</a></h1>'
        f'<nav aria-label="{say("pages")}">{ways}</nav>'
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
    suggested = f'<h3 class="kicker">{say("welcome.try")}</h3><ul class="suggestions">{buttons}</ul>' if buttons else ""
    return (
        f'<section class="welcome"><h2 class="welcome-title">{say("welcome.title")}</h2>'
        f'<p class="lede">{say("welcome.lede")}</p>{suggested}</section>'
    )


def render_empty(scene: Scene) -> str:
    """No archive, an empty one, or one that cannot be used: what to do."""
    path = f'<code class="path">{isolated(say_path(scene.archive_path))}</code>'
    if scene.trouble is not None:
        return (
            f'<section class="welcome"><h2 class="welcome-title">{say("empty.unusable")}</h2>'
            f'<div class="trouble" role="alert"><p>{show_note(scene.trouble)}</p></div><p class="meta">'
            f"{path}</p></section>"
        )
    found = say("empty.no_archive" if scene.coverage is None else "empty.no_articles", path=path)
    return (
        f'<section class="welcome"><h2 class="welcome-title">{say("empty.title")}</h2><p class="lede">{found}</p>'
        f"<p>{say('empty.fill')}</p>"
        f'<pre class="command" tabindex="0"><code>{text(say_ingest(scene.archive_path))}</code></pre>'
        f"<p>{say('empty.then')}</p></section>"
    )


def say_ingest(archive_path: Path) -> str:
    """The command that fills this archive, to be copied into a terminal."""
    if archive_path.expanduser().resolve() == default_archive_path().resolve():
        return f"{say_program()} ingest PATH"
    return f"{say_program()} ingest PATH --archive {shlex.quote(str(archive_path))}"


def render_trouble_page(message: str) -> str:
    """What stands where a page was asked for that cannot be shown."""
    return f'<section class="welcome"><div class="trouble" role="alert"><p>{show_note(message)}</p></div></section>'


def _way(address: str, label: str, is_here: bool) -> str:
    current = ' aria-current="page"' if is_here else ""
    return f'<a href="{text(own_address(address))}"{current}>{label}</a>'


def _archive_line(scene: Scene) -> str:
    held = say_coverage(scene.coverage) if scene.coverage else say("no_archive")
    return f'{text(held)} <span class="path">· {isolated(say_path(scene.archive_path))}</span>'


def _banner(scene: Scene) -> str:
    kept = "" if scene.keeps_conversations else f'<p class="banner" role="note">{say("banner_not_kept")}</p>'
    if scene.sample_notice is None:
        return kept
    note = f" <strong>{text(scene.own_archive_note)}</strong>" if scene.own_archive_note else ""
    own = "" if note else f" {told(say('banner_own', program=say_program()))}"
    return f'<p class="banner" role="note">{show_note(scene.sample_notice)}{own}{note}</p>{kept}'
