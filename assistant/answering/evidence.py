"""Ranked candidates -> the sentences that may answer, each with how likely it does."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.answering.answer_form import form_of
from assistant.answering.features import FEATURES, QuestionView, SentenceView, view_sentences
from assistant.answering.fitness import fitness_of
from assistant.answering.trees import Trees
from assistant.archive import Snapshot
from assistant.conversation import StandaloneQuestion
from assistant.language import words
from assistant.retrieval import Candidate, Rarity, content_stems, without_request

__all__ = [
    "EVIDENCE_PASSAGES",
    "Evidence",
    "ScoredSentence",
    "gather_evidence",
    "load_chooser",
    "rank_evidence",
    "view_question",
]

EVIDENCE_PASSAGES = 8
"""Candidates whose sentences are looked at: the five best hold the answer for 98 % of the Wikinews questions."""

GATHERED_PASSAGES = 20
"""Where the question gathers: what happened when, and the sides of a comparison, are told all over the archive."""

MIN_WORDS = 4
"""Shorter ones are headings, bylines and fragments; they are looked at only where an article has nothing else."""
MIN_WORDS_WHOLE = 3
"""Of a sentence with its full stop: "Nobody was hurt." says all there is to say."""
_IS_WHOLE = re.compile(r"^[\"“‘'«„(]*[^\W\d_a-zß-ÿ][^:|]*[.!。！।][\"”’'»)]*$")


@dataclass(frozen=True, slots=True, eq=False)
class ScoredSentence:
    sentence: SentenceView
    score: float
    """Probability that the sentence holds the answer, given that one of them does, by its fitness; at most 1."""


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What the writer may use; `sentences` best first, no two with the same words."""

    view: QuestionView
    candidates: tuple[Candidate, ...]
    sentences: tuple[ScoredSentence, ...]
    is_of_other_time: bool = False
    """Whether all of it tells of another time than the question asks about."""
    is_told: bool = False
    """Whether the conversation has had all of it, where more is asked for."""

    @property
    def match(self) -> float | None:
        """MaxSim of the best passage, at most 1; None where no local model can say."""
        matches = [candidate.token_match.score for candidate in self.candidates if candidate.token_match is not None]
        return max(matches, default=None)

    @property
    def coverage(self) -> float:
        """Share of the question's meaning, by rarity of its words, that the best passage for it carries; 0 to 1."""
        column = FEATURES.index("passage_coverage")
        return max((float(scored.sentence.features[column]) for scored in self.sentences), default=0.0)


@cache
def load_chooser() -> Trees:
    """The trained weights that travel with the package (`chooser.json`; its card is in docs/quality.md)."""
    return Trees.load(Path(__file__).with_name("chooser.json"), FEATURES)


def view_question(snapshot: Snapshot, standalone: StandaloneQuestion, granted: str = "") -> QuestionView:
    """`granted`: the question's words that became filters."""
    text, asked = without_request(standalone.text), standalone.question
    return QuestionView(text, asked, Rarity.of(snapshot, content_stems(f"{text} {asked}")), granted)


def gather_evidence(view: QuestionView, candidates: Sequence[Candidate], chooser: Trees) -> Evidence:
    """Score every sentence of the best candidates."""
    gathers = form_of(view.asked).name in ("timeline", "comparison")
    looked_at = tuple(candidates[: GATHERED_PASSAGES if gathers else EVIDENCE_PASSAGES])
    sentences = view_sentences(view, looked_at)
    if not sentences:
        return Evidence(view, looked_at, ())
    scores = chooser.predict(np.stack([sentence.features for sentence in sentences]))
    return rank_evidence(view, looked_at, sentences, scores)


def rank_evidence(
    view: QuestionView,
    candidates: tuple[Candidate, ...],
    sentences: Sequence[SentenceView],
    scores: NDArray[np.float64],
) -> Evidence:
    """Sentences with the chooser's scores for them, each by its fitness, best first."""
    ranked = sorted(
        (
            ScoredSentence(sentence, min(1.0, float(score) * fitness_of(view, sentence)))
            for sentence, score in zip(sentences, scores, strict=True)
        ),
        key=lambda scored: -scored.score,
    )
    return Evidence(view, candidates, tuple(_without_repeats(ranked)))


def _is_headline(scored: ScoredSentence) -> bool:
    """A headline is written to be read, not to be evidence."""
    title = scored.sentence.candidate.article.title
    return title is not None and words(scored.sentence.text) == words(title)


def _is_long_enough(text: str, word_count: int) -> bool:
    return word_count >= MIN_WORDS or (word_count >= MIN_WORDS_WHOLE and _IS_WHOLE.match(text.strip()) is not None)


def _without_repeats(ranked: Sequence[ScoredSentence]) -> list[ScoredSentence]:
    seen: set[tuple[str, ...]] = set()
    kept = []
    for scored in ranked:
        key = tuple(words(scored.sentence.text))
        if _is_long_enough(scored.sentence.text, len(key)) and key not in seen and not _is_headline(scored):
            seen.add(key)
            kept.append(scored)
    return kept or list(ranked)
