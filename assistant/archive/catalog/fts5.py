"""The keyword index as SQLite's FTS5 keeps it."""

from collections.abc import Iterable, Iterator, Sequence

from assistant.archive.article import Filters
from assistant.archive.catalog.filters import Condition, group_condition
from assistant.archive.catalog.keywords import STEMS_LIMIT, WEIGHTS, Keywords, Table, any_form, language_condition
from assistant.archive.catalog.schema import KEYWORD_TABLES
from assistant.archive.catalog.terms import TERMS_LIMIT, forms_of_each, phrases_of, terms_of
from assistant.archive.catalog.vectors import Hit

__all__ = ["Fts5Keywords"]

_BM25 = f"bm25(keyword, {', '.join(str(weight) for weight in WEIGHTS)})"
_GROUPS_WITH_WORD = (
    "SELECT p.group_id FROM keyword CROSS JOIN passages p ON p.passage_id = keyword.rowid WHERE keyword MATCH ?"
)
_GROUPS_BY_DISTANCE = (
    f"WITH hits AS MATERIALIZED (SELECT rowid AS passage_id, {_BM25} AS distance FROM keyword "  # noqa: S608  # numbers
    "WHERE keyword MATCH ?) SELECT p.group_id, min(hits.distance) AS distance FROM hits "
    "CROSS JOIN passages p ON p.passage_id = hits.passage_id GROUP BY p.group_id"
)


class Fts5Keywords(Keywords):
    """Rows of two FTS5 tables under the passages' numbers."""

    def store(self, rows: Iterable[tuple[int, str, str, str]], table: Table) -> None:
        self._database.executemany(
            f"INSERT INTO {table} (rowid, title, body, publisher) VALUES (?, ?, ?, ?)",  # noqa: S608  # one of two names
            rows,
        )

    def drop(self, passage_ids: Iterable[int], table: Table = "keyword") -> None:
        self._database.executemany(
            f"DELETE FROM {table} WHERE rowid = ?",  # noqa: S608  # one of two names
            ((passage_id,) for passage_id in passage_ids),
        )

    def find(self, query: str, k: int, filters: Filters) -> list[Hit]:
        match = self.query_of(query)
        if match is None or k < 1:
            return []
        if filters.is_empty:
            rows = self._database.execute(
                f"SELECT rowid, {_BM25} AS distance FROM keyword WHERE keyword MATCH ? "  # noqa: S608  # numbers
                "ORDER BY distance, rowid LIMIT ?",
                (match, k),
            )
        else:
            condition = group_condition(filters)
            rows = self._database.execute(
                f"SELECT p.passage_id, {_BM25} AS distance FROM keyword "  # noqa: S608  # our own SQL
                f"CROSS JOIN passages p ON p.passage_id = keyword.rowid WHERE keyword MATCH ? AND {condition.sql} "
                "ORDER BY distance, p.passage_id LIMIT ?",
                (match, *condition.arguments, k),
            )
        return [Hit(passage_id, -distance) for passage_id, distance in rows]

    def count(self, stems: Iterable[str]) -> dict[str, int]:
        rows = (
            self._database.execute("SELECT term, doc FROM keyword_terms WHERE term = ?", (stem,)).fetchone()
            for stem in dict.fromkeys(stems)
        )
        return dict(row for row in rows if row is not None)

    def totals(self) -> tuple[int, int]:
        """From the record of averages that FTS5 keeps for bm25() itself."""
        record = self._database.execute("SELECT block FROM keyword_data WHERE id = 1").fetchone()
        numbers = list(_varints(record[0])) if record else []
        return (numbers[0], sum(numbers[1:])) if numbers else (0, 0)

    def find_stems(self, beginning: str, least: int, most: int) -> list[str]:
        after = beginning[:-1] + chr(ord(beginning[-1]) + 1)
        rows = self._database.execute(
            "SELECT term FROM keyword_terms WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ? LIMIT ?",
            (beginning, after, least, most, STEMS_LIMIT),
        )
        return [term for (term,) in rows]

    def groups_with_each(self, words: str, *, in_articles: bool = False) -> list[Condition]:
        columns = "{title body} : " if in_articles else ""

        def with_any(terms: Iterable[str], language: str | None = None) -> Condition:
            of_language = language_condition(language)
            match = f"{columns}({_any_of(terms)})"
            return Condition(_GROUPS_WITH_WORD + of_language.sql, (match, *of_language.arguments))

        forms = forms_of_each(words, self.languages())[:TERMS_LIMIT]
        found = [any_form(one, with_any) for one in forms]
        return found + [with_any([phrase]) for phrase in phrases_of(words, terms_of(words))]

    def groups_by_distance(self, query: str) -> Condition | None:
        match = self.query_of(query)
        return None if match is None else Condition(_GROUPS_BY_DISTANCE, (match,))

    def past_with_any(self, terms: Sequence[str]) -> Condition:
        return Condition(
            "SELECT rowid AS passage_id, title, body, publisher FROM past_keyword WHERE past_keyword MATCH ?",
            (_any_of(terms),),
        )

    def clear(self) -> None:
        for table in ("keyword_terms", "keyword", "past_keyword"):
            self._database.execute(f"DROP TABLE IF EXISTS {table}")
        for statement in KEYWORD_TABLES:
            self._database.execute(statement)

    def purge(self) -> None:
        for table in ("keyword", "past_keyword"):
            self._database.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")  # noqa: S608  # two fixed names

    def query_of(self, query: str) -> str | None:
        """The FTS5 query for any of `chosen_terms`; None without one."""
        chosen = self.chosen_terms(query)
        return _any_of([*chosen, *phrases_of(query, chosen)]) if chosen else None


def _any_of(terms: Iterable[str]) -> str:
    return " OR ".join(_quoted(term) for term in terms)


def _quoted(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'


def _varints(block: bytes) -> Iterator[int]:
    """SQLite's numbers of variable length, as the records of FTS5 hold them; none here needs the ninth byte."""
    value = 0
    for byte in block:
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            yield value
            value = 0
