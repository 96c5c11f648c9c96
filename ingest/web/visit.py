"""One run over the given addresses: pages at once, then what their feeds and sitemaps name; never a link further."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from assistant.archive.catalog.identity import article_id_of, canonical_url, identity_of
from ingest.source import Memory
from ingest.sources.found import Item, Note, ReadArticle, Reading, Remember, Skip, Unchanged
from ingest.sources.html_page import LARGEST_PAGE
from ingest.sources.reading import Unreadable
from ingest.web.address import WebAddress
from ingest.web.choose import Choice, Wanted, is_unchanged_since
from ingest.web.crew import Job, fetch_each
from ingest.web.entry import Entry, Listing
from ingest.web.exchange import Limits
from ingest.web.faults import Unfetched
from ingest.web.fetched import Fetched, Known
from ingest.web.fetcher import Fetcher
from ingest.web.inflate import GZIP, inflate
from ingest.web.kind import WebKind, kind_of_content
from ingest.web.listing import read_listing
from ingest.web.page import article_in_entry, read_page
from ingest.web.sitemap import LARGEST_SITEMAP
from ingest.web.sitemap_index import chosen_sitemaps
from ingest.web.state import key_of, known_of, written

__all__ = ["Visit"]

_FROM_FEED = "The page was not to be had; the feed plainly holds the whole article, so its text was taken."


@dataclass(slots=True)
class _Found:
    """A feed or sitemap of this run."""

    fetched: Fetched
    choice: Choice
    is_done: bool = True
    """Whether each of its articles has an outcome that another run would not change."""


@dataclass(slots=True)
class Visit:
    fetcher: Fetcher
    reading: Reading
    memory: Memory
    limit: int
    since: date | None
    timeout: float = 60.0
    """Seconds that fetching one page may take."""
    _met: set[str] = field(default_factory=set)
    _found: list[_Found] = field(default_factory=list)

    def items(self, addresses: Sequence[WebAddress]) -> Iterator[Item]:
        """Everything there; each article has one outcome."""
        self._met |= {canonical_url(address.url) or address.url for address in addresses}
        jobs = [Job(address, self._listing_limits, None, self._known(address)) for address in dict.fromkeys(addresses)]
        for job, result in fetch_each(self.fetcher, jobs):
            yield from _caught(self._given(job.address, result), job.address)
        yield from self._listed()
        for found in self._found:
            if found.is_done and found.choice.is_complete:
                yield Remember(found.choice.base.url, key_of(found.choice.base.url), written(found.fetched))

    def _given(self, address: WebAddress, result: Fetched | Unfetched) -> Iterator[Item]:
        """An address that was given by itself: a page is read, a feed or sitemap noted down."""
        if isinstance(result, Unfetched):
            raise result
        if result.is_unchanged:
            yield self._unchanged(address)
            return
        kind, content = _opened(result)
        if kind == "page":
            yield from self._page(result, content, address)
            return
        listing = read_listing(kind, content, result, self.reading)
        found = _Found(result, Choice(address, self.limit, self.since, self._met), is_done=not listing.sitemaps)
        self._found.append(found)
        found.choice.add(listing.entries, base=result.address, same_domain=kind == "sitemap")
        for sitemap in chosen_sitemaps(listing.sitemaps, found.choice):
            yield from _caught(self._sitemap(sitemap, found.choice), sitemap)
        yield from found.choice.remarks()
        yield from _unlinked(listing, address)
        if not listing.entries and not listing.sitemaps and not listing.unlinked:
            yield Note(address.url, f"A {kind} that lists no article.")

    def _sitemap(self, address: WebAddress, choice: Choice) -> Iterator[Item]:
        """A sitemap that an index names. An index named by an index is not entered."""
        fetched = self.fetcher.get(address, self._listing_limits)
        kind, content = _opened(fetched)
        if kind != "sitemap":
            message = f"a {kind} where a sitemap was named"
            raise Unreadable(message)
        listing = read_listing(kind, content, fetched, self.reading)
        choice.add(listing.entries, base=fetched.address, same_domain=True)
        yield from _unlinked(listing, address)
        if listing.sitemaps:
            yield Skip(address.url, "an index of sitemaps named by another one: not followed further")

    def _listed(self) -> Iterator[Item]:
        """The articles that feeds and sitemaps name."""
        limits = Limits(seconds=self.timeout, most_bytes=LARGEST_PAGE)
        jobs: list[Job[tuple[Wanted, _Found]]] = []
        for found in self._found:
            for wanted in found.choice.wanted:
                known = self._known(wanted.address)
                if is_unchanged_since(wanted.entry, known):
                    yield Unchanged(wanted.address.url)
                else:
                    jobs.append(Job(wanted.address, limits, (wanted, found), known))
        for job, result in fetch_each(self.fetcher, jobs):
            wanted, found = job.what
            for item in _caught(self._article(wanted, result, found.fetched.fetched_at), job.address):
                found.is_done = found.is_done and not (isinstance(item, Skip) and item.is_passing)
                yield item

    def _article(self, wanted: Wanted, result: Fetched | Unfetched, listed_at: str) -> Iterator[Item]:
        try:
            if isinstance(result, Unfetched):
                raise result
            if result.is_unchanged:
                yield Unchanged(wanted.address.url)
                return
            kind, content = _opened(result)
            if kind != "page":
                message = f"a {kind}, not an article"
                raise Unreadable(message)
            yield from self._page(result, content, wanted.address, wanted.entry)
        except Unreadable as fault:
            is_there = not isinstance(fault, Unfetched) or fault.is_refusal
            article = article_in_entry(wanted.entry, wanted.address, listed_at, self.reading) if is_there else None
            if article is None:
                raise
            yield ReadArticle(wanted.address.url, article)
            yield Note(wanted.address.url, _FROM_FEED)

    def _page(self, fetched: Fetched, content: bytes, asked: WebAddress, entry: Entry | None = None) -> Iterator[Item]:
        """The page's article; how to ask for it next time is remembered under the address that was asked."""
        for item in read_page(fetched, content, self.reading, entry):
            if isinstance(item, ReadArticle) and self._is_too_old(item):
                yield Skip(item.source, f"published on {item.article.published_on}, before --since")
                return
            yield item
            if isinstance(item, ReadArticle):
                article_id = article_id_of(identity_of(item.article))
                yield Remember(asked.url, key_of(asked.url), written(fetched, article_id))

    @property
    def _listing_limits(self) -> Limits:
        return Limits(seconds=3 * self.timeout, most_bytes=LARGEST_SITEMAP)

    def _is_too_old(self, item: ReadArticle) -> bool:
        day = item.article.published_on
        return self.since is not None and day is not None and day < self.since

    def _known(self, address: WebAddress) -> Known | None:
        """What an earlier run learned, if what it stored is still there: else the page is asked for as if new."""
        known = known_of(self.memory.recall(key_of(address.url)))
        if known is None or (known.article_id is not None and not self.memory.holds(known.article_id)):
            return None
        return known

    def _unchanged(self, address: WebAddress) -> Item:
        known = self._known(address)
        if known is not None and known.article_id is not None:
            return Unchanged(address.url)
        return Note(address.url, "Nothing new: it has not changed since the last run.")


def _unlinked(listing: Listing, address: WebAddress) -> Iterator[Item]:
    for _ in range(listing.unlinked):
        yield Skip(address.url, "an entry that links to no article")


def _opened(fetched: Fetched) -> tuple[WebKind, bytes]:
    """What it is, and its content unpacked: sitemaps are often sent as gzip files."""
    content = fetched.content
    if content.startswith(GZIP):
        content = inflate(content, LARGEST_SITEMAP)
    return kind_of_content(content), content


def _caught(items: Iterator[Item], address: WebAddress) -> Iterator[Item]:
    """The items; whatever is wrong costs one Skip."""
    try:
        yield from items
    except Unfetched as fault:
        yield Skip(address.url, str(fault), is_passing=fault.is_passing)
    except Unreadable as fault:
        yield Skip(address.url, str(fault))
