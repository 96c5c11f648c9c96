from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import QuestionError
from assistant.question.wording import read_question, without_request


def test_white_space_is_squeezed_and_what_no_text_can_hold_is_replaced() -> None:
    assert read_question("  Why\n was\x00 it \ud800 shut? ") == "Why was it ? shut?"


@pytest.mark.parametrize("question", ["", " \n\t", "\x00\x00"])
def test_nothing_is_not_a_question(question: str) -> None:
    with pytest.raises(QuestionError, match="empty"):
        read_question(question)


@pytest.mark.parametrize("question", [None, 3, b"why", ["why"]])
def test_only_text_is_a_question(question: Any) -> None:
    with pytest.raises(QuestionError, match="not text"):
        read_question(question)


def test_a_long_one_is_refused_with_its_length() -> None:
    with pytest.raises(QuestionError, match="100,000 characters; at most 4,000"):
        read_question("x" * 100_000)
    assert read_question("x" * 4000) == "x" * 4000


@given(st.text(st.characters()))
def test_what_is_read_can_be_written_as_utf8_or_is_refused(question: str) -> None:
    try:
        read = read_question(question)
    except QuestionError:
        return
    assert read.encode().decode() == read


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("Give a timeline of Candlemaker Bridge.", "Candlemaker Bridge."),
        ("Please give me a short chronology of the strike", "the strike"),
        ("Timeline of the flood", "the flood"),
        ("Compare what the Courier and the Lantern said about the flood.", "the flood."),
        ("Compare the bridge with the ferry.", "the bridge with the ferry."),
        ("List all of the crossings of the Omber", "the crossings of the Omber"),
        ("Can you list the witnesses?", "the witnesses?"),
        ("What happened to the bridge, in order?", "the bridge"),
        ("What has happened at the mill over time?", "the mill"),
        ("Was the house in order?", "Was the house in order?"),
        ("What happened in order?", "What happened"),
        ("What happened" + " " * 4000 + "x", "What happened" + " " * 4000 + "x"),
        ("Who made the list?", "Who made the list?"),
        ("What is the timeline of the repair?", "What is the timeline of the repair?"),
        ("Lists of demands were handed in, by whom?", "Lists of demands were handed in, by whom?"),
        ("Timeline", "Timeline"),
        ("I'd like to know how long the crack is", "how long the crack is"),
        ("Hi, could you please tell me who opened the hall?", "who opened the hall?"),
        ("Any idea when the ferry will be back?", "when the ferry will be back?"),
        ("I was wondering about the ferry", "I was wondering about the ferry"),
        ("Who said that nobody had any idea why it sank?", "Who said that nobody had any idea why it sank?"),
    ],
)
def test_what_is_searched_is_the_subject_not_the_request(question: str, subject: str) -> None:
    assert without_request(question) == subject
