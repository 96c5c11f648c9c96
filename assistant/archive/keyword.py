"""Keyword search: FTS5 with BM25 over terms that `assistant.language.index_text` made.

Articles in a language that `assistant.language.rules` knows have its stems in the index as well, at the end of each
passage: whatever found them before still does.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Literal

from assistant.archive.article import Filters
from assistant.archive.filters import group_condition
from assistant.archive.terms import held_languages, note_language
from assistant.archive.vectors import Hit
from assistant.language import content_words, index_text, stem
from assistant.language.foreign_words import extra_terms, is_function_word, language_of_question, query_terms
from assistant.language.quotations import find_quotations

__all__ = [
    "WEIGHTS",
    "Table",
    "chosen_terms",
    "count_documents",
    "drop_passages",
    "find_by_keyword",
    "find_stems",
    "index_passages",
    "match_any",
    "match_each",
    "query_of",
    "terms_of",
]

WEIGHTS = (1.0, 1.0, 0.3)
"""Of a word in headline, body and publisher."""
POSTINGS_LIMIT = 30_000
"""How many postings one query may read, rarest terms first: an OR of all words took 0.5 s at 200,000 passages."""
TERMS_LIMIT = 64
STEMS_LIMIT = 200_000
PHRASES_LIMIT, PHRASE_WORDS = 4, 12
_LONGEST_PHRASE = 200

Table = Literal["keyword", "past_keyword"]
"""Live passages, or those of versions that were."""


def terms_of(question: str, languages: Sequence[str] = ()) -> list[str]:
    """The distinct terms to look up, as the index holds them; stop words only where there is nothing else.

    `languages`: those that articles of the archive are in. Where the question is in one of them, its stems are looked
    up too, and its stop words are left out.
    """
    language = language_of_question(question) if languages else None
    if language is not None and language in languages and (own := query_terms(question, language)):
        kept = [stem(word).lower() for word in content_words(question) if not is_function_word(word, language)]
        return list(dict.fromkeys([*kept, *own]))
    terms = [stem(word).lower() for word in content_words(question)] or _index_form(question).split()
    return list(dict.fromkeys(terms))


def index_passages(
    connection: sqlite3.Connection,
    rows: Iterable[tuple[int, str]],
    title: str | None,
    publisher: str | None,
    table: Table = "keyword",
    language: str | None = None,
) -> None:
    """Make passages (number and text) of one article findable, also by its headline's and publisher's words."""
    title_terms, publisher_terms = _index_form(title or "", language), _index_form(publisher or "")
    note_language(connection, language)
    connection.executemany(
        f"INSERT INTO {table} (rowid, title, body, publisher) VALUES (?, ?, ?, ?)",  # noqa: S608  # one of two names
        ((passage_id, title_terms, _index_form(text, language), publisher_terms) for passage_id, text in rows),
    )


def drop_passages(connection: sqlite3.Connection, passage_ids: Iterable[int], table: Table = "keyword") -> None:
    connection.executemany(f"DELETE FROM {table} WHERE rowid = ?", ((passage_id,) for passage_id in passage_ids))  # noqa: S608  # one of two names


def find_by_keyword(connection: sqlite3.Connection, query: str, k: int, filters: Filters) -> list[Hit]:
    """The `k` best passages by BM25, best first; empty when the archive knows none of the query's terms."""
    match = query_of(connection, query)
    if match is None or k < 1:
        return []
    weights = ", ".join(str(weight) for weight in WEIGHTS)
    if filters.is_empty:
        rows = connection.execute(
            f"SELECT rowid, bm25(keyword, {weights}) AS distance FROM keyword WHERE keyword MATCH ? "  # noqa: S608  # numbers
            "ORDER BY distance, rowid LIMIT ?",
            (match, k),
        )
    else:
        condition = group_condition(filters)
        rows = connection.execute(
            f"SELECT p.passage_id, bm25(keyword, {weights}) AS distance FROM keyword "  # noqa: S608  # our own SQL
            f"CROSS JOIN passages p ON p.passage_id = keyword.rowid WHERE keyword MATCH ? AND {condition.sql} "
            "ORDER BY distance, p.passage_id LIMIT ?",
            (match, *condition.arguments, k),
        )
    return [Hit(passage_id, -distance) for passage_id, distance in rows]


def count_documents(connection: sqlite3.Connection, stems: Iterable[str]) -> dict[str, int]:
    """In how many passages each of the stems stands; those that stand nowhere are left out."""
    rows = (
        connection.execute("SELECT term, doc FROM keyword_terms WHERE term = ?", (stem_,)).fetchone()
        for stem_ in dict.fromkeys(stems)
    )
    return dict(row for row in rows if row is not None)


def find_stems(connection: sqlite3.Connection, beginning: str, least: int, most: int) -> list[str]:
    """Those that begin so and have so many characters, in their order; at most STEMS_LIMIT."""
    after = beginning[:-1] + chr(ord(beginning[-1]) + 1)
    rows = connection.execute(
        "SELECT term FROM keyword_terms WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ? LIMIT ?",
        (beginning, after, least, most, STEMS_LIMIT),
    )
    return [term for (term,) in rows]


def query_of(connection: sqlite3.Connection, query: str) -> str | None:
    """The FTS5 query for any of `chosen_terms`; None without one."""
    chosen = chosen_terms(connection, query)
    return match_any([*chosen, *_phrases(query, chosen)]) if chosen else None


def chosen_terms(connection: sqlite3.Connection, query: str) -> list[str]:
    """Known terms, rarest first, as many as the postings limit allows; at least the rarest."""
    counted = []
    for term in terms_of(query, held_languages(connection))[:TERMS_LIMIT]:
        row = connection.execute("SELECT doc FROM keyword_terms WHERE term = ?", (term,)).fetchone()
        if row is not None:
            counted.append((row[0], term))
    chosen: list[str] = []
    postings = 0
    for count, term in sorted(counted):
        postings += count
        if chosen and postings > POSTINGS_LIMIT:
            break
        chosen.append(term)
    return chosen


def _phrases(query: str, chosen: Iterable[str]) -> list[str]:
    """What stands in quotation marks: a passage with these words side by side ranks above one that has them apart.

    Only phrases with a chosen term, since FTS5 reads the postings of every word of a phrase.
    """
    quoted = [
        _index_form(one.text).split()[:PHRASE_WORDS]
        for one in find_quotations(query)
        if one.is_closed and 3 <= len(one.text) <= _LONGEST_PHRASE
    ]
    rare = frozenset(chosen)
    return [" ".join(terms) for terms in quoted if len(terms) > 1 and not rare.isdisjoint(terms)][:PHRASES_LIMIT]


def match_any(terms: Iterable[str]) -> str:
    """The FTS5 query for passages with any of these terms."""
    return " OR ".join(_quoted(term) for term in terms)


def match_each(words: str, *, in_articles: bool = False, languages: Sequence[str] = ()) -> list[str]:
    """For each of these words the FTS5 query for passages with it, in the form of any of the languages; none when there
    is no word in them.

    What stands in quotation marks is looked for side by side, too. `in_articles`: in headline or text, not in the
    publisher's name.
    """
    forms = _forms_of_each(words, languages)[:TERMS_LIMIT]
    phrases = [[phrase] for phrase in _phrases(words, terms_of(words))]
    columns = "{title body} : " if in_articles else ""
    return [f"{columns}({match_any(one)})" for one in (*forms, *phrases)]


def _forms_of_each(words: str, languages: Sequence[str]) -> list[list[str]]:
    """For each distinct term of `terms_of` the forms that stand for it."""
    if not languages:
        return [[term] for term in terms_of(words)]
    forms: dict[str, list[str]] = {}
    for word in words.split():
        own = [term for language in languages for term in query_terms(word, language)]
        for term in terms_of(word):
            forms.setdefault(term, [term]).extend(own)
    wanted = terms_of(words)
    return [list(dict.fromkeys(forms.get(term, [term]))) for term in wanted]


def _quoted(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'


def _index_form(text: str, language: str | None = None) -> str:
    """Terms parted by single spaces, folded as the tokenizer folds them; NUL would end the text for SQLite."""
    terms = index_text(text).replace("\0", " ").lower().split()
    return " ".join([*terms, *extra_terms(text, language)])
