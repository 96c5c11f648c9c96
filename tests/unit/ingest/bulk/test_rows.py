"""Every item comes back as it was."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.archive.article import IncomingArticle, IncomingPassage
from ingest.bulk.rows import item_from, passage_from, row_of
from ingest.sources import Note, ReadArticle, Skip

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
MAYBE = st.none() | TEXTS
ARTICLES = st.builds(
    IncomingArticle,
    text=TEXTS,
    title=MAYBE,
    publisher=MAYBE,
    authors=st.lists(TEXTS, max_size=3).map(tuple),
    published_at=MAYBE,
    published_on=st.none() | st.dates(),
    updated_on=st.none() | st.dates(),
    url=MAYBE,
    language=TEXTS,
    is_paywalled=st.booleans(),
    is_order_unsure=st.booleans(),
)


@given(st.builds(ReadArticle, TEXTS, ARTICLES, MAYBE, st.lists(st.tuples(st.integers(1), st.integers(0))).map(tuple)))
def test_an_article_comes_back(item: ReadArticle) -> None:
    back = item_from(row_of(item))
    assert isinstance(back, ReadArticle)
    assert back == item
    assert (back.undated, back.pages, back.passages) == (item.undated, item.pages, None)


def test_skips_and_notes_come_back() -> None:
    for item in (Skip("a.txt", "empty"), Note("a.txt", "no date")):
        assert item_from(row_of(item)) == item


def test_an_article_that_was_cut_has_its_passages() -> None:
    passage = passage_from(0, 9, [0, 4, 5, 9], "Bridge\nIt. Shut.")
    assert passage == IncomingPassage(0, 9, ((0, 4), (5, 9)), "Bridge\nIt. Shut.")
    item = ReadArticle("a.txt", IncomingArticle("It. Shut.", published_on=date(2026, 5, 1)))
    back = item_from(row_of(item), [passage])
    assert isinstance(back, ReadArticle)
    assert back.passages == (passage,)


@pytest.mark.parametrize(
    "change",
    [
        {"source": None},
        {"article": None},
        {"article": {"text": "alone"}},
        {"article": {**row_of(ReadArticle("a", IncomingArticle("x")))["article"], "text": None}},
        {"article": {**row_of(ReadArticle("a", IncomingArticle("x")))["article"], "title": 7}},
        {"article": {**row_of(ReadArticle("a", IncomingArticle("x")))["article"], "published_on": "soon"}},
        {"pages": "1"},
        {"undated": 3},
        {"kind": "skip"},
    ],
)
def test_anything_else_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        item_from({**row_of(ReadArticle("a", IncomingArticle("x"))), **change})
