"""What feeds and sitemaps say: which articles there are, and what of them is known before they are fetched."""

from dataclasses import dataclass, field

from assistant.language import Moment

__all__ = ["Entry", "Listing"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One article that a feed or sitemap names. What it says of the article counts only where the page says nothing."""

    link: str
    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: Moment | None = None
    changed: Moment | None = None
    """When the page last changed, as a sitemap says; never a date of the article."""
    language: str | None = None
    text: str | None = None
    """The article itself, only where the feed plainly holds all of it."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A feed or a sitemap."""

    entries: tuple[Entry, ...] = ()
    sitemaps: tuple[Entry, ...] = field(default=())
    """Of a sitemap index: the sitemaps it names."""
    unlinked: int = 0
    """Entries that link to nothing, so that there is no page to fetch."""
