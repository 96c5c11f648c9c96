"""What a question took over from before can be seen, and dropped where that changes something."""

from collections.abc import Callable
from typing import Any

import pytest

from ui.understood import render_understood, taken_words


@pytest.mark.parametrize(
    ("question", "searched", "taken"),
    [
        ("How old is she?", "How old is she? (about: Who is Teague?; Ombersund)", "Who is Teague?; Ombersund"),
        ("How  old\nis she?", "How old is she? (about: Teague)", "Teague"),
        ("Hw old is she?", "How old is she? (about: Teague)", "Teague"),
        ("And (about: x)?", "And (about: x)? (about: A (about: b))", "A (about: b)"),
        ("Why (about: her)", "Why (about: her)", ""),
        ("How old is she?", "How old is Mayor Teague?", ""),
        ("What else?", "Why was the bridge closed?", ""),
        ("", "", ""),
    ],
)  # fmt: skip
def test_the_words_that_were_taken_over(question: str, searched: str, taken: str) -> None:
    assert taken_words(question, searched) == taken


def drops(checked: Callable[[str], Any], *asked: str, **named: Any) -> tuple[str, int]:
    root = checked(render_understood(*asked, **named))
    return root.text_content(), sum("data-alone" in one.attrib for one in root.iter("button"))


def test_what_was_taken_over_can_be_dropped_once_the_turn_has_ended(checked: Callable[[str], Any]) -> None:
    asked = ("How old is she?", "How old is she? (about: <b>)")
    assert drops(checked, *asked, can_drop=True) == ("about: <b>", 1)
    assert drops(checked, *asked) == ("about: <b>", 0)
    assert render_understood("Why  so?", "Why so?", can_drop=True) == ""


def test_a_question_in_other_words_can_be_asked_as_it_was_put(checked: Callable[[str], Any]) -> None:
    other = ("What else?", "Why was the bridge closed?")
    assert drops(checked, *other, can_drop=True) == ("Understood as: Why was the bridge closed?", 1)
    by_model = ("How old is she?", "How old is Teague?")
    assert drops(checked, *by_model, can_drop=True, tokens={"rewrite_prompt_tokens": 9})[1] == 1


def test_a_slip_put_right_takes_nothing_over(checked: Callable[[str], Any]) -> None:
    said = drops(checked, "Why was the brige closed?", "Why was the bridge closed?", can_drop=True)
    assert said == ("Understood as: Why was the bridge closed?", 0)
