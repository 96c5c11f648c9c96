"""Chips of filters: each can be dropped, and what the page sends back is what was left."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import KINDS
from assistant.archive import Filters
from assistant.errors import FilterError
from ingest.clean import kind_of
from ui.commands.options import KindName
from ui.narrowing import (
    Narrowing,
    Refined,
    render_chips,
    render_known_names,
    render_narrowed,
    say_as_of,
)

MARCH = (date(2025, 3, 1), date(2025, 3, 31))
DAYS = st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1))
NAMES = st.lists(st.text(min_size=1, max_size=8).map(str.strip).filter(bool), max_size=3, unique=True).map(tuple)


def test_filters_are_chips(checked: Callable[[str], Any]) -> None:
    filters = Filters(*MARCH, ("The Lantern",), ("<b>",), ("press_release",), date(2025, 4, 1))
    said = [chip.text_content() for chip in checked(render_chips(filters)).find_class("chip")]
    days = ["1 March 2025 to 31 March 2025", "as of 1 April 2025"]
    assert said == [*days, "outlet: The Lantern", "author: <b>", "kind: press release"]
    assert render_chips(Filters()) == render_narrowed("Why?", Filters()) == ""


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((MARCH[0], None), "from 1 March 2025"),
        ((None, MARCH[1]), "to 31 March 2025"),
        ((MARCH[0], MARCH[0]), "on 1 March 2025"),
    ],
)
def test_days_are_one_chip(days: tuple[date | None, date | None], said: str, checked: Callable[[str], Any]) -> None:
    (chip,) = checked(render_chips(Filters(*days))).find_class("chip")
    assert chip.text_content() == said


def test_dropping_a_chip_leaves_the_others(checked: Callable[[str], Any]) -> None:
    filters = Filters(*MARCH, publishers=("The Lantern", "The Courier"), kinds=("opinion",))
    left = []
    for button in checked(render_narrowed("Why <b>?", filters)).find_class("drop"):
        asked = Refined.model_validate_json(button.get("data-refined"))
        assert asked.question == "Why <b>?"
        assert button.get("aria-label").startswith("Ask again without: ")
        left.append(asked.filters.to_filters())
    assert left == [
        Filters(publishers=("The Lantern", "The Courier"), kinds=("opinion",)),
        Filters(*MARCH, publishers=("The Courier",), kinds=("opinion",)),
        Filters(*MARCH, publishers=("The Lantern",), kinds=("opinion",)),
        Filters(*MARCH, publishers=("The Lantern", "The Courier")),
    ]


def test_every_filter_has_a_field_that_holds_it(checked: Callable[[str], Any]) -> None:
    filters = Filters(
        *MARCH, ("The Lantern", "The Courier"), ("Ines Corrado",), ("opinion", "satire"), date(2025, 4, 1)
    )
    (form,) = checked(render_narrowed("Why?", filters)).find_class("refine")
    values = [(field.get("name"), field.get("value")) for field in form.xpath(".//input")]
    values += [
        (field.get("name"), field.xpath("string(option[@selected]/@value)")) for field in form.xpath(".//select")
    ]
    assert values == [
        ("date_from", "2025-03-01"),
        ("date_to", "2025-03-31"),
        ("as_of", "2025-04-01"),
        ("publishers", "The Lantern"),
        ("publishers", "The Courier"),
        ("authors", "Ines Corrado"),
        ("kinds", "opinion"),
        ("kinds", "satire"),
    ]


@given(first=DAYS, last=DAYS, as_of=DAYS, publishers=NAMES, authors=NAMES)
def test_filters_survive_the_way_through_the_browser(
    first: date | None, last: date | None, as_of: date | None, publishers: Sequence[str], authors: Sequence[str]
) -> None:
    if first and last and first > last:
        first, last = last, first
    filters = Filters(first, last, tuple(publishers), tuple(authors), ("opinion",), as_of)
    sent = Narrowing.of(filters).model_dump_json()
    assert Narrowing.model_validate_json(sent).to_filters() == filters


def test_what_is_no_day_is_refused() -> None:
    with pytest.raises(FilterError):
        Narrowing(date_from="soon").to_filters()


def test_known_names_are_escaped(checked: Callable[[str], Any]) -> None:
    offered = checked(render_known_names(('"><script>',), ("Ines",))).xpath("//option/@value")
    assert offered == ['"><script>', "Ines"]


def test_the_kinds_are_those_of_ingest_and_of_the_command_line() -> None:
    assert tuple(KindName) == KINDS
    assert [kind_of(kind.replace("_", " ")) for kind in KINDS] == list(KINDS)


def test_as_of() -> None:
    assert say_as_of(Filters(as_of=date(2025, 4, 1))) == "As of 1 April 2025: what the articles said on that day."
    assert say_as_of(Filters(*MARCH)) is None
