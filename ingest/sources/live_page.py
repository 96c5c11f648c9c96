"""Where a page shows the entries of a live blog: pieces in a row, each with its time at its head."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from copy import deepcopy
from datetime import datetime
from itertools import islice
from typing import Any

from ingest.clean import moment_in
from ingest.kind_words import LIVE_HEADLINE
from ingest.sources.live_entries import MOST_ENTRIES, LiveEntry, clock_in, is_clock, read_time, time_with_day
from ingest.sources.markup import text_of_element
from ingest.sources.page_body import drop, remove_marked
from ingest.sources.page_places import is_beside, marks_of, short_text
from ingest.sources.page_schema import words_of

__all__ = ["is_shown_as_live", "lead_above", "shown_entries", "timeline_of"]

_LIVE = re.compile(r"live-?(?:blog|updates?|feed|ticker|events?|entr|post)", re.IGNORECASE)
_TIMES = (
    "descendant-or-self::time | descendant-or-self::*[self::span or self::a or self::p or self::div or self::h3 or "
    "self::h4 or self::strong or self::b][contains(@class, 'time') or contains(@class, 'date') or "
    "contains(@class, 'stamp')] | descendant-or-self::p/*[self::strong or self::b][1]"
)
_NO_PARAGRAPHS = ("figure", "button", "form", "nav", "aside", "iframe")
_STAMPS = ("data-timestamp", "data-time", "data-datetime", "data-published", "data-date", "data-utc")
_MOST_STAMPED = 3
"""Elements around a printed time that may declare it."""
_LONGEST_LABEL = 60
_MOST_TIMES = 4000
_MOST_OF_ENTRY = 20
_MOST_DEPTH = 40
_FEWEST = 2
_FEWEST_SHOWN = 3
"""Without a declaration, two times may be those of publication and update."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LONGEST_HEADLINE = 200
_LONGEST_LEAD = 4000


def is_shown_as_live(tree: Any, headline: str | None) -> bool:  # lxml ships no types
    """Whether headline or markup call the page a live blog."""
    if LIVE_HEADLINE.search(headline or "") or tree.xpath("boolean(.//*[contains(@itemtype, 'LiveBlogPosting')])"):
        return True
    return any(_LIVE.search(marks_of(element)) for element in tree.xpath(".//div[@class] | .//section[@class]"))


def timeline_of(tree: Any, *, is_declared: bool) -> Any | None:
    """The element with the most children that have a time: the entries, or their heads. None where there are few."""
    children: set[tuple[Any, Any]] = set()
    for mark in islice(tree.xpath(_TIMES), _MOST_TIMES):
        if _label(mark) and not is_beside(mark):
            path = [mark, *islice(mark.iterancestors(), _MOST_DEPTH)]
            children.update(zip(path[1:], path, strict=False))
    counts = Counter(parent for parent, _ in children)
    best = max(counts, key=lambda parent: (counts[parent], len(list(parent.iterancestors()))), default=None)
    fewest = _FEWEST if is_declared or (best is not None and _has_live_children(best)) else _FEWEST_SHOWN
    return best if best is not None and counts[best] >= fewest else None


def _has_live_children(element: Any) -> bool:
    """Whether its pieces are called entries of a live blog, and not merely what is around them."""
    return sum(bool(_LIVE.search(marks_of(child))) for child in element.iterchildren("*")) >= _FEWEST


def _label(mark: Any) -> str | None:
    """What a time element says, if it is an hour or declares one."""
    text = short_text(mark, _LONGEST_LABEL)
    if mark.tag in ("strong", "b") and not mark.get("class"):  # any bold words may name an hour
        return text if text and _begins_line(mark) and is_clock(text) else None
    is_time = text is not None and (clock_in(text) or read_time(mark.get("datetime")))
    return text or " " if is_time else None


def _begins_line(mark: Any) -> bool:
    before = mark.getprevious()
    return not (mark.getparent().text or "").strip() and (before is None or before.tag == "br")


def shown_entries(timeline: Any) -> list[LiveEntry]:
    """In the order of the page, which stays as it is."""
    timeline = deepcopy(timeline)
    remove_marked(timeline)
    for element in list(timeline.iter(*_NO_PARAGRAPHS)):
        drop(element)
    entries = (_entry(group) for group in islice(_groups(timeline), MOST_ENTRIES))
    return [entry for entry in entries if entry is not None]


def _groups(timeline: Any) -> Iterator[list[Any]]:
    """The elements of each entry: one that holds it all, or a head and what follows it."""
    group: list[Any] = []
    for child in timeline.iterchildren("*"):
        if _mark_in(child) is not None:
            if group:
                yield group
            group = [child]
        elif group and not _is_whole(group[0]):
            group.append(child)
    if group:
        yield group


def _is_whole(element: Any) -> bool:
    """Whether it holds an entry, and not merely the head of one."""
    return element.tag not in _HEADINGS and element.find(".//p") is not None and _length(element) > _LONGEST_LABEL


def _length(element: Any) -> int:
    return len(" ".join(element.text_content().split()))


def _mark_in(element: Any) -> Any | None:
    return next((mark for mark in element.xpath(_TIMES)[:_MOST_OF_ENTRY] if _label(mark)), None)


def _entry(group: Sequence[Any]) -> LiveEntry | None:
    mark = _mark_in(group[0])
    label = _label(mark) or ""
    clock, posted_at = clock_in(label) or "", _declared_at(mark) or time_with_day(label)
    _take_out(mark, group[0])
    headline = _headline_of(group)
    lines = [
        line.strip().removeprefix("–").removeprefix("—").lstrip(" :|")
        for element in group
        for line in text_of_element(element).split("\n")
    ]
    paragraphs = tuple(line for line in lines if _says_something(line) and line != headline)
    return LiveEntry(clock, posted_at, headline, paragraphs) if paragraphs else None


def _declared_at(mark: Any) -> datetime | None:
    around = (mark, *mark.iterfind(".//time[@datetime]"), *mark.iterancestors("time"))
    declared = next((at for one in around if (at := read_time(one.get("datetime")))), None)
    return declared or next(
        (at for one in (mark, *islice(mark.iterancestors(), _MOST_STAMPED)) if (at := _stamp_of(one))), None
    )


def _stamp_of(element: Any) -> datetime | None:
    """`data-timestamp="1772640000"`, as scripts keep the time of a piece."""
    stamps = (element.get(name) for name in _STAMPS)
    moment = next((moment for stamp in stamps if stamp and len(stamp) > 9 and (moment := moment_in(stamp))), None)
    return read_time(moment.text) if moment else None


def _take_out(mark: Any, head: Any) -> None:
    """The printed time is no paragraph, nor is the link or line that holds nothing else."""
    while mark is not head and short_text(mark.getparent(), _LONGEST_LABEL) == short_text(mark, _LONGEST_LABEL):
        mark = mark.getparent()
    if mark is head:
        mark.clear()
    else:
        drop(mark)


def _headline_of(group: Sequence[Any]) -> str | None:
    headings = (heading for element in group for heading in element.iter(*_HEADINGS))
    return next((text for heading in headings if (text := short_text(heading, _LONGEST_HEADLINE))), None)


def _says_something(line: str) -> bool:
    """Not "Share" or "Copy link"."""
    return len(words_of(line)) > 2 or line[-1:] in tuple('.!?…”"')


def lead_above(timeline: Any) -> list[str]:
    """The paragraphs of the page's article above its entries."""
    around = next(timeline.iterancestors("article", "main"), timeline if timeline.tag in {"article", "main"} else None)
    first = next((child for child in timeline.iterchildren("*") if _mark_in(child) is not None), timeline)
    lead: list[str] = []
    for element in around.iter() if around is not None else ():
        if element is first:
            break
        if element.tag in ("p", "li") and not is_beside(element):
            text = short_text(element, _LONGEST_LEAD) or ""
            if _says_something(text) and text not in lead:
                lead.append(text)
    return lead
