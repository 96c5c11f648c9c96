"""Which entries of a listing are fetched in this run: new enough, each once, the newest where there are many."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from assistant.archive.catalog.identity import canonical_url
from ingest.clean import name_in
from ingest.sources.found import Item, Note, Skip
from ingest.web.address import WebAddress, join
from ingest.web.entry import Entry
from ingest.web.faults import Unfetched
from ingest.web.fetched import Known

__all__ = ["Choice", "Wanted", "is_unchanged_since"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """An entry and where its link leads."""

    entry: Entry
    address: WebAddress


@dataclass(slots=True)
class Choice:
    """Collects what to fetch from one feed or one family of sitemaps, and counts what is left out and why."""

    base: WebAddress
    """The address that was given."""
    limit: int
    since: date | None
    met: set[str]
    """Addresses that this run fetches anyway, without their tracking parameters; shared by all choices."""
    wanted: list[Wanted] = field(default_factory=list)
    too_old: int = 0
    over_limit: int = 0
    elsewhere: int = 0
    sitemaps_left_out: int = 0
    unusable: list[tuple[str, str]] = field(default_factory=list)
    """Links that lead nowhere, each with the reason."""

    def add(self, entries: Iterable[Entry], *, base: WebAddress, same_domain: bool) -> None:
        """`same_domain`: only pages of the given address's own domain, as the sitemap protocol has it."""
        for entry in entries:
            if self.since is not None and (day := _day(entry)) is not None and day < self.since:
                self.too_old += 1
                continue
            try:
                address = join(base, entry.link)
            except Unfetched as fault:
                self.unusable.append((entry.link, str(fault)))
                continue
            self._want(Wanted(entry, address), same_domain=same_domain)
        self._trim()

    @property
    def is_complete(self) -> bool:
        """Whether nothing was left out that another run might want."""
        return not (self.too_old or self.over_limit or self.sitemaps_left_out)

    def remarks(self) -> Iterator[Item]:
        """What was left out, for the report."""
        source = self.base.url
        for link, reason in self.unusable:
            yield Skip(name_in(link) or source, f"{reason} (in {source})")
        counted = (
            (self.too_old, "are older than --since"),
            (self.over_limit, f"were left for another run: more than {self.limit:,} (--limit)"),
            (self.elsewhere, "are on other sites, which a sitemap cannot speak for"),
        )
        for count, words in counted:
            if count:
                yield Note(source, f"{count:,} of its articles {words}.")
        if self.sitemaps_left_out:
            yield Note(source, f"{self.sitemaps_left_out:,} of its sitemaps, the oldest, were not needed.")

    def _want(self, wanted: Wanted, *, same_domain: bool) -> None:
        if same_domain and not _is_of(wanted.address.domain, self.base.domain):
            self.elsewhere += 1
            return
        identity = canonical_url(wanted.address.url) or wanted.address.url
        if identity not in self.met:
            self.met.add(identity)
            self.wanted.append(wanted)

    def _trim(self) -> None:
        """Keep the newest; those without a date come last, in the listing's order."""
        if len(self.wanted) > self.limit:
            self.wanted.sort(key=lambda wanted: _day(wanted.entry) or date.min, reverse=True)
            self.over_limit += len(self.wanted) - self.limit
            del self.wanted[self.limit :]


def is_unchanged_since(entry: Entry, known: Known | None) -> bool:
    """Whether a sitemap says that a page has not changed since it was fetched: then it need not be asked for."""
    changed = entry.changed
    if known is None or known.fetched_at is None or changed is None or changed.day is None:
        return False
    fetched = datetime.fromisoformat(known.fetched_at)
    exact = datetime.fromisoformat(changed.text)
    if exact.tzinfo is not None:
        return exact < fetched
    return changed.day + timedelta(days=1) < fetched.date()  # its zone is not known, and the day may not be over


def _day(entry: Entry) -> date | None:
    moment = entry.published or entry.changed
    return moment.day if moment else None


def _is_of(domain: str, other: str) -> bool:
    return domain == other or domain.endswith(f".{other}") or other.endswith(f".{domain}")
