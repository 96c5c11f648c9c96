"""How near in meaning a statement is to what it cites, word by word, with the local model's token vectors."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.answering.grounding.verdict import Verdict
from assistant.language import STOPWORDS, stem, words
from assistant.models import TokenEmbedder, TokenVectors, product
from assistant.retrieval import content_stems

__all__ = ["Likeness", "Meaning", "judge_likeness", "word_overlap"]

LEAST_WHOLE = 0.55
"""Mean nearness below which a statement is about something else. Paraphrases of Wikinews lie above 0.78, true
statements that cite a sentence of another article below 0.4 (tests/quality/measure_grounding.py)."""

LEAST_WEAKEST = 0.35
"""Nearness of the worst two words in a row below which they are an added detail. Of the open shared statements 0.45
marks 24 % of the true ones and 73 % of the false, 0.35 12 % and 70 %; below 0.34 too many added details of Wikinews
pass."""

UNLIKE = 0.3
"""What a word counts that nothing cited has, where no model can tell whether something cited is near to it."""

WINDOW = 2
"""Words of meaning side by side: an added detail is a stretch of words that nothing cited is near to."""

_WORD = re.compile(r"\w+(?:['’.,-]\w+)*")


@dataclass(frozen=True, slots=True)
class Likeness:
    """Both from 0 to 1. `whole`: mean over the statement's meaningful words; `weakest`: of its worst two in a row."""

    whole: float
    weakest: float
    weakest_words: str = ""


class Meaning:
    """Compares texts with a model that stays on this computer."""

    def __init__(self, embedder: TokenEmbedder) -> None:
        self._embedder = embedder

    def judge(self, text: str, quotes: Sequence[str], headline: str | None = None, doubt: str | None = None) -> Verdict:
        """Raises ModelError."""
        del headline  # its words carry nothing
        if doubt is not None:
            return Verdict("unsupported", doubt)
        return judge_likeness(self.compare(text, quotes))

    def compare(self, text: str, quotes: Sequence[str]) -> Likeness:
        """How near the statement is to the quotes together. Raises ModelError."""
        stated, *cited = self._embedder.encode_tokens([text, *quotes])
        held = frozenset().union(*(content_stems(quote) for quote in quotes))
        near = [product(stated.vectors, one.vectors.T).max(axis=1) for one in cited if len(one.vectors)]
        if not near or not len(stated.vectors):
            return word_overlap(text, quotes)
        nearest = np.max(near, axis=0)
        return _weigh(text, [_word_score(match, stated, nearest, held) for match in _meaningful(text)])


def judge_likeness(likeness: Likeness) -> Verdict:
    if likeness.whole < LEAST_WHOLE:
        return Verdict("unsupported", "what it cites is about something else")
    if likeness.weakest < LEAST_WEAKEST:
        return Verdict("partly_supported", f"“{likeness.weakest_words}” is not in what it cites")
    return Verdict("supported")


def word_overlap(text: str, quotes: Sequence[str]) -> Likeness:
    """The same by words alone, for where no local model runs."""
    held = frozenset().union(*(content_stems(quote) for quote in quotes))
    return _weigh(text, [1.0 if _is_held(match, held) else UNLIKE * bool(held) for match in _meaningful(text)])


def _meaningful(text: str) -> list[re.Match[str]]:
    return [match for match in _WORD.finditer(text) if not STOPWORDS.issuperset(words(match[0]))]


def _is_held(word: re.Match[str], held: frozenset[str]) -> bool:
    return any(stem(part) in held for part in words(word[0]) if part not in STOPWORDS)


def _word_score(
    word: re.Match[str],
    stated: TokenVectors,
    nearest: "np.ndarray[tuple[int, ...], np.dtype[np.float32]]",
    held: frozenset[str],
) -> float:
    """1 for a word that is cited; else the cosine of its nearest piece."""
    if _is_held(word, held):
        return 1.0
    pieces = [index for index, (start, end) in enumerate(stated.offsets) if word.start() <= start and end <= word.end()]
    return max(0.0, float(nearest[pieces].max())) if pieces else 0.0


def _weigh(text: str, scores: Sequence[float]) -> Likeness:
    if not scores:
        return Likeness(1.0, 1.0)
    found = _meaningful(text)
    starts = range(max(1, len(scores) - WINDOW + 1))
    means = [sum(scores[at : at + WINDOW]) / len(scores[at : at + WINDOW]) for at in starts]
    worst = min(starts, key=lambda at: means[at])
    last = found[min(worst + WINDOW, len(found)) - 1]
    return Likeness(sum(scores) / len(scores), means[worst], text[found[worst].start() : last.end()])
