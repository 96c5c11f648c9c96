"""Sentences of one text found again in another: the same words, or the same sentence slightly edited."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.archive.article import Span
from assistant.archive.copies.tokens import read_tokens
from assistant.language import ends_sentence
from assistant.language.lexicon import DATELINE, NEGATORS

__all__ = ["Counterparts", "Sentence", "sentences_of"]

LEAST_WORDS, LEAST_OPEN_WORDS = 4, 12
"""A shorter sentence, or one that ends without a mark, is a byline, a heading or a crumb: alone it is no passage."""
LEAST_SHARED_WORDS = 0.6
LEAST_SHARED_PAIRS = 0.35
"""Of a sentence's words and pairs of words, shared with its counterpart; asked only of texts that are copies."""
_NEGATIONS = frozenset((*NEGATORS, "t", "denied", "denies", "deny"))
"""`t`: what is left of `didn't`."""
_SHORT = {"t": "not", "cannot": "not", "denies": "deny", "denied": "deny"}
_DATELINE = re.compile(DATELINE)


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """A sentence as copies are compared by: without the dateline that an agency puts before the first one."""

    span: Span
    words: tuple[str, ...]
    pairs: frozenset[tuple[str, str]]
    figures: frozenset[str]
    names: frozenset[str]
    is_crumb: bool

    @property
    def negations(self) -> list[str]:
        """Which ones, whatever they are shortened to: "nobody was" is not "somebody was not"."""
        return sorted(_SHORT.get(word, word) for word in self.words if word in _NEGATIONS)


def sentences_of(text: str, spans: Sequence[Span]) -> list[Sentence]:
    """The sentences at these spans of the text, in their order."""
    return [_read(text, span, is_first=number == 0) for number, span in enumerate(spans)]


class Counterparts:
    """Sentences of texts that came before, and where a sentence stands among them."""

    def __init__(self) -> None:
        self._sentences: list[Sentence] = []
        self._same: dict[tuple[str, ...], int] = {}
        self._by_pair: dict[tuple[str, str], list[int]] = {}

    def add(self, sentences: Sequence[Sentence]) -> None:
        for sentence in sentences:
            number = len(self._sentences)
            self._sentences.append(sentence)
            self._same.setdefault(sentence.words, number)
            for pair in sentence.pairs:
                self._by_pair.setdefault(pair, []).append(number)

    def holds(self, sentence: Sentence) -> bool:
        """Whether there is nothing new in the sentence."""
        return self._find(sentence, both_ways=False) is not None

    def find(self, sentence: Sentence) -> int | None:
        """The number, in the order they were added, of the sentence that is this one."""
        return self._find(sentence, both_ways=True)

    def _find(self, sentence: Sentence, *, both_ways: bool) -> int | None:
        same = self._same.get(sentence.words)
        if same is not None:
            return same
        shared = Counter(number for pair in sentence.pairs for number in self._by_pair.get(pair, ()))
        for number, count in shared.most_common(3):
            if count < LEAST_SHARED_PAIRS * len(sentence.pairs):
                break
            other = self._sentences[number]
            if _says_nothing_new(sentence, other) and (not both_ways or _says_nothing_new(other, sentence)):
                return number
        return None


def _says_nothing_new(sentence: Sentence, other: Sentence) -> bool:
    """Whether the sentence is in the other one but for wording: no figure of its own, no other name, nothing denied."""
    theirs = frozenset(other.words)
    ours = frozenset(sentence.words)
    shared = sum((Counter(sentence.words) & Counter(other.words)).values())
    return (
        shared >= LEAST_SHARED_WORDS * len(sentence.words)
        and sentence.figures <= theirs
        and (sentence.names <= theirs or other.names <= ours)
        and sentence.negations == other.negations
    )


def _read(text: str, span: Span, *, is_first: bool) -> Sentence:
    start, end = span
    dateline = _DATELINE.match(text, start, end) if is_first else None
    written = read_tokens(text[dateline.end() if dateline else start : end])
    words = written.words
    return Sentence(
        span,
        words,
        frozenset(pairwise(words)),
        frozenset(words[place] for place in written.figures),
        frozenset(words[place] for place in written.names),
        is_crumb=len(words) < (LEAST_WORDS if ends_sentence(text[start:end]) else LEAST_OPEN_WORDS),
    )
