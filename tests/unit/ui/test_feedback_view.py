"""Each flag says what it is of, for those who do not see it, too; the form has a name for each of its fields."""

from collections.abc import Callable
from typing import Any

from ui.feedback import FEEDBACK_KINDS
from ui.feedback_view import flag_answer, flag_citation, flag_statement, render_feedback_form


def test_a_flag_says_what_it_is_of(checked: Callable[[str], Any]) -> None:
    root = checked(flag_statement(0) + flag_citation(3) + flag_answer())
    flags = [(one.get("aria-label"), one.get("data-statement"), one.get("data-citation")) for one in root]
    assert flags == [("Feedback on statement 1", "0", None), ("Feedback on source 3", None, "3"), (None, None, None)]
    assert {one.get("aria-expanded") for one in root} == {"false"}


def test_the_form_offers_each_kind_and_bounds_the_words(checked: Callable[[str], Any]) -> None:
    root = checked(render_feedback_form())
    radios = [one for one in root.iter("input") if one.get("type") == "radio"]
    assert tuple(one.get("value") for one in radios) == FEEDBACK_KINDS
    assert all(one.getparent().tag == "label" for one in [*radios, *root.iter("textarea")])
    assert root.find(".//textarea").get("maxlength") == "1000"
