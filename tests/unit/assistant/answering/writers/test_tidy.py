import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.writers.tidy import blank_images, image_spans, tidy, visible, without_traces


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- **Bold** and `code`", "Bold and code"),
        ("## A heading", "A heading"),
        ("1. First", "First"),
        ("It sank.<|im_end|>", "It sank."),
        ("---\nSource: x", "Source: x"),
        ("1980 was a year", "1980 was a year"),
        ("> quoted", "quoted"),
        ("See [here](https://evil.example/x).", "See here."),
        ("![alt](https://evil.example/x.png) words", "words"),
        ('<img src="https://evil.example/x"> words', "words"),
        ("<script>alert(1)</script> words", "words"),
        ("| 5 May | The ferry sank | |", "5 May: The ferry sank"),
        ("5 | 6", "5 | 6"),
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


def test_images_give_way_to_blanks_of_their_length() -> None:
    text = "a ![b](http://x) c"
    assert blank_images(text) == "a                c"
    assert image_spans(text) == [(2, 16)]


@pytest.mark.parametrize(
    ("text", "marks", "words"),
    [
        ("It sank.", [7], "It sank."),
        ("It sank, .", [7, 9], "It sank."),
        ("It sank and .", [7, 12], "It sank."),
        ("It sank[].", [8], "It sank."),
        ("It sank ([], []).", [10, 14], "It sank."),
        ("According to, it sank.", [12], "It sank."),
        ("As reported in, it sank.", [14], "It sank."),
        ("In passage, it sank.", [10], "It sank."),
        ("It sank (see).", [12], "It sank."),
        ("It sank (source:).", [16], "It sank."),
        ("Lee,, says so.", [4], "Lee, says so."),
        ("It sank. Source:", [16], "It sank. "),
        ("The year it was built in.", [24], "The year it was built in."),
    ],
)
def test_what_stood_around_markers_goes_with_them(text: str, marks: list[int], words: str) -> None:
    assert without_traces(text, marks) == words


@given(st.text())
def test_nothing_of_an_address_is_left(text: str) -> None:
    assert "http://" not in tidy(f"x http://{text}")
    assert "\n" not in tidy(text)
