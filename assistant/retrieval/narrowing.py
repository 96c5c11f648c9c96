"""Search with the filters that a question says, and without those of them that turn out to mean something else."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from assistant.archive import Filters, Snapshot
from assistant.language import find_times
from assistant.question import AskedTimes, QuestionReader, TimeFit
from assistant.question.filters import describe_filters
from assistant.question.question_filters import ReadFilters
from assistant.question.times import FAR_AHEAD
from assistant.retrieval.candidate import Candidate
from assistant.retrieval.retriever import Ranking, Retriever

__all__ = [
    "LATEST_MARGIN",
    "TENTATIVE_MARGIN",
    "left_out_notices",
    "prefer_latest",
    "retrieve_alone",
    "retrieve_narrowed",
]

TENTATIVE_MARGIN = 0.05
"""How much worse than any other passage the best one from the days a question names may match: then these are the
article's days. With more of a gap they are the event's, told in an article of another time."""

TOLD_WITHIN = timedelta(days=45)
"""What came of a month or a year is told in the weeks behind it."""
_FIT_BONUS: dict[TimeFit, float] = {"named": 0.04, "near": 0.02, "open": 0.0, "other": -0.03}
"""Added to a passage's score, in which MaxSim is at most 1."""

LATEST_MARGIN = 0.12
"""Passages that match nearly as well as the best count as being on the subject: among them the newest comes first."""


def retrieve_alone(
    retriever: Retriever,
    reader: QuestionReader,
    snapshot: Snapshot,
    question: str,
    given: Filters | None,
    *,
    k: int,
    read_filters: bool = True,
) -> Ranking:
    """The k best for a question without turns before it, its spelling and what narrows it read as by an answer."""
    understood = reader.understand_alone(snapshot, question, given, wanted=read_filters)
    ranking, _ = retrieve_narrowed(retriever, snapshot, understood.narrows, k=k)
    return replace(ranking, candidates=ranking.candidates[:k])


def retrieve_narrowed(
    retriever: Retriever, snapshot: Snapshot, read: ReadFilters, *, k: int = 10
) -> tuple[Ranking, Filters]:
    """The ranking, and the filters that it was made with."""
    ranking, filters = _retrieve(retriever, snapshot, read.searched, k)
    if read.wants_latest:
        ranking = replace(ranking, candidates=tuple(prefer_latest(ranking.candidates)))
    return ranking, filters


def prefer_latest(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Those on the subject by the day they were published, newest first, undated last; then the others as they were."""
    least = max((candidate.score for candidate in candidates), default=0.0) - LATEST_MARGIN
    on_subject = [candidate for candidate in candidates if candidate.score >= least]
    others = [candidate for candidate in candidates if candidate.score < least]
    return sorted(on_subject, key=lambda one: one.article.published_on or date.min, reverse=True) + others


def left_out_notices(snapshot: Snapshot, filters: Filters) -> tuple[str, ...]:
    left_out, later = snapshot.undated_left_out(filters), snapshot.not_held_as_of(filters)
    undated = "1 undated article was" if left_out == 1 else f"{left_out:,} undated articles were"
    changed = "1 article was" if later == 1 else f"{later:,} articles were"
    notices = (f"{undated} left out because you limited the dates.",) if left_out else ()
    return (*notices, f"{changed} left out: only a text later than {filters.as_of} is held.") if later else notices


def _retrieve(retriever: Retriever, snapshot: Snapshot, read: ReadFilters, k: int) -> tuple[Ranking, Filters]:
    def search(filters: Filters) -> Ranking:
        return retriever.retrieve(snapshot, read.question, filters, k=k, carried=read.carried)

    if read.filters.as_of is None and not read.is_about_reports and read.is_tentative:
        return (_prefer_times(read, search) if read.event else search(read.firm)), read.firm
    narrow = search(read.filters)
    if read.is_tentative:
        wide = search(read.firm)
        if read.is_as_of_whole_day:
            wide = _told_of(read.filters.as_of, wide, narrow)
            if not wide.candidates:
                return narrow, read.filters
        if narrow.candidates and (_best(narrow) >= _best(wide) - TENTATIVE_MARGIN or _is_changed_since(narrow, wide)):
            return narrow, read.filters
        return _noting(wide, _why_wide(read, narrow)), read.firm
    undated = replace(read.filters, date_from=None, date_to=None)
    if not narrow.candidates and undated != read.filters and snapshot.coverage().first_on is None:
        wide = search(undated)
        return _noting(wide, "No article has a date, so the dates were ignored."), undated
    return narrow, read.filters


def _told_of(day: date | None, wide: Ranking, then: Ranking) -> Ranking:
    """What names that day, or a stretch that ends with it, beside what was there `then`: debts of 31 December
    stand in the report of the spring."""
    told = [one for one in wide.candidates if _names_end(one, day)]
    taken = {one.article.article_id for one in told}
    others = [one for one in then.candidates if told and one.article.article_id not in taken]
    return replace(wide, candidates=tuple(sorted([*told, *others], key=lambda one: -one.score)))


def _names_end(candidate: Candidate, day: date | None) -> bool:
    published = candidate.article.published_on
    return any(time.last == day for time in find_times(candidate.passage.text, published or FAR_AHEAD))


def _prefer_times(read: ReadFilters, search: Callable[[Filters], Ranking]) -> Ranking:
    """Passages of any day, those first that tell of the time asked about: its figures stand in later articles too."""
    wide = search(read.firm)
    narrow = search(_told_within(read.filters))
    both = {one.passage.passage_id: one for one in (*narrow.candidates, *wide.candidates)}
    fitted = [replace(one, score=one.score + _FIT_BONUS[_fit(read.event, one)]) for one in both.values()]
    ranked = sorted(fitted, key=lambda one: (-one.score, one.passage.passage_id))
    return Ranking(tuple(ranked[: len(wide.candidates) or None]), wide.notices)


def _told_within(filters: Filters) -> Filters:
    last = filters.date_to
    return replace(filters, date_to=min(last, date.max - TOLD_WITHIN) + TOLD_WITHIN if last else None)


def _fit(event: AskedTimes, candidate: Candidate) -> TimeFit:
    return event.fit(candidate.passage.text, candidate.article.published_on, candidate.article.title or "")


def _is_changed_since(narrow: Ranking, wide: Ranking) -> bool:
    """Whether the best passage of all is of an article that had another text on the day: then that text answers."""
    best, later = wide.candidates[0].article, {one.article.article_id: one.article.version for one in narrow.candidates}
    return later.get(best.article_id, best.version) != best.version


def _best(ranking: Ranking) -> float:
    return max((candidate.score for candidate in ranking.candidates), default=0.0)


def _why_wide(read: ReadFilters, narrow: Ranking) -> str:
    asked = read.filters
    days = describe_filters(Filters(date_from=asked.date_from, date_to=asked.date_to, as_of=asked.as_of))[0]
    if not narrow.candidates:
        return f"No article fits the dates ({days}), so they were ignored."
    return f"The best passages do not fit the dates ({days}), so these were ignored."


def _noting(ranking: Ranking, notice: str) -> Ranking:
    return replace(ranking, notices=(*ranking.notices, notice))
