"""The words of a text as copies are compared by: one spelling for each word and figure."""

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.language.lexicon import MONTHS, QUOTATION_MARKS, SENTENCE_ENDS, WEEKDAYS
from assistant.language.numbers import NUMBER_WORDS

__all__ = ["Tokens", "read_tokens", "read_words", "tokens_of"]

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uff66-\uff9f\U00020000-\U0003ffff"
)
_TOKEN = re.compile(rf"[{_UNSPACED}]|\d+(?:[.,:]\d+)*|(?:(?![{_UNSPACED}])[^\W_])+")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_IN_WORDS = {word: str(value) for word, value in NUMBER_WORDS.items() if 2 <= value <= 12}
"""A bare "one" is mostly a pronoun."""
_DAYS = frozenset((*WEEKDAYS, *MONTHS)) - {"may"}
_SENTENCE_END = frozenset(SENTENCE_ENDS + QUOTATION_MARKS + ":;\n(–—-•*|")


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """Parallel, in text order."""

    words: tuple[str, ...]
    """Folded: lower case, `1,200` as `1200`, `two` as `2`."""
    starts: tuple[int, ...]
    names: frozenset[int]
    """Positions of words written with a capital inside a sentence; days and months are figures, not names."""
    figures: frozenset[int]
    """Positions of numbers, words with digits in them, days of the week and months."""

    def __len__(self) -> int:
        return len(self.words)


@lru_cache(maxsize=64)
def tokens_of(text: str) -> Tokens:
    """Kept for a while: one text is compared with several."""
    return read_tokens(text)


def read_tokens(text: str) -> Tokens:
    words, starts = [], []
    names, figures = set(), set()
    for position, match in enumerate(_TOKEN.finditer(text)):
        written = match.group()
        word = _folded(written)
        words.append(word)
        starts.append(match.start())
        if word in _DAYS or (not word.isalpha() and any(map(str.isdigit, word))):
            figures.add(position)
        elif written[0].isupper() and not _opens_sentence(text, match.start()):
            names.add(position)
    return Tokens(tuple(words), tuple(starts), frozenset(names), frozenset(figures))


def read_words(text: str) -> list[str]:
    """`read_tokens(text).words` alone: a sketch needs no more, and every article has one."""
    return list(map(_folded, _TOKEN.findall(text)))


def _folded(written: str) -> str:
    if "," in written and _GROUPED.fullmatch(written):
        return written.replace(",", "")
    folded = written.casefold()
    return _IN_WORDS.get(folded, folded)


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip(" \t")
    return not before or before[-1] in _SENTENCE_END or "\n" in text[max(0, start - 3) : start]
