from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answering.article_questions import read_article_question
from assistant.answering.article_shapes import looks_as_called
from assistant.answering.meant_article import find_meant
from assistant.archive import Archive, Filters, Snapshot
from assistant.question import QuestionReader
from assistant.retrieval import Candidate
from tests.unit.assistant.answering.conftest import make_article
from tests.unit.assistant.answering.test_catalog_answer import find_by_words, put


@pytest.fixture
def snapshot(tmp_path: Path) -> Iterator[Snapshot]:
    with Archive.open(tmp_path / "archive", None, create=True) as archive:
        put(archive, "From ford to farmer: the crossings", "2026-03-04", text="A history of the bridges and fords.")
        put(archive, "Strike ends", "2026-03-05", text="The dockers went back to work.", publisher="The Post")
        put(archive, "Strike begins", "2026-03-02", text="The dockers downed tools.", authors=("Ann Lee",))
        with archive.snapshot() as taken:
            yield taken


def titles(question: str, snapshot: Snapshot) -> list[str | None]:
    asks = read_article_question(question)
    assert asks is not None
    read = QuestionReader().read(snapshot, question)
    return [one.article.title for one in find_meant(asks, read, snapshot, find_by_words(snapshot))]


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("Who wrote “Strike ends”?", "Strike ends"),
        ("Who wrote From ford to farmer?", "From ford to farmer: the crossings"),
        ("When was the article about the dockers going back published?", "Strike ends"),
        ("When was Ann Lee's article on the dockers published?", "Strike begins"),
        ("What is the headline of the Post's story on the dockers?", "Strike ends"),
        ("Who wrote the article on the dockers of 2 March 2026?", "Strike begins"),
    ],
)
def test_headline_outlet_author_day_and_subject_say_which_is_meant(
    question: str, title: str, snapshot: Snapshot
) -> None:
    assert titles(question, snapshot)[0] == title


def test_where_nothing_comes_near_none_is_meant(snapshot: Snapshot) -> None:
    assert titles("Who wrote the article on elephants?", snapshot) == []


def test_the_only_article_of_the_outlet_is_the_one(snapshot: Snapshot) -> None:
    assert titles("Who wrote the Post's article?", snapshot) == ["Strike ends"]
    assert titles("Who wrote the article?", snapshot) == []


@pytest.mark.parametrize(
    ("question", "text", "title"),
    [
        (
            "the interview with the skipper",
            "We met.\n\nDo you sleep?\n\nNo.\n\nWhy?\n\nWind.\n\nStill?\n\nYes.",
            "At sea",
        ),
        ("the live blog on the vote", "20:10 Closed.\n19:40 Counting.\n18.00 Polls shut.", "The vote"),
        ("the obituary of the judge", "She was just.", "Ada Lund, judge, dies at 91"),
        ("the letter on buses", "Sir – Your report is wrong.", "Buses"),
        ("the opinion column on buses", "I disagree.", "Opinion: no buses"),
        ("the press release on buses", "FOR IMMEDIATE RELEASE – Buses.", "Buses"),
    ],
)
def test_a_kind_of_article_is_told_by_its_looks(question: str, text: str, title: str) -> None:
    assert looks_as_called(question, make_article(text, title=title))
    assert not looks_as_called(question, make_article("The bridge was shut on Monday.", title="Bridge shut"))


def test_a_search_that_finds_nothing_is_no_error(snapshot: Snapshot) -> None:
    def find(text: str, filters: Filters) -> list[Candidate]:
        del text, filters
        return []

    asks = read_article_question("Who wrote the Post's article about the dockers?")
    assert asks is not None
    assert find_meant(asks, QuestionReader().read(snapshot, asks.asked), snapshot, find) == []
