"""A fetched page to its article: what the page says, completed by what the feed or sitemap said of it."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from assistant.archive.article import IncomingArticle
from assistant.archive.identity import canonical_url
from ingest.clean import language_of, storable
from ingest.sources.encoding import guess_note
from ingest.sources.found import Item, Note, ReadArticle, Reading
from ingest.sources.html_page import article_in_page, decode_page
from ingest.sources.reading import Unreadable
from ingest.sources.rows import REPLACED
from ingest.web.address import WebAddress, parse_address
from ingest.web.entry import Entry
from ingest.web.faults import Unfetched
from ingest.web.fetched import Fetched

__all__ = ["article_in_entry", "read_page"]

_NOTHING = Entry("")


def read_page(fetched: Fetched, content: bytes, reading: Reading, entry: Entry | None = None) -> Iterator[Item]:
    """The article and what there is to say about it; `content` is the fetched one, unpacked.

    Raises Unreadable where the page holds no article.
    """
    decoded = decode_page(content, fetched.charset)
    page, replaced_count = storable(decoded.text)
    article = article_in_page(page, address=fetched.address.url)
    if article is None:
        message = "no article text found in the page"
        raise Unreadable(message)
    yield ReadArticle(fetched.address.url, _completed(article, fetched, reading, entry or _NOTHING))
    if decoded.is_guess:
        yield Note(fetched.address.url, guess_note(decoded.encoding))
    if replaced_count:
        yield Note(fetched.address.url, REPLACED)


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
