"""The versions of an article in the reader: which there are, and what each changed. Pure functions."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import quote

from assistant.archive import Article, Span
from ui.differences import Change, changed_fields
from ui.language import say
from ui.markup import own_address, place_query, reader_address, reader_link, text
from ui.words import say_day, say_moment

__all__ = ["Place", "render_changes", "render_versions"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in an article a reader is, or was before looking at its changes."""

    version: int | None = None
    cited: Span | None = None
    also: tuple[Span, ...] = ()
    walk: str = ""
    """The citations that led there, as an address carries them."""

    def address(self, article_id: str) -> str:
        return reader_address(article_id, self.version, self.cited, self.also, self.walk)


def render_versions(article: Article, versions: Sequence[Article], place: Place | None = None) -> str:
    """Every kept version, oldest first, with its day, its changes and its correction; nothing where there is one."""
    if len(versions) < 2:
        return ""
    at = place or Place(article.version)
    items = "".join(_item(before, one, article, at) for before, one in pairwise([None, *versions]) if one is not None)
    title = f'<h3 class="kicker">{say("versions.title")}</h3>'
    return f'<section class="carried-by">{title}<ul class="near versions">{items}</ul></section>'


def render_changes(
    old: Article, new: Article, changes: Sequence[Change], back: Place | None = None, *, is_pane: bool = False
) -> str:
    """What became of the one text in the other: what went is struck out, what came is underlined. `back`: the place
    that the way back leads to."""
    titles = ""
    if old.title != new.title:
        both = f"<del>{_title(old)}</del> <ins>{_title(new)}</ins>"
        titles = f'<h3 class="kicker">{say("versions.headline")}</h3><p dir="auto">{both}</p>'
    body = "".join(_change(new, change) for change in changes)
    shown = body or f"<p>{say('versions.same')}</p>"
    correction = f'<p class="correction" dir="auto">{text(new.correction)}</p>' if new.correction else ""
    before, after = (f"{_open(one)} ({text(_say_day(one))})" for one in (old, new))
    ways = say("versions.ways", old=before, new=after)
    way = _way_back(new.article_id, back or Place(new.version), is_pane=is_pane)
    return (
        f'<article class="story changes">{way}<header><p class="kicker">{say("versions.changes")}</p>'
        f'<h2 class="story-title" id="story-title" dir="auto">{_title(new)}</h2>'
        f'<p class="meta">{ways}</p></header>{correction}{titles}'
        f'<h3 class="kicker">{say("versions.text")}</h3><div class="story-text" lang="{text(new.language)}">'
        f"{shown}</div></article>"
    )


def _way_back(article_id: str, back: Place, *, is_pane: bool) -> str:
    address, label = back.address(article_id), say("versions.back")
    if is_pane:
        link = reader_link(address, label, classes="quiet")
    else:
        link = f'<a class="quiet" href="{text(address)}{"#cited" if back.cited else ""}">{label}</a>'
    return f'<nav class="walk" aria-label="{say("versions.way_back")}">{link}</nav>'


def _item(before: Article | None, one: Article, shown: Article, place: Place) -> str:
    name = say("versions.newest" if one.is_current else "versions.version", n=one.version)
    name = f"<b>{name}</b>" if one.version == shown.version else _open(one, name)
    changed = [say(f"changed.{field}") for field in changed_fields(before, one)] if before else []
    told = f" · {say('versions.changed', fields=', '.join(changed))}" if changed else ""
    way = ""
    if before:
        there = place_query(place.version, place.cited, place.also, place.walk)
        query = [("old", str(before.version)), ("new", str(one.version)), *there]
        address = own_address(f"reader/{quote(one.article_id, safe='')}/changes", query)
        way = " · " + reader_link(
            address, say("versions.what_changed"), name=say("versions.what_changed_in", n=one.version)
        )
    known = {shown.correction, before.correction if before else None, None}  # that of the shown one stands above
    correction = (
        f'<p class="correction" dir="auto">{text(one.correction or "")}</p>' if one.correction not in known else ""
    )
    return f'<li>{name}<span class="meta">{text(_say_day(one))}{told}{way}</span>{correction}</li>'


def _title(version: Article) -> str:
    return text(version.title or say("no_headline"))


def _open(version: Article, label: str | None = None) -> str:
    return reader_link(
        reader_address(version.article_id, version.version), label or say("versions.version", n=version.version)
    )


def _say_day(version: Article) -> str:
    if version.stands_from:
        return say("versions.from", day=say_day(version.stands_from, short=True))
    return say_moment(version.updated_at or version.published_at, short=True)


def _change(new: Article, change: Change) -> str:
    tags = {"same": "{}", "removed": "<del>{}</del>", "added": "<ins>{}</ins>"}
    pieces = "".join(tags[piece.kind].format(text(piece.text)) for piece in change.pieces)
    place = ""
    if change.new_start < change.new_end:
        address = reader_address(new.article_id, new.version, (change.new_start, change.new_end))
        place = f' <span class="meta">{reader_link(address, say("versions.in_text"))}</span>'
    return f'<p dir="auto">{pieces}{place}</p>'
