"""What a report states, to set beside another's: the event, its time, its figures; and whether two of them differ."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from assistant.answering.asked_unit import unit_of
from assistant.archive import Article
from assistant.language import content_stems, content_words, names, stem, words
from assistant.language.facts import read_sentence
from assistant.language.lexicon import (
    BEGINNING,
    CHANGING,
    ENDING,
    LABELLED,
    MODIFIERS,
    MONTHS,
    NEGATORS,
    NEUTRAL_BEFORE_NUMBER,
    ROLES,
    SAME_EVENT_WORDS,
    SAYING,
    SAYING_WITH_WORDS,
    SORTS,
    SPEAKING_CROWD,
    WEEKDAYS,
)
from assistant.language.listed import alternatives
from assistant.language.quantities import Quantity, find_quantities
from assistant.language.time_phrases import TimePhrase, find_parts_of_year, find_times
from assistant.language.told_times import find_told_times, read_ahead

__all__ = [
    "Report",
    "Stretch",
    "are_ends_apart",
    "are_figures_apart",
    "are_hours_apart",
    "are_sorts_apart",
    "are_times_apart",
    "classes",
    "is_one_event",
    "takes_back",
    "tells_of",
]

Stretch = tuple[date, date]
"""First and last day."""

_CLASSES = {stem(word): number for number, row in enumerate(SAME_EVENT_WORDS) for word in row}
_SAID = alternatives(word for word in SAYING if word not in SAYING_WITH_WORDS and word != "according")
_WEAKLY_SAID = alternatives(SAYING_WITH_WORDS)
_TELLING = re.compile(
    rf"^(?:[^,“”\"]{{0,60}}?\b(?:{_SAID}|{_WEAKLY_SAID}\s+that)\s+(?:on\s+\w+\s+)?(?:that\s+)?)"
    rf"|,\s+(?!not\b|and\b|instead\b|rather\b)(?:[^,]{{0,70}}\b{_SAID}\b(?:\s+(?:on|in|at|to)\s+[^,]+)?|according\s+to\s+[^,]+?)(?=[.,]?\s*$)"
    r"|^according\s+to\s+[^,]+,",
    re.IGNORECASE,
)
_SAID_BEFORE = re.compile(rf"\b{_SAID}\s+(?:\w+\s+){{0,2}}$", re.IGNORECASE)
_TAKEN_BACK = re.compile(
    r"\b(?:rather\s+than|instead\s+of|and\s+not|not|up\s+from|down\s+from|from|compared\s+with|previous(?:ly)?|earlier|after|"
    r"previously\s+reported|reported)\s+(?:in\s+|on\s+|at\s+|the\s+|an?\s+)*$",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s*(?:[-–—]|to|and|or)\s*", re.IGNORECASE)
_BARE_DAY = re.compile(
    rf"\bto\s+(?P<day>\d{{1,2}}\s+{alternatives(MONTHS)}|{alternatives(MONTHS)}\s+\d{{1,2}})\b", re.IGNORECASE
)
_LABEL = re.compile(
    rf"\b(?P<word>{alternatives(LABELLED)})\.?\s+(?:number\s+|no\.?\s+)?(?P<number>\d{{1,4}})\b(?![.,]\d)",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\b(?P<hour>[01]?\d|2[0-3])(?:[.:](?P<minute>[0-5]\d))?\s*(?P<half>[ap])\.?m\b|\b(?P<hours>[01]?\d|2[0-3]):(?P<minutes>[0-5]\d)\b",
    re.IGNORECASE,
)
_HOUR_APART = 20
"""Minutes; of what is told "about", twice as many."""
_ENDS_OF = frozenset(map(stem, BEGINNING)), frozenset(map(stem, ENDING))
_NOT_OF_EVENT = frozenset(
    stem(word)
    for word in (*SAYING, *NEGATORS, *MONTHS, *WEEKDAYS, *SPEAKING_CROWD, *ROLES, *MODIFIERS, "year", "month", "week")
)
_SAME_EVENT_DAYS = 31
"""Two reports that name no time are of one event only where they were published as close as this."""
_NEAR_EVENT_DAYS = 60
_ANY_DAY = date(2100, 1, 1)
"""Whatever names its year means the same on every day after it."""
_ROUND_FROM = 1000
_ROUNDING, _ABOUT = Decimal("0.03"), Decimal("0.1")
_MONEY_OR_MEASURE = {"money": "money", "percent": "percent", "length": "length", "duration": "time", "age": ""}


@dataclass(frozen=True)
class Report:
    sentence: str
    article: Article
    told_at: str = ""
    """ISO 8601: of the article, or of the live blog's entry; empty where nobody knows."""

    @property
    def day(self) -> date | None:
        return date.fromisoformat(self.told_at[:10]) if len(self.told_at) >= 10 else self.article.published_on

    @cached_property
    def told(self) -> str:
        """The sentence with blanks for who says it."""
        blank = _TELLING.sub(lambda found: " " * len(found[0]), self.sentence)
        return blank if blank.strip() else self.sentence

    @cached_property
    def name_words(self) -> frozenset[str]:
        return frozenset(word for start, end in names(self.told) for word in words(self.told[start:end]))

    @cached_property
    def stems(self) -> frozenset[str]:
        """Of all its words that carry meaning, but for who says it."""
        return content_stems(self.told)

    @cached_property
    def frame(self) -> frozenset[str]:
        """What it is about and what happened, by stems; without names, figures, times and who says it."""
        told = [word for word in content_words(self.told) if word not in self.name_words and not word[0].isdigit()]
        counted = {stem(word) for one in find_quantities(self.told) for word in words(one.text)}
        return classes(stem(word) for word in told) - _NOT_OF_EVENT - counted

    @cached_property
    def figures(self) -> tuple[Quantity, ...]:
        """Those it stands by."""
        return tuple(one for one in self._quantities if not self._is_taken_back(one.start))

    @cached_property
    def old_figures(self) -> tuple[Quantity, ...]:
        """Those it takes back, or compares with: "not six as reported", "up from 12"."""
        return tuple(one for one in self._quantities if self._is_taken_back(one.start))

    @cached_property
    def times(self) -> tuple[Stretch, ...]:
        """When it happened, as far as the sentence says; never when it was said."""
        published = self.day
        found = find_told_times(self.sentence, published or _ANY_DAY)
        told = [
            self._on_day_of_print(one) or (one.first or date.min, one.last or date.max)
            for one in found
            if (one.first or one.last)
            and (published is not None or (one.has_year and not one.is_relative))
            and not _SAID_BEFORE.search(self.sentence[: one.start])
            and not self._is_taken_back(one.start)
        ]
        return tuple(told) or self._days_put_back_to()

    @cached_property
    def parts_of_year(self) -> frozenset[tuple[int, int]]:
        return find_parts_of_year(self.told)

    @cached_property
    def labels(self) -> dict[str, str]:
        """Numbers that are names: "line 4" as `{"line": "4"}`."""
        return {found["word"].lower(): found["number"] for found in _LABEL.finditer(self.told)}

    @cached_property
    def hours(self) -> tuple[int, ...]:
        """Times of day, in minutes; those of 12 hours without a half are none."""
        found = _CLOCK.finditer(self.told)
        return tuple(sorted(_minutes(one) for one in found if not _SAID_BEFORE.search(self.told[: one.start()])))

    @property
    def _quantities(self) -> list[Quantity]:
        days = [(day.start, day.end) for day in read_sentence(self.told).days]
        days += [found.span() for found in _LABEL.finditer(self.told)]
        return [
            one
            for one in find_quantities(self.told)
            if all(one.end <= left or right <= one.start for left, right in days)
        ]

    def _is_taken_back(self, start: int) -> bool:
        return _TAKEN_BACK.search(self.sentence[:start]) is not None

    def _days_put_back_to(self) -> tuple[Stretch, ...]:
        found = _BARE_DAY.search(self.told)
        if found is None or self.day is None:
            return ()
        phrases = [read_ahead(one, self.sentence, self.day) for one in find_times(f"on {found['day']}", self.day)]
        return tuple((one.first or date.min, one.last or date.max) for one in phrases)

    def _on_day_of_print(self, time: TimePhrase) -> Stretch | None:
        """ "On Thursday", printed on a Thursday, is that day; whoever asks so means the one before."""
        published, told = self.day, words(self.sentence[time.start : time.end])
        is_bare = len(told) <= len(("on", "thursday")) and told[0] not in ("last", "past")
        is_that_day = published is not None and told[-1] == WEEKDAYS[published.weekday()]
        return (published, published) if published and is_bare and is_that_day else None


def classes(stems: Iterable[str]) -> frozenset[str]:
    """Words for the same happening made one: "killed", "dead", "toll"."""
    return frozenset(f"={_CLASSES[one]}" if one in _CLASSES else one for one in stems)


def is_one_event(one: Report, other: Report) -> bool:
    """Of one time, as far as either tells; and neither of another place or party than the other."""
    if one.parts_of_year != other.parts_of_year and one.parts_of_year and other.parts_of_year:
        return False
    if one.times and other.times:
        return not are_times_apart(one, other, of_days=1)
    if one.times or other.times:
        told, dated = (one, other) if one.times else (other, one)
        day = dated.day
        return day is None or any(_is_near(stretch, day) for stretch in told.times)
    return is_close_in_print(one, other)


def is_close_in_print(one: Report, other: Report) -> bool:
    days = (one.day, other.day)
    return days[0] is None or days[1] is None or abs((days[0] - days[1]).days) <= _SAME_EVENT_DAYS


def are_times_apart(one: Report, other: Report, of_days: int = 0) -> bool:
    """Whether both say when, and no time of one meets one of the other; two days meet that are `of_days` apart."""
    return bool(one.times and other.times) and all(
        _gap(first, second) > (of_days if _is_day(first) and _is_day(second) else 0)
        for first in one.times
        for second in other.times
    )


def are_hours_apart(one: Report, other: Report) -> bool:
    """Whether both give one time of day, and another one, of days that may be the same."""
    if len(one.hours) != 1 or len(other.hours) != 1 or are_times_apart(one, other):
        return False
    is_about = any(
        re.search(r"\b(?:about|around|shortly|just|nearly|almost)\b", report.told) for report in (one, other)
    )
    return abs(one.hours[0] - other.hours[0]) > _HOUR_APART * (2 if is_about else 1)


def are_ends_apart(one: Report, other: Report) -> bool:
    """Whether one tells of a beginning and the other of an end, or they tell of two with a number for a name."""
    first, second = one.stems, other.stems
    if any(a & first and b & second and not b & first and not a & second for a, b in (_ENDS_OF, _ENDS_OF[::-1])):
        return True
    shared = one.labels.keys() & other.labels.keys()
    return any(one.labels[word] != other.labels[word] for word in shared)


def are_sorts_apart(one: Report, other: Report) -> bool:
    """Whether each tells of a sort of the thing that the other does not: an adult's ticket, and a child's or a return
    ticket."""
    first, second = ({word.removesuffix("'s") for word in words(report.told)} for report in (one, other))
    return any(sort & first and not sort & second for row in SORTS for sort in row) and any(
        sort & second and not sort & first for row in SORTS for sort in row
    )


def takes_back(later: Report, earlier: Report) -> bool:
    """Whether the later report, or a correction notice of its article that has its own figure too, names the earlier
    one's figure as the one that no longer holds."""
    noticed = find_quantities(later.article.correction or "")
    has_own = any(_are_one(own, noted) for own in later.figures for noted in noticed)
    old = [
        *later.old_figures,
        *(one for one in noticed if has_own and not any(_are_one(one, own) for own in later.figures)),
    ]
    return any(_are_one(one, figure) for one in old for figure in earlier.figures)


def tells_of(report: Report, asked: str) -> bool:
    """Whether a figure in it is of what the question names: "a capacity of 13 kWh" for "What is the capacity …?"."""
    wanted = classes(content_stems(asked))
    return any(_doing(report, figure)[0] in wanted for figure in report.figures)


def are_figures_apart(one: Report, other: Report, asked: str, counted: frozenset[str]) -> bool:
    """Whether both give a figure of the same thing, and never the same one. `counted`: what the question counts."""
    first, second = (_that_answer(report, asked, counted) for report in (one, other))
    pairs = [(left, right) for left in first for right in second if _is_same_thing(one, left, other, right)]
    is_within = _holds_one_of(one, second) or _holds_one_of(other, first)
    return bool(pairs) and not is_within and not any(_are_equal(left, right) for left, right in pairs)


def _holds_one_of(report: Report, figures: Sequence[Quantity]) -> bool:
    """Whether it gives a range ("between 30 and 40 people") that one of the figures lies in."""
    ranges = [
        (low, high)
        for low, high in pairwise(report.figures)
        if _RANGE.fullmatch(report.told, low.end, high.start) and low.value < high.value
    ]
    return any(
        low.value <= one.value <= high.value and one.unit == high.unit for low, high in ranges for one in figures
    )


def _that_answer(report: Report, asked: str, counted: frozenset[str]) -> list[Quantity]:
    unit, wanted = unit_of(asked), classes(counted)
    figures = [one for one in report.figures if one.kind != "ordinal" and not one.is_soft]
    if unit in _MONEY_OR_MEASURE:
        return [one for one in figures if (one.unit.dimension if one.unit else "") == _MONEY_OR_MEASURE[unit]]
    if not wanted:
        return figures
    return [one for one in figures if one.unit is None and (not one.counted or classes(one.counted) & wanted)]


def _is_same_thing(one: Report, left: Quantity, other: Report, right: Quantity) -> bool:
    if (left.unit is None) != (right.unit is None) or left.per != right.per or left.kind != right.kind:
        return False
    if left.unit and right.unit:
        is_one_unit = left.unit.dimension == right.unit.dimension
        if not is_one_unit or (left.unit.dimension == "money" and left.unit.name != right.unit.name):
            return False
    elif left.counted and right.counted and not classes(left.counted) & classes(right.counted):
        return False
    return _is_same_doing(one, left, other, right)


def _is_same_doing(one: Report, left: Quantity, other: Report, right: Quantity) -> bool:
    """ "Carried 140 people" and "hurt 27 people" are not, nor "rose 40 centimetres" and "rose to 5 metres"."""
    (first, is_step), (second, is_other_step) = _doing(one, left), _doing(other, right)
    if is_step != is_other_step:
        return False
    return first is None or second is None or first == second or {first, second} <= one.frame & other.frame


def _doing(report: Report, figure: Quantity) -> tuple[str | None, bool]:
    """The word before the figure that says what it did, and whether the figure is a change and no state."""
    before = words(report.told[max(0, figure.start - 60) : figure.start])[-6:]
    is_level = bool(before) and before[-1] in ("to", "at")
    for word in reversed(before[-3:]):
        if word in CHANGING:
            return None, not is_level
    meant = [word for word in content_words(" ".join(before[-4:])) if word not in report.name_words]
    if not meant or meant[-1] in NEUTRAL_BEFORE_NUMBER or meant[-1][0].isdigit():
        return None, False
    return next(iter(classes([stem(meant[-1])]))), False


def _are_one(one: Quantity, other: Quantity) -> bool:
    """Equal, and of one unit where both have one."""
    units = {figure.unit.name for figure in (one, other) if figure.unit}
    return len(units) < 2 and one.kind == other.kind and _are_equal(one, other)


def _are_equal(one: Quantity, other: Quantity) -> bool:
    left, right = (figure.value * (figure.unit.factor if figure.unit else 1) for figure in (one, other))
    low, high = sorted((left, right))
    if low == high or _is_within(one, left, right) or _is_within(other, right, left):
        return True
    spread = (high - low) / max(high, Decimal(1))
    is_about = "about" in (one.bound, other.bound)
    return spread <= (_ABOUT if is_about else _ROUNDING if high >= _ROUND_FROM else 0)


def _is_within(bound: Quantity, limit: Decimal, value: Decimal) -> bool:
    if bound.bound in ("over", "least"):
        return limit <= value <= 2 * limit
    return bound.bound in ("under", "most") and limit / 2 <= value <= limit


def _minutes(clock: re.Match[str]) -> int:
    if clock["hours"]:
        return 60 * int(clock["hours"]) + int(clock["minutes"])
    afternoon = 12 if clock["half"].lower() == "p" else 0
    return 60 * (int(clock["hour"]) % 12 + afternoon) + int(clock["minute"] or 0)


def _gap(one: Stretch, other: Stretch) -> int:
    """Days between two stretches; 0 where they touch."""
    return max(0, (other[0] - one[1]).days, (one[0] - other[1]).days)


def _is_day(stretch: Stretch) -> bool:
    return stretch[0] == stretch[1]


def _is_near(stretch: Stretch, day: date) -> bool:
    return _gap(stretch, (day, day)) <= _NEAR_EVENT_DAYS
