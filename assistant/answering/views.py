"""A question and a sentence as the answering rooms see them: each looked at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.answering.asked_unit import Unit, counted_stems, unit_of
from assistant.answering.interviews import find_exchange
from assistant.answering.speakers import words_for_interviewed
from assistant.archive import Article, Span
from assistant.language import numbers, words
from assistant.language.facts import SentenceFacts, read_sentence
from assistant.question.asks import QuestionKind, asks_speech, asks_what_happened, asks_words, kind_of
from assistant.reading.by_words import WordReader
from assistant.retrieval import Candidate, Rarity, content_stems

__all__ = ["QuestionView", "SentenceView", "carries", "view_sentences"]

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
    asks: QuestionKind | None = None
    """None: to be read from its words."""
    timeless: str = ""
    """`question` without the words for the time of what is asked about; empty where it has none."""

    @cached_property
    def kind(self) -> QuestionKind:
        return self.asks or kind_of(self.asked)

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
    def timeless_stems(self) -> frozenset[str]:
        """Those that are not of the time: an article's day may tell it."""
        return self.stems & content_stems(self.timeless) if self.timeless else self.stems

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

    @cached_property
    def by_words(self) -> WordReader:
        """For articles that are not in English."""
        return WordReader(self.question, self.rarity)

    def cover_passage(self, candidate: Candidate, wanted: frozenset[str] | None = None) -> float:
        """Share of the question's meaning, or in English of what of it is `wanted`, in the passage and its headline, by
        the rules of its language; 0 to 1."""
        if self.by_words.rules_for(candidate) is not None:
            return self.by_words.cover(candidate, candidate.passage.text)
        return self.cover(content_stems(f"{candidate.article.title or ''} {candidate.passage.text}"), wanted)

    def cover(self, stems: frozenset[str], wanted: frozenset[str] | None = None) -> float:
        """Share of the question's meaning, by rarity, that these stems carry; 0 where nothing is wanted."""
        wanted = self.stems if wanted is None else wanted
        total = self.rarity.weigh(wanted)
        return self.rarity.weigh(wanted & stems) / total if total else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class SentenceView:
    """A sentence of a candidate."""

    candidate: Candidate
    rank: int
    """Of its passage, from 0."""
    span: Span
    text: str
    facts: SentenceFacts


def view_sentences(candidates: Sequence[Candidate]) -> list[SentenceView]:
    """Every sentence of the candidates, which come best first, in the order of the text."""
    return [
        SentenceView(
            candidate,
            rank,
            span,
            candidate.article.text[slice(*span)],
            _in_its_exchange(read_sentence(candidate.article.text[slice(*span)]), candidate.article, span),
        )
        for rank, candidate in enumerate(candidates)
        for span in candidate.passage.sentences
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


def _in_its_exchange(facts: SentenceFacts, article: Article, span: Span) -> SentenceFacts:
    """In an interview the question above, the headline and who replies belong to what each sentence of a reply says."""
    exchange = find_exchange(article.text, span)
    if exchange is None:
        return facts
    around = f"{article.text[slice(*exchange.question)]} {words_for_interviewed(article, exchange)}"
    return replace(facts, stems=facts.stems | content_stems(around), states_speech=True)
