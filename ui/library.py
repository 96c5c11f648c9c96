"""The articles of the archive, to browse and to search. Pure functions over what the archive lists."""

from collections.abc import Sequence
from urllib.parse import urlencode

from assistant.archive import Article
from ui.desk import Scene
from ui.markup import isolated, reader_address, reader_link, text
from ui.masthead import render_empty
from ui.words import UNDATED, UNKNOWN_PUBLISHER, count, say_coverage, say_moment

__all__ = ["PAGE_LENGTH", "render_library"]

PAGE_LENGTH = 50
_MOST_COPIES = 8


def render_library(
    scene: Scene, articles: Sequence[tuple[Article, Sequence[Article]]], *, query: str, offset: int, has_more: bool
) -> str:
    """The list, newest first, with its search form and the ways to the pages before and after; copies of an article
    stand with it."""
    if scene.is_empty or scene.coverage is None:
        return render_empty(scene)
    items = "".join(_item(article, copies) for article, copies in articles)
    listed = f'<ol class="articles">{items}</ol>' if items else _nothing(query)
    return (
        '<section class="library"><h2 class="welcome-title">Articles</h2>'
        f'<p class="lede">{text(say_coverage(scene.coverage))}.</p>{_outlets(scene)}{_form(query)}{listed}'
        f"{_ways(query, offset, has_more)}</section>"
    )


def _form(query: str) -> str:
    clear = '<a class="quiet" href="library">Show all</a>' if query else ""
    return (
        '<form class="search" action="library" method="get" role="search">'
        f'<input type="search" name="q" value="{text(query)}" maxlength="500" placeholder="Words in headline or text" '
        f'aria-label="Words in headline or text">'
        f'<button type="submit" class="main-action">Search</button>{clear}</form>'
    )


def _outlets(scene: Scene) -> str:
    named = [
        (name or UNKNOWN_PUBLISHER, number) for name, number in (scene.coverage.publishers if scene.coverage else ())
    ]
    shown = "".join(f'<li class="chip">{isolated(name)} <b>{number:,}</b></li>' for name, number in named[:12])
    rest = f'<li class="chip">and {count(len(named) - 12, "more outlet")}</li>' if len(named) > 12 else ""
    return f'<ul class="chips" aria-label="Outlets">{shown}{rest}</ul>'


def _item(article: Article, copies: Sequence[Article]) -> str:
    updated = f" · updated {text(say_moment(article.updated_at, short=True))}" if article.updated_at else ""
    authors = f" · {isolated(', '.join(article.authors))}" if article.authors else ""
    publisher = isolated(article.publisher) if article.publisher else UNKNOWN_PUBLISHER
    day = text(say_moment(article.published_at, short=True)) if article.published_at else UNDATED
    return (
        f"<li>{reader_link(reader_address(article.article_id), isolated(article.title or _opening(article.text)))}"
        f'<span class="meta"><span class="publisher">{publisher}</span> · {day}{updated}{authors}</span>'
        f"{_also(copies)}</li>"
    )


def _also(copies: Sequence[Article]) -> str:
    if not copies:
        return ""
    named = ", ".join(
        reader_link(
            reader_address(copy.article_id), isolated(copy.publisher or UNKNOWN_PUBLISHER), name=_say_copy(copy)
        )
        for copy in copies[:_MOST_COPIES]
    )
    rest = f" and {count(len(copies) - _MOST_COPIES, 'more', 'more')}" if len(copies) > _MOST_COPIES else ""
    return f'<span class="meta copies">Also published by {named}{rest}</span>'


def _say_copy(copy: Article) -> str:
    return f"{copy.title or 'No headline'}, {copy.publisher or UNKNOWN_PUBLISHER}"


def _opening(body: str) -> str:
    """Stands in the list for a missing headline, and says so."""
    words = " ".join(body[:400].split())
    return f"No headline: {words[:80]}{'…' if len(words) > 80 else ''}"


def _nothing(query: str) -> str:
    if query:
        return f'<p class="lede">No article holds {isolated(query)}.</p>'
    return '<p class="lede">No more articles.</p>'


def _ways(query: str, offset: int, has_more: bool) -> str:
    ways: list[str] = []
    if offset:
        ways.append(_turn_page("Newer", query, max(0, offset - PAGE_LENGTH)))
    if has_more:
        ways.append(_turn_page("Older", query, offset + PAGE_LENGTH))
    return f'<nav class="ways" aria-label="More articles">{"".join(ways)}</nav>' if ways else ""


def _turn_page(label: str, query: str, offset: int) -> str:
    address = "library?" + urlencode({"q": query, "offset": offset})
    return f'<a class="quiet" href="{text(address)}">{label}</a>'
