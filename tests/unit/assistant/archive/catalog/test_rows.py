"""Rows as articles and passages, and back."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import fields
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.archive import Article, IncomingArticle, IncomingPassage
from assistant.archive.admission.decide import admit
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.rows import (
    ARTICLE_COLUMNS,
    ARTICLE_TABLES,
    METADATA_COLUMNS,
    article_from,
    check_incoming,
    decode_sentences,
    encode_sentences,
    metadata_of,
    passages_from,
)

NewCatalog = Callable[[], AbstractContextManager[Database]]

WORDS = st.text(st.characters(codec="utf-8"), max_size=20)
MAYBE = st.none() | WORDS
ARTICLES = st.builds(
    IncomingArticle,
    text=WORDS.filter(bool),
    title=MAYBE,
    publisher=MAYBE,
    authors=st.lists(WORDS, max_size=3).map(tuple),
    published_at=MAYBE,
    published_on=st.none() | st.dates(),
    updated_at=MAYBE,
    updated_on=st.none() | st.dates(),
    fetched_at=MAYBE,
    url=MAYBE,
    external_id=MAYBE,
    source_name=WORDS,
    path=MAYBE,
    language=WORDS,
    kind=WORDS,
    agency=MAYBE,
    correction=MAYBE,
    is_paywalled=st.booleans(),
)


def given_or_none(value: object) -> object:
    """Blank is missing."""
    return None if isinstance(value, str) and not value.strip() else value


@settings(
    max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(incoming=ARTICLES)
def test_an_article_comes_back_as_it_was_stored(new_catalog: NewCatalog, incoming: IncomingArticle) -> None:
    with new_catalog() as catalog:
        with catalog.transaction():
            admit(catalog, incoming, [])
        (row,) = catalog.execute(f"SELECT {ARTICLE_COLUMNS} FROM {ARTICLE_TABLES}")
        article = article_from(row)
    assert article.text == incoming.text
    assert article.authors == tuple(name for name in incoming.authors if name.strip())
    assert (article.source_name, article.language, article.kind) == (
        incoming.source_name,
        incoming.language,
        incoming.kind,
    )
    shared = {field.name for field in fields(Article)} & {field.name for field in fields(IncomingArticle)}
    for name in shared - {"text", "authors", "source_name", "language", "kind"}:
        assert getattr(article, name) == given_or_none(getattr(incoming, name)), name
    assert article.is_current


def test_metadata_fill_their_columns_of_the_catalog(catalog: Database) -> None:
    columns = {row[1] for row in catalog.execute("PRAGMA table_info(versions)")}
    assert set(METADATA_COLUMNS) <= columns
    assert len(metadata_of(IncomingArticle("x"))) == len(METADATA_COLUMNS) == len(set(METADATA_COLUMNS))


@given(st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 10**9))))
def test_sentences_come_back(sentences: list[tuple[int, int]]) -> None:
    assert decode_sentences(encode_sentences(sentences)) == tuple(sentences)


def test_offsets_count_characters_whatever_they_are(catalog: Database) -> None:
    text = "\U0001f600\U0001f600 é\u0301\0\r\nEnd."
    end = len(text)
    passages = [IncomingPassage(end - 4, end, ((end - 4, end),), "x"), IncomingPassage(0, 3, (), "y")]
    with catalog.transaction():
        admit(catalog, IncomingArticle(text), passages)
    found = passages_from(catalog, "p.is_live", ())
    assert [passage.text for passage in found] == ["\U0001f600\U0001f600 ", "End."], "in text order"
    assert found[1].sentences == ((end - 4, end),)
    assert passages_from(catalog, "p.passage_id = ?", (99,)) == []


SPANS = st.tuples(st.integers(-2, 12), st.integers(-2, 12))


@given(span=SPANS, sentence=SPANS)
def test_a_passage_is_taken_only_where_its_text_is(span: tuple[int, int], sentence: tuple[int, int]) -> None:
    incoming = IncomingArticle("0123456789")
    (start, end), (first, last) = span, sentence
    is_sound = 0 <= start < end <= 10 and start <= first < last <= end
    passage = IncomingPassage(start, end, (sentence,), "x")
    if is_sound:
        check_incoming(incoming, [passage])
    else:
        with pytest.raises(ValueError, match="passage"):
            check_incoming(incoming, [passage])


HALF = "half \ud800"


@pytest.mark.parametrize(
    "incoming",
    [
        IncomingArticle(HALF),
        IncomingArticle("x", title=HALF),
        IncomingArticle("x", authors=("Ann", HALF)),
        IncomingArticle("x", url=HALF),
        IncomingArticle("x", source_name=HALF),
        IncomingArticle("x", kind=HALF),
        IncomingArticle("x", path=HALF),
    ],
)
def test_half_a_character_is_refused_wherever_it_stands(incoming: IncomingArticle) -> None:
    with pytest.raises(ValueError, match="half a character"):
        check_incoming(incoming, [])


def test_days_are_written_so_that_they_sort_as_text() -> None:
    assert metadata_of(IncomingArticle("x", published_on=date(2024, 2, 29)))[4] == "2024-02-29"
    assert metadata_of(IncomingArticle("x", published_on=date(800, 1, 1)))[4] == "0800-01-01"
