"""Why an article has no date of publication, in words: nothing that could not be read passes silently."""

import re

from assistant.language.date_order import is_open
from ingest.program_times import written_time

__all__ = ["NO_DATE", "why_unread"]

NO_DATE = "Undated: no date of publication was found that can be read."
"""For sources that have no fields whose names could be told."""
_EMPTY = "Undated: the field for its date of publication is empty."
_OPEN = (
    "A publication date could not be read, for nothing tells its day from its month (03/04/2026): the article is "
    "stored as undated. Write such dates as 2026-04-03."
)
_RELATIVE = (
    "A publication date could not be read, for it counts from a day that is not said (2 hours ago): the article is "
    "stored as undated."
)
_TIME_ONLY = "A publication date could not be read, for it is a time without a day: the article is stored as undated."
_SERIAL = (
    "A publication date could not be read, for it is a spreadsheet's number of a day (46085): the article is stored as "
    "undated. Format the column as a date before exporting it."
)
_OTHER = (
    "A publication date could not be read, for it is in no form that is known, or lies before 1450 or more than two "
    "years ahead: the article is stored as undated. Write dates as 2026-04-03."
)
_AGO = re.compile(
    r"\b(?:ago|yesterday|today|tonight|just now|gestern|heute|vor \d+|hace \d+|il y a|hours?|minutes?)\b", re.I
)
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?(?:\s*[A-Za-z]{2,5})?$")
_DAY_NUMBER = re.compile(r"[2-6]\d{4}(?:\.\d+)?$")


def why_unread(value: object) -> str:
    """What keeps a value from being a date of publication."""
    written = (written_time(value) or "").strip()
    if not written:
        return _OTHER if value else _EMPTY
    if is_open(written):
        return _OPEN
    if _CLOCK.match(written):
        return _TIME_ONLY
    if _DAY_NUMBER.match(written):
        return _SERIAL
    return _RELATIVE if _AGO.search(written) else _OTHER
