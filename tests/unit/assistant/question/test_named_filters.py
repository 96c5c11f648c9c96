from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.archive import Filters
from assistant.errors import FilterError
from assistant.question import ArchiveNames, ReadFilters
from assistant.question.named_filters import NamedFilters, named_filters_schema, narrow_by_name, read_named_filters

NAMES = ArchiveNames(["The Lantern", "FOX News - Health", "FOX News - Sports"], ["Anna Teague"], ["news", "opinion"])
NOTHING = ReadFilters(Filters(), Filters(), "?")


def test_days_and_names_are_read() -> None:
    written = {"date_from": "2015-01-01", "date_to": None, "publishers": ["The Lantern "], "authors": [], "kinds": None}
    assert read_named_filters(written) == NamedFilters(date(2015, 1, 1), publishers=("The Lantern",))
    assert read_named_filters({}) == NamedFilters()
    assert set(written) == set(named_filters_schema())


@pytest.mark.parametrize(
    "written",
    [
        {"date_from": "soon"},
        {"date_from": 2015},
        {"date_from": "2015-13-01"},
        {"date_from": "2016-01-01", "date_to": "2015-01-01"},
        {"publishers": "The Lantern"},
        {"publishers": [None]},
        {"publishers": [""]},
        {"authors": ["x" * 101]},
        {"authors": ["a", "b", "c", "d", "e", "f"]},
        {"kinds": {"news": True}},
        {"where": "1=1"},
    ],
)
def test_whatever_is_not_as_asked_is_no_filter(written: dict[str, Any]) -> None:
    with pytest.raises(FilterError):
        read_named_filters(written)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=12) | st.sampled_from(["2015-01-01", "The Lantern"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from([*named_filters_schema(), "else"]), JSON))
def test_any_json_is_filters_or_an_error(written: dict[str, Any]) -> None:
    try:
        named = read_named_filters(written)
    except FilterError:
        return
    held = narrow_by_name(NOTHING, named, NAMES).filters
    assert set(held.publishers) <= {"The Lantern", "FOX News - Health", "FOX News - Sports"}
    assert held.date_from is None or held.date_to is None or held.date_from <= held.date_to


def test_names_are_the_archives_own() -> None:
    named = NamedFilters(publishers=("lantern", "fox news"), authors=("anna teague",), kinds=("opinion", "poem"))
    narrowed = narrow_by_name(NOTHING, named, NAMES)
    assert narrowed.filters == Filters(
        publishers=("The Lantern", "FOX News - Health", "FOX News - Sports"),
        authors=("Anna Teague",),
        kinds=("opinion",),
    )
    assert narrowed.notices == ()


@pytest.mark.parametrize("name", ["The Herald", "Lantern of the North", "", "' OR 1=1"])
def test_a_name_that_the_archive_does_not_have_narrows_nothing_and_is_told(name: str) -> None:
    narrowed = narrow_by_name(NOTHING, NamedFilters(publishers=(name,)), NAMES)
    assert narrowed.filters.is_empty
    assert narrowed.notices == (
        "The model named 1 outlet or author that the archive does not have; the search was not narrowed by that.",
    )


def test_what_the_model_leaves_open_the_rules_fill() -> None:
    by_rules = Filters(date_from=date(2015, 1, 1), publishers=("FOX News - Health",))
    read = ReadFilters(by_rules, by_rules, "?")
    narrowed = narrow_by_name(read, NamedFilters(publishers=("The Lantern",)), NAMES)
    assert narrowed.filters == Filters(date_from=date(2015, 1, 1), publishers=("The Lantern",))


def test_the_models_days_are_tentative() -> None:
    narrowed = narrow_by_name(NOTHING, NamedFilters(date_from=date(2015, 1, 1), authors=("Anna Teague",)), NAMES)
    assert narrowed.is_tentative
    assert narrowed.firm == Filters(authors=("Anna Teague",))
