"""The articles of the archive, to browse and to search. Pure functions over what the archive lists."""

from collections.abc import Sequence

from assistant.archive import Article, Order
from ui.browsing import PAGE_LENGTH, Found, Listed, Search
from ui.carried import conversation
from ui.day_chart import render_chart
from ui.desk import Scene
from ui.language import say
from ui.markup import isolated, marked, own_address, reader_address, reader_link, text
from ui.masthead import render_empty
from ui.words import name_kind, say_coverage, say_kind, say_moment, unknown_outlet

__all__ = ["render_library", "render_rooms"]

_MOST_COPIES = 8
_ORDERS: tuple[Order, ...] = ("newest", "oldest", "best", "outlet")


def render_library(scene: Scene, search: Search, found: Found, *, may_edit: bool = False) -> str:
    """The list with its form, a chart of when, and the ways to the pages before and after; copies of an article stand
    with it."""
    if scene.coverage is None or scene.is_empty:
        return render_rooms("articles", may_edit=may_edit) + render_empty(scene)
    items = "".join(map(_item, found.items))
    listed = f'<ol class="articles">{items}</ol>' if items else _nothing(search)
    return (
        f'{render_rooms("articles", may_edit=may_edit)}<section class="library"><h2 class="welcome-title">'
        f"{say('articles_page')}</h2>"
        f'<p class="lede">{text(say_coverage(scene.coverage))}.</p>{_form(search, found)}'
        f"{render_chart(search, found.period, found.counts)}{_tally(search, found)}{listed}{_ways(search, found)}"
        "</section>"
    )


def render_rooms(here: str, *, may_edit: bool) -> str:
    """The ways between the library's own pages."""
    rooms = [("articles", "library", say("articles_page")), ("state", "library/state", say("library.state"))]
    if may_edit:
        rooms.insert(1, ("add", "library/add", say("library.add")))
    current = ' aria-current="page"'
    links = "".join(
        f'<a href="{text(own_address(path))}"{current if name == here else ""}>{label}</a>'
        for name, path, label in rooms
    )
    return f'<nav class="rooms" aria-label="{say("library.rooms")}">{links}</nav>'


def _form(search: Search, found: Found) -> str:
    clear = (
        f'<a class="quiet" href="{text(own_address("library"))}">{say("library.show_all")}</a>'
        if search.words or search.is_narrowed
        else ""
    )
    kinds = [(kind, name_kind(kind)) for kind in found.kinds]
    orders = [(order, say(f"order.{order}")) for order in _ORDERS]
    is_open = " open" if search.is_narrowed or search.order != "newest" else ""
    return (
        f'<form class="browse" action="library" method="get" role="search">'
        f"{_carried()}"
        f'<div class="search"><input type="search" name="q" value="{text(search.words)}" maxlength="500" '
        f'placeholder="{say("library.words")}" aria-label="{say("library.words")}">'
        f'<button type="submit" class="main-action">{say("library.search")}</button>{clear}</div>'
        f'<details class="narrowing"{is_open}><summary>{say("library.more_fields")}</summary><div class="fields">'
        f"{_choice(say('field.outlet'), 'outlet', search.publisher, [(name, name) for name in found.publishers])}"
        f"{_typed(say('field.author'), 'author', search.author, found.authors)}"
        f"{_choice(say('field.kind'), 'kind', search.kind, kinds)}"
        f"{_day(say('field.from'), 'from', search.date_from)}{_day(say('field.to'), 'to', search.date_to)}"
        f"{_choice(say('field.order'), 'sort', search.order, orders, with_any=False)}</div></details></form>"
    )


def _carried() -> str:
    """A form that is sent by GET drops the query of its address."""
    return f'<input type="hidden" name="c" value="{text(conversation())}">' if conversation() else ""


def _choice(label: str, name: str, chosen: str, offered: Sequence[tuple[str, str]], *, with_any: bool = True) -> str:
    known = [("", say("any"))] if with_any else []
    known += [*offered, *([(chosen, chosen)] if chosen and chosen not in dict(offered) else [])]
    options = "".join(
        f'<option value="{text(value)}"{" selected" if value == chosen else ""}>{text(said)}</option>'
        for value, said in known
    )
    return f'<label><span>{label}</span><select name="{name}">{options}</select></label>'


def _typed(label: str, name: str, value: str, known: Sequence[str]) -> str:
    options = "".join(f'<option value="{text(one)}"></option>' for one in known)
    return (
        f'<label><span>{label}</span><input type="text" name="{name}" value="{text(value)}" maxlength="300" '
        f'list="known-{name}" autocomplete="off"></label><datalist id="known-{name}">{options}</datalist>'
    )


def _day(label: str, name: str, value: str) -> str:
    return f'<label><span>{label}</span><input type="date" name="{name}" value="{text(value)}"></label>'


def _tally(search: Search, found: Found) -> str:
    if not found.items:
        return ""
    first = search.offset + 1
    last = search.offset + len(found.items)
    which = say("articles", n=found.total)
    if found.total > PAGE_LENGTH:
        which = say("library.range", first=first, last=last, n=found.total)
    once = f" · {say('library.copies_once')}" if any(one.copies for one in found.items) else ""
    return f'<p class="meta tally" role="status">{which} · {say(f"order.{search.order}").lower()}{once}</p>'


def _item(one: Listed) -> str:
    article = one.article
    updated = f" · {say('updated', day=text(say_moment(article.updated_at, short=True)))}" if article.updated_at else ""
    authors = f" · {isolated(', '.join(article.authors))}" if article.authors else ""
    publisher = isolated(article.publisher) if article.publisher else unknown_outlet()
    day = text(say_moment(article.published_at, short=True))
    said = say_kind(article.kind)
    kind = f' · <span class="kind">{text(said)}</span>' if said else ""
    title = marked(article.title, one.title_words) if article.title else text(_opening(article.text))
    address = reader_address(article.article_id, None, one.words[0], one.words[1:]) if one.words else None
    link = reader_link(address or reader_address(article.article_id), title)
    return (
        f'<li><h3 class="row-title" dir="auto">{link}</h3>'
        f'<p class="meta"><span class="publisher">{publisher}</span> · <span class="day-of">{day}</span>{updated}'
        f"{authors}{kind}</p>{_excerpt(one)}{_also(one.copies)}</li>"
    )


def _excerpt(one: Listed) -> str:
    if one.excerpt is None:
        return ""
    body, found = one.article.text, one.excerpt
    before, after = "… " if found.start else "", " …" if found.end < len(body) else ""
    return f'<p class="excerpt" dir="auto">{before}{marked(body, found.words, found.start, found.end)}{after}</p>'


def _also(copies: Sequence[Article]) -> str:
    if not copies:
        return ""
    named = ", ".join(
        reader_link(reader_address(copy.article_id), isolated(copy.publisher or unknown_outlet()), name=_say_copy(copy))
        for copy in copies[:_MOST_COPIES]
    )
    if len(copies) > _MOST_COPIES:
        named = say("more_copies", names=named, n=len(copies) - _MOST_COPIES)
    return f'<p class="meta copies">{say("also_published_by", names=named)}</p>'


def _say_copy(copy: Article) -> str:
    return f"{copy.title or say('no_headline')}, {copy.publisher or unknown_outlet()}"


def _opening(body: str) -> str:
    """Stands in the list for a missing headline, and says so."""
    words = " ".join(body[:400].split())
    return say("library.no_headline", words=f"{words[:80]}{'…' if len(words) > 80 else ''}")


def _nothing(search: Search) -> str:
    if search.words and search.is_narrowed:
        words = say("library.none_words_limits", words=isolated(search.words))
    elif search.words:
        words = say("library.none_words", words=isolated(search.words))
    else:
        words = say("library.none_limits" if search.is_narrowed else "library.no_more")
    return f'<p class="lede" role="status">{words}</p>'


def _ways(search: Search, found: Found) -> str:
    ways: list[str] = []
    if search.offset:
        ways.append(_turn_page(say("library.before"), search, max(0, search.offset - PAGE_LENGTH)))
    if search.offset + len(found.items) < found.total:
        ways.append(_turn_page(say("library.next"), search, search.offset + PAGE_LENGTH))
    return f'<nav class="ways" aria-label="{say("library.more")}">{"".join(ways)}</nav>' if ways else ""


def _turn_page(label: str, search: Search, offset: int) -> str:
    return f'<a class="quiet" href="{text(search.address(offset=offset))}">{label}</a>'
