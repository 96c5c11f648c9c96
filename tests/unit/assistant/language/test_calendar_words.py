"""The calendar's names, as dates are read with them."""

import unicodedata
from datetime import date, datetime, timedelta

import pytest

from assistant.language.calendar_words import MONTHS, WEEKDAYS, ZONES
from assistant.language.dates import Moment, parse_moment


@pytest.mark.parametrize(("name", "number"), MONTHS.items())
def test_every_month_is_read_either_way_round(name: str, number: int) -> None:
    expected = Moment(f"2015-{number:02}-07", date(2015, number, 7))
    for written in (f"7 {name} 2015", f"{name.upper()} 7, 2015", f"7. {name.title()}. 2015", f"7-{name}-2015"):
        assert parse_moment(written) == expected, written
    assert parse_moment(f"{name} 2015") == Moment(f"2015-{number:02}", None)


@pytest.mark.parametrize(
    ("names", "number"),
    [
        (("march", "mars", "marzo", "märz", "março", "maart"), 3),
        (("may", "mai", "mayo", "maggio", "maio", "mei"), 5),
        (("june", "juin", "junio", "juni", "giugno", "junho"), 6),
        (("july", "juillet", "julio", "juli", "luglio", "julho"), 7),
        (("december", "décembre", "diciembre", "dezember", "dicembre", "dezembro"), 12),
    ],
)
def test_each_language_has_its_months(names: tuple[str, ...], number: int) -> None:
    assert {MONTHS.get(name) for name in names} == {number}
    assert set(MONTHS.values()) == set(range(1, 13))


@pytest.mark.parametrize("name", WEEKDAYS)
def test_every_weekday_is_passed_over(name: str) -> None:
    expected = Moment("2015-09-01", date(2015, 9, 1))
    for written in (f"{name}, 1 September 2015", f"{name}. 1 September 2015", f"{name.upper()} September 1, 2015"):
        assert parse_moment(written) == expected, written


def test_no_name_means_two_things() -> None:
    assert set(MONTHS).isdisjoint(WEEKDAYS)
    assert set(ZONES).isdisjoint([*MONTHS, *WEEKDAYS])
    assert len(WEEKDAYS) == len(set(WEEKDAYS))


@pytest.mark.parametrize("name", [*MONTHS, *WEEKDAYS, *ZONES])
def test_names_are_spelled_as_values_are_compared(name: str) -> None:
    assert name == unicodedata.normalize("NFKC", name).lower()


@pytest.mark.parametrize(("zone", "hours"), ZONES.items())
def test_zones_give_their_offset(zone: str, hours: int) -> None:
    moment = parse_moment(f"2015-09-01 12:30 {zone.upper()}")
    assert moment is not None
    assert datetime.fromisoformat(moment.text).utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("standard", "summer"),
    [("est", "edt"), ("cst", "cdt"), ("mst", "mdt"), ("pst", "pdt"), ("cet", "cest"), ("mez", "mesz"), ("eet", "eest")],
)
def test_summer_time_is_an_hour_ahead(standard: str, summer: str) -> None:
    assert ZONES[summer] == ZONES[standard] + 1


@pytest.mark.parametrize("zone", ["ET", "IST", "BST", "XYZ"])
def test_a_zone_that_may_mean_several_offsets_gives_none(zone: str) -> None:
    assert parse_moment(f"2015-09-01 12:30 {zone}") == Moment("2015-09-01T12:30:00", date(2015, 9, 1))
