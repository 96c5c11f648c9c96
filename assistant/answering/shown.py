"""What the conversation has told already: not told again, unless it is asked for."""

import re
from dataclasses import replace

from assistant.answering.evidence import Evidence, ScoredSentence
from assistant.answering.views import QuestionView, carries
from assistant.language import content_stems, find_times, words
from assistant.language.facts import explains
from assistant.question.follow_up import StandaloneQuestion
from assistant.question.times import FAR_AHEAD, AskedTimes

__all__ = ["put_shown_behind"]

_ASKS_PART = re.compile(r"\bhow many of (?:them|these|those)\b", re.IGNORECASE)
_NO_TIME = AskedTimes()
SHOWN_WEIGHT = 0.5
"""Of a sentence that was told, in a follow-up that asks for something of its own."""
BESIDE_WEIGHT = 0.05
"""The same of the sentence that answered last, where it has no word of what is new in the follow-up."""


def put_shown_behind(evidence: Evidence, standalone: StandaloneQuestion, event: AskedTimes = _NO_TIME) -> Evidence:
    """Where more is asked for, without what was told; else what was told weighs less than what is new.

    `event`: the time asked about. What is of the one that the follow-up itself names answers, told or not.
    """
    told = f" {' '.join(words(standalone.shown))} "
    if not told.strip():
        return evidence
    fresh = [one for one in evidence.sentences if not _is_told(one, told)]
    if standalone.asks_more:
        return replace(evidence, sentences=tuple(fresh), is_told=not fresh)
    new, led_with = content_stems(standalone.question), f" {' '.join(words(standalone.led_with))} "
    beside = {id(one) for one in evidence.sentences if _is_told(one, led_with) and _is_beside(one, evidence.view, new)}
    names_time = bool(event) and bool(find_times(standalone.question, FAR_AHEAD))
    weighed = [
        replace(one, score=one.score * (BESIDE_WEIGHT if id(one) in beside else SHOWN_WEIGHT))
        if _is_told(one, told) and not (names_time and _is_of_time(one, event))
        else one
        for one in evidence.sentences
    ]
    return replace(evidence, sentences=tuple(sorted(weighed, key=lambda one: -one.score)))


def _is_of_time(scored: ScoredSentence, event: AskedTimes) -> bool:
    article = scored.sentence.candidate.article
    return event.fit(scored.sentence.text, article.published_on, article.title or "") in ("named", "near")


def _is_beside(scored: ScoredSentence, view: QuestionView, new: frozenset[str]) -> bool:
    """ "And in Leeds?", "Why?": neither the figure for York nor what happened answers again."""
    sentence = scored.sentence
    if view.kind == "why":
        return not explains(sentence.text)
    if view.kind in ("who", "where"):
        own = frozenset(words(view.asked))
        return all(name <= own for name in sentence.facts.names)
    if view.kind in ("number", "when"):
        is_of_whole = _ASKS_PART.search(view.asked) is not None and not view.counted & sentence.facts.stems
        return is_of_whole or not carries(view, sentence.text, sentence.facts)
    return bool(new) and not new & sentence.facts.stems


def _is_told(scored: ScoredSentence, told: str) -> bool:
    return f" {' '.join(words(scored.sentence.text))} " in told
