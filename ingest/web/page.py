"""A fetched page to its article: what the page says, completed by what the feed or sitemap said of it."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from assistant.archive.article import IncomingArticle
from assistant.archive.catalog.identity import canonical_url
from assistant.extras import why_not
from ingest.clean import language_of, storable
from ingest.sources.found import FoundFile, Held, Item, Note, Origin, ReadArticle, Reader, Reading, Skip
from ingest.sources.html_page import LARGEST_PAGE, read_html
from ingest.sources.pdf_file import LARGEST_PDF, read_pdf
from ingest.sources.reading import Unreadable
from ingest.web.address import WebAddress, parse_address
from ingest.web.entry import Entry
from ingest.web.faults import Unfetched
from ingest.web.fetched import Fetched
from ingest.web.kind import PDF

__all__ = ["article_in_entry", "read_apart", "read_page"]

_NOTHING = Entry("")


def read_page(fetched: Fetched, content: bytes, reading: Reading, entry: Entry | None = None) -> Iterator[Item]:
    """The article and what there is to say about it; `content` is the fetched one, unpacked: a page or a PDF.

    Raises Unreadable where it holds no article.
    """
    origin = Origin(fetched.address.url, fetched.fetched_at, fetched.charset)
    file = FoundFile(Path(origin.address), fetched.address.host, fetched.address.target, Held(content), origin=origin)
    is_pdf = content.startswith(PDF)
    lack = why_not("documents") if is_pdf else None
    if lack is not None:
        message = f"reading a PDF {lack}"
        raise Unreadable(message)
    for item in read_apart(read_pdf if is_pdf else read_html, LARGEST_PDF if is_pdf else LARGEST_PAGE, file, reading):
        if isinstance(item, ReadArticle):
            yield ReadArticle(origin.address, _completed(item.article, fetched, reading, entry or _NOTHING))
        elif isinstance(item, Note | Skip):
            yield replace(item, source=origin.address)


def read_apart(reader: Reader, largest: int, file: FoundFile, reading: Reading) -> Iterable[object]:
    """What the reader yields, read in the process with limits where the run has one."""
    return reader(file, reading) if reading.apart is None else reading.apart.read(reader, largest, file, reading)


def article_in_entry(entry: Entry, address: WebAddress, fetched_at: str, reading: Reading) -> IncomingArticle | None:
    """The article that the feed itself holds, where it plainly holds all of it."""
    if entry.text is None:
        return None
    article = IncomingArticle(
        text=storable(entry.text)[0],
        url=_own_address(None, address),
        fetched_at=fetched_at,
        source_name=_source_name(reading, address),
        language=language_of(entry.language),
    )
    return _with_hints(article, entry)


def _completed(article: IncomingArticle, fetched: Fetched, reading: Reading, entry: Entry) -> IncomingArticle:
    return replace(
        _with_hints(article, entry),
        url=_own_address(article.url, fetched.address),
        fetched_at=fetched.fetched_at,
        external_id=None,
        path=None,
        source_name=_source_name(reading, fetched.address),
    )


def _with_hints(article: IncomingArticle, entry: Entry) -> IncomingArticle:
    """A date of the feed is one of publication only where it was given as that; the time of fetching never is."""
    published = entry.published if article.published_at is None else None
    return replace(
        article,
        title=article.title or entry.title,
        authors=article.authors or entry.authors,
        publisher=article.publisher or entry.publisher,
        published_at=published.text if published else article.published_at,
        published_on=published.day if published else article.published_on,
    )


def _own_address(declared: str | None, address: WebAddress) -> str:
    """The canonical address, on the page's own domain only, without tracking parameters, which differ at each visit.

    Not the front page, which some sites name on every page: it would make all their articles one.
    """
    own = address
    if declared is not None:
        with suppress(Unfetched):
            canonical = parse_address(declared)
            if canonical.domain == address.domain and (canonical.target != "/" or address.target == "/"):
                own = canonical
    return canonical_url(own.url) or own.url


def _source_name(reading: Reading, address: WebAddress) -> str:
    return reading.source_name if reading.source_name is not None else address.host
