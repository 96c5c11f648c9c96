"""One row to one article, whatever the row holds."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.archive import IncomingArticle
from assistant.archive.catalog.rows import check_incoming
from ingest.sources.found import FoundFile, Item, Note, ReadArticle, Reading, Skip
from ingest.sources.row_fields import USUAL_NAMES, RowFields
from ingest.sources.rows import REPLACED, article_in_row

FILE = FoundFile(Path("/wire/a.jsonl"), "wire", "a.jsonl")


def read(row: dict[str, object], source_name: str | None = None) -> list[Item]:
    return list(article_in_row(row, "a.jsonl:line 1", FILE, Reading(RowFields(), 1000, source_name)))


def article_of(row: dict[str, object]) -> IncomingArticle:
    item = read(row)[0]
    assert isinstance(item, ReadArticle)
    return item.article


def test_every_field_finds_its_place() -> None:
    row: dict[str, object] = {
        "id": 7,
        "url": "https://lantern.example/a",
        "title": " Bridge\n shut ",
        "text": "  It was shut.\r\n",
        "publisher": {"name": "Lantern"},
        "author": "By Ines Corrado and Paul Dravin",
        "date": "Tue, 11 Mar 2025 23:30:00 -0500",
        "updated": "2025-03",
        "fetched_at": 1441110600,
        "lang": "en-GB",
        "section": "Opinion",
    }
    assert read(row) == [
        ReadArticle(
            "a.jsonl:line 1",
            IncomingArticle(
                text="  It was shut.\r\n",
                title="Bridge shut",
                publisher="Lantern",
                authors=("Ines Corrado", "Paul Dravin"),
                published_at="2025-03-11T23:30:00-05:00",
                published_on=date(2025, 3, 11),
                updated_at="2025-03",
                updated_on=None,
                fetched_at="2015-09-01T12:30:00+00:00",
                url="https://lantern.example/a",
                external_id="7",
                source_name="wire",
                path=None,
                language="en",
                kind="opinion",
            ),
        )
    ]


def test_a_given_source_name_replaces_the_folders() -> None:
    (item,) = read({"text": "x"}, source_name="")
    assert isinstance(item, ReadArticle)
    assert item.article.source_name == ""


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (
            {},
            "it has no text: none of its fields is known to hold it (fields: url, date); say which with --field text=",
        ),
        ({"title": "Bridge shut"}, "it has no text: none of its fields is known to hold it (fields: url, date, title)"),
        ({"story": {"a": 1}}, 'its text is not a string: the field "story" holds none'),
        ({"text": "NaN"}, 'it has no text: its field "text" is empty'),
        ({"text": "ONLY AVAILABLE IN PAID PLANS"}, "it has no text: the service that it comes from withheld it"),
        ({"x": {"y": "word " * 40}}, "with --field text=FIELD (perhaps --field text=x.y)"),
        ({"description": "word " * 40}, "fields: url, date, description); say which with --field text=FIELD"),
        ({"text": ""}, 'it has no text: its field "text" is empty'),
        ({"text": " \n\t\u3000"}, 'it has no text: its field "text" is empty'),
        ({"text": None}, 'it has no text: its field "text" is empty'),
        ({"text": []}, 'it has no text: its field "text" is empty'),
        ({"text": [" ", ""]}, 'it has no text: its field "text" is empty'),
        ({"text": 7}, "its text is not a string"),
        ({"text": False}, "its text is not a string"),
        ({"text": ["x", 7]}, "its text is not a string"),
    ],
)
def test_without_a_text_there_is_one_skip_and_nothing_else(row: dict[str, object], reason: str) -> None:
    (skip,) = read({"url": "not one", "date": "soon", **row})
    assert isinstance(skip, Skip)
    assert reason in skip.reason


def test_paragraphs_in_a_list_are_one_text() -> None:
    assert article_of({"text": ["One.", "", "Two."]}).text == "One.\n\n\n\nTwo."


def test_what_was_left_out_is_said() -> None:
    article, *notes = read({"text": "a\0b\ud800", "date": "03/04/2025", "url": "lantern.example/a"})
    assert isinstance(article, ReadArticle)
    assert article.article.text == "a\ufffdb\ufffd"
    assert (article.article.published_at, article.article.url) == (None, None)
    assert notes == [
        Note("a.jsonl:line 1", REPLACED),
        Note("a.jsonl:line 1", "An address that is not http or https was left out."),
    ]


@pytest.mark.parametrize("value", ["", " ", None, [], {}])
def test_a_blank_date_or_address_is_missing_and_not_worth_a_note(value: object) -> None:
    assert len(read({"text": "x", "date": value, "url": value})) == 1


def test_a_month_is_no_day_and_no_fault() -> None:
    (item,) = read({"text": "x", "date": "March 2025"})
    assert isinstance(item, ReadArticle)
    assert (item.article.published_at, item.article.published_on) == ("2025-03", None)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(exclude_categories=()), max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "id", "$date", "x"]), inner),
    max_leaves=6,
)
FIELDS = st.sampled_from([name for names in USUAL_NAMES.values() for name in names])


@settings(deadline=None)
@given(st.dictionaries(FIELDS, VALUES, max_size=12), st.text(st.characters(exclude_categories=()), min_size=1))
def test_any_row_gives_an_article_that_can_be_stored_or_one_skip(row: dict[str, Any], text: str) -> None:
    items = read({**row, "text": text})
    assert sum(isinstance(item, ReadArticle | Skip) for item in items) == 1
    if isinstance(items[0], ReadArticle):
        check_incoming(items[0].article, [])
        if text.strip():  # else another of the row's fields may hold it
            assert len(items[0].article.text) == len(text)
