"""Misspelt words of a question, read as words that the archive has.

Damerau's finding holds for typed text: four in five misspellings are one slip (a letter too many, one missing, a wrong
one, two changed about); so few edits are looked for, and the first letter, which is seldom wrong, is taken as right or
as changed about with the second.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from rapidfuzz import process
from rapidfuzz.distance import OSA

from assistant.language import STOPWORDS, english_words, stem, words
from assistant.language.foreign_words import is_foreign

__all__ = ["Spelling", "Vocabulary", "correct_spelling"]

LEAST_LETTERS = 4
"""Among shorter words everything is near to something."""
LETTERS_OF_TWO_SLIPS = 9
"""From so many letters on a word may have two slips."""
LETTERS_OF_NAME = 7
"""A shorter name with another letter, or one more, is another name (Marlon and Marlow); two of its letters may have
changed places."""
MOST_WORDS = 6
"""Of a question: whoever misspells more of it has typed something else."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


class Vocabulary(Protocol):
    """The words of an archive, by their stems."""

    def document_frequencies(self, stems: Iterable[str]) -> Mapping[str, int]:
        """In how many passages each stands; without those that stand nowhere."""
        ...

    def stems_like(self, beginning: str, least: int, most: int) -> list[str]:
        """Those that begin so and have so many letters."""
        ...


@dataclass(frozen=True, slots=True)
class Spelling:
    """For each misspelt word, as it was typed, the one it is read as."""

    words: Mapping[str, str]

    def correct(self, text: str) -> str:
        return _WORD.sub(lambda match: self.words.get(match.group(), match.group()), text) if self.words else text

    @property
    def notices(self) -> tuple[str, ...]:
        """For the reader of the answer; none where nothing was corrected."""
        if not self.words:
            return ()
        read = ", ".join(f"“{meant}” for “{typed}”" for typed, meant in self.words.items())
        return (f"Did you mean {read}? No article has it as typed, so the search used this spelling.",)


def correct_spelling(text: str, vocabulary: Vocabulary) -> Spelling:
    """A word is misspelt where neither the archive nor everyday English has it, and the archive has one near it.

    In a question that is plainly in another language nothing is corrected: of its words the archive has few forms, and
    the next one is most often another word.
    """
    if is_foreign(text):
        return Spelling({})
    typed = {match.group(): _plain(match.group()) for match in _WORD.finditer(text) if _is_a_word(match.group())}
    keys = {word: stem(plain) for word, plain in typed.items() if len(plain) >= LEAST_LETTERS}
    known = vocabulary.document_frequencies(keys.values())
    unknown = [word for word, key in keys.items() if key not in known and typed[word] not in english_words()]
    meant = {
        word: _nearest_name(typed[word], vocabulary) if _is_name(word, text) else _nearest(typed[word], vocabulary)
        for word in unknown[:MOST_WORDS]
    }
    return Spelling({word: _in_case_of(word, near) for word, near in meant.items() if near is not None})


def _is_a_word(word: str) -> bool:
    """Not what is short for something: "didn't", "NATO", "vBNS"."""
    return word.isascii() and word.isalpha() and word[1:].islower() and word.lower() not in STOPWORDS


def _nearest(word: str, vocabulary: Vocabulary) -> str | None:
    """An everyday word whose stem the archive has, or one that only the archive has."""
    near = _near(word, english_words(), _most_slips(word))
    held = vocabulary.document_frequencies(map(stem, near))
    everyday = _best(word, {one: english_words()[one] for one in near if stem(one) in held})
    return everyday or _nearest_held(word, vocabulary, _most_slips(word))


def _nearest_name(word: str, vocabulary: Vocabulary) -> str | None:
    near = _nearest_held(word, vocabulary, 1)
    return near if near is None or len(word) >= LETTERS_OF_NAME or sorted(word) == sorted(near) else None


def _nearest_held(word: str, vocabulary: Vocabulary, most_slips: int) -> str | None:
    """With the ending that was typed: the archive's vocabulary is of stems."""
    key = stem(word)
    ending = word.removeprefix(key)
    sizes = max(LEAST_LETTERS, len(key) - most_slips), len(key) + most_slips
    stems = (one for beginning in dict.fromkeys(key[:2]) for one in vocabulary.stems_like(beginning, *sizes))
    near = vocabulary.document_frequencies(_near(key, filter(str.isalpha, stems), most_slips))
    found = _best(key, near)
    return f"{found}{ending}" if found is not None and ending != word else found


def _near(word: str, among: Iterable[str], most_slips: int) -> list[str]:
    choices = [one for one in among if len(one) >= LEAST_LETTERS and (one[0] == word[0] or one[:2] == word[1::-1])]
    return [one for one, _, _ in process.extract(word, choices, scorer=OSA.distance, score_cutoff=most_slips, limit=50)]


def _best(word: str, counts: Mapping[str, int]) -> str | None:
    """The nearest; of those that are as near, one that has the letters before one with a wrong letter, then one that
    ends the same, then the one that is met most."""
    return min(
        counts,
        key=lambda one: (OSA.distance(word, one), _has_wrong(word, one), one[-1] != word[-1], -counts[one]),
        default=None,
    )


def _has_wrong(word: str, other: str) -> bool:
    return not (set(word) <= set(other) or set(other) <= set(word))


def _most_slips(word: str) -> int:
    return 2 if len(word) >= LETTERS_OF_TWO_SLIPS else 1


def _is_name(word: str, text: str) -> bool:
    """By its capital, not at the beginning; in a text all of capitals nothing is a name."""
    return word[:1].isupper() and not text.isupper() and not text.lstrip(" \"'“‘¿¡(").startswith(word)


def _in_case_of(typed: str, meant: str) -> str:
    return meant.capitalize() if typed[:1].isupper() else meant


def _plain(word: str) -> str:
    return "".join(words(word))
