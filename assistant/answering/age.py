"""How old the newest source of an answer about the present is: an archive may end long before the question is asked."""

from collections.abc import Sequence
from datetime import date

from assistant.answer import Citation
from assistant.answering.attribution import say_where
from assistant.question import ReadFilters, is_in_present

__all__ = ["say_age"]

OLD_FOR_NOW = 31
"""Days: older than that it may no longer be so, where the question says "now" or "the latest"."""
OLD_FOR_PRESENT = 183
"""The same where the question only speaks in the present: "Who is the mayor?"."""
DAYS_IN_MONTH, DAYS_IN_YEAR = 30.44, 365.25
FEWEST_MONTHS, MOST_MONTHS = 2, 24


def say_age(asked: str, read: ReadFilters, citations: Sequence[Citation]) -> str | None:
    """`Newest source: 14 months old (The Herald, 4 September 2025).`; None where it is recent, or another time is
    asked about."""
    used, today = read.filters, read.today
    is_of_past = used.as_of is not None or used.date_to is not None or bool(read.event)
    newest = max(citations, key=_day_of, default=None)
    if today is None or is_of_past or newest is None or not _day_of(newest):
        return None
    days = (today - date.fromisoformat(_day_of(newest))).days
    wants_now = read.wants_current or read.wants_latest
    if not (days > OLD_FOR_NOW and wants_now) and not (days > OLD_FOR_PRESENT and is_in_present(asked)):
        return None
    where = say_where(newest.publisher, newest.updated_at or newest.published_at)
    return f"Newest source: {_say_days(days)} old ({where})."


def _day_of(citation: Citation) -> str:
    """To the day, else empty: "2025" says too little to count from."""
    days = (moment[:10] for moment in (citation.updated_at, citation.published_at) if moment and _is_day(moment))
    return next(days, "")


def _is_day(moment: str) -> bool:
    try:
        date.fromisoformat(moment[:10])
    except ValueError:
        return False
    return True


def _say_days(days: int) -> str:
    months = int(days / DAYS_IN_MONTH)
    if months < FEWEST_MONTHS:
        return f"{days} days"
    return f"{months} months" if months < MOST_MONTHS else f"{int(days / DAYS_IN_YEAR)} years"
