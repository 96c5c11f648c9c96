from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.archive import Filters
from assistant.errors import FilterError
from assistant.question import as_filters, describe_filters, make_filters, read_day


@pytest.mark.parametrize(
    ("text", "is_end", "day"),
    [
        ("2016-09-05", False, date(2016, 9, 5)),
        ("2016-09", False, date(2016, 9, 1)),
        ("2016-02", True, date(2016, 2, 29)),
        ("2016-9-5", False, date(2016, 9, 5)),
        ("2016", False, date(2016, 1, 1)),
        ("2016", True, date(2016, 12, 31)),
        (" 2016-09-05 ", True, date(2016, 9, 5)),
    ],
)
def test_days_months_and_years_are_read(text: str, is_end: bool, day: date) -> None:
    assert read_day(text, is_end=is_end) == day


@pytest.mark.parametrize("text", ["", "yesterday", "2016-13", "2016-02-30", "05/09/2016", "0000", "2016-00", "٢٠٢٦"])
def test_anything_else_says_what_to_write(text: str) -> None:
    with pytest.raises(FilterError, match="YYYY-MM-DD"):
        read_day(text)


def test_a_range_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(FilterError, match="Swap"):
        make_filters("2020", "2019")


def test_blank_values_do_not_narrow() -> None:
    assert make_filters("", None, ["", " "], ()) == Filters()


def test_filters_are_put_into_words() -> None:
    assert describe_filters(Filters()) == ()
    filters = make_filters("2016-09", "2016-09", ["The Herald", "The Post"], ["Ann Lee"])
    assert describe_filters(filters) == ("September 2016", "in The Herald or The Post", "by Ann Lee")
    assert describe_filters(make_filters(date_to="2010")) == ("until 31 December 2010",)
    assert describe_filters(make_filters("2010-05-04", "2010-05-04")) == ("on 4 May 2010",)


@given(st.dates())
def test_a_day_is_within_its_month_and_year(day: date) -> None:
    for written in (day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]):
        assert read_day(written) <= day <= read_day(written, is_end=True)


@given(st.text())
def test_any_text_is_a_day_or_a_filter_error(written: str) -> None:
    try:
        found = read_day(written)
    except FilterError:
        return
    assert isinstance(found, date)


def test_as_of_is_a_day_or_the_last_day_of_what_is_named() -> None:
    assert make_filters(as_of="2026-05-04").as_of == date(2026, 5, 4)
    assert make_filters(as_of="2026-02").as_of == date(2026, 2, 28)
    assert make_filters(as_of=date(2026, 5, 4)) == Filters(as_of=date(2026, 5, 4))
    assert make_filters(as_of=" ").is_empty
    assert not make_filters(as_of="2026").is_empty
    assert describe_filters(make_filters(as_of="2026")) == ("as of 31 December 2026",)
    with pytest.raises(FilterError):
        make_filters(as_of="soon")


@pytest.mark.parametrize("given", [{"kinds": "newz"}, Filters(kinds=("newz",))])
def test_a_kind_that_no_article_can_have_is_refused(given: object) -> None:
    with pytest.raises(FilterError, match=r"`newz` is no kind of article. Did you mean `news`\?"):
        as_filters(given)


def test_a_kind_is_known_however_it_is_typed() -> None:
    assert as_filters(Filters(kinds=("News",))) == Filters(kinds=("News",))
