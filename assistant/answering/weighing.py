"""Evidence by what it comes from: notices are no evidence, reports go before releases, what is right before what was
corrected."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.asked_age import put_stated_age_first
from assistant.answering.asked_name import put_stated_name_first
from assistant.answering.asked_speaker import put_asked_speaker_first
from assistant.answering.correction_notes import CorrectionNotes, is_in_notice
from assistant.answering.evidence import Evidence, ScoredSentence
from assistant.answering.kinds import put_news_first
from assistant.archive import Filters, Snapshot
from assistant.language import content_stems
from assistant.language.corrections import asks_for_correction, values_in

__all__ = ["is_by_asked_author", "pleads", "weigh_sources"]

LOOKED_AT = 12
"""Of the best sentences, which alone can be quoted."""
RIGHT_COVERAGE = 0.4
"""Of the question's meaning, which the sentence with the right figure and its headline must carry to come first."""

FOOT_CHARACTERS = 400
_PLEADS_ITSELF = re.compile(r"\b(?:I|we) (?:\w+ )?(?:believe|think|propose|argue|urge|ask|want|demand|call for)\b")
_PLEADS = re.compile(rf"{_PLEADS_ITSELF.pattern}|\b(?:should|must|ought to|needs? to|it is time)\b")
_ASKING_VIEWS = content_stems(
    "columnist column writer commentator author opinion view argue argues think thinks believe believes want wants "
    "say says write writes propose demand call plead article piece"
)
_DISCLAIMS = re.compile(r"\b(?:views|opinions) (?:expressed|stated|in this)\b", re.IGNORECASE)
_INTRODUCES = re.compile(r"\b(?:is|was|writes|teaches|works) (?:an?|the|for|at|in)\b", re.IGNORECASE)


def weigh_sources(evidence: Evidence, filters: Filters, snapshot: Snapshot) -> Evidence:
    evidence = _without_notices(evidence)
    if filters.as_of is None:  # what was right only later was not known that day
        evidence = _put_right_first(evidence, CorrectionNotes(snapshot))
    evidence = put_asked_speaker_first(_put_thesis_first(put_news_first(evidence, filters)))
    return put_stated_name_first(put_stated_age_first(evidence))


def _without_notices(evidence: Evidence) -> Evidence:
    """Without the sentences of correction notices, unless corrections are asked for. Where nothing else is there, they
    stay, and answer nothing."""
    if asks_for_correction(evidence.view.asked):
        return evidence
    evidence = _without_disclaimers(evidence)
    kept = tuple(one for one in evidence.sentences if not _is_notice(one))
    if len(kept) == len(evidence.sentences):
        return evidence
    return replace(evidence, sentences=kept) if kept else replace(evidence, is_notice_alone=True)


def _put_thesis_first(evidence: Evidence) -> Evidence:
    """Who asks what a columnist wants, of nothing or of what the headline names, is told what the column pleads for."""
    theses = [one for one in evidence.sentences if _is_thesis(one, evidence.view.stems)]
    if not theses or theses[0] is evidence.sentences[0]:
        return evidence
    best = max(theses, key=lambda one: (_PLEADS_ITSELF.search(one.sentence.text) is not None, one.score))
    return replace(evidence, sentences=_first(best, evidence.sentences))


def is_by_asked_author(scored: ScoredSentence, asked: frozenset[str]) -> bool:
    """Whether an opinion's author is named by the question, and its headline names all else that is asked."""
    article = scored.sentence.candidate.article
    named = content_stems(" ".join(article.authors))
    rest = asked - named - _ASKING_VIEWS
    return article.kind == "opinion" and bool(named & asked) and rest <= content_stems(article.title or "")


def _is_thesis(scored: ScoredSentence, asked: frozenset[str]) -> bool:
    return is_by_asked_author(scored, asked) and pleads(scored)


def pleads(scored: ScoredSentence) -> bool:
    """Whether it says what ought to be, or what its writer wants."""
    return _PLEADS.search(scored.sentence.text) is not None


def _without_disclaimers(evidence: Evidence) -> Evidence:
    """Without what a paper says of its columnist, where there is more."""
    kept = tuple(one for one in evidence.sentences if not _is_of_author(one))
    return replace(evidence, sentences=kept or evidence.sentences)


def _is_of_author(scored: ScoredSentence) -> bool:
    article, (start, end) = scored.sentence.candidate.article, scored.sentence.span
    if article.kind != "opinion" or end < len(article.text) - FOOT_CHARACTERS:
        return False
    said = article.text[start:end].strip(" *_\n")
    is_named = any(said.startswith(author) for author in article.authors)
    return _DISCLAIMS.search(said) is not None or (is_named and _INTRODUCES.search(said) is not None)


def _is_notice(scored: ScoredSentence) -> bool:
    return is_in_notice(scored.sentence.candidate.article, scored.sentence.span)


def _put_right_first(evidence: Evidence, notes: CorrectionNotes) -> Evidence:
    """Where the best sentence states what was corrected and another one states what is right, that one first. A notice
    says both itself."""
    if not evidence.sentences or _is_notice(evidence.sentences[0]):
        return evidence
    best = evidence.sentences[0]
    correction = notes.find(best.sentence.candidate.article, best.sentence.span)
    if correction is None or correction.right is None:
        return evidence
    right = values_in(correction.right)
    for one in evidence.sentences[1:LOOKED_AT]:
        stated = {(value.kind, value.key) for value in values_in(one.sentence.text)}
        if any((value.kind, value.key) in stated for value in right) and evidence.cover(one) >= RIGHT_COVERAGE:
            return replace(evidence, sentences=_first(one, evidence.sentences))
    return evidence


def _first(one: ScoredSentence, every: Sequence[ScoredSentence]) -> tuple[ScoredSentence, ...]:
    """Scores never rise: what stands first is as likely as what stood there."""
    return (replace(one, score=every[0].score), *(other for other in every if other is not one))
