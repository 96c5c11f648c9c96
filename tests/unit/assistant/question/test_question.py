"""The one value for what is asked, built in one place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pytest

from assistant.answer import Turn
from assistant.archive import Filters
from assistant.question import Question, QuestionReader, make_standalone

if TYPE_CHECKING:
    from tests.unit.assistant.conftest import Desk


@dataclass(frozen=True)
class Match:
    score: float
    token_count: int = 1

    def score_of(self, tokens: slice) -> float:
        return self.score


@dataclass(frozen=True)
class Found:
    token_match: Match


@pytest.fixture
def reader() -> QuestionReader:
    return QuestionReader(date(2026, 5, 10))


def understand(
    desk: "Desk", reader: QuestionReader, asked: str, before: Sequence[Turn] = (), given: Filters | None = None
) -> Question:
    desk.put("The ferry Heron sank off Ombersund on Tuesday.", publisher="The Lantern")

    def find(text: str, carried: int) -> Sequence[Found]:
        return [Found(Match(0.9 if carried else 0.5))]

    with desk.archive.snapshot() as snapshot:
        return reader.understand(snapshot, make_standalone(asked, before), find, given)


def test_a_question_that_stands_alone_has_no_words_but_its_own(desk: "Desk", reader: QuestionReader) -> None:
    question = understand(desk, reader, "When did the Heron sink?")
    assert (question.own, question.taken, question.text) == ("When did the Heron sink?", "", question.own)
    assert question.asks == "when"
    assert question.narrows.filters == Filters()


def test_own_words_and_taken_words_are_kept_apart(desk: "Desk", reader: QuestionReader) -> None:
    before = [Turn("user", "What happened to the ferry Heron?"), Turn("assistant", "It sank off Ombersund.")]
    question = understand(desk, reader, "How many people were on it?", before)
    assert question.own == "How many people were on it?"
    assert "ferry Heron" in question.taken
    assert question.text == f"{question.own} {question.taken}"
    assert question.asks == "number"
    assert question.narrows.carried == len(question.taken)


def test_what_may_be_a_follow_up_is_settled_by_what_is_found(desk: "Desk", reader: QuestionReader) -> None:
    question = understand(desk, reader, "where were the passengers taken", [Turn("user", "Why did the Heron sink?")])
    assert question.asks == "where"
    assert "Heron" in question.taken


@pytest.mark.parametrize(
    ("asked", "publishers"),
    [
        ("What did The Lantern report on the ferry?", ("The Lantern",)),
        ("Which lantern was lit on the ferry?", ()),
        ("According to the Lantern, when did the Heron sink?", ("The Lantern",)),
    ],
)
def test_what_narrows_it_comes_along(
    desk: "Desk", reader: QuestionReader, asked: str, publishers: tuple[str, ...]
) -> None:
    assert understand(desk, reader, asked).narrows.filters.publishers == publishers
    given = Filters(publishers=("The Courier",))
    assert understand(desk, reader, asked, given=given).narrows.filters.publishers == ("The Courier",)


@pytest.mark.parametrize(
    ("asked", "timeless"),
    [
        ("How old is she?", "How old is Ann Lee?"),
        ("What did she say about it?", "What did Ann Lee say about it? Who steered the ferry Heron?"),
    ],
)
def test_the_name_stands_for_what_was_asked_before_but_where_words_are_asked_for(
    desk: "Desk", reader: QuestionReader, asked: str, timeless: str
) -> None:
    before = [Turn("user", "Who steered the ferry Heron?"), Turn("assistant", "Ann Lee of Omber steered the ferry.")]
    read = understand(desk, reader, asked, before).narrows.timeless
    assert read.replace("(about: ", "").replace(")", "").split(";")[0] == timeless


def test_a_second_part_means_whom_the_answer_to_the_first_names(desk: "Desk", reader: QuestionReader) -> None:
    question = understand(desk, reader, "How old is she?")
    meant = question.meaning_one_of("Who steered the ferry", "Ann Lee of Omber steered the ferry.")
    assert meant.asked == "How old is Ann Lee?"
    assert question.meaning_one_of("Who steered the ferry", "") is question
