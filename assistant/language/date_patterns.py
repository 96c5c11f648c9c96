"""How dates are written: patterns over a value in lower case, whitespace collapsed.

Each of WRITTEN has the groups year, hour, minute, second and zone, and a month and day as (month, day), (name, day) or,
either way round, (one, two); half is "a.m." or "p.m.".
"""

from __future__ import annotations

import re

from assistant.language.lexicon import DATED_MONTH_NUMBERS, WEEKDAY_NAMES, ZONES
from assistant.language.listed import alternatives

_TIME = (
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?(?::(?P<second>\d{2})(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?m\b\.?)?"
    r"\s*\(?(?P<zone>z\b|(?:utc|gmt)?\s*[+-]\d{1,2}:?(?:\d{2})?|[a-z]{3,10}/[a-z_]{3,20}|[a-z]{2,5}(?<![ap]m))?\)?"
)
_AT = r"(?:at|um|à|às|alle|om|kl\.?|a las)"
_REST = rf"(?:(?:\s*[,t|•·:–-]\s*|\s+)(?:{_AT}\s+)?{_TIME})?$"
_MONTH = rf"(?P<name>{alternatives(DATED_MONTH_NUMBERS)})\b\.?"
_WEEKDAY = rf"(?:{alternatives(WEEKDAY_NAMES)}\.?,?\s+)?(?:(?:the|le|el|il|den|am)\s+)?"
_YEAR = r"(?P<year>\d{4})\b"
_ORDINAL = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|[.ºª°])?"
_NUMERIC = re.compile(rf"(?P<year>\d{{4}})(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}}){_REST}")
_COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"
    r"(?:t?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?(?:\.\d+)?\s*(?P<zone>z|[+-]\d{2}:?\d{2})?)?$"
)
EAST_ASIAN_AFTERNOON = ("午後", "下午", "오후")
_EAST_ASIAN_TIME = (
    r"(?:\s*\([^\W\d_]{1,3}\))?(?:[\s,|·]*"
    rf"(?:(?P<half>午前|上午|오전|{alternatives(EAST_ASIAN_AFTERNOON)})\s*)?"
    r"(?P<hour>\d{1,2})[:時时点點시]\s*(?:(?P<minute>\d{1,2})[分분]?)?(?:[:\s]*(?P<second>\d{1,2})[秒초]?)?"
    r"\s*(?P<zone>z\b|(?:utc|gmt)?\s*[+-]\d{1,2}:?(?:\d{2})?|[a-z]{2,5})?)?$"
)
"""Behind the day its weekday in brackets, then the half of the day before the hour."""
_EAST_ASIAN = re.compile(
    rf"(?P<year>\d{{4}})[年년]\s*(?P<month>\d{{1,2}})[月월]\s*(?P<day>\d{{1,2}})(?:[日일]|(?=\D|$)){_EAST_ASIAN_TIME}"
)
_KOREAN = re.compile(
    rf"(?P<year>\d{{4}})\.\s*(?P<month>\d{{1,2}})\.\s*(?P<day>\d{{1,2}})(?:\.|(?=\s|$)){_EAST_ASIAN_TIME}"
)
"""`2026. 3. 4. 오전 10:30`."""
_MONTH_FIRST = re.compile(rf"{_WEEKDAY}{_MONTH}[\s-]+{_ORDINAL}(?:,?\s+|-){_YEAR}{_REST}")
_YEAR_FIRST = re.compile(rf"{_YEAR}(?:,?\s+|[-/]){_MONTH}[\s/-]+{_ORDINAL}{_REST}")
_DAY_FIRST = re.compile(
    rf"{_WEEKDAY}{_ORDINAL}[\s/-]*(?:(?:de|of)\s+)?{_MONTH},?[\s/-]*(?:(?:de|del)\s+)?{_YEAR}{_REST}"
)
_CTIME = re.compile(
    rf"{_WEEKDAY}{_MONTH}\s+{_ORDINAL}\s+(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}}):(?P<second>\d{{2}})\s+"
    rf"(?:(?P<zone>[a-z]{{3,4}})\s+)?{_YEAR}$"
)
_EITHER_FIRST = re.compile(rf"(?P<one>\d{{1,2}})(?P<mark>[/.-])(?P<two>\d{{1,2}})(?P=mark)(?P<year>\d{{4}}){_REST}")
MONTH_ONLY = re.compile(
    rf"(?:(?P<year>\d{{4}})-(?P<month>\d{{2}})|{_MONTH},?\s+(?:(?:de|del)\s+)?(?P<year_2>\d{{4}}))$"
)
YEAR_ONLY = re.compile(r"(?P<year>\d{4})$")
EPOCH = re.compile(
    r"(?P<seconds>\d{9,10})(?:\.\d+)?$|(?P<milliseconds>\d{12,13})(?:\.\d+)?$|(?P<microseconds>\d{15,16})$|(?P<nanoseconds>\d{18,19})$"
)
_SHORT_YEAR = r"['’]?(?P<year>\d{2})\b"
SHORT = (
    re.compile(rf"{_WEEKDAY}{_ORDINAL}[\s/-]*{_MONTH},?[\s/-]*{_SHORT_YEAR}{_REST}"),
    re.compile(rf"{_WEEKDAY}{_MONTH}\s+{_ORDINAL}(?:,\s*|\s+(?=['’])){_SHORT_YEAR}{_REST}"),
    re.compile(rf"(?P<day>1[3-9]|2\d|3[01])\.(?P<month>\d{{1,2}})\.{_SHORT_YEAR}{_REST}"),
)
"""With years of two digits, as RFC 822 allows them and spreadsheets write them: only where a date is expected."""
THREE_NUMBERS = re.compile(
    r"(?P<one>\d{1,2})(?P<mark>[/.-])(?P<two>\d{1,2})(?P=mark)(?P<three>\d{4}|\d{2})(?!\d)(?P<rest>(?:[\s,t].*)?)$",
    re.IGNORECASE,
)
TIME_FIRST = re.compile(
    rf"(?:{_AT}\s+)?"
    r"(?P<time>\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s*[ap]\.?m\b\.?)?(?:\s*(?:uhr|hrs?)\b)?"
    rf"(?P<zone>\s*\(?(?:{alternatives(ZONES)}|utc|gmt)\b\)?(?:\s*[+-]\d{{1,2}}:?(?:\d{{2}})?)?"
    r"|\s+[a-z]{2,4}(?=\s*[,|•·–-]\s))?)"
    r"(?:\s*[,|•·–-]\s*|\s+)(?:(?:on|am|le|el|den)\s+)?(?P<rest>.{6,})$"
)
"""`10:30 GMT, 4 March 2026`, `9:15 a.m. ET, …`: what follows may be the day."""
OFFSET = re.compile(r"(?:utc|gmt)?\s*(?P<sign>[+-])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?$")
WRITTEN = (_NUMERIC, _COMPACT, _EAST_ASIAN, _KOREAN, _YEAR_FIRST, _MONTH_FIRST, _DAY_FIRST, _CTIME, _EITHER_FIRST)
