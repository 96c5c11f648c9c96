from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.language import find_times
from assistant.language.time_phrases import find_parts_of_year

TODAY = date(2026, 11, 24)
PIECES = ["since", "in", "between", "and", "2010", "May", "3", "-", "last", "week", ",", "the"]


def days(question: str) -> list[tuple[str, str | None, str | None]]:
    return [
        (question[one.start : one.end], str(one.first) if one.first else None, str(one.last) if one.last else None)
        for one in find_times(question, TODAY)
    ]


@pytest.mark.parametrize(
    ("question", "phrase", "first", "last"),
    [
        ("What happened last week?", "last week", "2026-11-16", "2026-11-22"),
        ("Who won in March 2010?", "in March 2010", "2010-03-01", "2010-03-31"),
        ("What came between 3 and 7 May 2012?", "between 3 and 7 May 2012", "2012-05-03", "2012-05-07"),
        ("The storms of 3-7 May 2012?", "3-7 May 2012", "2012-05-03", "2012-05-07"),
        ("From March to June 2010, who led?", "From March to June 2010", "2010-03-01", "2010-06-30"),
        ("articles from 2009 to 2011", "from 2009 to 2011", "2009-01-01", "2011-12-31"),
        ("in 2009–2011, what?", "in 2009–2011", "2009-01-01", "2011-12-31"),
        ("in 2010 and 2015?", "in 2010 and 2015", "2010-01-01", "2015-12-31"),
        ("between March 2009 and today", "between March 2009 and today", "2009-03-01", "2026-11-24"),
        ("What changed since 2015?", "since 2015", "2015-01-01", None),
        ("from 2005 onwards", "from 2005 onwards", "2005-01-01", None),
        ("after 4 May 2012", "after 4 May 2012", "2012-05-05", None),
        ("since the start of 2020", "since the start of 2020", "2020-01-01", None),
        ("before June 2009", "before June 2009", None, "2009-05-31"),
        ("until 3 May 2010", "until 3 May 2010", None, "2010-05-03"),
        ("in the 1990s", "in the 1990s", "1990-01-01", "1999-12-31"),
        ("the October 2010 story", "October 2010", "2010-10-01", "2010-10-31"),
        ("earlier this year", "this year", "2026-01-01", "2026-11-24"),
    ],
)
def test_a_time_is_found_with_its_days(question: str, phrase: str, first: str | None, last: str | None) -> None:
    assert days(question) == [(phrase, first, last)]


@pytest.mark.parametrize(
    "question",
    [
        "What happened since the election?",
        "Who won the 2018 World Cup?",
        "Who won in 2000 metres?",
        "How many live in 1,600 homes?",
        "Were 2015 people rescued?",
        "What may the court decide?",
        "Did they march on the capital?",
        "the last day of the trial",
        "Version 2012-3 of the code",
        "",
    ],
)
def test_what_is_no_time_stays(question: str) -> None:
    assert days(question) == []


def test_as_of_asks_for_the_state_of_a_day() -> None:
    for question, day in (
        ("as of 1 May", "2026-05-01"),
        ("Who led as of May 2012?", "2012-05-31"),
        ("As things stood on 1 May 2026, who led?", "2026-05-01"),
    ):
        (found,) = find_times(question, TODAY)
        assert (found.is_as_of, found.first, str(found.last)) == (True, None, day)


def test_several_times_come_in_order_without_overlap() -> None:
    assert [phrase for phrase, *_ in days("after May 2012 but before June 2014, and on 1 July 2013")] == [
        "after May 2012",
        "before June 2014",
        "on 1 July 2013",
    ]


def test_a_year_that_was_guessed_is_called_so() -> None:
    assert [one.has_year for one in find_times("on 4 May, in June 2010, between 3 and 7 May", TODAY)] == [
        False,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("third-quarter profit", {(7, 9)}),
        ("the second and third quarters", {(4, 6), (7, 9)}),
        ("Q1 against the first half", {(1, 3), (1, 6)}),
        ("in the first six months", {(1, 6)}),
        ("in the first quarter compared with the second", {(1, 3), (4, 6)}),
        ("lost 84 in the third quarter, twice as much as in the second, when it lost 42", {(7, 9), (4, 6)}),
        ("in the first quarter of the second year", {(1, 3)}),
        ("in the first 9 months", {(1, 9)}),
        ("a quarter of the votes, the third half", set()),
    ],
)
def test_parts_of_a_year_are_known_by_their_months(text: str, parts: set[tuple[int, int]]) -> None:
    assert find_parts_of_year(text) == parts


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=80) | st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join))
def test_spans_are_inside_and_apart(question: str) -> None:
    found = find_times(question, TODAY)
    position = 0
    for one in found:
        assert position <= one.start < one.end <= len(question)
        position = one.end
        assert one.first or one.last
        assert one.first is None or one.last is None or one.first <= one.last
