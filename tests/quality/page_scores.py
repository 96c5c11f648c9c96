"""How well title, body, authors and date are read out of real pages, measured against their ground truth."""

import gzip
import json
import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ingest.sources.html_page import article_in_page, decode_page

__all__ = [
    "Page",
    "PageReading",
    "PageScore",
    "Summary",
    "load_pages",
    "read_by_copydesk",
    "read_by_trafilatura",
    "score_page",
    "summarise",
]

_TOKEN = re.compile(r"\w+")
_SHINGLE = 4


@dataclass(frozen=True, slots=True)
class Page:
    """A page of `shared/data/html` with what people, or the publisher's own parser, say is on it; None: not said."""

    page_id: str
    set_name: str
    path: Path
    url: str
    body: str
    title: str | None
    authors: tuple[str, ...] | None
    published: str | None
    """ISO 8601, often in UTC."""
    crawled_on: date | None

    def content(self) -> bytes:
        return gzip.decompress(self.path.read_bytes())


@dataclass(frozen=True, slots=True)
class PageReading:
    """What a reader found."""

    body: str
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None


@dataclass(frozen=True, slots=True)
class PageScore:
    """None where the ground truth says nothing of a field."""

    page: Page
    reading: PageReading
    precision: float
    recall: float
    title: bool | None
    authors: bool | None
    published: bool | None


@dataclass(frozen=True, slots=True)
class Summary:
    """Means over pages; F1 is of mean precision and mean recall, as article-extraction-benchmark has it."""

    body_f1: float
    precision: float
    recall: float
    title: float | None
    authors: float | None
    published: float | None


def load_pages(shared_data: Path) -> list[Page]:
    """In the manifest's order."""
    folder = shared_data / "html"
    rows = [json.loads(line) for line in (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    return [
        Page(
            page_id=row["id"],
            set_name=row["set"],
            path=folder / row["path"],
            url=row["url"],
            body=row["text"],
            title=row.get("title"),
            authors=tuple(row["authors"]) if row.get("authors") else None,
            published=row.get("published_at"),
            crawled_on=datetime.fromisoformat(row["crawl_date"]).date() if row.get("crawl_date") else None,
        )
        for row in rows
    ]


def read_by_copydesk(page: Page) -> PageReading:
    article = article_in_page(decode_page(page.content()).text, address=page.url)
    if article is None:
        return PageReading("")
    return PageReading(article.text, article.title, article.authors, article.published_at)


def read_by_trafilatura(page: Page) -> PageReading:
    """Its defaults; only reader comments, which are no article for either, are left out."""
    from trafilatura import bare_extraction

    found: Any = bare_extraction(page.content(), url=page.url, with_metadata=True, include_comments=False)
    if found is None:
        return PageReading("")
    return PageReading(found.text or "", found.title, tuple((found.author or "").split("; ")), found.date)


def score_page(page: Page, reading: PageReading) -> PageScore:
    precision, recall = overlap(page.body, reading.body)
    return PageScore(
        page,
        reading,
        precision,
        recall,
        None if page.title is None else is_same_words(page.title, reading.title),
        None if page.authors is None else names(page.authors) == names(reading.authors),
        None if page.published is None else is_same_day(page.published, reading.published),
    )


def summarise(scores: Sequence[PageScore]) -> Summary:
    precision = statistics.mean(score.precision for score in scores)
    recall = statistics.mean(score.recall for score in scores)
    return Summary(
        2 * precision * recall / (precision + recall) if precision + recall else 0.0,
        precision,
        recall,
        _share([score.title for score in scores]),
        _share([score.authors for score in scores]),
        _share([score.published for score in scores]),
    )


def _share(values: Sequence[bool | None]) -> float | None:
    said = [value for value in values if value is not None]
    return sum(said) / len(said) if said else None


def overlap(truth: str, found: str) -> tuple[float, float]:
    """Precision and recall over runs of four words, each counted as often as it stands there."""
    gold, read = _shingles(truth), _shingles(found)
    shared = (gold & read).total()
    return _ratio(shared, read.total(), gold.total()), _ratio(shared, gold.total(), read.total())


def _ratio(shared: int, of: int, other: int) -> float:
    if not of:
        return float(not other)
    return shared / of


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _TOKEN.findall(text)
    return Counter(tuple(words[i : i + _SHINGLE]) for i in range(max(1, len(words) - _SHINGLE + 1)) if words)


def is_same_words(truth: str, found: str | None) -> bool:
    """Equal but for case, spaces, punctuation and marks: a headline is not another one for its quotation marks."""
    return _words(truth) == _words(found or "")


def _words(text: str) -> list[str]:
    return _TOKEN.findall(unicodedata.normalize("NFKC", text).casefold())


def names(authors: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words) for author in authors if (words := _words(author))}


def is_same_day(truth: str, found: str | None) -> bool:
    """The same day where the truth's clock stood: it is often given in UTC, the page in its own offset."""
    if found is None:
        return False
    try:
        gold, read = datetime.fromisoformat(truth), datetime.fromisoformat(found)
    except ValueError:
        return False
    if gold.tzinfo is not None and read.tzinfo is not None:
        read = read.astimezone(gold.tzinfo)
    return gold.date() == read.date()
