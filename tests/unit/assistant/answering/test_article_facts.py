from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answering.article_facts import tell_facts
from assistant.answering.article_questions import read_article_question
from assistant.answering.citations import CitationTable
from assistant.answering.meant_article import MeantArticle
from assistant.archive import Archive
from tests.unit.assistant.answering.test_catalog_answer import LEAD, put


def tell(tmp_path: Path, question: str, *, is_named: bool = False, **given: object) -> list[str]:
    asks = read_article_question(question)
    assert asks is not None
    with Archive.open(tmp_path / "archive", None, create=True) as archive:
        put(archive, "Bridge shut", "2026-03-04", **given)  # type: ignore[arg-type]  # plain keywords
        with archive.snapshot() as snapshot:
            meant = [MeantArticle(article, is_named) for article in snapshot.list_articles()]
            table = CitationTable()
            told = tell_facts(asks, meant, snapshot, table) or []
            assert [one.quote for one in table.citations] == [LEAD] * bool(told)
            return [statement.text for statement in told]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Who wrote the article?", "“Bridge shut” was written by Ann Lee and Bob Ray."),
        ("Which paper had the article?", "“Bridge shut” was published by The Lantern."),
        ("When was the article published?", "“Bridge shut” was published on 4 March 2026 (2026-03-04)."),
        ("What is the headline of the article?", "The headline is “Bridge shut”."),
        ("How long is the article?", "“Bridge shut” is 25 words long."),
        ("What is the link to the article?", "“Bridge shut” is at https://lantern.example/1."),
        (
            "Which paper had the article, and when was it published?",
            "“Bridge shut” was published by The Lantern on 4 March 2026 (2026-03-04).",
        ),
        (
            "When was the article last updated?",
            "“Bridge shut” names no update; it was published on 4 March 2026 (2026-03-04).",
        ),
    ],
)
def test_a_field_is_told_in_a_sentence(tmp_path: Path, question: str, said: str) -> None:
    assert tell(tmp_path, question, authors=("Ann Lee", "Bob Ray"), url="https://lantern.example/1") == [said]


def test_a_byline_that_is_more_than_a_name_stands_as_it_is(tmp_path: Path) -> None:
    assert tell(tmp_path, "Who wrote the article?", authors=("Interview by Ann Lee",)) == [
        "“Bridge shut” has the byline “Interview by Ann Lee”."
    ]


def test_what_the_archive_does_not_know_is_said(tmp_path: Path) -> None:
    assert tell(tmp_path, "Who wrote the article and which paper had it?", publisher=None) == [
        "“Bridge shut” names no author."
    ]


@pytest.mark.parametrize(
    ("question", "is_meant"),
    [
        ("Who wrote the report on the bridge?", True),
        ("Who wrote the bearing on the bridge?", False),
        ("Who wrote the letter about the bridge?", True),
    ],
)
def test_a_word_that_the_article_does_not_use_means_the_article(tmp_path: Path, question: str, is_meant: bool) -> None:
    assert bool(tell(tmp_path, question, authors=("Ann Lee",))) is is_meant


def test_a_letter_that_the_article_tells_of_is_not_the_article(tmp_path: Path) -> None:
    text = f"{LEAD} A letter warned of it."
    assert tell(tmp_path, "Who wrote the letter about the bridge?", text=text, authors=("Ann Lee",)) == []
    assert tell(tmp_path / "named", "Who wrote the letter about it?", is_named=True, text=text, authors=("Ann Lee",))


def test_a_report_that_an_article_tells_of_is_not_the_article_beside_it(tmp_path: Path) -> None:
    asks = read_article_question("Who wrote the report on the bridge?")
    assert asks is not None
    with Archive.open(tmp_path / "archive", None, create=True) as archive:
        put(archive, "Bridge shut", "2026-03-04")
        put(archive, "Bridge fault", "2026-03-05", text="Ann Lee, who wrote the report on the bridge, resigned.")
        with archive.snapshot() as snapshot:
            meant = [MeantArticle(one, is_named=False) for one in snapshot.list_articles()]
            assert tell_facts(asks, meant[1:], snapshot, CitationTable())
            for order in (meant, meant[::-1]):
                assert tell_facts(asks, order, snapshot, CitationTable()) is None


def test_all_outlets_that_covered_it_are_named(tmp_path: Path) -> None:
    asks = read_article_question("Which papers covered the article?")
    assert asks is not None
    with Archive.open(tmp_path / "archive", None, create=True) as archive:
        put(archive, "Bridge shut", "2026-03-04")
        put(archive, "Bridge closed", "2026-03-05", publisher="The Post", text="Nobody may cross the river now.")
        with archive.snapshot() as snapshot:
            meant = [MeantArticle(article, is_named=False) for article in snapshot.list_articles()]
            opening, *_ = tell_facts(asks, meant, snapshot, CitationTable()) or []
            copied = [replace(meant[0], copies=(meant[1].article,))]
            as_copies, *_ = tell_facts(asks, copied, snapshot, CitationTable()) or []
    assert opening.text == as_copies.text == "2 articles on this, from The Post and The Lantern:"
