"""Other voices on the same thing: reports that answer the question too, and whether they say something else."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Standing
from assistant.answering.evidence import Evidence, ScoredSentence
from assistant.answering.views import QuestionView
from assistant.archive import Article
from assistant.language.entries import time_of_entry

__all__ = ["Voice", "find_voices"]

MOST_VOICES = 3
LEAST_SHARE = 0.02
"""A sentence of another article counts as an answer where it is this likely, compared with the best one."""
LEAST_COVERAGE = 0.6
"""Of the question's meaning, which both sentences with their headlines must carry: else they may mean two things."""
LEAST_ALIKE = 0.4
"""Of the shorter sentence's words; two that are more alike and differ by a "not" deny each other."""
_KINDS_WITH_VALUES = frozenset({"number", "when", "who", "where"})
"""Questions that one figure, day or name answers: elsewhere two sentences with other figures are about other things,
unless they are alike."""
_CORRECTS = re.compile(
    r"\b(?:correct(?:s|ed|ion|ing)|revis(?:ed|es|ion)|retract(?:s|ed|ion)|amend(?:s|ed|ment)|clarif(?:y|ied|ication)|"
    r"earlier (?:report|figure|number|count|toll|version|statement)\w*|(?:previously|initially|originally|first) "
    r"(?:reported|stated|put|given|said|thought|believed)|(?:rises?|rose|risen|climbed|raised|lowered|updated?|"
    r"now stands?|brings?|brought) (?:to|at|the)|no longer|not \S+ as (?:reported|stated))\b",
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
        if len(voices) == MOST_VOICES or scored.score < LEAST_SHARE * best.score:
            break
        is_new = all(_group(scored) != _group(voice) for voice in voices)
        if is_new and min(_coverage(evidence.view, scored), _coverage(evidence.view, best)) >= LEAST_COVERAGE:
            voices.append(scored)
    if not any(_disagree(evidence.view, best, voice) for voice in voices[1:]):
        return [Voice(voice) for voice in voices]
    ordered = sorted(voices, key=_day, reverse=True)
    return [Voice(voice, standing) for voice, standing in zip(ordered, _standings(ordered), strict=True)]


def _group(scored: ScoredSentence) -> int:
    return scored.sentence.candidate.article.group_id


def _coverage(view: QuestionView, scored: ScoredSentence) -> float:
    title = scored.sentence.candidate.article.title or ""
    return view.cover(scored.sentence.facts.stems | view.stems_of(title))


def _day(scored: ScoredSentence) -> str:
    sentence = scored.sentence
    posted_at = time_of_entry(sentence.candidate.article.text, sentence.span[0])
    return posted_at.isoformat() if posted_at else sentence.candidate.article.published_at or ""


def _standings(newest_first: Sequence[ScoredSentence]) -> list[Standing]:
    """`superseded` only by a later report that says it corrects or goes beyond an earlier one; else they disagree."""
    newest = newest_first[0]
    is_later = _day(newest)[:10] > _day(newest_first[1])[:10]
    if is_later and _says_it_corrects(newest.sentence.candidate.article, newest.sentence.text):
        earlier: list[Standing] = ["superseded"] * (len(newest_first) - 1)
        return ["newest", *earlier]
    return ["disagrees"] * len(newest_first)


def _says_it_corrects(article: Article, sentence: str) -> bool:
    return article.correction is not None or _CORRECTS.search(f"{article.title or ''}\n{sentence}") is not None


def _disagree(view: QuestionView, one: ScoredSentence, other: ScoredSentence) -> bool:
    """Whether they give other figures, days or names for what is asked, or one denies the other."""
    shared = one.sentence.facts.stems & other.sentence.facts.stems
    shorter = min(len(one.sentence.facts.stems), len(other.sentence.facts.stems))
    are_alike = len(shared) >= LEAST_ALIKE * max(shorter, 1)
    values, other_values = _values(view, one), _values(view, other)
    if (are_alike or view.kind in _KINDS_WITH_VALUES) and values and other_values and not values & other_values:
        return True
    return are_alike and one.sentence.facts.is_negated != other.sentence.facts.is_negated


def _values(view: QuestionView, scored: ScoredSentence) -> frozenset[str]:
    """What could be the answer in it: the figures or the names that the question has not named itself."""
    facts = scored.sentence.facts
    if view.kind in ("who", "where"):
        return frozenset(word for name in facts.names for word in name if word not in view.words)
    return facts.numbers - view.numbers
