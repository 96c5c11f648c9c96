import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.interviews import find_exchange, tell_exchange
from assistant.language import split_sentences

TEXT = (
    "Jorun Takk has crossed the river 9,000 times. We met her between two of them.\n\n"
    "Do you still see the river?\n\n"
    "Takk: I see nothing else. In spring it pushes.\n\n"
    "“Will you be sorry?”\n"
    "Jorun Takk: My knees will not. I say this: it is the first time.\n\n"
    "The contract runs until Christmas. It costs 2 crowns.\n\n"
    "Note: the boat is full.\n"
)


def exchange_of(opening: str, text: str = TEXT) -> tuple[str, str, str] | None:
    (span,) = [span for span in split_sentences(text) if text[span[0] :].startswith(opening)]
    exchange = find_exchange(text, span)
    return (exchange.speaker, text[slice(*exchange.question)], text[slice(*exchange.reply)]) if exchange else None


FIRST = ("Takk", "Do you still see the river?", "Takk: I see nothing else. In spring it pushes.")
SECOND = (
    "Jorun Takk",
    "“Will you be sorry?”",
    "Jorun Takk: My knees will not. I say this: it is the first time.",
)


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("We met her", None),
        ("Do you still", None),
        ("Takk: I see", FIRST),
        ("In spring", FIRST),
        ("Jorun Takk: My", SECOND),
        ("I say this", SECOND),
        ("The contract", None),
        ("It costs", None),
        ("Note: the boat", None),
    ],
)
def test_a_reply_belongs_to_the_question_above_and_to_whom_the_label_names(
    opening: str, expected: tuple[str, str, str] | None
) -> None:
    assert exchange_of(opening) == expected


def test_a_reply_is_told_with_its_question_in_whole_sentences() -> None:
    span = next(span for span in split_sentences(TEXT) if TEXT[span[0] :].startswith("In spring"))
    exchange = find_exchange(TEXT, span)
    assert exchange is not None
    assert [TEXT[slice(*told)] for told in tell_exchange(TEXT, exchange, 100)] == [
        "Do you still see the river?",
        "Takk: I see nothing else.",
        "In spring it pushes.",
    ]
    assert len(tell_exchange(TEXT, exchange, 12)) == 2
    assert len(tell_exchange(TEXT, exchange, 1)) == 2, "a question alone says nothing"


@given(st.text(alphabet="Aa: ?.\n", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_any_text_gives_an_exchange_around_the_sentence_or_none(text: str, start: int, end: int) -> None:
    span = (min(start, end, len(text)), min(max(start, end), len(text)))
    exchange = find_exchange(text, span)
    if exchange is not None:
        assert text[slice(*exchange.question)].endswith("?")
        assert text[exchange.reply[0] :].startswith(f"{exchange.speaker}:")
        assert exchange.question[1] <= exchange.reply[0]
        assert exchange.question[0] <= exchange.question[1]


def test_what_is_too_long_is_no_exchange() -> None:
    text = f"Why?\n\nTakk: {'So it is. ' * 600}"
    assert find_exchange(text, (6, 15)) is None
    assert find_exchange(f"{'Is it? ' * 3000}\n{' ' * 5000}\nTakk: Yes.", (26_002, 26_010)) is None
