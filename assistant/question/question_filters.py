"""What a question says about time, outlet, author and kind -> filters."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

from assistant.archive import Filters
from assistant.language import STOPWORDS, TimePhrase, find_times, words
from assistant.language.foreign_dates import find_times_in
from assistant.language.foreign_words import language_of_question
from assistant.language.periods import MONTH
from assistant.question.archive_names import ArchiveNames, FoundName
from assistant.question.known_then import read_known_then
from assistant.question.reporting_cues import (
    compares,
    continues_list,
    does,
    is_about_articles,
    is_byline,
    is_cited,
    left_out_from,
    wants_current,
    wants_latest,
    without_moment,
)
from assistant.question.times import AskedTimes
from assistant.question.wording import without_request

__all__ = ["ReadFilters", "carry_filters", "merge_filters", "read_filters"]

_KINDS = (
    ("opinion", r"opinions? (?:pieces?|articles?|columns?|stories)|op-?eds?|editorials|commentaries|opinion columns?"),
    (
        "interview",
        r"(?:which|what|any|all|the|his|her|their|list|in|of) interviews\b|interviews (?:with|by|about|on|from)\b",
    ),
    ("analysis", r"analys[ei]s (?:pieces?|articles?)|analyses"),
    ("press_release", r"press releases?"),
    ("live_blog", r"live (?:blogs|reports|tickers)"),
)
_ABOUT_EVENTS = re.compile(r"\b(?:happen(?:s|ed|ing)?|going on|new|announced?|took place|events?)\b", re.IGNORECASE)
_WITH_MONTH = re.compile(rf"\b(?:{MONTH}|\d{{4}}-\d\d)", re.IGNORECASE)
_BY = re.compile(r"by\b", re.IGNORECASE)
_HOW_MANY_HAD = re.compile(r"^\W*how (?:many|much)\b.*\bhad\b", re.IGNORECASE)
_ASKS_BEHIND = re.compile(r"\W*(?:who|what|which|how|where)\b", re.IGNORECASE)
_LAST_WORD = re.compile(r"([\w-]+)\W*$")
_SHORT = timedelta(days=9)
_DAY_AFTER = timedelta(days=1)
"""An event of one day is in the paper that day or the next."""


@dataclass(frozen=True, slots=True)
class ReadFilters:
    """`filters` has all that the question says; `firm` only what must hold even where nothing qualifies.

    The difference are days that may be the event's and not the article's: "What happened on 11 September 2001?" may be
    told in an article of any year, and debts "as of 31 December" stand in a report of the spring.
    """

    filters: Filters
    firm: Filters
    question: str
    """What to search for: the question without its request, and what a follow-up takes over. The words that narrow
    stay: an article of May 2012 often says so, and without them hit@1 on Wikinews was lower."""
    timeless: str = ""
    """`question` without the words for the time of what is asked about, or for now: reports seldom have them."""
    understood: tuple[str, ...] = ()
    """The words of the question that became filters, in its order."""
    wants_latest: bool = False
    """Of articles: "the latest on the strike"."""
    wants_current: bool = False
    """Of what they tell: how things stand now."""
    notices: tuple[str, ...] = ()
    """What was named and could not narrow."""
    today: date | None = None
    """The day that "now" and "last week" count from."""
    own: Filters | None = None
    """What the question alone says."""
    event: AskedTimes = field(default_factory=AskedTimes)
    """The times of what is asked about. They may stand in `filters` too, but an article of another day may tell it."""
    is_about_reports: bool = False
    """Whether the question speaks of articles or of who published: then its days are theirs."""
    named: Filters = field(default_factory=Filters)
    """Every outlet and author of the archive that the question names, whether or not that narrows it."""
    other_outlets: tuple[str, ...] = ()
    """Of "outlets other than the Herald", where `filters` name the one that is not wanted: all the others."""
    carried: int = 0
    """Characters at the end of `question` that come from the turns before."""
    carried_timeless: int = 0
    """The same of `timeless`."""
    is_as_of_whole_day: bool = False
    """Whether it is asked as of a day or month with its year. Then later articles count only by what they tell
    of that day."""

    @property
    def searched(self) -> "ReadFilters":
        """The same, with the outlets that are wanted in the place of those that are not."""
        if not self.other_outlets or self.own is None or self.filters.publishers != self.own.publishers:
            return self
        return replace(
            self,
            filters=replace(self.filters, publishers=self.other_outlets),
            firm=replace(self.firm, publishers=self.other_outlets),
        )

    def without_filters(self, asked: str) -> str:
        """A question without the words that became filters: what a question about the archive itself is about."""
        for words_of_filter in self.understood:
            asked = asked.replace(words_of_filter, " ")
        return asked

    def granted(self, used: Filters) -> str:
        """The words of the question that the filters used hold: whatever was found is from March, if it was asked for.

        Empty where they are not the question's alone: a caller, a model or an earlier turn may have named others.
        """
        return " ".join(self.understood) if used == self.own else ""

    @property
    def is_tentative(self) -> bool:
        return self.filters != self.firm


def read_filters(question: str, today: date, names: ArchiveNames) -> ReadFilters:
    """Names count only where the archive has them, and only where the question is about who published or wrote.

    Times without a year are the latest that are not to come. What cannot be resolved ("since the election") narrows
    nothing.
    """
    outlets = _outlets(question, names)
    authors = [] if outlets else _authors(question, names)
    mentioned = Filters(
        publishers=_distinct(_named_outlets(question, names)), authors=_distinct(names.find_authors(question))
    )
    kinds = [
        (match.span(), kind) for kind, pattern in _KINDS if (match := re.search(rf"\b(?:{pattern})", question, re.I))
    ]
    kinds = [(span, kind) for span, kind in kinds if kind in names.kinds]
    is_about_reports = bool(outlets or authors or kinds or is_about_articles(question))
    taken = [(name.start, name.end) for name in (*outlets, *authors)]
    times = [time for time in _times_in(question, today) if _is_meant(question, time, taken, is_about_reports)]
    known = read_known_then(question, times)
    if known is not None:
        times = [replace(known.time, first=None, last=known.day, is_as_of=True)]
    elif not is_about_reports:
        times = [_as_state(question, time) for time in times]
    named = Filters(
        publishers=_distinct(outlets), authors=_distinct(authors), kinds=tuple(dict.fromkeys(kind for _, kind in kinds))
    )
    filters = _with_times(named, times, is_about_reports, today)
    is_firm = len(outlets) < 2 and not (times and compares(question))
    is_firm = is_firm and all(_is_firm(question, time, is_about_reports) for time in times)
    happened = [time for time in times if _is_of_event(question, time, is_about_reports)]
    unwanted = _unwanted(question, outlets)
    searched = _without(question, unwanted)
    spans = sorted([*taken, *((time.start, time.end) for time in times), *(span for span, _ in kinds)])
    return ReadFilters(
        filters,
        replace(filters if is_firm else named, as_of=filters.as_of if known else None),
        without_request(searched),
        without_request(
            without_moment(
                _without(
                    question, [*unwanted, *((time.start, time.end) for time in happened if time.first and time.last)]
                )
            )
        ),
        tuple(question[start:end] for start, end in spans),
        wants_latest=wants_latest(question),
        wants_current=wants_current(question),
        own=filters,
        event=AskedTimes.of(question, happened),
        is_about_reports=is_about_reports,
        named=mentioned,
        other_outlets=_others(outlets, names) if unwanted else (),
        is_as_of_whole_day=any(_is_as_of_whole_day(question, time) for time in times),
    )


def _times_in(question: str, today: date) -> list[TimePhrase]:
    language = language_of_question(question)
    return find_times(question, today) if language is None else find_times_in(question, language, today)


def carry_filters(read: ReadFilters, earlier: str, today: date, names: ArchiveNames) -> ReadFilters:
    """What a follow-up takes over from `earlier`, the words it leans on: the filters it does not set itself.

    "And in 2015?" keeps the outlet that was asked for before, not the year.
    """
    before = read_filters(earlier, today, names)
    rest, timeless, firm = before.question, before.timeless, before.firm
    if read.filters.date_from is not None or read.filters.date_to is not None:
        times = [(time.start, time.end) for time in find_times(earlier, today) if not time.is_as_of]
        rest, firm = _without(earlier, times), replace(firm, date_from=None, date_to=None)
        timeless = rest
    return replace(
        read,
        filters=merge_filters(read.filters, before.filters),
        firm=merge_filters(read.firm, firm),
        question=f"{read.question} {rest}",
        timeless=f"{read.timeless} {timeless}",
        own=None,
        event=read.event or before.event,
        is_about_reports=read.is_about_reports or before.is_about_reports,
        wants_current=read.wants_current or before.wants_current,
        carried=len(rest),
        carried_timeless=len(timeless),
        is_as_of_whole_day=read.is_as_of_whole_day or (before.is_as_of_whole_day and read.filters.as_of is None),
        understood=(*read.understood, *before.understood),
    )


def merge_filters(given: Filters, read: Filters) -> Filters:
    """What the caller gave wins, field by field, the range of days being one; the question fills the rest."""
    has_days = given.date_from is not None or given.date_to is not None
    return replace(
        given,
        date_from=given.date_from if has_days else read.date_from,
        date_to=given.date_to if has_days else read.date_to,
        publishers=given.publishers or read.publishers,
        authors=given.authors or read.authors,
        kinds=given.kinds or read.kinds,
        as_of=given.as_of or read.as_of,
    )


def _is_meant(question: str, time: TimePhrase, taken: Sequence[tuple[int, int]], is_about_reports: bool) -> bool:
    """Not part of a name ("Business Today"); "today" is most often nowadays."""
    if any(time.start < end and start < time.end for start, end in taken):
        return False
    is_today = question[time.start : time.end].lower() in ("today", "tonight")
    return not is_today or is_about_reports or bool(_ABOUT_EVENTS.search(question))


def _as_state(question: str, time: TimePhrase) -> TimePhrase:
    """ "How many had died by 5 March 2026?" and "By 1 May 2026, who ran it?" ask how things stood on that day."""
    is_opening = not question[: time.start].strip() and _ASKS_BEHIND.match(question, time.end)
    is_state = _BY.match(question, time.start) and (is_opening or _HOW_MANY_HAD.search(question))
    as_of = replace(time, is_as_of=True) if is_state else time
    return as_of if _is_as_of_whole_day(question, as_of) else time


def _is_as_of_whole_day(question: str, time: TimePhrase) -> bool:
    names_month = _WITH_MONTH.search(question, time.start, time.end) is not None
    return time.is_as_of and time.has_year and not time.is_relative and names_month


def _is_firm(question: str, time: TimePhrase, is_about_reports: bool) -> bool:
    """Whether the days are the articles' own, not the event's: "founded in 2015, as TechCrunch reports"."""
    if time.is_as_of:
        return True
    if time.is_relative and not _is_long(time):
        return True
    before = _LAST_WORD.search(question[: time.start])
    happened = before is not None and does(before[1])
    return is_about_reports and time.has_year and not happened


def _is_of_event(question: str, time: TimePhrase, is_about_reports: bool) -> bool:
    """Whether the days are when it happened: of "last week" that is as good as when it was published."""
    return not (is_about_reports or time.is_as_of or _is_firm(question, time, is_about_reports))


def _is_long(time: TimePhrase) -> bool:
    """ "Last year" is told of in the weeks behind it, and "before this week" ever since; "last week" at once."""
    return time.last is not None and (time.first is None or time.last - time.first > _SHORT)


def _with_times(named: Filters, times: Sequence[TimePhrase], is_about_reports: bool, today: date) -> Filters:
    as_of = next((time.last for time in times if time.is_as_of), None)
    named = replace(named, as_of=as_of)
    ranges = [time for time in times if not time.is_as_of]
    if not ranges:
        return named
    first, last = _one_range(ranges)
    if last is not None and not is_about_reports and all(time.is_day for time in ranges):
        last = max(last, min(last + _DAY_AFTER, today))
    return replace(named, date_from=first, date_to=last)


def _one_range(ranges: Sequence[TimePhrase]) -> tuple[date | None, date | None]:
    """ "After 2010 but before 2014" is the stretch between; several closed ones are the stretch that holds them all."""
    opening = [time.first for time in ranges if time.first and time.last is None]
    closing = [time.last for time in ranges if time.last and time.first is None]
    closed = [time for time in ranges if time.first and time.last]
    if closed:
        return min(time.first for time in closed if time.first), max(time.last for time in closed if time.last)
    first, last = max(opening, default=None), min(closing, default=None)
    return (first, last) if first is None or last is None or first <= last else (None, None)


def _outlets(question: str, names: ArchiveNames) -> list[FoundName]:
    found = _named_outlets(question, names)
    cued = [name for name in found if _is_cited(question, name)]
    for one, two in (*pairwise(found), *reversed([*pairwise(found)])):
        if (one in cued) != (two in cued) and continues_list(question[one.end : two.start]):
            cued += [two if one in cued else one]
    return [name for name in found if name in cued]


def _unwanted(question: str, outlets: Sequence[FoundName]) -> list[tuple[int, int]]:
    """Where the question says which outlets are not wanted."""
    found = ((left_out_from(question[: one.start]), one.end) for one in outlets)
    return [(start, end) for start, end in found if start is not None]


def _others(outlets: Sequence[FoundName], names: ArchiveNames) -> tuple[str, ...]:
    unwanted = _distinct(outlets)
    return tuple(name for name in names.publishers if name and name not in unwanted)


def _named_outlets(question: str, names: ArchiveNames) -> list[FoundName]:
    return [
        name
        for name in names.find_outlets(question)
        if not name.is_short or question[: name.start].lower().endswith("the ")
    ]


def _is_cited(question: str, name: FoundName) -> bool:
    return is_cited(question[: name.start], question[name.end :])


def _authors(question: str, names: ArchiveNames) -> list[FoundName]:
    found = names.find_authors(question)
    return [name for name in found if is_byline(question[: name.start], question[name.end :])]


def _distinct(found: Sequence[FoundName]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for one in found for name in one.names))


def _without(question: str, spans: Sequence[tuple[int, int]]) -> str:
    """The question as it stands where nothing that says something would be left."""
    left, position = [], 0
    for start, end in sorted(spans):
        left.append(question[position:start])
        position = end
    rest = " ".join(("".join([*left, question[position:]])).split()).strip(" ,;")
    return rest if any(word not in STOPWORDS for word in words(rest)) else question
