"""When a page says that its article was published and updated: declared, marked, printed below the headline, in its
address. Nothing else is a publication date: not a copyright year, a comment's time, a teaser's, the day of saving."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import islice
from typing import Any

from assistant.language import Moment
from assistant.language.date_order import DAY_FIRST_LANGUAGES
from assistant.language.lexicon import ENGLISH_MONTH_NUMBERS
from ingest.clean import moment_in
from ingest.date_labels import date_parts
from ingest.sources.page_places import is_beside, short_text, under_headline
from ingest.sources.page_schema import Metas, Schema

__all__ = ["PageDates", "read_dates"]

_PUBLISHED_METAS = (
    "article:published_time", "og:article:published_time", "datepublished", "date_published", "dc.date.issued",
    "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "pubdate", "publishdate", "publish_date",
    "publish-date",
    "publication_date", "article.published", "sailthru.date", "parsely-pub-date", "cxenseparse:recs:publishtime",
    "article_date_original", "citation_publication_date", "date",
)  # fmt: skip
_UPDATED_METAS = (
    "article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "dc.date.modified",
    "article.updated", "last-modified", "lastmod", "cxenseparse:recs:articlemodified",
)  # fmt: skip
_PUBLISHED_CLASS = re.compile(r"publish|pubdate|post-?date|article-?date|entry-?date|dateline|timestamp|byline", re.I)
_MICROFORMAT = re.compile(r"(?:^|\s)dt-(?:published|updated)(?:\s|$)")
"""Says of its own entry when it was published, also at the entry's foot."""
_UPDATED_CLASS = re.compile(r"updat|modif|revis", re.I)
_DIGIT = re.compile(r"\d")
_DAY_FIRST = re.compile(r"(?:[^\W\d_]{2,3}\.?,?\s+)?(\d{1,2})([./])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?!\d)")
_IN_ADDRESS = re.compile(
    r"/(?P<year>(?:19|20)\d{2})[/-](?P<month>\d{1,2}|[a-z]{3})[/-](?P<day>\d{1,2})(?=[/_-]|$)", re.IGNORECASE
)
_MOST_DATES = 20
"""Dates that are tried on one page, of each sort: reading one in a rare language takes up to a tenth of a second."""
_LONGEST = 120

PageDates = tuple[Moment | None, Moment | None]
"""Published and updated."""


def read_dates(tree: Any, schema: Schema, metas: Metas, url: str | None, language: str | None) -> PageDates:
    """What is declared counts first, JSON-LD before metas; then elements marked as times, then a date printed between
    headline and text; last the day in the page's own address (`/2025/04/01/`), which is the publisher's too."""
    published = moment_in(schema.get("datePublished")) or _first(metas, _PUBLISHED_METAS)
    updated = moment_in(schema.get("dateModified")) or _first(metas, _UPDATED_METAS)
    if published is None or updated is None:
        for found in (_marked_times, _printed):
            seen_published, seen_updated = found(tree, language)
            published, updated = published or seen_published, updated or seen_updated
    return published or _day_in_address(url), updated


def _first(metas: Metas, names: Sequence[str]) -> Moment | None:
    contents = (content for name in names for content in metas.get(name, ()))
    return next((moment for content in islice(contents, _MOST_DATES) if (moment := moment_in(content))), None)


def _marked_times(tree: Any, language: str | None) -> PageDates:
    """From elements that are marked as such; the only day that unmarked `<time>`s of the article give counts too."""
    published: Moment | None = None
    updated: Moment | None = None
    unmarked: list[Moment] = []
    marked = tree.xpath(".//time | .//*[@itemprop='datePublished' or @itemprop='dateModified']")
    for element in marked[:_MOST_DATES]:
        value = element.get("datetime") or element.get("content") or short_text(element, _LONGEST)
        moment = _moment(value, language)
        is_own = _MICROFORMAT.search(element.get("class") or "") and not is_beside(element, but_tags={"footer"})
        if moment is None or moment.day is None or not (is_own or not is_beside(element)):
            continue
        marks = " ".join(element.get(name) or "" for name in ("itemprop", "class"))
        if _UPDATED_CLASS.search(marks):
            updated = updated or moment
        elif "pubdate" in element.attrib or _PUBLISHED_CLASS.search(marks):
            published = published or moment
        else:
            unmarked.append(moment)
    if published is None and unmarked and len({moment.day for moment in unmarked}) == 1:
        published = unmarked[0]
    return published, updated


def _printed(tree: Any, language: str | None) -> PageDates:
    """From lines between the headline and the text."""
    published: Moment | None = None
    updated: Moment | None = None
    parts = (part for line in under_headline(tree, _LONGEST) for part in date_parts(line) if _DIGIT.search(part.text))
    for part in islice(parts, _MOST_DATES):
        moment = _moment(part.text, language)
        if moment is None or moment.day is None:
            continue
        if part.is_update:
            updated = updated or moment
        else:
            published = published or moment
    return published, updated


def _moment(text: str | None, language: str | None) -> Moment | None:
    """A date as written in a page of this language."""
    if text is None:
        return None
    match = _DAY_FIRST.match(text.strip()) if language in DAY_FIRST_LANGUAGES else None
    if match is None:
        return moment_in(text.strip())
    day, _, month, year = match.groups()
    iso = f"{year if len(year) == 4 else f'20{year}'}-{month:0>2}-{day:0>2}"
    rest = text.strip()[match.end() :].strip(" ,-–|")
    return (moment_in(f"{iso} {rest}") if rest else None) or moment_in(iso)


def _day_in_address(url: str | None) -> Moment | None:
    match = _IN_ADDRESS.search(url or "")
    if match is None:
        return None
    month = match["month"].lower()
    number = int(month) if month.isdigit() else ENGLISH_MONTH_NUMBERS.get(month, 0)
    try:
        day = date(int(match["year"]), number, int(match["day"]))
    except ValueError:
        return None
    return moment_in(day.isoformat())
