"""What can be said of a sentence before it is chosen: one row of numbers for each sentence of the best candidates."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import log

import numpy as np
from numpy.typing import NDArray

from assistant.answering.asked_unit import Unit, counted_stems, has_unit, unit_of
from assistant.answering.interviews import find_turn
from assistant.answering.question_kind import KINDS, QuestionKind, asks_speech, asks_what_happened, asks_words, kind_of
from assistant.answering.speakers import words_for_interviewed
from assistant.answering.token_features import TOKEN_FEATURES, token_rows
from assistant.archive import Article, Span
from assistant.language import names, numbers, words
from assistant.language.facts import SentenceFacts, read_sentence
from assistant.retrieval import Candidate, Rarity, content_stems

__all__ = ["FEATURES", "QuestionView", "SentenceView", "carries", "view_sentences"]

FEATURES: tuple[str, ...] = (
    *TOKEN_FEATURES,
    "coverage",
    "neighbour_coverage",
    "passage_coverage",
    "specific_coverage",
    "local_coverage",
    "local_neighbour_coverage",
    "name_coverage",
    "passage_score",
    "score_gap",
    "reciprocal_rank",
    "carries_kind",
    "carries_unit",
    "carries_count",
    "states_number",
    "states_date",
    "states_speech",
    "has_quotation",
    "is_first_person",
    "is_negated",
    "new_name_count",
    "new_word_count",
    "length",
    "is_question",
    "answers_question",
    "opens_passage",
    "opens_article",
    "question_length",
    "asks_speech",
    *(f"asks_{kind}" for kind in KINDS),
)
"""Column order of `SentenceView.features`, and of the trained weights: change it and train again."""

ANSWER_REACH = 4
"""Sentences after a question, as in an interview, that count as its answer."""


_ASKING_QUOTE = content_stems("quote exact exactly word wording verbatim literal literally")


@dataclass(frozen=True)
class QuestionView:
    """What the question asks, looked at once."""

    question: str
    """The words to match: the standalone question."""
    asked: str
    """The words that say what is wanted: the question as it was put."""
    rarity: Rarity
    granted: str = ""
    """Its words that became filters: whatever was found has them, whether it says so or not."""

    @cached_property
    def kind(self) -> QuestionKind:
        return kind_of(self.asked)

    @cached_property
    def unit(self) -> Unit | None:
        return unit_of(self.asked)

    @cached_property
    def counted(self) -> frozenset[str]:
        return counted_stems(self.asked)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Of the words that carry meaning; those that only ask for a quotation stand in no article."""
        asking = _ASKING_QUOTE if self.kind == "quote" else frozenset()
        return content_stems(self.question) - asking

    @cached_property
    def name_stems(self) -> frozenset[str]:
        spans = names(self.question)
        return content_stems(" ".join(self.question[start:end] for start, end in spans)) & self.stems

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(words(self.question))

    @cached_property
    def numbers(self) -> frozenset[str]:
        return frozenset(numbers(self.question))

    @cached_property
    def asks_speech(self) -> bool:
        return asks_speech(self.asked)

    @cached_property
    def asks_words(self) -> bool:
        return asks_words(self.asked)

    @cached_property
    def asks_what_happened(self) -> bool:
        return asks_what_happened(self.asked)

    @cached_property
    def is_negated(self) -> bool:
        return read_sentence(self.asked).is_negated

    def stems_of(self, text: str) -> frozenset[str]:
        """The question's stems that the text has."""
        return self.stems & content_stems(text)

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
    facts: SentenceFacts
    features: NDArray[np.float64]


def view_sentences(view: QuestionView, candidates: Sequence[Candidate]) -> list[SentenceView]:
    """Every sentence of the candidates, which come best first, in the order of the text."""
    best = candidates[0].score if candidates else 0.0
    local = LocalRarity(view, candidates)
    return [
        sentence
        for rank, candidate in enumerate(candidates)
        for sentence in _view_passage(view, local, candidate, rank, best)
    ]


def carries(view: QuestionView, sentence: str, facts: SentenceFacts) -> bool:
    """Whether the sentence has a thing of the kind that is asked for and that the question has not named itself."""
    match view.kind:
        case "number":
            return bool(facts.numbers - view.numbers)
        case "when":
            return facts.states_date
        case "who" | "where":
            return any(not name <= view.words for name in facts.names)
        case "quote":
            return facts.has_quotation
        case "said":
            return facts.states_speech
        case "why":
            return facts.states_reason
        case "how" | "what":
            return bool(sentence)


class LocalRarity:
    """How rare the question's words are among the sentences that were found: what sets the scene stands in most of
    them, what decides in few."""

    def __init__(self, view: QuestionView, candidates: Sequence[Candidate]) -> None:
        counts: Counter[str] = Counter()
        total = 0
        for candidate in candidates:
            for start, end in candidate.passage.sentences:
                text = candidate.passage.text[start - candidate.passage.start : end - candidate.passage.start]
                counts.update(view.stems & read_sentence(text).stems)
                total += 1
        self._weights = {stem: log((total + 1) / (counts[stem] + 0.5)) for stem in view.stems if counts[stem]}
        self._total = sum(self._weights.values())

    def cover(self, stems: frozenset[str]) -> float:
        """Share of the weight of the question's words that were found at all; 0 where none was."""
        if not self._total:
            return 0.0
        return sum(weight for stem, weight in self._weights.items() if stem in stems) / self._total


def _view_passage(
    view: QuestionView, local: LocalRarity, candidate: Candidate, rank: int, best: float
) -> list[SentenceView]:
    passage = candidate.passage
    texts = [passage.text[start - passage.start : end - passage.start] for start, end in passage.sentences]
    facts = [
        _in_its_turn(read_sentence(text), candidate.article, span)
        for span, text in zip(passage.sentences, texts, strict=True)
    ]
    in_title = content_stems(candidate.article.title or "")
    in_passage = frozenset().union(*(one.stems for one in facts), in_title)
    specific = view.stems - in_title
    matched = token_rows(view.asked, candidate.token_match, passage.sentences)
    from_passage = (view.cover(in_passage), candidate.score, best - candidate.score, 1 / (1 + rank))
    sentences = []
    for position, (span, text, fact) in enumerate(zip(passage.sentences, texts, facts, strict=True)):
        near = frozenset().union(*(one.stems for one in facts[max(0, position - 1) : position + 2]))
        row = (
            *matched[position],
            view.cover(fact.stems),
            view.cover(near),
            from_passage[0],
            view.cover(fact.stems, specific),
            local.cover(fact.stems),
            local.cover(near),
            view.cover(fact.stems, view.name_stems),
            *from_passage[1:],
            *_content(view, text, fact),
            _distance_to_question(facts, position),
            position == 0,
            span[0] == 0,
            len(view.stems),
            view.asks_speech,
            *(view.kind == kind for kind in KINDS),
        )
        sentences.append(SentenceView(candidate, rank, span, text, fact, np.array(row, dtype=np.float64)))
    return sentences


def _in_its_turn(facts: SentenceFacts, article: Article, span: Span) -> SentenceFacts:
    """In an interview the question above, the headline and who replies belong to what each sentence of a reply says."""
    turn = find_turn(article.text, span)
    if turn is None:
        return facts
    around = f"{article.text[slice(*turn.question)]} {words_for_interviewed(article, turn)}"
    return replace(facts, stems=facts.stems | content_stems(around), states_speech=True)


def _content(view: QuestionView, text: str, facts: SentenceFacts) -> tuple[float, ...]:
    return (
        carries(view, text, facts),
        view.unit is None or has_unit(view.unit, text),
        bool(view.counted & facts.stems) and bool(facts.numbers - view.numbers),
        bool(facts.numbers),
        facts.states_date,
        facts.states_speech,
        facts.has_quotation,
        facts.is_first_person,
        facts.is_negated,
        min(sum(not name <= view.words for name in facts.names), 4),
        min(len(facts.stems - view.stems), 20),
        min(facts.word_count, 60),
        facts.is_question,
    )


def _distance_to_question(facts: Sequence[SentenceFacts], position: int) -> float:
    """How many sentences after a question this one stands, as answers in interviews do; 0 where none is near."""
    before = facts[max(0, position - ANSWER_REACH) : position]
    return next((float(back) for back, one in enumerate(reversed(before), 1) if one.is_question), 0.0)
