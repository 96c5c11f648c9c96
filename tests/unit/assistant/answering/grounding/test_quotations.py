import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.grounding import settle_quotations

QUOTE = "It’s clear that we have an unsustainable situation in towns and cities."


@pytest.mark.parametrize(
    ("text", "settled", "lost"),
    [
        ('She said: "We have an unsustainable situation."', 'She said: "We have an unsustainable situation."', None),
        ("She said: “It's clear that we have”.", "She said: “It's clear that we have”.", None),
        (
            'She said: "we have an unsustainable situation in towns or cities."',
            'She said: "we have an unsustainable situation in towns and cities."',
            None,
        ),
        ('She called it "a scandal".', "She called it a scandal.", "a scandal"),
        ("She said nothing in marks.", "She said nothing in marks.", None),
    ],
)
def test_marks_stand_around_verbatim_text_alone(text: str, settled: str, lost: str | None) -> None:
    assert settle_quotations(text, [QUOTE]) == (settled, lost)


@given(st.text("abc “”\"'.,«»", max_size=60))
def test_what_stays_in_marks_is_cited(text: str) -> None:
    settled, _ = settle_quotations(text, ["a b c", "abc abc"])
    again, lost = settle_quotations(settled, ["a b c", "abc abc"])
    assert (again, lost) == (settled, None) or lost is not None
