"""The stretch of an article in which the words somebody looked for stand, and where in it each of them is."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.archive.article import Span
from assistant.archive.catalog.terms import terms_of
from assistant.language import index_text
from assistant.language.foreign_words import extra_terms, query_terms

__all__ = ["Excerpt", "find_excerpt", "find_words"]

_MOST_CHARACTERS = 200_000
"""Of a text; in a longer one the words are looked for at its beginning."""
_MOST_FOUND = 400
_UNSPACED = "\u0e00"
"""Where the scripts begin that part no words: their terms are pairs of characters, anywhere in a run of them."""
_LEAD_IN = 60
"""Characters before the first word that is marked."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """`text[start:end]`; the marked words are spans of the same text."""

    start: int
    end: int
    words: tuple[Span, ...]


def find_words(text: str, query: str, language: str | None = None) -> tuple[Span, ...]:
    """Where in the text a word of the query stands, in whatever form the keyword index takes for the same by the rules
    of the text's language."""
    terms = {*terms_of(query), *query_terms(query, language or "")}
    pattern = _candidates(terms)
    if pattern is None:
        return ()
    return tuple(_spans(pattern, text[:_MOST_CHARACTERS], terms, language))


def find_excerpt(text: str, query: str, length: int = 240, language: str | None = None) -> Excerpt | None:
    """The stretch of about that many characters with most of the words; None where none of them stands in the text."""
    words = find_words(text, query, language)
    if not words:
        return None
    starts = [start for start, _ in words]

    def held(first: int) -> int:
        last = bisect_left(starts, words[first][0] + length - _LEAD_IN)
        return len({text[start:end].casefold() for start, end in words[first:last]})

    best = max(range(len(words)), key=lambda number: (held(number), -number))
    start = _at_word(text, max(0, words[best][0] - _LEAD_IN))
    end = _at_word_end(text, min(len(text), start + length))
    inside = tuple(word for word in words if start <= word[0] and word[1] <= end)
    return Excerpt(start, max(end, words[best][1]), inside or (words[best],))


def _candidates(terms: set[str]) -> re.Pattern[str] | None:
    """Words that may be one of the terms: a stem is, but for its last letter, how its word begins. Irregular forms and
    accents are left to chance: an unmarked word does no harm."""
    apart = sorted({re.escape(term[: max(1, min(len(term) - 1, 5))]) for term in terms if term < _UNSPACED})
    inside = sorted(re.escape(term) for term in terms if term >= _UNSPACED)
    patterns = [rf"(?<!\w)(?:{'|'.join(apart)})[\w’']*"] if apart else []
    return re.compile("|".join([*patterns, *inside]), re.IGNORECASE) if terms else None


def _spans(pattern: re.Pattern[str], text: str, terms: set[str], language: str | None) -> Iterator[Span]:
    count = 0
    known: dict[str, bool] = {}
    for match in pattern.finditer(text):
        word = match.group()[:80]
        if word not in known:
            held = (*index_text(word).lower().split(), *extra_terms(word, language))
            known[word] = not terms.isdisjoint(held)
        if known[word]:
            yield match.span()
            count += 1
            if count == _MOST_FOUND:
                return


def _at_word(text: str, place: int) -> int:
    """The beginning of the word after the place, where one begins soon."""
    if place == 0:
        return 0
    gap = text.find(" ", place, place + 30)
    return gap + 1 if gap >= 0 else place


def _at_word_end(text: str, place: int) -> int:
    if place == len(text):
        return place
    gap = text.rfind(" ", place - 30, place)
    return gap if gap > 0 else place
