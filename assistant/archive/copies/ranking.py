"""Which member of a group leads it: the news agency's own, else one that names the agency, else the earliest."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from assistant.archive.catalog.identity import fold_name
from assistant.language.lexicon import AGENCIES

__all__ = ["Member", "is_agency", "ranked"]

_NUMBERS = {name: number for number, names in enumerate(AGENCIES.values()) for name in names} | {
    "pa": [*AGENCIES].index("PA Media")
}
_CREDIT = re.compile(r"[(\[]\s*([^()\[\]\n]{2,40}?)\s*[)\]]\s*[-–—:]")
"""In a dateline: `LONDON (AP) —`."""
_OPENING_CHARACTERS = 300


@dataclass(frozen=True, slots=True)
class Member:
    """A live article of a group, with what ranks it."""

    article_key: int
    article_id: str
    version_id: int
    text_id: int
    text: str
    title: str | None
    publisher: str | None
    authors: tuple[str, ...]
    agency: str | None
    published_on: str | None
    published_at: str | None

    @property
    def rank(self) -> tuple[int, bool, str, float, int]:
        """Small is first. The article's own local day counts before its time; what is not dated comes last."""
        return (
            self._distance_from_wire,
            self.published_on is None,
            self.published_on or "",
            _seconds(self.published_at),
            self.article_key,
        )

    @property
    def _distance_from_wire(self) -> int:
        publisher = _agency_of(self.publisher)
        if publisher is not None or (self.agency and fold_name(self.agency) == fold_name(self.publisher or "")):
            return 0
        opening = self.text[:_OPENING_CHARACTERS]
        named = [self.agency, *self.authors, *(match[1] for match in _CREDIT.finditer(opening))]
        return 1 if self.agency or any(_agency_of(name) is not None for name in named) else 2


def ranked(members: Sequence[Member]) -> list[Member]:
    """The lead first."""
    return sorted(members, key=lambda member: member.rank)


def is_agency(name: str) -> bool:
    """Whether this is how papers write a news agency."""
    return _agency_of(name) is not None


def _agency_of(name: str | None) -> int | None:
    return _NUMBERS.get(fold_name(name)) if name else None


def _seconds(published_at: str | None) -> float:
    """A time as a number; a day alone, or nothing, comes behind every time of that day."""
    if published_at is None or len(published_at) <= len("2015-09-01"):
        return float("inf")
    try:
        at = datetime.fromisoformat(published_at)
        return (at if at.tzinfo is not None else at.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return float("inf")
