"""The pages on which editors add, remove and forget articles. Pure functions."""

from assistant.archive import Article
from ui.adder import Progress
from ui.desk import Scene
from ui.language import say
from ui.library import render_rooms
from ui.markup import isolated, own_address, reader_address, text, told
from ui.masthead import say_ingest
from ui.program import say_program
from ui.state_view import run_address
from ui.uploads import ACCEPTED, MOST_FILES
from ui.words import say_moment, say_path, unknown_outlet

__all__ = ["MOST_ADDRESSES", "NEWEST_OF_FEED", "render_add", "render_done", "render_remove"]

MOST_ADDRESSES = 20
NEWEST_OF_FEED = 100


def render_add(scene: Scene, most_bytes: int, running: Progress | None, own_archive: str | None = None) -> str:
    """The forms; where the invented samples are open, why there are none. `own_archive`: where real articles belong."""
    title = f'<h2 class="welcome-title">{say("library.add")}</h2>'
    head = f'{render_rooms("add", may_edit=True)}<section class="library">{title}'
    if scene.sample_notice is not None:
        return f"{head}{_samples(own_archive)}</section>"
    if running is not None:
        way = f'<a href="{text(run_address(running.run_id))}">{say("add.see")}</a>'
        return f'{head}<p class="notice">{say("add.running", way=way)}</p></section>'
    path = f'<code class="path">{isolated(say_path(scene.archive_path))}</code>'
    return (
        f'{head}<p class="lede">{say("add.into", path=path)}</p>'
        f"{_files(most_bytes)}{_web()}{_terminal(scene)}</section>"
    )


def render_remove(article: Article) -> str:
    """What taking an article out means, and the two ways to do it."""
    day = text(say_moment(article.published_at, short=True))
    publisher = isolated(article.publisher) if article.publisher else unknown_outlet()
    title = isolated(article.title or say("no_headline"))
    link = f'<a href="{text(reader_address(article.article_id))}">{title}</a>'
    address = text(own_address(f"library/articles/{article.article_id}/remove"))
    return (
        f'{render_rooms("articles", may_edit=True)}<section class="library"><h2 class="welcome-title">'
        f'{say("reader.remove")}</h2><p class="lede">{link}</p><p class="meta">{publisher} · {day}</p>'
        f'<div class="panel"><h3>{say("remove.title")}</h3><p>{told(say("remove.removing"))}</p>'
        f'<form method="post" action="{address}">'
        '<input type="hidden" name="what" value="remove"><div class="row-of-buttons">'
        f'<button type="submit" class="main-action">{say("remove.title")}</button></div></form></div>'
        f'<div class="panel"><h3>{say("remove.forget")}</h3><p>{told(say("remove.forgetting"))}</p>'
        f"<p>{told(say('remove.naming', id=article.article_id))}</p>"
        f'<form method="post" action="{address}">'
        '<input type="hidden" name="what" value="forget"><label class="check"><input type="checkbox" name="meant" '
        f'value="yes" required><span>{say("remove.sure")}</span></label><div class="row-of-buttons">'
        f'<button type="submit" class="danger">{say("remove.forget")}</button></div></form></div></section>'
    )


def render_done(words: str) -> str:
    """What was done, and the way back to the list."""
    return (
        f'{render_rooms("articles", may_edit=True)}<section class="library"><h2 class="welcome-title">'
        f"{say('remove.done')}</h2>"
        f'<p class="lede" role="status">{told(words)}</p><p><a href="{text(own_address("library"))}">'
        f"{say('state.the_articles')}</a>"
        "</p></section>"
    )


def _samples(own_archive: str | None) -> str:
    where = say("add.own_at", path=f"<code>{isolated(own_archive)}</code>") if own_archive else say("add.own_place")
    return (
        f'<p class="lede">{say("add.samples")}</p><p>{where} {say("add.fill")}</p>'
        f'<pre class="command" tabindex="0"><code>{text(say_program())} ingest PATH</code></pre>'
    )


def _files(most_bytes: int) -> str:
    kinds = text(", ".join(ACCEPTED))
    return (
        f'<div class="panel"><h3>{say("add.files")}</h3>'
        f"<p>{say('add.limits', files=say('files', n=MOST_FILES), megabytes=most_bytes // 1_000_000, kinds=kinds)}</p>"
        f'<form method="post" enctype="multipart/form-data" action="{text(own_address("library/add/files"))}" '
        f'data-upload data-most-files="{MOST_FILES}" data-most-bytes="{most_bytes}"><div class="drop-zone">'
        f"<p>{say('add.drop')}</p>"
        f'<label class="plain-field"><span>{say("add.files")}</span><input type="file" name="files" multiple></label>'
        f'<label class="plain-field"><span>{say("add.folder")}</span>'
        '<input type="file" name="files" webkitdirectory multiple>'
        "</label></div>"
        f'<label class="plain-field"><span>{say("add.source")}</span>'
        '<input type="text" name="source" maxlength="100" autocomplete="off"></label>'
        f'<p class="meta" data-said role="status"></p><progress max="1" hidden aria-label="{say("add.sent")}">'
        "</progress>"
        f'<div class="row-of-buttons"><button type="submit" class="main-action">{say("add.add_files")}</button></div>'
        "</form></div>"
    )


def _web() -> str:
    return (
        f'<div class="panel"><h3>{say("add.web")}</h3><p>{say("add.web_how")}</p>'
        f'<form method="post" action="{text(own_address("library/add/web"))}">'
        f'<label class="plain-field"><span>{say("add.addresses", n=MOST_ADDRESSES)}</span>'
        '<textarea name="addresses" rows="3" '
        'maxlength="20000" required placeholder="https://"></textarea></label>'
        f'<label class="plain-field"><span>{say("add.newest")}</span>'
        f'<input type="number" name="newest" min="1" max="1000" value="{NEWEST_OF_FEED}"></label>'
        f'<div class="row-of-buttons"><button type="submit" class="main-action">{say("add.add_web")}</button></div>'
        "</form></div>"
    )


def _terminal(scene: Scene) -> str:
    return (
        f'<div class="panel"><h3>{say("add.terminal")}</h3><p>{told(say("add.terminal_how"))}</p>'
        '<pre class="command" tabindex="0"><code>'
        f"{text(say_ingest(scene.archive_path))}</code></pre></div>"
    )
