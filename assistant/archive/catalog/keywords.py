"""Keyword search: BM25 over terms that `assistant.language.index_text` made, whatever the index is made of."""

import math
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import Literal, Protocol

from assistant.archive.article import Filters
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.filters import Condition
from assistant.archive.catalog.held_languages import held_languages, note_language
from assistant.archive.catalog.terms import TERMS_LIMIT, Forms, index_form, terms_of
from assistant.archive.catalog.vectors import Hit

__all__ = [
    "BM25_B",
    "BM25_K1",
    "LEAST_RARITY",
    "POSTINGS_LIMIT",
    "STEMS_LIMIT",
    "WEIGHTS",
    "Keywords",
    "Table",
    "any_form",
    "language_condition",
    "rarity_of",
]

WEIGHTS = (1.0, 1.0, 0.3)
"""Of a word in headline, body and publisher."""
BM25_K1, BM25_B, LEAST_RARITY = 1.2, 0.75, 1e-6
"""As FTS5's own bm25() has them."""
POSTINGS_LIMIT = 30_000
"""How many postings one query may read, rarest terms first: an OR of all words took 0.5 s at 200,000 passages."""
STEMS_LIMIT = 200_000

Table = Literal["keyword", "past_keyword"]
"""Live passages, or those of versions that were."""


class WithAny(Protocol):
    """Makes the SELECT of the groups with any of the terms, in articles of the language alone where one is given."""

    def __call__(self, terms: Sequence[str], language: str | None = None) -> Condition: ...


def any_form(forms: Forms, with_any: WithAny) -> Condition:
    """A SELECT of the groups that have a word in any of its forms."""
    each = [with_any([forms.term]), *(with_any(stems, code) for code, stems in forms.in_language.items())]
    if len(each) == 1:
        return each[0]
    sql = " UNION ALL ".join(one.sql for one in each)
    return Condition(f"SELECT f.group_id FROM ({sql}) f", tuple(value for one in each for value in one.arguments))  # noqa: S608  # our own SQL


def language_condition(language: str | None) -> Condition:
    """What to add for passages (alias `p`) of articles in a language, by its code; nothing for None."""
    if language is None:
        return Condition("")
    return Condition(
        " AND EXISTS (SELECT 1 FROM versions v WHERE v.version_id = p.version_id AND "
        "(lower(v.language) = ? OR substr(lower(v.language), 1, ?) IN (?, ?)))",
        (language, len(language) + 1, f"{language}-", f"{language}_"),
    )


def rarity_of(row_count: int, hit_count: int) -> float:
    """BM25's weight of a term in so many of the rows, as FTS5 reckons it: never below LEAST_RARITY."""
    ratio = (row_count - hit_count + 0.5) / (hit_count + 0.5)
    rarity = math.log(ratio) if ratio > 0 else 0.0
    return rarity if rarity > 0.0 else LEAST_RARITY


class Keywords(ABC):
    """The keyword index of one database. What changes it runs inside the caller's transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def index(
        self,
        rows: Iterable[tuple[int, str]],
        title: str | None,
        publisher: str | None,
        table: Table = "keyword",
        language: str | None = None,
    ) -> None:
        """Make passages (number and text) of one article findable, also by its headline's and publisher's words, and by
        the stems of its language."""
        self.index_all([(rows, title, publisher, language)], table)

    def index_all(
        self,
        articles: Iterable[tuple[Iterable[tuple[int, str]], str | None, str | None, str | None]],
        table: Table = "keyword",
    ) -> None:
        """The same for many articles at once, which is much quicker in PostgreSQL: each with its passages, headline,
        publisher and language."""
        forms: list[tuple[int, str, str, str]] = []
        for rows, title, publisher, language in articles:
            note_language(self._database, language)
            title_form, publisher_form = index_form(title or "", language), index_form(publisher or "")
            forms += [(number, title_form, index_form(text, language), publisher_form) for number, text in rows]
        self.store(forms, table)

    @abstractmethod
    def store(self, rows: Iterable[tuple[int, str, str, str]], table: Table) -> None:
        """Rows of a passage's number and the terms of title, body and publisher, as `index_form` writes them."""

    @abstractmethod
    def drop(self, passage_ids: Iterable[int], table: Table = "keyword") -> None: ...

    @abstractmethod
    def find(self, query: str, k: int, filters: Filters) -> list[Hit]:
        """The `k` best passages by BM25, best first; empty when the archive knows none of the query's terms."""

    @abstractmethod
    def count(self, stems: Iterable[str]) -> dict[str, int]:
        """In how many passages each of the stems stands; those that stand nowhere are left out."""

    @abstractmethod
    def totals(self) -> tuple[int, int]:
        """Live passages in the index, and their tokens."""

    @abstractmethod
    def find_stems(self, beginning: str, least: int, most: int) -> list[str]:
        """Those that begin so and have so many characters, in their order; at most STEMS_LIMIT."""

    @abstractmethod
    def groups_with_each(self, words: str, *, in_articles: bool = False) -> list[Condition]:
        """For each of these words a SELECT of the groups that have it; none when there is no word in them.

        What stands in quotation marks is looked for side by side, too. `in_articles`: in headline or text, not in the
        publisher's name.
        """

    @abstractmethod
    def groups_by_distance(self, query: str) -> Condition | None:
        """A SELECT of `group_id` and `distance`, small where a passage fits the query well; None without a term."""

    @abstractmethod
    def past_with_any(self, terms: Sequence[str]) -> Condition:
        """A SELECT of `passage_id`, `title`, `body` and `publisher`, as indexed, of past passages with any term."""

    @abstractmethod
    def clear(self) -> None:
        """Empty the index, in whatever state it is."""

    @abstractmethod
    def purge(self) -> None:
        """Leave nothing of what was dropped in the index's own rows."""

    def languages(self) -> tuple[str, ...]:
        """Those whose stems are in the index."""
        return held_languages(self._database)

    def chosen_terms(self, query: str) -> list[str]:
        """Known terms, rarest first, as many as the postings limit allows; at least the rarest."""
        counts = self.count(terms_of(query, self.languages())[:TERMS_LIMIT])
        chosen: list[str] = []
        postings = 0
        for count, term in sorted((count, term) for term, count in counts.items()):
            postings += count
            if chosen and postings > POSTINGS_LIMIT:
                break
            chosen.append(term)
        return chosen
