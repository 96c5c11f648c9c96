"""Days as a reader says them: "4 May 2026", "September 2026", "4 May 2026 to 2 June 2026"."""

from calendar import monthrange
from datetime import date

from assistant.language.lexicon import MONTHS

__all__ = ["day_in_words", "days_in_words"]


def day_in_words(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1].capitalize()} {day.year}"


def days_in_words(first: date, last: date) -> str:
    """A whole year or month by its name, one day once, else both ends."""
    if first == last:
        return day_in_words(first)
    if first.day == 1 and last.day == monthrange(last.year, last.month)[1] and first.year == last.year:
        if (first.month, last.month) == (1, 12):
            return str(first.year)
        if first.month == last.month:
            return day_in_words(first).removeprefix("1 ")
    return f"{day_in_words(first)} to {day_in_words(last)}"
