"""How dates are written: patterns over a value in lower case, whitespace collapsed.

Each of WRITTEN has the groups year, hour, minute, second and zone, and a month and day as (month, day), (name, day) or,
either way round, (one, two); half is "a.m." or "p.m.".
"""

from __future__ import annotations

import re

from assistant.language.lexicon import MONTH_NUMBERS, WEEKDAY_NAMES
from assistant.language.listed import alternatives

_TIME = (
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?(?::(?P<second>\d{2})(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?m\b\.?)?"
    r"\s*\(?(?P<zone>z\b|(?:utc|gmt)?\s*[+-]\d{1,2}:?(?:\d{2})?|[a-z]{2,5}(?<![ap]m))?\)?"
)
_REST = rf"(?:(?:\s*[,t|•·–-]\s*|\s+)(?:(?:at|um|à|a las)\s+)?{_TIME})?$"
_MONTH = rf"(?P<name>{alternatives(MONTH_NUMBERS)})\b\.?"
_WEEKDAY = rf"(?:{alternatives(WEEKDAY_NAMES)}\.?,?\s+(?:(?:the|le|el|den)\s+)?)?"
_YEAR = r"(?P<year>\d{4})\b"
_ORDINAL = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|[.ºª°])?"
_NUMERIC = re.compile(rf"(?P<year>\d{{4}})(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}}){_REST}")
_COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"
    r"(?:t?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?(?:\.\d+)?\s*(?P<zone>z|[+-]\d{2}:?\d{2})?)?$"
)
_EAST_ASIAN = re.compile(rf"(?P<year>\d{{4}})[年년]\s*(?P<month>\d{{1,2}})[月월]\s*(?P<day>\d{{1,2}})[日일]?{_REST}")
_MONTH_FIRST = re.compile(rf"{_WEEKDAY}{_MONTH}\s+{_ORDINAL},?\s+{_YEAR}{_REST}")
_DAY_FIRST = re.compile(rf"{_WEEKDAY}{_ORDINAL}[\s-]*(?:(?:de|of)\s+)?{_MONTH},?[\s-]*(?:(?:de|del)\s+)?{_YEAR}{_REST}")
_CTIME = re.compile(
    rf"{_WEEKDAY}{_MONTH}\s+{_ORDINAL}\s+(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}}):(?P<second>\d{{2}})\s+"
    rf"(?:(?P<zone>[a-z]{{3,4}})\s+)?{_YEAR}$"
)
_EITHER_FIRST = re.compile(rf"(?P<one>\d{{1,2}})(?P<mark>[/.-])(?P<two>\d{{1,2}})(?P=mark)(?P<year>\d{{4}}){_REST}")
MONTH_ONLY = re.compile(
    rf"(?:(?P<year>\d{{4}})-(?P<month>\d{{2}})|{_MONTH},?\s+(?:(?:de|del)\s+)?(?P<year_2>\d{{4}}))$"
)
YEAR_ONLY = re.compile(r"(?P<year>\d{4})$")
EPOCH = re.compile(r"(?P<seconds>\d{9,10})(?:\.\d+)?$|(?P<milliseconds>\d{12,13})$")
OFFSET = re.compile(r"(?:utc|gmt)?\s*(?P<sign>[+-])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?$")
WRITTEN = (_NUMERIC, _COMPACT, _EAST_ASIAN, _MONTH_FIRST, _DAY_FIRST, _CTIME, _EITHER_FIRST)
