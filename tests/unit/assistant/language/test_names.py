import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.names import names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We heard that Nick Bos of the University of Helsinki spoke.", ["Nick Bos of the University of Helsinki"]),
        ("Paris burned. In Paris, Obama's aide left.", ["Paris", "Obama"]),
        (
            "The White House said Ludwig van Beethoven met J. K. Rowling.",
            ["White House", "Ludwig van Beethoven", "J. K. Rowling"],
        ),
        ('"Yes," Smith said on Monday in May.', ["Smith"]),
        ("He saw O'Brien and the U.S. Senate.", ["O'Brien", "U.S. Senate"]),
        ("I think I'm right.", []),
        ("Über München sprach Łukasz Żak.", ["Über München", "Łukasz Żak"]),
        ("no names here", []),
    ],
)
def test_names(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in names(text)] == expected


@given(st.text())
def test_spans_are_in_order(text: str) -> None:
    position = 0
    for start, end in names(text):
        assert position <= start < end <= len(text)
        position = end
