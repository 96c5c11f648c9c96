"""What changed between two versions: which fields, and in the text sentence by sentence, word by word in each."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from assistant.archive import Article
from assistant.errors import InputError
from assistant.language import split_sentences

__all__ = ["Change", "Piece", "changed_fields", "chosen_versions", "find_changes"]

_MOST_STEPS = 60_000_000
"""Of a comparison of two versions, all its stretches together: a few seconds. Sentences or words that repeat cost their
number's third power; where there is no room for them they are compared by the rarer ones, and else shown as replaced
whole."""
_RARER = (8, 1)
_ALIKE = 0.4
"""Below this share of common words two sentences are two sentences, not one that was edited."""

Kind = Literal["same", "removed", "added"]


@dataclass(frozen=True, slots=True)
class Piece:
    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One changed stretch: `old_text[old_start:old_end]` became `new_text[new_start:new_end]`; either may be empty."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int
    pieces: tuple[Piece, ...]
    """The stretch word by word: "same" and "removed" pieces make the old one, "same" and "added" ones the new one."""


def chosen_versions(stored: Sequence[Article], numbers: Sequence[int]) -> tuple[Article, Article]:
    """The older and the newer one to compare. Raises InputError for numbers that are no two versions."""
    known = {version.version: version for version in stored}
    if len(stored) < 2:
        message = "The article has one version: there is nothing to compare."
        raise InputError(message)
    if not numbers:
        return stored[-2], stored[-1]
    if len(numbers) != 2 or numbers[0] == numbers[1] or not set(numbers) <= known.keys():
        message = f"Name two different versions out of {', '.join(str(version.version) for version in stored)}."
        raise InputError(message)
    return known[numbers[0]], known[numbers[1]]


def changed_fields(before: Article | None, after: Article) -> Iterator[str]:
    """The names of the fields that differ from the version before; none for the first."""
    if before is None:
        return
    for name in ("title", "text", "publisher", "authors", "published_at", "updated_at", "url", "kind", "agency"):
        if getattr(before, name) != getattr(after, name):
            yield name
    for name in ("correction", "is_withdrawn"):
        if getattr(after, name) and getattr(before, name) != getattr(after, name):
            yield name


def find_changes(old: str, new: str) -> list[Change]:
    """In text order. White space at the edges of sentences does not count."""
    before, after = split_sentences(old), split_sentences(new)
    first, second = _texts(old, before), _texts(new, after)
    changes = []
    comparer = _Comparer()
    for kind, a, b, c, d in comparer.compare(first, second):
        if kind == "equal":
            continue
        old_start, old_end = _stretch(before, a, b)
        new_start, new_end = _stretch(after, c, d)
        pieces = tuple(_pieces(old[old_start:old_end], new[new_start:new_end], comparer))
        changes.append(Change(old_start, old_end, new_start, new_end, pieces))
    return changes


def _texts(text: str, spans: Sequence[tuple[int, int]]) -> list[str]:
    return [" ".join(text[start:end].split()) for start, end in spans]


def _stretch(spans: Sequence[tuple[int, int]], first: int, end: int) -> tuple[int, int]:
    if first == end:
        at = spans[first - 1][1] if first else 0
        return at, at
    return spans[first][0], spans[end - 1][1]


def _pieces(old: str, new: str, comparer: "_Comparer") -> Iterator[Piece]:
    first, second = re.findall(r"\s+|\w+|[^\w\s]", old), re.findall(r"\s+|\w+|[^\w\s]", new)
    steps = comparer.compare(first, second)
    common = sum(b - a for kind, a, b, _, _ in steps if kind == "equal")
    if 2 * common < _ALIKE * (len(first) + len(second)):
        yield from _replaced(old, new)
        return
    for kind, a, b, c, d in steps:
        if kind == "equal":
            yield Piece("same", "".join(first[a:b]))
        else:
            yield from _replaced("".join(first[a:b]), "".join(second[c:d]))


class _Comparer:
    """Compares as long as it has steps left."""

    def __init__(self) -> None:
        self._left = _MOST_STEPS

    def compare(self, first: Sequence[str], second: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
        """What became of what, as `difflib` has it; replaced whole where that would take too long."""
        counts = Counter(second)
        for most in (len(second), *_RARER):
            often = {part for part, count in counts.items() if count > most}
            met = sum(counts[part] for part in first if part not in often)
            steps = (met + len(first)) * (1 + min(len(first), len(second), met))
            if steps <= self._left:
                self._left -= steps
                return list(SequenceMatcher(often.__contains__, first, second, autojunk=False).get_opcodes())
        return [("replace", 0, len(first), 0, len(second))]


def _replaced(old: str, new: str) -> Iterator[Piece]:
    if old:
        yield Piece("removed", old)
    if new:
        yield Piece("added", new)
