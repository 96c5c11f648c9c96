"""Evidence of the time that a question asks about: of that event, or of how things stand now."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from assistant.answering.evidence import Evidence, ScoredSentence
from assistant.answering.reported import classes
from assistant.language import words
from assistant.language.entries import time_of_entry
from assistant.language.facts import read_sentence
from assistant.language.lexicon import OFFICES, ROLES
from assistant.language.listed import alternatives
from assistant.language.time_phrases import find_parts_of_year
from assistant.question import AskedTimes, ReadFilters, TimeFit, is_in_present, without_now
from assistant.question.asks import kind_of
from assistant.retrieval import content_stems

__all__ = ["fit_to_time"]

_PartsOfYear = frozenset[tuple[int, int]]
"""Quarters, halves and first months, each by its first and last month."""

_LEAVES = re.compile(
    r"\b(?:resign(?:s|ed|ing|ation)?|quits?|step(?:s|ped|ping)? down|stood down|stands? down|sacked|fired|"
    r"dismissed|ousted|retire(?:s|d|ment)?|left|leaves?|leaving|departs?|departed|died|dies|removed|suspended|"
    r"voted out|lost (?:his|her|the))\b",
    re.IGNORECASE,
)
_COMES = re.compile(
    r"\b(?:succeed(?:s|ed|ing)?|successor|replac(?:e|es|ed|ing)|take(?:s|n)? (?:over|charge|the helm)|"
    r"took (?:over|charge)|"
    r"taking over|step(?:s|ped|ping)? (?:in|up)|stands? in|stood in|fill(?:s|ed)? in|acting|interim|caretaker|"
    r"will (?:lead|head|run|serve)|sworn in|appointed|promoted|named (?:as )?(?:his|her|the|new)|"
    rf"new (?:\w+ )?{alternatives((*ROLES, *OFFICES))}|beat|beaten|defeated|unseated)\b",
    re.IGNORECASE,
)
PART_WEIGHT = 0.2
"""A figure of a quarter does not answer for the year."""
_WEIGHTS: dict[TimeFit, float] = {"named": 1.5, "near": 1.2, "open": 1.0, "other": 0.2}
CURRENT_SHARE = 0.25
"""A sentence answers as well where it is so likely, compared with the best one: then the newest of them does."""
STATE_SHARE = 0.05
"""Where nothing but the verb says "now", it must be at least so likely, too."""
SAME_COVERAGE = 0.99
"""Or where it has as much of the question's words as the best one, and could be an answer."""


def fit_to_time(evidence: Evidence, read: ReadFilters) -> Evidence:
    """A sentence that tells of another time alone is no answer: it stays only where nothing else is left."""
    parts = find_parts_of_year(evidence.view.asked)
    is_of_time = read.event or parts
    evidence = _of_time(evidence, read.event, parts) if is_of_time else _newest_entry_first(evidence)
    if read.wants_current:
        return _newest_first(evidence)
    asked = evidence.view.asked
    is_of_state = not is_of_time and kind_of(asked) in ("who", "number") and is_in_present(asked)
    return _newest_first(evidence, likely_share=1.0, least_share=STATE_SHARE) if is_of_state else evidence


def _of_time(evidence: Evidence, event: AskedTimes, parts: _PartsOfYear) -> Evidence:
    """`parts`: those of a year that are asked for."""
    wants_whole_year = not parts and kind_of(evidence.view.asked) == "number"
    fits = [(_fit(event, scored, parts), scored) for scored in evidence.sentences]
    kept = [(fit, scored) for fit, scored in fits if fit != "other"]
    ranked = sorted(
        (
            replace(scored, score=min(1.0, scored.score * _WEIGHTS[fit] * (_part(scored) if wants_whole_year else 1.0)))
            for fit, scored in kept or fits
        ),
        key=lambda scored: -scored.score,
    )
    return replace(evidence, sentences=tuple(ranked), is_of_other_time=bool(fits) and not kept)


def _part(scored: ScoredSentence) -> float:
    return PART_WEIGHT if find_parts_of_year(scored.sentence.text) else 1.0


def _fit(event: AskedTimes, scored: ScoredSentence, wanted: _PartsOfYear) -> TimeFit:
    article = scored.sentence.candidate.article
    fit = event.fit(scored.sentence.text, article.published_on, article.title or "") if event else "open"
    told = find_parts_of_year(scored.sentence.text) if wanted and fit != "other" else None
    if not told:
        return fit
    return "named" if wanted & told else "other"


def _newest_first(evidence: Evidence, likely_share: float = CURRENT_SHARE, least_share: float = 0.0) -> Evidence:
    """Of the sentences that may answer, those of the newest article; the others behind, as they were."""
    if not evidence.sentences:
        return evidence
    asked = evidence.view.asked
    wanted = content_stems(without_now(asked))
    best = evidence.sentences[0]
    least_covered = SAME_COVERAGE * _covered(best, wanted)
    able = [
        one
        for one in evidence.sentences
        if one.score >= least_share * best.score
        if one.score >= likely_share * best.score or (_covered(one, wanted) >= least_covered and _states(one, asked))
    ]
    newest = max(map(_day, able), default=date.min)
    first = [one for one in able if _day(one) == newest]
    if kind_of(asked) == "who" and (successor := _successor(first, evidence.sentences)) is not None:
        first = [successor, *(one for one in first if one is not successor)]
    if (later := _of_later_change(first, evidence, wanted)) is not None:
        first = [later, *(one for one in first if one is not later)]
    return replace(evidence, sentences=_in_order(first, evidence.sentences))


def _of_later_change(
    first: Sequence[ScoredSentence], evidence: Evidence, wanted: frozenset[str]
) -> ScoredSentence | None:
    """Where somebody holds a post by the best sentence or the question, what a later article tells of their going or
    of who came: it seldom has the question's words."""
    best = max(first, key=lambda one: one.score, default=None)
    if best is None:
        return None
    asked, known = evidence.view.asked, frozenset(words(evidence.view.asked))
    if kind_of(asked) == "who":
        holders = [name for name in read_sentence(best.sentence.text).names if not name <= known]
    else:
        holders = list(read_sentence(asked).names)
    later = [
        one
        for one in evidence.sentences
        if _day(one) > _day(best)
        and (_COMES.search(one.sentence.text) or _LEAVES.search(one.sentence.text))
        and any(_tells_of(one, holder, wanted) for holder in holders)
    ]
    return max(later, key=lambda one: one.score, default=None)


def _tells_of(one: ScoredSentence, holder: frozenset[str], wanted: frozenset[str]) -> bool:
    """Whether it names them in full, or by a part and with its headline something else of what is asked."""
    told = content_stems(f"{one.sentence.candidate.article.title or ''} {one.sentence.text}")
    shared = max((len(name & holder) for name in read_sentence(one.sentence.text).names), default=0)
    return shared > 1 or (shared == 1 and bool((wanted - content_stems(" ".join(holder))) & told))


def _successor(first: Sequence[ScoredSentence], every: Sequence[ScoredSentence]) -> ScoredSentence | None:
    """Where the newest tells that somebody left, the sentence of that article that tells who came."""
    best = max(first, key=lambda one: one.score, default=None)
    if best is None or not _LEAVES.search(best.sentence.text) or _COMES.search(best.sentence.text):
        return None
    article, gone = best.sentence.candidate.article, read_sentence(best.sentence.text).names
    return next(
        (
            one
            for one in every
            if one.sentence.candidate.article.article_id == article.article_id
            and _COMES.search(one.sentence.text)
            and any(not any(name <= left for left in gone) for name in read_sentence(one.sentence.text).names)
        ),
        None,
    )


def _newest_entry_first(evidence: Evidence) -> Evidence:
    """Of a live blog's figures for one thing the newest: an older one counts no more than that of another time."""
    best = evidence.sentences[0] if evidence.sentences else None
    if best is None or evidence.view.kind != "number" or (posted_at := _posted_at(best)) is None:
        return evidence
    wanted = content_stems(evidence.view.asked)
    least_covered = SAME_COVERAGE * _covered(best, wanted)
    article = best.sentence.candidate.article
    happening = (classes(wanted) - wanted) & classes(content_stems(best.sentence.text))
    rivals = [
        (_posted_at(one) or posted_at, one)
        for one in evidence.sentences
        if one.sentence.candidate.article.article_id == article.article_id
        and (
            one.score >= CURRENT_SHARE * best.score
            or _covered(one, wanted) >= least_covered
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
    return time_of_entry(scored.sentence.candidate.article.text, scored.sentence.span[0])


def _covered(scored: ScoredSentence, wanted: frozenset[str]) -> float:
    """Share of the question's words that sentence and headline have."""
    title = scored.sentence.candidate.article.title or ""
    return len(wanted & content_stems(f"{title} {scored.sentence.text}")) / max(len(wanted), 1)


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


def _day(scored: ScoredSentence) -> date:
    return scored.sentence.candidate.article.published_on or date.min
