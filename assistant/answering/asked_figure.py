"""The figure of the time that is asked about, where its sentence leaves out what the one before names: "In 2023 it was
19,750."."""

import re
from dataclasses import replace

from assistant.answering.asked_unit import counts_in, has_unit
from assistant.answering.evidence import Evidence, ScoredSentence
from assistant.answering.views import QuestionView
from assistant.language import content_stems, numbers
from assistant.language.lexicon import MONTHS
from assistant.language.time_phrases import find_parts_of_year
from assistant.question import AskedTimes
from assistant.question.asks import kind_of
from assistant.question.counted_times import count_time
from assistant.question.follow_up import is_elliptic

__all__ = ["put_stated_figure_first"]

LOOKED_AT = 24
"""Of the best sentences."""
LEAST_COVERAGE = 0.85
"""Of the question's meaning without its time, in both sentences and their headline."""
MOST_WORDS = 16
_MEASURES = content_stems(f"rate number figure share percentage percent total amount level {' '.join(MONTHS)}")
"""And months, which "and in August?" has left of it."""
_LEAVES_OUT = re.compile(
    r"^[^,.;:]{0,40}?,?\s*\b(?:it|there|they|that|the (?:figure|number|rate|total|share)|those)\s+"
    r"(?:(?:had|has|have|would) )?[a-z]+\b",
    re.IGNORECASE,
)


def put_stated_figure_first(evidence: Evidence, event: AskedTimes) -> Evidence:
    view = evidence.view
    if not event or (view.kind != "number" and not (is_elliptic(view.asked) and kind_of(view.question) == "number")):
        return evidence
    stated = next((one for one in evidence.sentences[:LOOKED_AT] if _states(one, evidence, event)), None)
    if stated is None:
        return evidence
    others = (one for one in evidence.sentences if one is not stated)
    first = replace(stated, score=evidence.sentences[0].score)
    return replace(evidence, sentences=(first, *others), is_stated=True, is_of_asked_time=True, is_of_other_time=False)


def _states(scored: ScoredSentence, evidence: Evidence, event: AskedTimes) -> bool:
    text, view = scored.sentence.text, evidence.view
    if len(text.split()) > MOST_WORDS or _LEAVES_OUT.search(text) is None or find_parts_of_year(text):
        return False
    if not _has_figure(view, text):
        return False
    before, article = _before(scored), scored.sentence.candidate.article
    if event.fit(count_time(text, before, article.published_on), article.published_on) != "named":
        return False
    wanted = frozenset(one for one in view.timeless_stems - _MEASURES if not one.isdigit())
    told = content_stems(f"{article.title or ''} {before} {text}")
    return view.cover(content_stems(text), wanted) < LEAST_COVERAGE <= view.cover(told, wanted)


def _has_figure(view: QuestionView, text: str) -> bool:
    if view.unit == "count":
        return bool(counts_in(text, view.counted) - view.numbers)
    return bool(frozenset(numbers(text)) - view.numbers) and (view.unit is None or has_unit(view.unit, text))


def _before(scored: ScoredSentence) -> str:
    """The sentence that stands before it in its passage; empty for the first one."""
    candidate, start = scored.sentence.candidate, scored.sentence.span[0]
    before = [span for span in candidate.passage.sentences if span[1] <= start]
    return candidate.article.text[slice(*before[-1])] if before else ""
