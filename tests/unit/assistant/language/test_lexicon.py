"""The lists of words, as dates are read with them, and what every room must read alike."""

import unicodedata
from datetime import date, datetime, timedelta
from itertools import product

import pytest

from assistant.answering.asked_unit import has_unit
from assistant.answering.resolved_dates import resolve_dates
from assistant.answering.writers.statement_parser import StatementParser
from assistant.archive.copies.ranking import is_agency
from assistant.language import ends_sentence
from assistant.language.dates import Moment, parse_moment
from assistant.language.facts import is_negated, lies_ahead, states_speech
from assistant.language.lexicon import MONTH_NUMBERS, WEEKDAY_NAMES, ZONES
from assistant.language.quantities import find_quantities
from assistant.language.speech import find_speakers
from ingest.agencies import agency_in
from ingest.kinds import kind_in


@pytest.mark.parametrize(("name", "number"), MONTH_NUMBERS.items())
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
    for name in names:
        for written in (name, name.title(), name.upper(), unicodedata.normalize("NFD", name)):
            assert parse_moment(f"4 {written} 2015") == Moment(f"2015-{number:02}-04", date(2015, number, 4)), written


@pytest.mark.parametrize("name", WEEKDAY_NAMES)
def test_every_weekday_is_passed_over(name: str) -> None:
    expected = Moment("2015-09-01", date(2015, 9, 1))
    for written in (f"{name}, 1 September 2015", f"{name}. 1 September 2015", f"{name.upper()} September 1, 2015"):
        assert parse_moment(written) == expected, written


@pytest.mark.parametrize("zone", ZONES)
def test_no_name_of_a_day_a_month_or_a_zone_is_taken_for_another(zone: str) -> None:
    for weekday, month in product(WEEKDAY_NAMES[::3], ("mar", "mai", "juin", "dic", "set")):
        moment = parse_moment(f"{weekday} 4 {month} 2015 12:30 {zone}")
        assert moment is not None, (weekday, month)
        assert moment.day == date(2015, MONTH_NUMBERS[month], 4), (weekday, month)
        assert datetime.fromisoformat(moment.text).utcoffset() == timedelta(hours=ZONES[zone]), (weekday, month)


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
    earlier, later = parse_moment(f"2015-09-01 11:30 {standard}"), parse_moment(f"2015-09-01 12:30 {summer}")
    assert earlier is not None
    assert later is not None
    assert datetime.fromisoformat(earlier.text) == datetime.fromisoformat(later.text)


@pytest.mark.parametrize("zone", ["ET", "IST", "BST", "XYZ"])
def test_a_zone_that_may_mean_several_offsets_gives_none(zone: str) -> None:
    assert parse_moment(f"2015-09-01 12:30 {zone}") == Moment("2015-09-01T12:30:00", date(2015, 9, 1))


@pytest.mark.parametrize("word", ["urged", "found", "predicted", "said", "warned", "tweeted", "estimates"])
def test_one_list_of_saying_for_every_room(word: str) -> None:
    assert states_speech(f"The inquiry {word} that the bridge was shut.")
    assert find_speakers(f"Rosalind Teague {word} that the bridge was shut.") == [(0, 15)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The council did not agree.",
        "The council failed to agree.",
        "The council declined to agree.",
        "The library is no longer open.",
        "Nobody agreed.",
        "They have yet to agree.",
        "It isn't so.",
    ],
)
def test_one_list_of_denial(sentence: str) -> None:
    assert is_negated(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The mayor is likely to resign.",
        "The mayor hopes to resign.",
        "The mayor may resign.",
        "The mayor will resign.",
        "The mayor is due to resign.",
        "May she resign?",
        "The mayor plans to go.",
    ],
)
def test_what_lies_ahead_lies_ahead_everywhere(sentence: str) -> None:
    assert lies_ahead(sentence)
    assert resolve_dates(f"{sentence} It is on Friday.", date(2026, 5, 6)) == ()


@pytest.mark.parametrize("sentence", ["Theresa May resigned.", "Will Smith resigned.", "The mayor resigned in May."])
def test_a_name_or_a_month_is_no_plan(sentence: str) -> None:
    assert not lies_ahead(sentence)


@pytest.mark.parametrize("end", ".。！!？?।॥؟۔")
def test_every_script_ends_its_sentences(end: str) -> None:
    assert ends_sentence(f"Das ist es{end}")
    assert ends_sentence(f"Das ist es{end}”")
    # a question at the start is the reader's own, repeated: no statement
    assert (StatementParser(set()).feed(f"Das ist alles{end} Und mehr ") != []) == (end not in "?？")


@pytest.mark.parametrize("written", ["KNA", "epd", "Jiji", "Lusa", "AP", "dpa"])
def test_an_agency_is_one_for_ingest_and_archive(written: str) -> None:
    assert agency_in(written) is not None
    assert kind_in(None, None, f"BERLIN ({written}) — Es regnet.") == "news"
    assert is_agency(written)


@pytest.mark.parametrize("amount", ["₹50", "€50", "50 rupees", "₺50", "50 zloty", "Rs 50", "RM50", "50 USD"])
def test_money_is_money_in_any_currency(amount: str) -> None:
    assert has_unit("money", f"It cost {amount} in all.")
    (found,) = find_quantities(f"It cost {amount} in all.")
    assert found.unit is not None
    assert found.unit.dimension == "money"
