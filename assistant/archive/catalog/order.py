"""The order of an article's versions in time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Protocol

__all__ = ["Dated", "comes_before", "place_among"]


class Dated(Protocol):
    """Anything with the three times of a version, as ISO 8601 or None."""

    @property
    def updated_at(self) -> str | None: ...
    @property
    def published_at(self) -> str | None: ...
    @property
    def fetched_at(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class _Moment:
    at: datetime
    is_day: bool


def comes_before(left: Dated, right: Dated) -> bool:
    """Whether `left` is certainly the older one: by updated, then published, then fetched.

    An unknown time says nothing, neither older nor newer; a day and a time within it are equal.
    """
    pairs = (
        (left.updated_at, right.updated_at),
        (left.published_at, right.published_at),
        (left.fetched_at, right.fetched_at),
    )
    for left_text, right_text in pairs:
        order = _compare(_parse(left_text), _parse(right_text))
        if order:
            return order < 0
    return False


def place_among(incoming: Dated, stored: Sequence[Dated]) -> int:
    """Where `incoming` belongs in the stored versions (oldest first): after the newest one it does not come before."""
    for index in range(len(stored), 0, -1):
        if not comes_before(incoming, stored[index - 1]):
            return index
    return 0


def _compare(left: _Moment | None, right: _Moment | None) -> int:
    if left is None or right is None:
        return 0
    if left.is_day or right.is_day:
        return (left.at.date() > right.at.date()) - (left.at.date() < right.at.date())
    first, second = _aware(left.at), _aware(right.at)
    return (first > second) - (first < second)


def _parse(text: str | None) -> _Moment | None:
    if text is None:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return _Moment(at, is_day=len(text) <= len("2015-09-01") and at.time() == time())


def _aware(at: datetime) -> datetime:
    """A time without an offset is taken as UTC: wrong by hours at most, and only where two versions differ by hours."""
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)
