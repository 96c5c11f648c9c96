"""Other voices on the same thing: reports that answer the question too, and whether they say something else."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answer import Standing
from assistant.answering.asked_unit import counted_stems, unit_of
from assistant.answering.evidence import Evidence, ScoredSentence
from assistant.answering.reported import (
    Report,
    are_ends_apart,
    are_figures_apart,
    are_hours_apart,
    are_sorts_apart,
    are_times_apart,
    classes,
    is_one_event,
    takes_back,
    tells_of,
)
from assistant.answering.views import QuestionView
from assistant.language import content_stems, names, split_clauses, stem, words
from assistant.language.entries import time_of_entry
from assistant.language.facts import lies_ahead, read_sentence
from assistant.language.lexicon import CALLED_TITLES, ROLES
from assistant.language.opposites import OPPOSITES
from assistant.language.time_phrases import find_times
from assistant.question.times import years_told

__all__ = ["Voice", "compare_voices", "find_voices"]

MOST_VOICES = 3
LEAST_SHARE = 0.02
"""A sentence of another article counts as an answer where it is this likely, compared with the best one."""
LEAST_COVERAGE = 0.6
"""Of the question's meaning, which both sentences with their headlines must carry: else they may mean two things."""
LEAST_ALIKE, LEAST_ALIKE_TO_DENY, LEAST_ALIKE_ELSEWHERE = 0.5, 0.6, 0.8
"""Of what the shorter sentence tells; elsewhere: where no figure, day or name is asked for."""
LEAST_ASKED = 0.6
"""Of what the question asks about beside names, which each must carry with its headline."""
_OF_SEVERAL = re.compile(
    r"\bwho(?:m|se)?\s+(?:else\s+)?(?:(?:was|were|is|are)\s+(?:\w+ed|hurt|shot|at|in|on|among|there|present|for|against)\b|"
    r"attend\w*|took\s+part|spoke|speaks|join\w*|came|sign\w*|support\w*|oppos\w*|back\w*|favour\w*|died|said|says|"
    r"critic\w*|complain\w*|warn\w*|prais\w*|welcom\w*|voted|works?|lives?|plays?|played|wants?|react\w*)",
    re.IGNORECASE,
)
_OPPOSITES = tuple(
    (frozenset(map(stem, side)), frozenset(map(stem, opposite)))
    for pair in OPPOSITES
    for side, opposite in (pair, pair[::-1])
)
_FAILED = re.compile(r"\bfail(?:s|ed|ing)?\b(?!\s+to\b)", re.IGNORECASE)
""" "The merger failed" denies nothing; "failed to merge" does."""
_YEAR = re.compile(r"\b\d{4}\b")
_ANY_DAY = date(2100, 1, 1)
"""Times with a year mean the same on every day."""
_NO_NAMES = frozenset((*CALLED_TITLES, *ROLES))
_CORRECTS = re.compile(
    r"\b(?:correct(?:s|ed|ion|ing)|revis(?:ed|es|ion)|retract(?:s|ed|ion)|amend(?:s|ed|ment)|clarif(?:y|ied|ication)|"
    r"earlier (?:report|figure|number|count|toll|version|statement)\w*|(?:previously|initially|originally|first) "
    r"(?:reported|stated|put|given|said|thought|believed)|(?:rises?|rose|risen|climbed|raised|lowered|updated?|"
    r"now stands?|brings?|brought) (?:to|at|the)|no longer|not \S+ as (?:reported|stated)|"
    r"(?:put|pushed|moved) back|postponed|brought forward|instead of|rather than|recount\w*|"
    r"wrong (?:figure|number|date|name)|will now|is now|are now)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, eq=False)
class Voice:
    """A sentence that answers, with how it stands to the other voices; None where they agree or cannot be compared."""

    scored: ScoredSentence
    standing: Standing | None = None


def find_voices(evidence: Evidence, fitting: Sequence[ScoredSentence]) -> list[Voice]:
    """The best sentence and one of each other article that answers as well; newest first where they do not agree.

    Copies of one text are one voice. An article that repeats a sentence has nothing to add.
    """
    best = fitting[0]
    voices = [best]
    for scored in fitting[1:]:
        if len(voices) == MOST_VOICES:
            break
        if scored.score < LEAST_SHARE * best.score and not _goes_beyond(evidence.view, scored, best):
            continue
        is_new = all(_group(scored) != _group(voice) for voice in voices)
        if is_new and min(_coverage(evidence.view, scored), _coverage(evidence.view, best)) >= LEAST_COVERAGE:
            voices.append(scored)
    return compare_voices(evidence.view, voices)


def _goes_beyond(view: QuestionView, scored: ScoredSentence, best: ScoredSentence) -> bool:
    """Whether a later report tells that the figure of the best sentence has moved on: "the toll rose to 31"."""
    if view.kind != "number" or _day(scored)[:10] <= _day(best)[:10] or not _CORRECTS.search(scored.sentence.text):
        return False
    return differ(view, _report(scored), _report(best))


def _report(scored: ScoredSentence) -> Report:
    return Report(scored.sentence.text, scored.sentence.candidate.article, _day(scored))


def compare_voices(view: QuestionView, chosen: Sequence[ScoredSentence]) -> list[Voice]:
    """How the sentences of an answer stand to each other; those that do not agree newest first, and at the top where
    the first of all is one of them."""
    reports = {one: _report(one) for one in chosen}
    apart = [
        one
        for one in chosen
        if any(_group(one) != _group(other) and differ(view, reports[one], reports[other]) for other in chosen)
    ]
    if not apart:
        return [Voice(one) for one in chosen]
    ordered = sorted(apart, key=_day, reverse=True)
    standings = _standings([reports[one] for one in ordered])
    told = [Voice(one, standing) for one, standing in zip(ordered, standings, strict=True)]
    others = [Voice(one) for one in chosen if one not in apart]
    return [*told, *others] if chosen[0] in apart else [*others[:1], *told, *others[1:]]


def _group(scored: ScoredSentence) -> int:
    return scored.sentence.candidate.article.group_id


def _coverage(view: QuestionView, scored: ScoredSentence) -> float:
    """Words for one happening count as one another: "cleared" for "evacuated"."""
    held = scored.sentence.facts.stems | content_stems(scored.sentence.candidate.article.title or "")
    held_classes = classes(held)
    return view.cover(frozenset(one for one in view.stems if one in held or classes([one]) & held_classes))


def _day(scored: ScoredSentence) -> str:
    sentence = scored.sentence
    article = sentence.candidate.article
    posted_at = time_of_entry(article.text, sentence.span[0], article.live_on)
    return posted_at.isoformat() if posted_at else article.published_at or ""


def _standings(newest_first: Sequence[Report]) -> list[Standing]:
    """`superseded` only by a later report that says it corrects or goes beyond an earlier one; else they disagree."""
    newest, second = newest_first[:2]
    is_later = newest.told_at[:10] > second.told_at[:10]
    if is_later and (_says_it_corrects(newest) or takes_back(newest, second)):
        earlier: list[Standing] = ["superseded"] * (len(newest_first) - 1)
        return ["newest", *earlier]
    return ["disagrees"] * len(newest_first)


def _says_it_corrects(report: Report) -> bool:
    text = f"{report.article.title or ''}\n{report.sentence}"
    return report.article.correction is not None or _CORRECTS.search(text) is not None


def differ(view: QuestionView, one: Report, other: Report) -> bool:
    """Whether both tell of one event, and give other figures, times or names for what is asked, or one denies the
    other."""
    if one is other or not _is_comparable(view, one, other):
        return False
    alike = len(one.frame & other.frame) / max(1, min(len(one.frame), len(other.frame)))
    if alike >= LEAST_ALIKE_TO_DENY and _is_denial(view, one, other):
        return True
    if alike >= LEAST_ALIKE and corrects(one, other):
        return True
    if view.kind in ("who", "where"):
        return alike >= LEAST_ALIKE and _are_names_apart(view, one, other)
    if view.kind == "when":
        return alike >= LEAST_ALIKE and (are_times_apart(one, other) or are_hours_apart(one, other))
    is_asked = (
        view.kind == "number" or unit_of(view.asked) or all(tells_of(report, view.asked) for report in (one, other))
    )
    least = LEAST_ALIKE if is_asked else LEAST_ALIKE_ELSEWHERE
    return alike >= least and are_figures_apart(one, other, view.asked, counted_stems(view.asked))


def _is_comparable(view: QuestionView, one: Report, other: Report) -> bool:
    if view.kind not in ("who", "where") and _are_places_apart(view, one, other):
        return False
    if corrects(one, other):
        return True
    if (
        are_ends_apart(one, other)
        or (view.kind == "number" and lies_ahead(one.sentence) != lies_ahead(other.sentence))
        or (view.kind in ("number", "who") and are_sorts_apart(one, other))
        or _is_of_part(view, one, other)
        or _are_happenings_apart(one, other)
        or not all(_is_of_asked_time(view, report) for report in (one, other))
    ):
        return False
    asked = content_stems(view.asked) - _name_stems(view.asked)
    wanted = classes(asked)
    for report in (one, other):
        held = report.frame | classes(report.stems | content_stems(report.article.title or ""))
        if wanted and len(wanted & held) < LEAST_ASKED * len(wanted):
            return False
        if any(side & asked and not side & report.stems and opposite & report.stems for side, opposite in _OPPOSITES):
            return False
    return view.kind == "when" or is_one_event(one, other)


def _are_happenings_apart(one: Report, other: Report) -> bool:
    """Each tells of one that the other does not: three were killed, eleven were hurt."""
    first, second = ({word for word in report.frame if word.startswith("=")} for report in (one, other))
    return bool(first - second and second - first)


def _is_of_part(view: QuestionView, one: Report, other: Report) -> bool:
    """Whether one tells of a part with a number for a name ("at pier 4") and the other, with its headline, of none."""
    if view.kind != "number" or bool(one.labels) == bool(other.labels):
        return False
    part, whole = (one, other) if one.labels else (other, one)
    around = Report(f"{whole.article.title or ''}. {view.question}", whole.article)
    return not part.labels.items() <= around.labels.items()


def _is_of_asked_time(view: QuestionView, report: Report) -> bool:
    """Whether a report may be of the time that the question names, where it names one with its year."""
    years = years_told(view.asked, None)
    if not years.isdisjoint(years_told(report.sentence, report.day)):
        return True
    stretches = [
        (time.first, time.last)
        for time in find_times(view.asked, _ANY_DAY)
        if time.first and time.last and _YEAR.search(view.asked[time.start : time.end])
    ]
    stretches = stretches or [(date(year, 1, 1), date(year, 12, 31)) for year in years]  # "the flood of 2019"
    if not stretches or not report.times:
        return True
    return any(first <= told[1] and told[0] <= last for first, last in stretches for told in report.times)


def _name_stems(asked: str) -> frozenset[str]:
    return content_stems(" ".join(asked[start:end] for start, end in names(asked)))


def corrects(one: Report, other: Report) -> bool:
    """Whether the later of the two says that it puts the other right: then they are of one thing, however far apart."""
    earlier, later = sorted((one, other), key=lambda report: report.told_at)
    return takes_back(later, earlier)


def _are_places_apart(view: QuestionView, one: Report, other: Report) -> bool:
    """Each names somebody or some place that the other, its headline and the question do not know."""
    asked = frozenset(words(view.question))
    apart = [
        this.name_words - asked - frozenset(words(f"{that.sentence} {that.article.title or ''}"))
        for this, that in ((one, other), (other, one))
    ]
    return all(apart) or any(
        _names_asked(this, that, asked) and more
        for this, that, more in ((one, other, apart[1]), (other, one, apart[0]))
    )


def _names_asked(one: Report, other: Report, asked: frozenset[str]) -> bool:
    """Whether one has a name of the question that the other, with its headline, has not."""
    return bool(one.name_words & asked - frozenset(words(f"{other.sentence} {other.article.title or ''}")))


def _is_denial(view: QuestionView, one: Report, other: Report) -> bool:
    facts = [read_sentence(report.sentence) for report in (one, other)]
    if all(fact.is_first_person and fact.has_quotation for fact in facts):
        return False  # two people tell of themselves
    names_of_both = (one.name_words & other.name_words) - frozenset(words(view.question))
    about = (one.frame & other.frame) | classes(map(stem, names_of_both))
    return not corrects(one, other) and _is_denied(one, about) != _is_denied(other, about)


def _is_denied(report: Report, about: frozenset[str]) -> bool:
    """In a clause that tells what both tell: "it lost 31 million, and nobody misses it" denies no loss."""
    told = [clause for clause in split_clauses(report.sentence) if about & classes(content_stems(clause))]
    return any(read_sentence(_FAILED.sub(" ", clause)).is_negated for clause in told)


def _are_names_apart(view: QuestionView, one: Report, other: Report) -> bool:
    """Of what only one can have done: who opened it, not who was there."""
    if _OF_SEVERAL.search(view.asked):
        return False
    asked = frozenset(words(view.question))
    first, second = (report.name_words - asked - _NO_NAMES for report in (one, other))
    return bool(first and second) and not first & second
