"""Addresses given to an ingest, as a source of articles."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Self

from assistant.errors import SourceError
from assistant.extras import why_not
from ingest.source import Memory
from ingest.sources.found import Item, Reading
from ingest.web.address import Allowed, WebAddress, check_address, parse_address
from ingest.web.exchange import Line
from ingest.web.faults import Unfetched
from ingest.web.fetcher import Budget, Fetcher
from ingest.web.network import Resolve, resolve
from ingest.web.visit import Visit

if TYPE_CHECKING:
    from assistant.settings import Settings

__all__ = ["DEFAULT_LIMIT", "WebSource"]

DEFAULT_LIMIT = 1000
"""Articles of one feed or sitemap that a run fetches when --limit says nothing: a quarter hour at one a second."""


class WebSource:
    """Pages, feeds and sitemaps. Good for one run: its limits of time and bytes count from its making."""

    def __init__(
        self,
        addresses: Sequence[WebAddress],
        fetcher: Fetcher,
        *,
        limit: int | None = None,
        since: date | None = None,
        timeout: float = 60.0,
    ) -> None:
        self._timeout = timeout
        self._addresses = addresses
        self._fetcher = fetcher
        self._limit = limit or DEFAULT_LIMIT
        self._since = since

    @classmethod
    def from_settings(
        cls,
        given: Sequence[str],
        settings: "Settings",
        *,
        limit: int | None = None,
        since: date | None = None,
        allow: Sequence[str] = (),
        resolver: Resolve = resolve,
    ) -> Self:
        """Raises SourceError, before anything is asked, for an address that is not one or must not be asked, and where
        the extra [web] is not installed."""
        lack = why_not("web")
        if lack is not None:
            message = f"Ingesting web addresses {lack}"
            raise SourceError(message)
        allowed = Allowed.of([*settings.allow_private_addresses.split(","), *allow])
        addresses = [_checked(written, allowed) for written in given]
        fetcher = Fetcher(
            Line(allowed, resolver, settings.user_agent, proxy=settings.web_proxy),
            allowed,
            Budget(settings.web_max_seconds, settings.web_max_megabytes * 1_000_000),
            user_agent=settings.user_agent,
            delay=settings.web_delay,
        )
        return cls(addresses, fetcher, limit=limit, since=since, timeout=settings.web_timeout)

    def items(self, reading: Reading, memory: Memory) -> Iterator[Item]:
        visit = Visit(self._fetcher, reading, memory, self._limit, self._since, self._timeout)
        try:
            yield from visit.items(self._addresses)
        finally:
            self._fetcher.clock.stop()


def _checked(written: str, allowed: Allowed) -> WebAddress:
    try:
        address = parse_address(written)
        check_address(address, allowed)
    except Unfetched as fault:
        message = f"{written[:200]} cannot be ingested: {fault}. Nothing was ingested: correct the address."
        raise SourceError(message) from None
    return address
