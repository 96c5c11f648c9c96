import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.quantities import find_quantities


def read(text: str) -> list[str]:
    """Value, unit, period and limit of each, as one word."""
    found = []
    for one in find_quantities(text):
        unit = one.unit.name if one.unit else "-"
        found.append("/".join(filter(None, [format(one.value.normalize(), "f"), unit, one.per, one.bound])))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("60fps", "60/fps"),
        ("60 frames per second", "60/fps"),
        ("a 10-inch record, 20-foot-deep", "10/inch 20/foot"),
        ("half a litre", "0.5/litre"),
        ("half an hour", "0.5/hour"),
        ("just under two years", "2/year/under"),
        ("five-and-a-half years", "5.5/year"),
        ("a quarter of a million dollars", "250000/USD"),
        ("half a dozen", "6/-"),
        ("a quarter-point", "0.25/point"),
        ("0.25 of a point", "0.25/point"),
        ("three in four", "75/percent"),
        ("99 in every 100", "99/percent"),
        ("four fifths", "80/percent"),
        ("the first half of the match", "1/-"),
        ("more than half of them", "50/percent/over"),
        ("24 percentage points", "24/point"),
        ("50 basis points", "0.5/point"),
        ("Seventy-eight percent", "78/percent"),
        ("from 10% to 25%", "10/percent 25/percent"),
        ("5 to 10 percent", "5/percent 10/percent"),
        ("€300–350 (US$350–410) a month", "300/EUR/month 350/EUR/month 350/USD 410/USD"),
        ("71,350 euro ($78,770)", "71350/EUR 78770/USD"),
        ("RM6.162 million and Rs 25 lakh", "6162000/MYR 2500000/INR"),
        ("doubled, twice as many, tenfold, 1.1-fold, 50 times the level", "2/fold 2/fold 10/fold 1.1/fold 50/fold"),
        ("twice denied", "2/-"),
        ("at least ten, up to 11, no more than 12", "10/-/least 11/-/most 12/-/most"),
        ("10 or more", "10/-/least"),
        ("a fourth child, the 21st time", "4/- 21/-"),
        ("less than an hour", "1/hour/under"),
        ("4:25, 1 p.m.", "265/clock 780/clock"),
        ("50 kilometres an hour", "50/km/h"),
        ("three second-half goals", "3/-"),
        ("per second, half-time, the second one", "2/-"),
    ],
)
def test_numbers_with_what_they_are_of(text: str, expected: str) -> None:
    assert read(text) == expected.split()


def test_a_point_may_set_thousands_apart() -> None:
    (found,) = find_quantities("1.000 lights")
    assert found.values == (Decimal("1.000"), Decimal(1000))


@given(st.text("0123456789 .,%$€-abdefhiklmnoprstuvxyz", max_size=80))
def test_places_are_true_and_in_order(text: str) -> None:
    end = 0
    for one in find_quantities(text):
        assert end <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip() == one.text
        end = one.end


@pytest.mark.parametrize("unit", ["half a ", "nine million ", "9% ", "two in ", "a third "])
def test_time_is_bounded(unit: str) -> None:
    begun = time.perf_counter()
    find_quantities(unit * (100_000 // len(unit)))
    assert time.perf_counter() - begun < 20
