"""The pages on which editors add, remove and forget articles. Pure functions."""

from assistant.archive import Article
from ui.adder import Progress
from ui.desk import Scene
from ui.library import render_rooms
from ui.markup import isolated, own_address, reader_address, text, told
from ui.masthead import say_ingest
from ui.removing import FORGETTING, REMOVING
from ui.state_view import run_address
from ui.uploads import ACCEPTED, MOST_FILES
from ui.words import UNDATED, UNKNOWN_PUBLISHER, say_moment, say_path

__all__ = ["MOST_ADDRESSES", "NEWEST_OF_FEED", "render_add", "render_done", "render_remove"]

MOST_ADDRESSES = 20
NEWEST_OF_FEED = 100


def render_add(scene: Scene, most_bytes: int, running: Progress | None, own_archive: str | None = None) -> str:
    """The forms; where the invented samples are open, why there are none. `own_archive`: where real articles belong."""
    head = f'{render_rooms("add", may_edit=True)}<section class="library"><h2 class="welcome-title">Add articles</h2>'
    if scene.sample_notice is not None:
        return f"{head}{_samples(own_archive)}</section>"
    if running is not None:
        way = f'<a href="{text(run_address(running.run_id))}">See how far it is</a>'
        return f'{head}<p class="notice">Articles are being added now. {way}, or wait until it is done.</p></section>'
    path = f'<code class="path">{isolated(say_path(scene.archive_path))}</code>'
    return (
        f'{head}<p class="lede">They go into the archive {path}. What is there already is not stored twice.</p>'
        f"{_files(most_bytes)}{_web()}{_terminal(scene)}</section>"
    )


def render_remove(article: Article) -> str:
    """What taking an article out means, and the two ways to do it."""
    day = text(say_moment(article.published_at, short=True)) if article.published_at else UNDATED
    publisher = isolated(article.publisher) if article.publisher else UNKNOWN_PUBLISHER
    title = isolated(article.title or "No headline")
    link = f'<a href="{text(reader_address(article.article_id))}">{title}</a>'
    address = text(own_address(f"library/articles/{article.article_id}/remove"))
    return (
        f'{render_rooms("articles", may_edit=True)}<section class="library"><h2 class="welcome-title">Remove or forget'
        f'</h2><p class="lede">{link}</p><p class="meta">{publisher} · {day}</p>'
        f'<div class="panel"><h3>Remove</h3><p>{told(REMOVING)}</p><form method="post" action="{address}">'
        '<input type="hidden" name="what" value="remove"><div class="row-of-buttons">'
        '<button type="submit" class="main-action">Remove</button></div></form></div>'
        f'<div class="panel"><h3>Forget</h3><p>{told(FORGETTING)}</p><form method="post" action="{address}">'
        '<input type="hidden" name="what" value="forget"><label class="check"><input type="checkbox" name="meant" '
        'value="yes" required><span>Delete it for good. I know that it cannot be undone.</span></label>'
        '<div class="row-of-buttons"><button type="submit" class="danger">Forget</button></div></form></div></section>'
    )


def render_done(words: str) -> str:
    """What was done, and the way back to the list."""
    return (
        f'{render_rooms("articles", may_edit=True)}<section class="library"><h2 class="welcome-title">Done</h2>'
        f'<p class="lede" role="status">{told(words)}</p><p><a href="{text(own_address("library"))}">The articles</a>'
        "</p></section>"
    )


def _samples(own_archive: str | None) -> str:
    where = f" Your own archive is at <code>{isolated(own_archive)}</code>." if own_archive else ""
    return (
        '<p class="lede">The sample articles are invented: real ones never go where they are.</p>'
        f"<p>{'Real articles belong into an archive of their own.' if not own_archive else ''}{where} Fill it from a "
        'terminal, then start Copydesk again:</p><pre class="command" tabindex="0"><code>copydesk ingest PATH</code>'
        "</pre>"
    )


def _files(most_bytes: int) -> str:
    kinds = text(", ".join(ACCEPTED))
    return (
        '<div class="panel"><h3>Files</h3>'
        f"<p>Up to {MOST_FILES:,} files and {most_bytes // 1_000_000} MB at once; read are {kinds}.</p>"
        f'<form method="post" enctype="multipart/form-data" action="{text(own_address("library/add/files"))}" '
        f'data-upload data-most-files="{MOST_FILES}" data-most-bytes="{most_bytes}"><div class="drop-zone">'
        "<p>Drop files or a folder here, or choose them.</p>"
        '<label class="plain-field"><span>Files</span><input type="file" name="files" multiple></label>'
        '<label class="plain-field"><span>Or a folder</span><input type="file" name="files" webkitdirectory multiple>'
        "</label></div>"
        '<label class="plain-field"><span>A name for where they come from (optional)</span>'
        '<input type="text" name="source" maxlength="100" autocomplete="off"></label>'
        '<p class="meta" data-said role="status"></p><progress max="1" hidden aria-label="How much is sent"></progress>'
        '<div class="row-of-buttons"><button type="submit" class="main-action">Add files</button></div></form></div>'
    )


def _web() -> str:
    return (
        '<div class="panel"><h3>From the web</h3><p>Addresses of articles, feeds or sitemaps, one a line. They are '
        "fetched politely, never from a private network, and full articles through their links.</p>"
        f'<form method="post" action="{text(own_address("library/add/web"))}">'
        f'<label class="plain-field"><span>Addresses, up to {MOST_ADDRESSES}</span><textarea name="addresses" rows="3" '
        'maxlength="20000" required placeholder="https://"></textarea></label>'
        '<label class="plain-field"><span>Of each feed or sitemap the newest</span>'
        f'<input type="number" name="newest" min="1" max="1000" value="{NEWEST_OF_FEED}"></label>'
        '<div class="row-of-buttons"><button type="submit" class="main-action">Add from the web</button></div>'
        "</form></div>"
    )


def _terminal(scene: Scene) -> str:
    return (
        '<div class="panel"><h3>From a terminal</h3><p>For large folders, and to keep a folder and the archive in '
        f'step (<code>--sync</code>):</p><pre class="command" tabindex="0"><code>'
        f"{text(say_ingest(scene.archive_path))}</code></pre></div>"
    )
