"""The outlets and authors an archive holds, found in a question by their names and unambiguous short forms."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.language import words
from assistant.language.foreign_words import is_function_word

__all__ = ["ArchiveNames", "FoundName"]

_SECTION = re.compile(r"\s+[-–—|:]\s+|\s*[|:]\s+")
_DOMAIN = re.compile(r"\.(?:com|org|net|co\.uk|de|fr|it|es|eu|news)$", re.IGNORECASE)
_TOKEN = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*|[|&-]")
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$|,\s+(?:English|International) edition$", re.IGNORECASE)
"""As in "El Faro (English edition)": nobody says it."""
_POSSESSIVE = re.compile(r"['’]s?$", re.IGNORECASE)
_LONGEST = 8
"""Words of a name; what stands behind them in a question is compared no further."""
_SHORTEST_LAST_WORD = 4


@dataclass(frozen=True, slots=True)
class FoundName:
    """A span of the question and the archive's own names that it means."""

    start: int
    end: int
    names: tuple[str, ...]
    is_short: bool = False
    """Only the last word of a longer name ("the Herald"): a name only where an article stands before it."""


class ArchiveNames:
    """Made once for each state of an archive."""

    def __init__(self, publishers: Iterable[str] = (), authors: Iterable[str] = (), kinds: Iterable[str] = ()) -> None:
        self.kinds = frozenset(kinds)
        self.publishers = tuple(publishers)
        self._outlets, self._short = dict[str, tuple[str, ...]](), dict[str, str]()
        for name in self.publishers:
            for form in _forms(name):
                self._outlets[form] = (*self._outlets.get(form, ()), name)
        last_words = [(words(_base(name))[-1:], name) for name in self.publishers if len(words(_base(name))) > 1]
        for last, name in last_words:
            if last and len(last[0]) >= _SHORTEST_LAST_WORD and _are_one([n for one, n in last_words if one == last]):
                self._short[last[0]] = name
        self._authors = {_key(name): name for name in authors if _key(name) not in self._outlets}

    def find_outlets(self, text: str) -> list[FoundName]:
        """The longest names first; a form that several unrelated outlets share is none."""
        found: list[FoundName] = []
        for start, end, key in _stretches(text):
            names = self._outlets.get(key, ())
            if names and _are_one(names) and _is_free(start, end, found):
                found.append(FoundName(start, end, names))
            elif (
                key in self._short
                and key not in self._outlets
                and text[start].isupper()
                and _is_free(start, end, found)
            ):
                found.append(FoundName(start, end, (self._short[key],), is_short=True))
        return sorted(found, key=lambda name: name.start)

    def find_authors(self, text: str) -> list[FoundName]:
        """Whole names, of two words or more: a surname alone is anybody's."""
        found: list[FoundName] = []
        for start, end, key in _stretches(text):
            if " " in key and key in self._authors and _is_free(start, end, found):
                found.append(FoundName(start, end, (self._authors[key],)))
        return sorted(found, key=lambda name: name.start)


def _forms(name: str) -> set[str]:
    """ "FOX News - Health" is found as that, and with all of its house as "FOX News"; "BBC News" also as "BBC"."""
    base = _base(name)
    forms = {_key(name), _key(base), _key(_DOMAIN.sub("", base))}
    first, *rest = base.split() or [""]
    if rest and first.isupper() and len(first) >= 3:
        forms.add(_key(first))
    found = {short for form in forms if form for short in (form, form.removeprefix("the "))} - {"", "the"}
    return {form for form in found if form == _key(name) or not is_function_word(form)}


def _base(name: str) -> str:
    whole = name.strip()
    return _SECTION.split(_ASIDE.sub("", whole) or whole, maxsplit=1)[0]


def _key(name: str) -> str:
    return " ".join(words(name))


def _are_one(names: Iterable[str]) -> bool:
    """Whether the names are sections of one house."""
    return len({_key(_base(name)).split(" ")[0] for name in names}) == 1


def _stretches(text: str) -> Iterator[tuple[int, int, str]]:
    """Runs of words, longest first, each with its key."""
    tokens = [match.span() for match in _TOKEN.finditer(text)]
    for length in range(min(_LONGEST, len(tokens)), 0, -1):
        for position in range(len(tokens) - length + 1):
            start, end = tokens[position][0], tokens[position + length - 1][1]
            end -= len(possessive.group()) if (possessive := _POSSESSIVE.search(text[start:end])) else 0
            yield start, end, _key(text[start:end])


def _is_free(start: int, end: int, found: Iterable[FoundName]) -> bool:
    return all(end <= other.start or other.end <= start for other in found)
