"""Articles that a program hands over."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from langchain_core.documents import Document

from assistant.archive import IncomingArticle
from assistant.errors import InputError
from ingest.given import GivenSource, sort_given
from ingest.sources import ReadArticle, Reading, RowFields, Skip

READING = Reading(RowFields(), 100_000)
TEXT = "The bridge over the Omber was shut on Friday."


class NothingKnown:
    def recall(self, key: str) -> str | None:
        return None

    def holds(self, article_id: str) -> bool:
        return False


def read(*given: object) -> list[IncomingArticle]:
    items = GivenSource(given).items(READING, NothingKnown())
    return [item.article for item in items if isinstance(item, ReadArticle)]


def test_a_mapping_is_read_as_a_row_is() -> None:
    row = {"headline": "Bridge shut", "body": TEXT, "outlet": "The Lantern", "date": date(2026, 5, 4), "id": 7}
    (article,) = read(row)
    assert (article.title, article.text, article.publisher) == ("Bridge shut", TEXT, "The Lantern")
    assert (article.published_on, article.external_id) == (date(2026, 5, 4), "7")


def test_a_document_keeps_its_metadata_and_its_source_is_no_outlet() -> None:
    web, file = read(
        Document(
            TEXT, metadata={"source": "https://lantern.example/bridge", "title": "Bridge", "author": "I. Corrado"}
        ),
        Document(TEXT, metadata={"source": "notes.txt", "publisher": "The Lantern"}, id="n1"),
    )
    assert (web.url, web.title, web.authors, web.publisher) == (
        "https://lantern.example/bridge", "Bridge", ("I. Corrado",), None,
    )  # fmt: skip
    assert (file.external_id, file.publisher, file.url) == ("notes.txt", "The Lantern", None)


def test_an_article_of_our_own_gets_the_days_of_its_times() -> None:
    authors: Any = "Ines Corrado"
    (article,) = read(IncomingArticle(TEXT, published_at="2026-05-04T09:00:00+02:00", authors=authors))
    assert (article.published_on, article.authors, article.source_name) == (
        date(2026, 5, 4),
        ("Ines Corrado",),
        "given",
    )


def test_what_is_no_article_is_a_skip_with_the_reason() -> None:
    given: list[Any] = [{"title": "no text"}, 5, None, IncomingArticle(" "), ["x"]]
    items = list(GivenSource(given).items(READING, NothingKnown()))
    assert [type(item) for item in items] == [Skip] * 5
    reasons = [item.reason for item in items if isinstance(item, Skip)]
    assert "no text" in reasons[0]
    assert "a int is no article: give mappings" in reasons[1]
    assert items[4].source == "given article 5"


def test_paths_addresses_and_articles_are_told_apart(tmp_path: Path) -> None:
    given = sort_given([tmp_path, "notes.txt", "https://lantern.example/feed.xml", {"text": TEXT}])
    assert (given.paths, given.addresses) == ([tmp_path, Path("notes.txt")], ["https://lantern.example/feed.xml"])
    assert list(given.articles) == [{"text": TEXT}]
    assert list(sort_given({"text": TEXT}).articles) == [{"text": TEXT}]
    assert sort_given(str(tmp_path)).paths == [tmp_path]


def test_an_iterator_is_left_a_stream() -> None:
    def endless() -> Iterator[dict[str, str]]:
        while True:
            yield {"text": TEXT}

    items = GivenSource(sort_given(endless()).articles).items(READING, NothingKnown())
    assert isinstance(next(items), ReadArticle)


def test_the_text_of_an_article_is_not_taken_for_a_path() -> None:
    with pytest.raises(InputError, match="taken for a path or an address"):
        sort_given(TEXT)
    with pytest.raises(InputError, match="a int is no article"):
        sort_given(5)
