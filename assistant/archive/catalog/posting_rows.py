"""A passage as the keyword index in ordinary tables holds it: its terms, their keys, how often each stands in it."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.archive.catalog.keywords import WEIGHTS

__all__ = ["IndexedRow", "key_of", "stored_terms", "terms_in", "weight_of_phrase"]

_APART = re.compile(r"[\x00-\x20\x7f]+")
"""Where FTS5's tokenizer parts terms."""
_LONGEST_TERM = 200
"""Characters; of a longer one a hash is looked up, since PostgreSQL's indexes hold no key of 2,700 bytes."""


@dataclass(frozen=True, slots=True)
class IndexedRow:
    """A passage as it is indexed; `columns`: the terms of title, body and publisher."""

    passage_id: int
    columns: tuple[list[str], list[str], list[str]]

    @property
    def length(self) -> int:
        return sum(len(terms) for terms in self.columns)

    def postings(self) -> Iterator[tuple[str, int, float, int, int]]:
        in_article = {*self.columns[0], *self.columns[1]}
        for term, often in _weighed(self.columns).items():
            yield term, self.passage_id, often, self.length, int(term in in_article)

    def stored(self) -> tuple[int, str, str, str]:
        title, body, publisher = (stored_terms(terms) for terms in self.columns)
        return self.passage_id, title, body, publisher


def terms_in(form: str) -> list[str]:
    """The keys of the terms that `index_form` wrote."""
    return [key_of(term) for term in _APART.split(form) if term]


def key_of(term: str) -> str:
    if len(term) <= _LONGEST_TERM:
        return term
    return f"{term[:_LONGEST_TERM]}#{hashlib.sha256(term.encode()).hexdigest()}"


def stored_terms(terms: Iterable[str]) -> str:
    return "".join(f" {term} " for term in terms)


def _weighed(columns: Sequence[Sequence[str]]) -> dict[str, float]:
    """How often each term stands, by the columns' weights; added one by one, as FTS5 does: 0.3 thrice is not 0.9."""
    found: dict[str, float] = {}
    for terms, weight in zip(columns, WEIGHTS, strict=True):
        for term in terms:
            found[term] = found.get(term, 0.0) + weight
    return found


def weight_of_phrase(columns: Sequence[Sequence[str]], words: Sequence[str]) -> float:
    keys = [key_of(word) for word in words]
    often = 0.0
    for terms, weight in zip(columns, WEIGHTS, strict=True):
        for start in range(len(terms) - len(keys) + 1):
            if list(terms[start : start + len(keys)]) == keys:
                often += weight
    return often
