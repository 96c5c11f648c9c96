import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.writers.tidy import tidy, visible, without_images


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- **Bold** and `code`", "Bold and code"),
        ("## A heading", "A heading"),
        ("1. First", "First"),
        ("1980 was a year", "1980 was a year"),
        ("> quoted", "quoted"),
        ("See [here](https://evil.example/x).", "See here."),
        ("![alt](https://evil.example/x.png) words", "words"),
        ('<img src="https://evil.example/x"> words', "words"),
        ("<script>alert(1)</script> words", "alert(1) words"),
        ("Go to https://evil.example/x?a=b now", "Go to now"),
        ("Go to www.evil.example now", "Go to now"),
        ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
        ("sank .", "sank."),
        ("“Well,” she said", "“Well,” she said"),
    ],
)
def test_only_words_are_left(text: str, words: str) -> None:
    assert tidy(text) == words


def test_invisible_characters_go_and_joiners_stay() -> None:
    assert visible("a\u200bb\u202ec\u2066d\ufeffe\u00adf\x00g\n") == "abcdefg\n"
    assert visible("می\u200cخواهم") == "می\u200cخواهم"
    assert without_images("a ![b](http://x) c") == "a  c"


@given(st.text())
def test_nothing_of_an_address_is_left(text: str) -> None:
    assert "http://" not in tidy(f"x http://{text}")
    assert "\n" not in tidy(text)
