"""Keywords in ordinary tables find, count and rank as FTS5 does, bit for bit."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.archive import Filters
from assistant.archive.catalog.connection import SqliteDatabase
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.fts5 import Fts5Keywords
from assistant.archive.catalog.keyword_forms import keywords_of
from assistant.archive.catalog.keywords import Keywords
from assistant.archive.catalog.postings import POSTINGS_TABLES, PostingsKeywords
from assistant.archive.catalog.schema import KEYWORD_TABLES
from assistant.archive.catalog.vectors import Hit

NewCatalog = Callable[[], AbstractContextManager[Database]]
Rows = Sequence[tuple[int, str]]


class WithoutFts5(SqliteDatabase):
    has_fts5 = False


@pytest.fixture
def new_postings() -> Callable[[], AbstractContextManager[Database]]:
    def made() -> AbstractContextManager[Database]:
        database = WithoutFts5.open(":memory:")
        database.connection.executescript(POSTINGS_TABLES)
        add_other_tables(database)
        return closing(database)

    return made


def add_other_tables(database: Database) -> None:
    """What a keyword index reads beside its own: each passage in a group and of a version of its own."""
    database.execute("CREATE TABLE manifest (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")
    database.execute("CREATE TABLE passages (passage_id INTEGER PRIMARY KEY, group_id INTEGER, version_id INTEGER)")
    database.executemany("INSERT INTO passages VALUES (?, ?, ?)", [(number,) * 3 for number in range(1, 10)])
    database.execute("CREATE TABLE versions (version_id INTEGER PRIMARY KEY, language TEXT)")


@pytest.fixture
def postings(new_postings: NewCatalog) -> Iterator[Keywords]:
    with new_postings() as database:
        yield keywords_of(database)


WORDS = st.sampled_from(
    ["dam", "ferry", "mayor", "harbour", "vote", "storm", "Zürich", "7.5", "the", "東京都", "x" * 400]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=14).map(" ".join)
QUERIES = st.tuples(TEXTS, st.booleans()).map(lambda given: f'"{given[0]}" dam ferry' if given[1] else given[0])


@pytest.mark.slow
@settings(
    max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(
    articles=st.lists(st.tuples(st.none() | TEXTS, st.lists(TEXTS, min_size=1, max_size=3)), min_size=1, max_size=8),
    gone=st.sets(st.integers(1, 12)),
    queries=st.lists(QUERIES, min_size=1, max_size=4),
)
def test_hits_and_scores_are_those_of_fts5(
    new_catalog: NewCatalog,
    new_postings: NewCatalog,
    articles: list[tuple[str | None, list[str]]],
    gone: set[int],
    queries: list[str],
) -> None:
    with new_catalog() as one, new_postings() as other:
        both = keywords_of(one), keywords_of(other)
        number = 0
        for title, texts in articles:
            rows = list(enumerate(texts, start=number + 1))
            number += len(texts)
            for keywords in both:
                keywords.index(rows, title, "The Storm Gazette")
        for keywords in both:
            keywords.drop([passage_id for passage_id in sorted(gone) if passage_id <= number])
        fts5, plain = both
        assert plain.totals() == fts5.totals()
        assert plain.find_stems("d", 1, 9) == fts5.find_stems("d", 1, 9)
        for query in queries:
            assert plain.find(query, 20, Filters()) == fts5.find(query, 20, Filters())
            assert plain.count(query.split()) == fts5.count(query.split())


def test_what_was_dropped_leaves_no_word(postings: Keywords) -> None:
    postings.index([(1, "The dam broke."), (2, "The dam held.")], "Dam", "Gazette")
    postings.index([(3, "An older zeppelin.")], None, None, "past_keyword")
    postings.drop([1])
    postings.drop([3], "past_keyword")
    database = postings._database
    assert postings.count(["broke", "dam"]) == {"dam": 1}
    for table in ("keyword_terms", "keyword_postings", "past_keyword_postings"):
        assert {row[0] for row in database.execute(f"SELECT term FROM {table}")}.isdisjoint({"broke", "zeppelin"})
    assert database.execute("SELECT count(*) FROM past_keyword").fetchone() == (0,)
    postings.drop([1, 99])
    assert postings.totals()[0] == 1


def test_an_index_that_was_cleared_is_filled_as_a_new_one(postings: Keywords) -> None:
    for _ in range(2):
        postings.clear()
        postings.index([(1, "The dam broke.")], None, None)
        assert [hit.passage_id for hit in postings.find("dam", 5, Filters())] == [1]
    assert postings.totals()[0] == 1


def passages_of(folder: Path, most: int) -> Iterator[tuple[str | None, list[str]]]:
    with (folder / "articles.jsonl").open(encoding="utf-8") as file:
        for line, _ in zip(file, range(most), strict=False):
            article = json.loads(line)
            yield article.get("title"), [part for part in str(article["text"]).split("\n") if part.strip()]


def questions_of(folder: Path, most: int) -> list[str]:
    with (folder / "questions.jsonl").open(encoding="utf-8") as file:
        questions = [str(json.loads(line)["question"]) for line in file]
    return questions[:: max(1, len(questions) // most)]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["wikinews", "squad2", "newsqa", "multihop_rag", "mtrag"])
def test_the_shared_questions_are_answered_in_the_same_order(
    shared_data: Path, new_catalog: NewCatalog, new_postings: NewCatalog, name: str
) -> None:
    folder = shared_data / name
    if not (folder / "questions.jsonl").exists():
        pytest.skip(f"no questions in {name}")
    with new_catalog() as one, new_postings() as other:
        fts5, plain = Fts5Keywords(one), PostingsKeywords(other)
        number = 0
        for title, texts in passages_of(folder, 150):
            rows = list(enumerate(texts, start=number + 1))
            number += len(texts)
            fts5.index(rows, title, name)
            plain.index(rows, title, name)
        for question in questions_of(folder, 100):
            assert plain.find(question, 10, Filters()) == fts5.find(question, 10, Filters()), question


TEXTS_OF_LANGUAGES = (
    ("de", "Die Häuser der Stadt wurden verkauft."),
    ("de", "Ein Haus am Hafen steht leer."),
    ("fr", "Les élections municipales ont été reportées."),
    ("en", "The house sold its elections archive."),
    (None, "Häuser"),
)


@pytest.mark.parametrize(
    "words", ["Häuser", "Haus Hafen", "élection", "house", '"Haus am Hafen"', "Häuser verkaufte", "x"]
)
@pytest.mark.parametrize("in_articles", [False, True])
def test_other_forms_of_a_word_lead_to_the_same_groups(
    new_postings: NewCatalog, words: str, *, in_articles: bool
) -> None:
    with closing(SqliteDatabase.open(":memory:")) as one, new_postings() as other:
        for statement in KEYWORD_TABLES:
            one.execute(statement)
        add_other_tables(one)
        found = []
        for keywords in (keywords_of(one), keywords_of(other)):
            for number, (language, text) in enumerate(TEXTS_OF_LANGUAGES, start=1):
                keywords.index([(number, text)], None, "House Post", language=language)
                keywords._database.execute("INSERT INTO versions VALUES (?, ?)", (number, language))
            conditions = keywords.groups_with_each(words, in_articles=in_articles)
            database = keywords._database
            found.append([set(database.execute(each.sql, each.arguments).fetchall()) for each in conditions])
        fts5, plain = found
        assert plain == fts5
        assert words == "x" or all(fts5)


def test_a_score_is_large_where_words_are_rare(postings: Keywords) -> None:
    postings.index([(1, "dam dam ferry"), (2, "ferry"), (3, "mayor")], None, None)
    hits = postings.find("dam ferry", 5, Filters())
    assert [hit.passage_id for hit in hits] == [1, 2]
    assert isinstance(hits[0], Hit)
    assert hits[0].score > hits[1].score > 0
