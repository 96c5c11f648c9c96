"""Which of a row's values is taken, where several could be one: outlets, headlines, days, what names the kind."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from ingest.clean import clean_url, moment_in, name_in
from ingest.sources.row_names import KEYS, NAME_PATTERNS, SAID_BY_FLAGS

__all__ = ["day_in_columns", "is_outlet", "is_title", "keys_by_field", "kinds_said", "with_time"]

_MOST_REMEMBERED = 100
_LONGEST_REMEMBERED = 4_000
"""Names of a row, and characters in them: those of a row with more are looked through each time."""
_NOBODY = frozenset({"unknown", "various", "n/a", "other"})
_SET = frozenset({"true", "1", "yes"})
_NUMBER = re.compile(r"\d{1,4}")


def keys_by_field(by_key: Mapping[str, object]) -> Mapping[str, Sequence[str]]:
    """Under which of a row's comparable names each field of ours may be, the likeliest first."""
    keys = tuple(by_key)
    is_usual = len(keys) <= _MOST_REMEMBERED and sum(map(len, keys)) <= _LONGEST_REMEMBERED
    return _keys_of(keys) if is_usual else _keys_of.__wrapped__(keys)


@lru_cache(maxsize=64)
def _keys_of(keys: tuple[str, ...]) -> Mapping[str, Sequence[str]]:
    """The rows of a file have the same names as a rule: they are looked through once."""
    found: dict[str, list[str]] = {}
    for field, usual in KEYS.items():
        pattern = NAME_PATTERNS.get(field)
        like = [key for key in keys if pattern.fullmatch(key)] if pattern is not None else []
        found[field] = list(dict.fromkeys([*(key for key in usual if key in keys), *like]))
    return found


def kinds_said(by_key: Mapping[str, object]) -> list[object]:
    """Every field that may name the kind, and the names of flags that are set."""
    flags = (kind for key, kind in SAID_BY_FLAGS.items() if str(by_key.get(key)).casefold() in _SET)
    return [*(by_key[key] for key in KEYS["kind"] if key in by_key), *flags]


def day_in_columns(by_key: Mapping[str, object]) -> object:
    """A day that a table keeps in three columns."""
    parts = [re.sub(r"\.0$", "", str(by_key.get(name))) for name in ("year", "month", "day")]
    return (
        dict(zip(("year", "month", "day"), map(int, parts), strict=True))
        if all(map(_NUMBER.fullmatch, parts))
        else None
    )


def with_time(found: object, given: Sequence[object]) -> object:
    """Of several times of publication: the first; where that is a day alone, one of the same day that says more."""
    moment = moment_in(found) if len(given) > 1 else None
    if moment is None or moment.day is None or moment.text != moment.day.isoformat():
        return found
    others = ((value, moment_in(value)) for value in given)
    return next((value for value, other in others if other and other.day == moment.day and "T" in other.text), found)


def is_outlet(value: object) -> bool:
    """A name, and no address or number: some exports call the page's address its source."""
    name = name_in(value)
    return name is not None and "/" not in name and not name.isdigit() and name.casefold() not in _NOBODY


def is_title(value: object) -> bool:
    return name_in(value) is not None and clean_url(value) is None
