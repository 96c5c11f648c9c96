"""The headline of a page: which of the several that a page has, and where in it the outlet's name begins."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from ingest.clean import name_in
from ingest.sources.page_schema import Metas, Schema, declared_name, first_name, words_of

__all__ = ["headline_of", "shown_headings"]

_SEPARATED = re.compile(r"\s+[-–—|·•:]\s+|\s*[|ㅣ│]\s*")
_SEPARATOR = re.compile(r"\s*[-–—|·•:：ㅣ│]")
_WORD = re.compile(r"\w+")
_KICKER_END = re.compile(r"\s*[|ㅣ│]\s*")
_MOST_HEADINGS = 20
_MOST_HEADINGS_OF_ALL_LEVELS = 60
_WAY_TO_THE_PAGE = frozenset({"nav", "li"})
"""Its last step is often an `<h1>`, worded for search engines, while readers see another above the text."""
_ARTICLE = frozenset({"article", "main"})
_TELLING = 4
"""Letters: shorter words stand in any headline."""
_BEGINNING = 3
"""Words."""


def headline_of(tree: Any, schema: Schema, metas: Metas, outlet_names: Sequence[str]) -> str | None:
    """The headline that the publisher declares for those who cite the page, without the outlet's name behind it.

    Desks write up to three: for the page, for sharing (`og:title`) and for search engines (`<title>`, often repeated
    elsewhere). Taken is `og:title`, or JSON-LD's headline if `og:title` merely is the beginning of `<title>`, unless
    the page itself speaks against `og:title`; the `<h1>` only where nothing is declared: it holds kickers and names
    of sections at times. `outlet_names` are the publisher's and the host's.
    """
    shown = shown_headings(tree)
    for_search = next((name_in(element.text_content()) for element in tree.findall(".//title")[:1]), None)
    declared = [
        first_name(metas, ("og:title",)),
        declared_name(schema.get("headline")),
        first_name(metas, ("twitter:title", "headline")),
    ]
    known = [*filter(None, [*declared, first_name(metas, ("headline",))]), *shown]
    outlets = [*outlet_names, *_tails(for_search or "", known)]
    cut = [_without_outlet(one, known, outlets) if one and not _is_outlet(one, outlets) else None for one in declared]
    search_words = words_of(for_search or "")
    by_hand = (one for one in cut[:2] if one and not _begins(search_words, one))
    instead = _instead_of_shared(tree, cut, declared_name(schema.get("alternativeHeadline")), search_words)
    chosen = instead or next(by_hand, None) or next(filter(None, cut), None)
    if chosen is None:
        return _undeclared(shown, search_words)
    return next((heading for heading in shown if words_of(heading) == words_of(chosen)), chosen)


def _instead_of_shared(
    tree: Any, declared: Sequence[str | None], alternative: str | None, search_words: Sequence[str]
) -> str | None:
    """The headline that goes before `og:title`, if the page has one. `declared`: `og:title`, JSON-LD's, another.

    It is JSON-LD's where `og:title` does not stand above the text, and JSON-LD calls it the alternative one or has
    its own there, while nothing else repeats `og:title`, or else `<title>` says as JSON-LD does and `og:title` is no
    version of it; or a third one that stands there while neither is shown.
    """
    shared, in_schema, elsewhere = declared
    if not shared or not in_schema or _is_same(shared, in_schema):
        return None
    standing = list(_standing_headings(tree))
    if any(_is_same(shared, heading) for heading, _ in standing):
        return None
    if _is_same(shared, alternative):
        return in_schema
    if any(_is_same(in_schema, heading) for heading, _ in standing):
        is_outvoted = _begins(search_words, in_schema) and not _are_versions(shared, in_schema)
        return in_schema if is_outvoted or not _is_same(shared, elsewhere) else None
    return _third_headline(tree, [heading for heading, is_own in standing if is_own], (shared, in_schema))


def _standing_headings(tree: Any) -> Iterator[tuple[str, bool]]:
    """Each `<h1>` that is no step of the way to the page, and whether it stands in the article."""
    for element in islice(tree.iter("h1"), _MOST_HEADINGS):
        around = {ancestor.tag for ancestor in element.iterancestors()}
        heading = name_in(element.text_content())
        if heading and not around & _WAY_TO_THE_PAGE:
            yield heading, bool(around & _ARTICLE)


def _third_headline(tree: Any, own: Sequence[str], declared: Sequence[str]) -> str | None:
    """The only `<h1>` of the article, if no heading shows what is declared and it speaks of the same."""
    if len(own) != 1:
        return None
    elements = islice(tree.iter("h1", "h2", "h3"), _MOST_HEADINGS_OF_ALL_LEVELS)
    headings = [words_of(name_in(element.text_content()) or "") for element in elements]
    if any(_holds(heading, words_of(one)) for heading in headings for one in declared):
        return None
    telling = {word for one in declared for word in words_of(one) if len(word) >= _TELLING}
    return own[0] if telling.intersection(words_of(own[0])) else None


def _are_versions(headline: str, other: str) -> bool:
    """Whether they begin alike: a shorter or a blunter wording of one headline, not another one made for sharing."""
    return words_of(headline)[:_BEGINNING] == words_of(other)[:_BEGINNING]


def _is_same(headline: str, other: str | None) -> bool:
    return words_of(headline) == words_of(other or "")


def _holds(words: Sequence[str], headline: Sequence[str]) -> bool:
    return any(words[start : start + len(headline)] == headline for start in range(len(words) - len(headline) + 1))


def _tails(for_search: str, known: Sequence[str]) -> Iterator[str]:
    """What `<title>` puts last behind one of the page's headlines: the outlet's name as it writes it."""
    if any(_end_within(for_search, headline) for headline in known):
        for _, part in list(_parts_after(for_search))[-1:]:
            yield part


def _begins(words: Sequence[str], title: str) -> bool:
    return list(words[: len(words_of(title))]) == words_of(title)


def shown_headings(tree: Any) -> list[str]:
    """The page's `<h1>` as readers saw them."""
    headings = (name_in(heading.text_content()) for heading in tree.findall(".//h1")[:_MOST_HEADINGS])
    return [heading for heading in headings if heading]


def _undeclared(shown: Sequence[str], search_words: Sequence[str]) -> str | None:
    """A heading that `<title>` begins with, or the only one."""
    said = (heading for heading in shown if words_of(heading) and _begins(search_words, heading))
    return next(said, shown[0] if len(shown) == 1 else None)


def _without_outlet(title: str, known: Sequence[str], outlet_names: Sequence[str]) -> str:
    """`title` cut to another of the page's headlines that it begins or ends with, or before the outlet's name."""
    ends = [end for one in known if (end := _end_within(title, one))]
    if ends:
        return title[: min(ends)]
    tails = [mark.end() for mark in _KICKER_END.finditer(title) if title[mark.end() :] in known]
    if tails:
        return title[max(tails) :]
    for start, part in reversed(list(_parts_after(title))):
        if not _is_outlet(part, outlet_names):
            break
        title = title[:start]
    return title


def _end_within(title: str, headline: str) -> int | None:
    """Where `headline` ends in `title`, if that goes on after it with a separator and something else."""
    words = words_of(headline)
    spans = list(_WORD.finditer(title))
    if not 2 <= len(words) < len(spans) or [span.group().casefold() for span in spans[: len(words)]] != words:
        return None
    separator = _SEPARATOR.search(title, spans[len(words) - 1].end(), spans[len(words)].start())
    return separator.start() if separator else None


def _parts_after(title: str) -> Iterator[tuple[int, str]]:
    """Where each separated part but the first begins, its separator included, and the part."""
    marks = list(_SEPARATED.finditer(title))
    ends = [mark.start() for mark in marks[1:]] + [len(title)]
    for mark, end in zip(marks, ends, strict=False):
        yield mark.start(), title[mark.end() : end]


def _is_outlet(part: str, outlet_names: Sequence[str]) -> bool:
    """Whether this is the outlet's name, in whichever spelling: `Tages-Anzeiger`, `tagesanzeiger.ch`."""
    squashed = "".join(words_of(part))
    return bool(squashed) and any(
        _squash(name).startswith(squashed) or squashed == _squash(name) for name in outlet_names
    )


def _squash(name: str) -> str:
    return "".join(words_of(name))
