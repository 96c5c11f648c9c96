"""Ranked candidates -> the sentences that may answer, each with how likely it does."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.answering.answer_form import form_of
from assistant.answering.leading import is_caption
from assistant.answering.views import QuestionView, SentenceView, view_sentences
from assistant.archive import Snapshot
from assistant.language import words
from assistant.language.entries import is_entry_head
from assistant.language.foreign_words import language_of_question, meaning_in
from assistant.question import Question, without_request
from assistant.question.affirmed import affirm
from assistant.reading import CandidateReader, Reading
from assistant.retrieval import Candidate, Rarity, content_stems, make_room

__all__ = ["EVIDENCE_PASSAGES", "Evidence", "ScoredSentence", "gather_evidence", "view_question"]

EVIDENCE_PASSAGES = 8
"""Candidates that are read: the answer is in one of them for 96 % of newsqa's questions
(docs/explanation/reader.md)."""

GATHERED_PASSAGES = 20
"""Where the question gathers: what happened when, and the sides of a comparison, are told all over the archive."""

MIN_WORDS = 4
"""Shorter ones are headings, bylines and fragments; they are looked at only where an article has nothing else."""
MIN_WORDS_WHOLE = 2
"""Of a sentence with its full stop: "Independents abstained." says all there is to say; "Ann Lee." says nothing."""
_IS_QUESTION = re.compile(r"^[^\"“”„«»]+\?\s*$")
"""Outside quotation marks: what somebody asks aloud is theirs."""
_IS_WHOLE = re.compile(r"^[\"“‘'«„(]*[^\W\d_a-zß-ÿ][^:|]*[.!。！।][\"”’'»)]*$")


@dataclass(frozen=True, slots=True, eq=False)
class ScoredSentence:
    sentence: SentenceView
    score: float
    """Probability that the sentence holds the answer, given that one of those that were read does."""


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What the writer may use; `sentences` best first, no two with the same words."""

    view: QuestionView
    candidates: tuple[Candidate, ...]
    sentences: tuple[ScoredSentence, ...]
    confidence: float | None = None
    """Calibrated probability that one of the sentences answers; None where nobody can say."""
    notice: str | None = None
    """Why the words alone decided, for the reader of the answer."""
    match: float | None = None
    """MaxSim of the best passage; None where nobody read or nobody knows."""
    is_of_other_time: bool = False
    """Whether all of it tells of another time than the question asks about."""
    is_of_asked_time: bool = False
    """Whether the best sentence, its headline or its article's day says that it tells of the time asked about."""
    lacks_holder: bool = False
    """Whether it is asked who holds a post, and the best sentence tells of none."""
    is_of_other_speaker: bool = False
    """Whether the best sentence is said by somebody else than the person whose words are asked for."""
    is_stated: bool = False
    """Whether the first sentence states what is asked, by its form."""
    is_told: bool = False
    """Whether the conversation has had all of it, where more is asked for."""
    is_notice_alone: bool = False
    """Whether correction notices are all there is of it."""

    @property
    def coverage(self) -> float:
        """Share of the question's meaning, by rarity of its words, that the best passage for it carries; 0 to 1."""
        return max((self.view.cover_passage(one) for one in self.candidates), default=0.0)

    @property
    def coverage_beside_filters(self) -> float:
        """The same without the words that became filters, which every candidate has by being let through."""
        if not self.view.granted:
            return self.coverage
        wanted = self.view.stems - content_stems(self.view.granted)
        return max((self.view.cover_passage(one, wanted) for one in self.candidates), default=0.0)

    def cover_own(self, scored: ScoredSentence) -> float:
        """The same in the sentence alone."""
        return self.view.cover(scored.sentence.facts.stems)

    def cover(self, scored: ScoredSentence) -> float:
        """Share of the question's meaning, by rarity of its words, in the sentence and its headline; 0 to 1."""
        sentence = scored.sentence
        return self.view.cover(sentence.facts.stems | self.view.stems_of(sentence.candidate.article.title or ""))


def view_question(snapshot: Snapshot, question: Question, granted: str = "") -> QuestionView:
    """`granted`: the question's words that became filters."""
    text, own = without_request(question.text), question.asked
    stems = content_stems(f"{text} {own}") | meaning_in(f"{text} {own}", language_of_question(text) or "")
    return QuestionView(text, own, Rarity.of(snapshot, stems), granted, question.asks, question.narrows.timeless)


def gather_evidence(
    view: QuestionView,
    candidates: Sequence[Candidate],
    reader: CandidateReader,
    *,
    stands_alone: bool = True,
    read_as: str | None = None,
) -> Evidence:
    """Read the best candidates, and put their sentences in order. Of a follow-up no match is known: what it takes over
    lies farther from what answers it than its own words. `read_as`: the question in other words, for the reader."""
    looked_at = make_room(candidates, GATHERED_PASSAGES if form_of(view.asked).gathers else EVIDENCE_PASSAGES)
    reading = _read(view, looked_at, reader, read_as or view.question, stands_alone=stands_alone)
    odds = np.concatenate(reading.odds) if reading.odds else np.empty(0, np.float32)
    scored = map(ScoredSentence, view_sentences(looked_at), _shares(odds))
    ranked = sorted(scored, key=lambda one: -one.score)
    return Evidence(view, looked_at, tuple(_worth_quoting(ranked)), reading.confidence, reading.notice, reading.match)


def _read(
    view: QuestionView, candidates: Sequence[Candidate], reader: CandidateReader, question: str, *, stands_alone: bool
) -> Reading:
    """A question with a denial also as it reads without one, for the reader mostly overlooks a "not": the mean of both
    log-odds, and the surer of the two confidences."""
    reading = reader.read(question, candidates, view.rarity, stands_alone=stands_alone)
    affirmed = affirm(question)
    if not affirmed or reading.confidence is None:
        return reading
    other = reader.read(affirmed, candidates, view.rarity, stands_alone=stands_alone)
    if other.confidence is None:
        return reading
    pairs = zip(reading.odds, other.odds, strict=True)
    mean = tuple(((one + another) / 2).astype(np.float32) for one, another in pairs)
    return replace(reading, odds=mean, confidence=max(reading.confidence, other.confidence))


def _shares(odds: NDArray[np.float32]) -> list[float]:
    """Of each sentence in what all are given together."""
    if not np.isfinite(odds).any():
        return [0.0] * len(odds)
    weights = np.exp(odds.astype(np.float64) - odds[np.isfinite(odds)].max())
    shares: list[float] = (weights / weights.sum()).tolist()
    return shares


def _worth_quoting(ranked: Sequence[ScoredSentence]) -> list[ScoredSentence]:
    """Without what says nothing alone (headings, captions, questions of the article's own) and what was said already.

    A headline is written to be read, not to be evidence.
    """
    seen: set[tuple[str, ...]] = set()
    kept = []
    for scored in _replies(ranked):
        sentence = scored.sentence
        key = tuple(words(sentence.text))
        is_headline = key == tuple(words(sentence.candidate.article.title or ""))
        is_beside = is_headline or is_caption(sentence.text) or is_entry_head(sentence.text)
        is_whole = _is_long_enough(sentence.text, len(key)) and not is_beside
        if is_whole and key not in seen:
            seen.add(key)
            kept.append(scored)
    return kept or list(ranked)


def _replies(ranked: Sequence[ScoredSentence]) -> list[ScoredSentence]:
    """What an interviewer asks, or a writer of himself, is answered by the sentence behind: that one in its place."""
    asking = [one for one in ranked if _IS_QUESTION.search(one.sentence.text)]
    if not asking or len(asking) == len(ranked):
        return list(ranked)
    raised: dict[int, float] = {}
    for one in asking:
        behind = _next(one, ranked)
        if behind is not None:
            raised[id(behind)] = max(one.score, raised.get(id(behind), 0.0))
    left = [one for one in ranked if one not in asking]
    scored = [replace(one, score=max(one.score, raised.get(id(one), 0.0))) for one in left]
    return sorted(scored, key=lambda one: -one.score)


def _next(scored: ScoredSentence, every: Sequence[ScoredSentence]) -> ScoredSentence | None:
    candidate, start = scored.sentence.candidate, scored.sentence.span[0]
    behind = [one for one in every if one.sentence.candidate is candidate and one.sentence.span[0] > start]
    return min(behind, key=lambda one: one.sentence.span[0], default=None)


def _is_long_enough(text: str, word_count: int) -> bool:
    if word_count >= MIN_WORDS or word_count < MIN_WORDS_WHOLE:
        return word_count >= MIN_WORDS
    is_name = word_count == MIN_WORDS_WHOLE and not text.split()[-1][0].islower()
    return _IS_WHOLE.match(text.strip()) is not None and not is_name
