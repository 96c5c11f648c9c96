"""What can be said of a sentence before it is chosen: one row of numbers for each sentence of the best candidates."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assistant.answering.question_kind import KINDS, QuestionKind, carries, kind_of, states_date, states_speech
from assistant.archive import Span
from assistant.language import names, numbers, words
from assistant.retrieval import Candidate, Rarity, TokenMatch, content_stems

__all__ = ["FEATURES", "QuestionView", "SentenceView", "view_sentences"]

FEATURES: tuple[str, ...] = (
    "similarity",
    "similarity_share",
    "mean_similarity",
    "previous_similarity",
    "next_similarity",
    "similarity_gap",
    "coverage",
    "neighbour_coverage",
    "passage_coverage",
    "name_coverage",
    "passage_score",
    "score_gap",
    "reciprocal_rank",
    "carries_kind",
    "states_number",
    "states_date",
    "states_speech",
    "new_name_count",
    "new_word_count",
    "length",
    "is_question",
    "opens_passage",
    "opens_article",
    *(f"asks_{kind}" for kind in KINDS),
)
"""Column order of `SentenceView.features`, and of the trained weights: change it and train again."""


@dataclass(frozen=True)
class QuestionView:
    """What the question asks, looked at once."""

    question: str
    """The words to match: the standalone question."""
    asked: str
    """The words that say what is wanted: the question as it was put."""
    rarity: Rarity

    @cached_property
    def kind(self) -> QuestionKind:
        return kind_of(self.asked)

    @cached_property
    def stems(self) -> frozenset[str]:
        return content_stems(self.question)

    @cached_property
    def name_stems(self) -> frozenset[str]:
        spans = names(self.question)
        return content_stems(" ".join(self.question[start:end] for start, end in spans)) & self.stems

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(words(self.question))

    def cover(self, stems: frozenset[str], wanted: frozenset[str] | None = None) -> float:
        """Share of the question's meaning, by rarity, that these stems carry; 0 where nothing is wanted."""
        wanted = self.stems if wanted is None else wanted
        total = self.rarity.weigh(wanted)
        return self.rarity.weigh(wanted & stems) / total if total else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class SentenceView:
    """A sentence of a candidate, with its row."""

    candidate: Candidate
    rank: int
    """Of its passage, from 0."""
    span: Span
    text: str
    features: NDArray[np.float64]


def view_sentences(view: QuestionView, candidates: Sequence[Candidate]) -> list[SentenceView]:
    """Every sentence of the candidates, which come best first, in the order of the text."""
    best = candidates[0].score if candidates else 0.0
    return [
        sentence for rank, candidate in enumerate(candidates) for sentence in _view_passage(view, candidate, rank, best)
    ]


def _view_passage(view: QuestionView, candidate: Candidate, rank: int, best: float) -> list[SentenceView]:
    passage = candidate.passage
    texts = [passage.text[start - passage.start : end - passage.start] for start, end in passage.sentences]
    stems = [content_stems(text) for text in texts]
    in_passage = frozenset().union(*stems, content_stems(candidate.article.title or ""))
    similarities = _similarities(candidate.token_match, passage.sentences)
    from_passage = (view.cover(in_passage), candidate.score, best - candidate.score, 1 / (1 + rank))
    sentences = []
    for position, (span, text) in enumerate(zip(passage.sentences, texts, strict=True)):
        near = frozenset().union(*stems[max(0, position - 1) : position + 2])
        row = (
            *_neighbourhood(similarities, position),
            view.cover(stems[position]),
            view.cover(near),
            from_passage[0],
            view.cover(stems[position], view.name_stems),
            *from_passage[1:],
            *_content(view, text, stems[position]),
            position == 0,
            span[0] == 0,
            *(view.kind == kind for kind in KINDS),
        )
        sentences.append(SentenceView(candidate, rank, span, text, np.array(row, dtype=np.float64)))
    return sentences


def _similarities(match: TokenMatch | None, spans: Sequence[Span]) -> NDArray[np.float64]:
    """For each sentence: MaxSim of the question to it, share of the question whose best token it holds, mean cosine.

    Shape (sentences, 3); NaN where there are no token vectors, which the trees know how to take.
    """
    if match is None:
        return np.full((len(spans), 3), np.nan)
    rows = np.zeros((len(spans), 3))
    best_anywhere = match.similarities.max(axis=1, initial=-1.0)
    for row, (start, end) in enumerate(spans):
        inside = (match.starts >= start) & (match.ends <= end)
        if inside.any():
            here = match.similarities[:, inside]
            best_here = here.max(axis=1)
            holds_best = best_here >= best_anywhere - 1e-6
            rows[row] = match.weights @ best_here, match.weights @ holds_best, match.weights @ here.mean(axis=1)
    return rows


def _neighbourhood(similarities: NDArray[np.float64], position: int) -> tuple[float, ...]:
    similarity, share, mean = similarities[position]
    before = similarities[position - 1, 0] if position else 0.0
    after = similarities[position + 1, 0] if position + 1 < len(similarities) else 0.0
    return similarity, share, mean, before, after, similarities[:, 0].max() - similarity


def _content(view: QuestionView, text: str, stems: frozenset[str]) -> tuple[float, ...]:
    new_names = sum(not set(words(text[start:end])) <= view.words for start, end in names(text))
    return (
        carries(view.kind, text, view.question),
        bool(numbers(text)),
        states_date(text),
        states_speech(text),
        min(new_names, 4),
        min(len(stems - view.stems), 20),
        min(len(text.split()), 60),
        text.rstrip().endswith("?"),
    )
