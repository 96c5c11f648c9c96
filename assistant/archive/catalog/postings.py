"""The keyword index in ordinary tables, for an engine without FTS5: it ranks as FTS5's bm25() does, to the last bit.

A posting holds what of the formula is known when a passage is indexed: how often the term stands in it, by the columns'
weights, and how many tokens the passage has. The rest, rarity and average length, changes with every article and is put
in when a question is asked. Sums are made in FTS5's order, so that equal passages stay equal.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence

from assistant.archive.article import Filters
from assistant.archive.catalog.filters import Condition, group_condition
from assistant.archive.catalog.keywords import (
    BM25_B,
    BM25_K1,
    STEMS_LIMIT,
    Keywords,
    Table,
    any_form,
    language_condition,
    rarity_of,
)
from assistant.archive.catalog.posting_rows import IndexedRow, key_of, stored_terms, terms_in, weight_of_phrase
from assistant.archive.catalog.terms import TERMS_LIMIT, forms_of_each, phrases_of, terms_of
from assistant.archive.catalog.vectors import Hit

__all__ = ["POSTINGS_TABLES", "PostingsKeywords"]

POSTINGS_TABLES = """
-- The terms of a passage as they were indexed, each between spaces of its own: " river  bank ". Its number is called as
-- FTS5 calls it.
CREATE TABLE keyword (
  rowid INTEGER PRIMARY KEY, title TEXT NOT NULL, body TEXT NOT NULL, publisher TEXT NOT NULL
);
CREATE TABLE past_keyword (
  rowid INTEGER PRIMARY KEY, title TEXT NOT NULL, body TEXT NOT NULL, publisher TEXT NOT NULL
);
CREATE TABLE keyword_postings (
  term TEXT NOT NULL, passage_id INTEGER NOT NULL, often REAL NOT NULL, length INTEGER NOT NULL,
  in_article INTEGER NOT NULL, PRIMARY KEY (term, passage_id)
) WITHOUT ROWID;
CREATE TABLE past_keyword_postings (
  term TEXT NOT NULL, passage_id INTEGER NOT NULL, PRIMARY KEY (term, passage_id)
) WITHOUT ROWID;
CREATE TABLE keyword_terms (term TEXT PRIMARY KEY, doc INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE keyword_totals (
  only_one INTEGER PRIMARY KEY CHECK (only_one = 1), row_count INTEGER NOT NULL, token_count INTEGER NOT NULL
);
"""

_WEIGHED = (
    "SELECT o.passage_id, q.column2 AS place, "
    "q.column3 * ((o.often * ?) / (o.often + ? * (? + ? * o.length / ?))) AS weight "
    "FROM (VALUES {marks}) q JOIN keyword_postings o ON o.term = q.column1"
)
_OF_PHRASES = (
    "SELECT json_extract(value, '$[0]') AS passage_id, json_extract(value, '$[1]') AS place, "
    "json_extract(value, '$[2]') AS weight FROM json_each(?)"
)
_SCORED = (
    "SELECT w.passage_id, sum(w.weight) AS score FROM (SELECT passage_id, weight FROM ({weighed}) u "
    "ORDER BY passage_id, place) w GROUP BY w.passage_id"
)


class PostingsKeywords(Keywords):
    """Two tables of rows, two of postings, one of terms with their counts."""

    def store(self, rows: Iterable[tuple[int, str, str, str]], table: Table) -> None:
        made = [
            IndexedRow(number, (terms_in(title), terms_in(body), terms_in(name))) for number, title, body, name in rows
        ]
        self._database.put_rows(table, ("rowid", "title", "body", "publisher"), [row.stored() for row in made])
        postings = [posting for row in made for posting in row.postings()]
        if table == "past_keyword":
            self._database.put_rows("past_keyword_postings", ("term", "passage_id"), [p[:2] for p in postings])
            return
        self._database.put_rows("keyword_postings", ("term", "passage_id", "often", "length", "in_article"), postings)
        self._recount(made, 1)

    def drop(self, passage_ids: Iterable[int], table: Table = "keyword") -> None:
        numbers = list(passage_ids)
        query = f"SELECT title, body, publisher FROM {table} WHERE rowid = ?"  # noqa: S608  # one of two names
        found = [(number, self._database.execute(query, (number,)).fetchone()) for number in numbers]
        gone = [IndexedRow(number, (row[0].split(), row[1].split(), row[2].split())) for number, row in found if row]
        keys = [(term, row.passage_id) for row in gone for term in {one for terms in row.columns for one in terms}]
        self._database.executemany(
            f"DELETE FROM {table}_postings WHERE term = ? AND passage_id = ?",  # noqa: S608  # our own SQL
            keys,
        )
        self._database.executemany(
            f"DELETE FROM {table} WHERE rowid = ?",  # noqa: S608  # our own SQL
            [(row.passage_id,) for row in gone],
        )
        if table == "keyword":
            self._recount(gone, -1)

    def find(self, query: str, k: int, filters: Filters) -> list[Hit]:
        scored = self._scored(query)
        if scored is None or k < 1:
            return []
        if filters.is_empty:
            statement, arguments = f"{scored.sql} ORDER BY score DESC, w.passage_id LIMIT ?", scored.arguments
        else:
            condition = group_condition(filters)
            arguments = (*scored.arguments, *condition.arguments)
            statement = (
                f"SELECT p.passage_id, s.score FROM ({scored.sql}) s "  # noqa: S608  # our own SQL
                f"CROSS JOIN passages p ON p.passage_id = s.passage_id WHERE {condition.sql} "
                "ORDER BY s.score DESC, p.passage_id LIMIT ?"
            )
        return [Hit(passage_id, score) for passage_id, score in self._database.execute(statement, (*arguments, k))]

    def count(self, stems: Iterable[str]) -> dict[str, int]:
        named = {key_of(stem): stem for stem in stems}
        if not named:
            return {}
        marks = ", ".join("?" for _ in named)
        rows = self._database.execute(
            f"SELECT term, doc FROM keyword_terms WHERE term IN ({marks})",  # noqa: S608  # our own SQL
            tuple(named),
        )
        return {named[term]: count for term, count in rows}

    def totals(self) -> tuple[int, int]:
        row = self._database.execute("SELECT row_count, token_count FROM keyword_totals").fetchone()
        return (0, 0) if row is None else (int(row[0]), int(row[1]))

    def find_stems(self, beginning: str, least: int, most: int) -> list[str]:
        after = beginning[:-1] + chr(ord(beginning[-1]) + 1)
        rows = self._database.execute(
            "SELECT term FROM keyword_terms WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ? "
            "ORDER BY term LIMIT ?",
            (beginning, after, least, most, STEMS_LIMIT),
        )
        return [term for (term,) in rows]

    def groups_with_each(self, words: str, *, in_articles: bool = False) -> list[Condition]:
        of_article = " AND o.in_article = 1" if in_articles else ""

        def with_any(terms: Sequence[str], language: str | None = None) -> Condition:
            of_language = language_condition(language)
            marks = ", ".join("?" for _ in terms)
            statement = (
                "SELECT p.group_id FROM keyword_postings o CROSS JOIN passages p ON p.passage_id = o.passage_id "  # noqa: S608  # ours
                f"WHERE o.term IN ({marks}){of_article}{of_language.sql}"
            )
            return Condition(statement, (*map(key_of, terms), *of_language.arguments))

        forms = forms_of_each(words, self.languages())[:TERMS_LIMIT]
        found = [any_form(one, with_any) for one in forms]
        columns = ("title", "body") if in_articles else ("title", "body", "publisher")
        return found + [self._groups_with_phrase(phrase, columns) for phrase in phrases_of(words, terms_of(words))]

    def groups_by_distance(self, query: str) -> Condition | None:
        scored = self._scored(query)
        if scored is None:
            return None
        statement = (
            f"SELECT p.group_id, min(-s.score) AS distance FROM ({scored.sql}) s "  # noqa: S608  # ours
            "CROSS JOIN passages p ON p.passage_id = s.passage_id GROUP BY p.group_id"
        )
        return Condition(statement, scored.arguments)

    def past_with_any(self, terms: Sequence[str]) -> Condition:
        marks = ", ".join("?" for _ in terms)
        return Condition(
            "SELECT rowid AS passage_id, title, body, publisher FROM past_keyword WHERE rowid IN "  # noqa: S608  # marks
            f"(SELECT passage_id FROM past_keyword_postings WHERE term IN ({marks}))",
            tuple(key_of(term) for term in terms),
        )

    def clear(self) -> None:
        for table in ("keyword", "past_keyword", "keyword_postings", "past_keyword_postings", "keyword_terms"):
            self._database.execute(f"DELETE FROM {table}")  # noqa: S608  # our own names
        self._database.execute("DELETE FROM keyword_totals")

    def purge(self) -> None:
        """Rows that are dropped leave nothing behind but what the engine's own cleaning takes."""

    def _scored(self, query: str) -> Condition | None:
        """A SELECT of `passage_id` and `score` of all passages with any of `chosen_terms`, or a phrase of the query."""
        chosen = self.chosen_terms(query)
        if not chosen:
            return None
        row_count, token_count = self.totals()
        average = token_count / row_count
        counts = self.count(chosen)
        terms: list[object] = []
        for place, term in enumerate(chosen):
            terms += [key_of(term), place, rarity_of(row_count, counts[term])]
        formula = (BM25_K1 + 1.0, BM25_K1, 1.0 - BM25_B, BM25_B, average)
        weighed = _WEIGHED.format(marks=", ".join(["(?, ?, ?)"] * len(chosen)))
        arguments: tuple[object, ...] = (*formula, *terms)
        extra = self._weights_of_phrases(phrases_of(query, chosen), len(chosen), row_count, average)
        if extra:
            weighed, arguments = f"{weighed} UNION ALL {_OF_PHRASES}", (*arguments, json.dumps(extra))
        return Condition(_SCORED.format(weighed=weighed), arguments)

    def _weights_of_phrases(
        self, phrases: Sequence[str], place: int, row_count: int, average: float
    ) -> list[tuple[int, int, float]]:
        """Passage, place among what is summed, and weight, of each passage that has a phrase."""
        weights = []
        for number, phrase in enumerate(phrases, start=place):
            words = phrase.split()
            found = self._rows_with_phrase(words)
            rarity = rarity_of(row_count, len(found))
            for row in found:
                often = weight_of_phrase(row.columns, words)
                saturated = (often * (BM25_K1 + 1.0)) / (often + BM25_K1 * (1 - BM25_B + BM25_B * row.length / average))
                weights.append((row.passage_id, number, rarity * saturated))
        return weights

    def _rows_with_phrase(self, words: Sequence[str]) -> list[IndexedRow]:
        condition = self._phrase_condition(words, ("title", "body", "publisher"))
        rows = self._database.execute(
            "SELECT r.rowid, r.title, r.body, r.publisher FROM keyword_postings o "  # noqa: S608  # ours
            f"CROSS JOIN keyword r ON r.rowid = o.passage_id WHERE {condition.sql}",
            condition.arguments,
        )
        return [IndexedRow(number, (title.split(), body.split(), name.split())) for number, title, body, name in rows]

    def _groups_with_phrase(self, phrase: str, columns: Sequence[str]) -> Condition:
        condition = self._phrase_condition(phrase.split(), columns)
        return Condition(
            "SELECT p.group_id FROM keyword_postings o CROSS JOIN keyword r ON r.rowid = o.passage_id "  # noqa: S608  # ours
            f"CROSS JOIN passages p ON p.passage_id = o.passage_id WHERE {condition.sql}",
            condition.arguments,
        )

    def _phrase_condition(self, words: Sequence[str], columns: Sequence[str]) -> Condition:
        """Of rows `r` with postings `o`: the postings of the rarest word are read, and the rows that they lead to."""
        counts = self.count(words)
        rarest = min(words, key=lambda word: counts.get(word, 0))
        stands = " OR ".join(f"instr(r.{column}, ?) > 0" for column in columns)
        return Condition(
            f"o.term = ? AND ({stands})", (key_of(rarest), *[stored_terms(map(key_of, words))] * len(columns))
        )

    def _recount(self, rows: Sequence[IndexedRow], sign: int) -> None:
        """Take rows that came or went into the counts."""
        if not rows:
            return
        counts = Counter(term for row in rows for term in {one for terms in row.columns for one in terms})
        changes = [(term, sign * count) for term, count in sorted(counts.items())]
        if sign > 0:
            self._database.executemany(
                "INSERT INTO keyword_terms VALUES (?, ?) "
                "ON CONFLICT (term) DO UPDATE SET doc = keyword_terms.doc + excluded.doc",
                changes,
            )
        else:
            self._database.executemany(
                "UPDATE keyword_terms SET doc = doc + ?2 WHERE term = ?1",
                changes,
            )
            self._database.executemany("DELETE FROM keyword_terms WHERE term = ? AND doc < 1", [c[:1] for c in changes])
        self._database.execute(
            "INSERT INTO keyword_totals VALUES (1, ?, ?) ON CONFLICT (only_one) DO UPDATE SET "
            "row_count = keyword_totals.row_count + excluded.row_count, "
            "token_count = keyword_totals.token_count + excluded.token_count",
            (sign * len(rows), sign * sum(row.length for row in rows)),
        )
