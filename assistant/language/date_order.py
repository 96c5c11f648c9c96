"""Which of three numbers is the day, told by the other dates of the same column."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from assistant.language.date_patterns import THREE_NUMBERS

__all__ = [
    "DAY_FIRST_LANGUAGES",
    "DateOrder",
    "full_year",
    "is_open",
    "latest_today",
    "only_reading",
    "order_of",
    "ordered",
]

DateOrder = str
"""The letters y, m and d in the order in which the numbers stand: "dmy", "mdy" or "ymd"."""

DAY_FIRST_LANGUAGES = frozenset(
    {"de", "fr", "es", "it", "pt", "nl", "pl", "cs", "sk", "ru", "uk", "fi", "sv", "no", "nb", "da", "is", "tr", "el",
     "ro", "bg", "hr", "sr", "sl", "et", "lv", "id", "vi"}
)  # fmt: skip
"""Languages in which 06.01.2026 and 06/01/2026 are the sixth of January; in English nobody can tell."""
_ORDERS = ("dmy", "mdy", "ymd")
_YEARS_AHEAD = 2
_WRITTEN_ON = date(2026, 11, 1)


def latest_today() -> date:
    """Today, or the day on which this was written where the clock was set back before it: the dates of articles must
    not turn out to be impossible then."""
    return max(date.today(), _WRITTEN_ON)


def full_year(two_digits: int) -> int:
    """The year that two digits stand for: not more than two years ahead, as RFC 2822 reads them."""
    latest = latest_today().year + _YEARS_AHEAD
    return latest - (latest - two_digits) % 100


def is_open(value: str) -> bool:
    """Whether a date is three numbers that can be read in more than one order, such as 03/04/2026."""
    return len(set(_readings(value).values())) > 1


def only_reading(value: str) -> str | None:
    """What three numbers are in every order in which they are a date, as `ordered` says it: 25/12/25, 3/14/26."""
    found = _readings(value)
    return ordered(value, next(iter(found))) if len(set(found.values())) == 1 else None


def order_of(values: Iterable[str]) -> DateOrder | None:
    """The only order in which every date of a column is one; None where none or several are left."""
    possible = set(_ORDERS)
    ends: list[tuple[str, str]] = []
    for value in values:
        found = _readings(value)
        if found:
            possible &= found.keys()
            match = THREE_NUMBERS.match(value.strip())
            ends.append((match["one"], match["three"]) if match else ("", ""))
    firsts, lasts = len({first for first, _ in ends}), len({last for _, last in ends})
    if possible == {"dmy", "ymd"} and firsts != lasts:
        return "dmy" if firsts > lasts else "ymd"  # days change from row to row more than years do
    return possible.pop() if ends and len(possible) == 1 else None


def ordered(value: str, order: DateOrder) -> str | None:
    """The date as ISO 8601, with what follows it (a time) as it stands; None where it is none in this order."""
    day = _readings(value).get(order)
    match = THREE_NUMBERS.match(value.strip())
    return f"{day.isoformat()}{match['rest']}" if day and match else None


def _readings(value: str) -> dict[DateOrder, date]:
    match = THREE_NUMBERS.match(value.strip())
    if match is None:
        return {}
    numbers = (match["one"], match["two"], match["three"])
    orders = _ORDERS if len(numbers[2]) == 2 else _ORDERS[:2]
    read = {order: _day(dict(zip(order, numbers, strict=True))) for order in orders}
    return {order: day for order, day in read.items() if day is not None}


def _day(parts: dict[str, str]) -> date | None:
    year = int(parts["y"]) if len(parts["y"]) == 4 else full_year(int(parts["y"]))
    if not re.fullmatch(r"\d{2}|\d{4}", parts["y"]):
        return None
    try:
        return date(year, int(parts["m"]), int(parts["d"]))
    except ValueError:
        return None
