"""What an answer says of days and speakers, held against what is known: errors that no share of hits shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answer import Answer, Citation, Statement
from assistant.evaluation.matching import hits, holds_text
from assistant.evaluation.questions import GoldQuestion

__all__ = ["NO_MISTAKES", "Mistakes", "find_mistakes"]

MOST_DAYS_AWAY = 7
"""A weekday in an article means a day within a week of its publication; "last Monday" is the farthest."""


@dataclass(frozen=True, slots=True)
class Mistakes:
    """How many could be judged, and how many are wrong."""

    date_count: int = 0
    """Citations of questions that name a range of days, and resolved days."""
    date_error_count: int = 0
    speaker_count: int = 0
    """Statements that name a speaker, on the evidence of questions whose speakers are known."""
    speaker_error_count: int = 0


NO_MISTAKES = Mistakes()


def find_mistakes(answer: Answer, question: GoldQuestion) -> Mistakes:
    ranges = [_is_inside(citation, question) for citation in answer.citations if question.has_days]
    by_number = {citation.n: citation for citation in answer.citations}
    resolved = [
        _is_plausible(one.day, by_number[statement.citations[0]])
        for statement in answer.statements
        if statement.citations
        for one in statement.dates
    ]
    dates = [*ranges, *resolved]
    speakers = _speakers(answer.statements, by_number, question)
    return Mistakes(len(dates), dates.count(False), len(speakers), speakers.count(False))


def _is_inside(citation: Citation, question: GoldQuestion) -> bool:
    """Whether the cited article was published in the days the question names; an undated one was not."""
    day = _day(citation.published_at)
    return (
        day is not None
        and (question.date_from is None or day >= question.date_from)
        and (question.date_to is None or day <= question.date_to)
    )


def _is_plausible(resolved: date, citation: Citation) -> bool:
    published = _day(citation.published_at)
    return published is not None and abs((resolved - published).days) <= MOST_DAYS_AWAY


def _speakers(statements: Sequence[Statement], by_number: dict[int, Citation], question: GoldQuestion) -> list[bool]:
    """For each statement on the evidence that names a speaker: is it one that the set knows?"""
    if not question.speakers:
        return []
    wanted = question.evidence + question.evidence_also
    return [
        any(holds_text(gold, statement.speaker) for gold in question.speakers)
        for statement in statements
        if statement.speaker and any(hits(by_number[number], one) for number in statement.citations for one in wanted)
    ]


def _day(published_at: str | None) -> date | None:
    try:
        return date.fromisoformat((published_at or "")[:10])
    except ValueError:
        return None
