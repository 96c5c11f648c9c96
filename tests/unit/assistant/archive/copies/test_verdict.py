"""Copy, or another report?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.archive.copies.verdict import compare, liken
from tests.unit.assistant.archive.copies.stories import BRIDGE, CUT, EDITED, FERRY, OTHER_FIGURES, WITH_MORE

LINES = BRIDGE.split("\n")
QUOTED = "\n".join([*FERRY.split("\n")[:3], *LINES[2:5], *FERRY.split("\n")[3:]])


@pytest.mark.parametrize(
    "copy",
    [
        BRIDGE,
        CUT,
        EDITED,
        WITH_MORE,
        f"Another headline for it\n\nBy Staff, 3 May 2021\n\n{BRIDGE}\n\nSign up for our newsletter.",
        BRIDGE.replace("14 centimetres", "fourteen centimetres"),
        BRIDGE.replace("25 minutes", "a while"),
        "\n".join(LINES[:2] + LINES[3:]),
    ],
)
def test_copies(copy: str) -> None:
    verdict = compare(BRIDGE, copy)
    assert verdict.is_copy
    assert verdict.similarity > 0.8
    assert compare(copy, BRIDGE) == verdict


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (FERRY, "another event"),
        (OTHER_FIGURES, "a template with other figures"),
        (BRIDGE.replace("14 centimetres", "19 centimetres"), "one figure corrected"),
        (BRIDGE.replace("Monday", "Tuesday"), "another day"),
        (QUOTED, "quotes half of it"),
        ("\n".join([*FERRY.split("\n")[:3], *LINES]), "new entries on top"),
        ("\n".join(LINES[:2]), "a third of it"),
        ("", "nothing"),
    ],
)
def test_other_reports(other: str, why: str) -> None:
    assert not compare(BRIDGE, other).is_copy, why
    assert not compare(other, BRIDGE).is_copy, why


def test_other_names_make_another_report() -> None:
    text = "\n".join(
        f"On the pitch {name} passed the ball to the keeper, who cleared it to the left of the field."
        for name in ("Adams", "Brook", "Clark", "Dunne", "Evans", "Frost")
    )
    other = text
    for name, their in (("Adams", "Young"), ("Brook", "Wolfe"), ("Clark", "Vance"), ("Dunne", "Usher")):
        other = other.replace(name, their)
    found = liken(text, other)
    assert (found.names_changed, found.figures_changed) == (4, 0)
    assert not compare(text, other).is_copy
    assert compare(text, text.replace("Adams", "Adam").replace("Brook", "Brooke")).is_copy


@given(st.text(max_size=80), st.text(max_size=80))
def test_whatever_the_texts_the_order_does_not_matter(left: str, right: str) -> None:
    assert compare(left, right) == compare(right, left)
    assert 0 <= compare(left, right).similarity <= 1


@given(st.text(alphabet="ab c1.\n", max_size=200))
def test_a_text_is_wholly_like_itself(text: str) -> None:
    found = liken(text, text)
    assert found.figures_changed == found.names_changed == found.words_before == 0
    assert found.common in (0.0, 1.0)
