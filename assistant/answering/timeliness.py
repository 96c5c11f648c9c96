"""Evidence of the time that a question asks about: of that event, or of how things stand now."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from assistant.answering.answer_form import form_of
from assistant.answering.asked_figure import put_stated_figure_first
from assistant.answering.evidence import Evidence, ScoredSentence
from assistant.answering.holders import day_of, find_later_change, find_successor, read_post, weigh_holders
from assistant.answering.leading import TOP_CHARACTERS
from assistant.answering.reported import classes
from assistant.language import words
from assistant.language.entries import time_of_entry
from assistant.language.facts import read_sentence
from assistant.language.time_phrases import find_parts_of_year
from assistant.language.told_times import find_told_times
from assistant.question import AskedTimes, ReadFilters, TimeFit, is_in_present, without_now
from assistant.question.asks import asks_what_happened, kind_of
from assistant.question.times import years_told
from assistant.reading import CALIBRATION
from assistant.retrieval import content_stems

__all__ = ["fit_to_time"]

_PartsOfYear = frozenset[tuple[int, int]]
"""Quarters, halves and first months, each by its first and last month."""

PART_WEIGHT = 0.2
"""A figure of a quarter does not answer for the year."""
_WEIGHTS: dict[TimeFit, float] = {"named": 1.5, "near": 1.2, "open": 1.0, "other": 0.2}
OTHER_YEAR_WEIGHT = 0.5
CURRENT_SHARE = 0.25
"""A sentence answers as well where it is so likely, compared with the best one: then the newest of them does."""
SAME_WORDS_SHARE = 0.005
"""Or where it is so likely, has the words that the best one shares with the question, and could be an answer."""
STATE_SHARE = 0.05
"""The same where nothing but the verb says "now"; then only so."""


def fit_to_time(evidence: Evidence, read: ReadFilters) -> Evidence:
    """A sentence that tells of another time alone is no answer: it stays only where nothing else is left."""
    parts = find_parts_of_year(evidence.view.asked)
    is_of_time = read.event or parts
    evidence = _of_time(evidence, read.event, parts) if is_of_time else _newest_entry_first(evidence)
    if read.today is not None and kind_of(evidence.view.asked) == "when" and asks_what_happened(evidence.view.asked):
        evidence = _put_future_behind(evidence, read.today)
    post = read_post(evidence.view.asked, read.event)
    evidence = weigh_holders(evidence, post, read.event)
    if is_of_time and not evidence.is_of_asked_time:
        is_told = any(_fit(read.event, one, parts) in ("named", "near") for one in evidence.sentences[:1])
        evidence = replace(evidence, is_of_asked_time=is_told)
    evidence = put_stated_figure_first(evidence, read.event)
    if read.wants_current or (post is not None and post.time == "now"):
        return _newest_first(evidence)
    asked = evidence.view.asked
    is_of_state = not is_of_time and kind_of(asked) in ("who", "number") and is_in_present(asked)
    return _newest_first(evidence, likely_share=1.0, same_words_share=STATE_SHARE) if is_of_state else evidence


def _of_time(evidence: Evidence, event: AskedTimes, parts: _PartsOfYear) -> Evidence:
    """`parts`: those of a year that are asked for."""
    wants_whole_year = not parts and kind_of(evidence.view.asked) == "number"
    fits = [(_fit(event, scored, parts), scored) for scored in evidence.sentences]
    is_compared = form_of(evidence.view.asked).name == "comparison"
    kept = [(fit, scored) for fit, scored in fits if fit != "other" or is_compared]
    ranked = sorted(
        (
            _weighed(scored, _weight(fit, scored, event) * (_part(scored) if wants_whole_year else 1.0))
            for fit, scored in kept or fits
        ),
        key=lambda scored: -scored.score,
    )
    return replace(
        evidence,
        sentences=tuple(ranked),
        confidence=_confidence_left(evidence, [scored for _, scored in kept or fits]),
        is_of_other_time=bool(fits) and not kept,
    )


def _put_future_behind(evidence: Evidence, today: date) -> Evidence:
    """What tells only of days to come does not say when something was."""
    weighed = [_weighed(one, _WEIGHTS["other"] if _is_of_future(one, today) else 1.0) for one in evidence.sentences]
    return replace(evidence, sentences=tuple(sorted(weighed, key=lambda one: -one.score)))


def _is_of_future(scored: ScoredSentence, today: date) -> bool:
    times = find_told_times(scored.sentence.text, scored.sentence.candidate.article.published_on or today)
    return bool(times) and all((one.first or one.last or today) > today for one in times)


def _weighed(scored: ScoredSentence, weight: float) -> ScoredSentence:
    return replace(scored, score=min(1.0, scored.score * weight))


def _confidence_left(evidence: Evidence, kept: Sequence[ScoredSentence]) -> float | None:
    """What is of another time no longer counts as an answer."""
    every, left = (sum(one.score for one in some) for some in (evidence.sentences, kept))
    if evidence.confidence is None or not left or left >= every:
        return evidence.confidence
    return CALIBRATION.of_share(evidence.confidence, left / every)


def _weight(fit: TimeFit, scored: ScoredSentence, event: AskedTimes) -> float:
    """A sentence that names no time is most likely of the year that its article begins with."""
    article = scored.sentence.candidate.article
    if fit == "open":
        told = years_told(article.text[:TOP_CHARACTERS], article.published_on)
        if told and not any(time.first.year <= year <= time.last.year for time in event.times for year in told):
            return OTHER_YEAR_WEIGHT
    return _WEIGHTS[fit]


def _part(scored: ScoredSentence) -> float:
    return PART_WEIGHT if find_parts_of_year(scored.sentence.text) else 1.0


def _fit(event: AskedTimes, scored: ScoredSentence, wanted: _PartsOfYear) -> TimeFit:
    article = scored.sentence.candidate.article
    fit = event.fit(scored.sentence.text, article.published_on, article.title or "") if event else "open"
    told = _parts_told(scored) if wanted and fit != "other" else None
    if not told:
        return fit
    return "named" if wanted & told else "other"


def _parts_told(scored: ScoredSentence) -> _PartsOfYear:
    """Those of the sentence; where it names none, those of the headline, else of how the article begins."""
    article = scored.sentence.candidate.article
    texts = (scored.sentence.text, article.title or "", article.text[:TOP_CHARACTERS])
    return next((told for told in map(find_parts_of_year, texts) if told), frozenset())


def _newest_first(
    evidence: Evidence, likely_share: float = CURRENT_SHARE, same_words_share: float = SAME_WORDS_SHARE
) -> Evidence:
    """Of the sentences that may answer, those of the newest article; the others behind, as they were."""
    if not evidence.sentences:
        return evidence
    asked = evidence.view.asked
    wanted = content_stems(without_now(asked))
    best = evidence.sentences[0]
    shared = _shared(best, wanted)
    able = [
        one
        for one in evidence.sentences
        if one.score >= likely_share * best.score
        or (one.score >= same_words_share * best.score and shared <= _shared(one, wanted) and _states(one, asked))
    ]
    newest = max(map(day_of, able), default=date.min)
    first = [one for one in able if day_of(one) == newest]
    if kind_of(asked) == "who" and (successor := find_successor(first, evidence.sentences)) is not None:
        first = [successor, *(one for one in first if one is not successor)]
    if (later := find_later_change(first, evidence, wanted)) is not None:
        first = [later, *(one for one in first if one is not later)]
    return replace(evidence, sentences=_in_order(first, evidence.sentences))


def _newest_entry_first(evidence: Evidence) -> Evidence:
    """Of a live blog's figures for one thing the newest: an older one counts no more than that of another time."""
    best = evidence.sentences[0] if evidence.sentences else None
    if best is None or evidence.view.kind != "number" or (posted_at := _posted_at(best)) is None:
        return evidence
    wanted = content_stems(evidence.view.asked)
    shared = _shared(best, wanted)
    article = best.sentence.candidate.article
    happening = (classes(wanted) - wanted) & classes(content_stems(best.sentence.text))
    rivals = [
        (_posted_at(one) or posted_at, one)
        for one in evidence.sentences
        if one.sentence.candidate.article.article_id == article.article_id
        and (
            one.score >= CURRENT_SHARE * best.score
            or shared <= _shared(one, wanted)
            or happening & classes(content_stems(one.sentence.text))
        )
        and _states(one, evidence.view.asked)
    ]
    newest = max((moment for moment, _ in rivals), default=posted_at)
    first = {id(one) for moment, one in rivals if moment == newest}
    older = {id(one) for moment, one in rivals if moment < newest}
    if not older:
        return evidence
    ranked = [replace(one, score=best.score) for one in evidence.sentences if id(one) in first]
    behind = [one for one in evidence.sentences if id(one) not in first]
    weighed = [replace(one, score=one.score * _WEIGHTS["other"]) if id(one) in older else one for one in behind]
    return replace(evidence, sentences=(*ranked, *sorted(weighed, key=lambda one: -one.score)))


def _posted_at(scored: ScoredSentence) -> datetime | None:
    """When the entry of a live blog that it stands in was posted."""
    article = scored.sentence.candidate.article
    return time_of_entry(article.text, scored.sentence.span[0], article.live_on)


def _shared(scored: ScoredSentence, wanted: frozenset[str]) -> frozenset[str]:
    """The question's words that sentence and headline have."""
    return wanted & content_stems(f"{scored.sentence.candidate.article.title or ''} {scored.sentence.text}")


def _states(scored: ScoredSentence, asked: str) -> bool:
    """Whether it has what could be the answer: a name where somebody is asked for, a number where a number is."""
    facts, kind = read_sentence(scored.sentence.text), kind_of(asked)
    known = set(words(asked))
    if kind in ("who", "where"):
        return any(not name <= known for name in facts.names)
    return bool(facts.numbers) if kind == "number" else True


def _in_order(first: Sequence[ScoredSentence], every: Sequence[ScoredSentence]) -> tuple[ScoredSentence, ...]:
    """Scores never rise from one sentence to the next: what stands first is as likely as what stood there."""
    best = every[0].score
    chosen = set(map(id, first))
    return (*(replace(one, score=best) for one in first), *(one for one in every if id(one) not in chosen))
