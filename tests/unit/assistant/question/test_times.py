from datetime import date

import pytest

from assistant.language import find_times
from assistant.question import AskedTimes, TimeFit

TODAY = date(2026, 11, 29)


def asked(question: str) -> AskedTimes:
    return AskedTimes.of(question, find_times(question, TODAY))


@pytest.mark.parametrize(
    ("text", "published_on", "fit"),
    [
        ("Thirty-one people died on the roads in 2025, the police said on Tuesday.", date(2026, 1, 13), "named"),
        ("Nineteen people died on the roads in 2024, the police said on Wednesday.", date(2025, 1, 15), "other"),
        ("Thirty-one people died, twelve more than in 2024.", date(2026, 1, 13), "near"),
        ("Deaths rose to 31 from 19 in 2024.", date(2026, 1, 13), "near"),
        ("Thirty-one people died last year.", date(2026, 1, 13), "named"),
        ("Forty people died in 2026, up from 31 the year before.", date(2027, 1, 13), "named"),
        ("Forty people died in 2027, up from 31 the year before.", date(2028, 1, 13), "other"),
        ("Thirty-one people died.", date(2026, 1, 13), "near"),
        ("Thirty-one people died.", date(2026, 9, 13), "open"),
        ("Thirty-one people died.", None, "open"),
        ("Nineteen people died.", date(2024, 6, 1), "other"),
        ("The budget for 2025 names 31 deaths.", None, "named"),
        ("The wall is to stand in 2027.", date(2025, 3, 1), "near"),
        ("It happened on 3 May 2025.", date(2026, 9, 1), "named"),
        ("It happened on 3 May 1990.", date(2026, 1, 1), "other"),
    ],
)
def test_what_a_sentence_tells_of_the_year_that_is_asked_about(
    text: str, published_on: date | None, fit: TimeFit
) -> None:
    assert asked("How many people died on the roads in 2025?").fit(text, published_on) == fit


@pytest.mark.parametrize(
    ("text", "published_on", "fit"),
    [
        ("The rate fell to 4.1 percent in October.", date(2026, 11, 10), "named"),
        ("The rate rose to 4.6 percent in September.", date(2026, 10, 13), "other"),
        ("The rate fell in October.", date(2019, 11, 10), "named"),
        ("The rate fell to 4.1 percent, from 4.6 in September.", date(2026, 11, 10), "near"),
        ("The rate fell on Tuesday.", date(2019, 1, 10), "open"),
    ],
)
def test_a_month_without_a_year_is_told_by_its_name(text: str, published_on: date, fit: TimeFit) -> None:
    assert asked("What was the jobless rate in October?").fit(text, published_on) == fit


@pytest.mark.parametrize(
    ("question", "fit"),
    [
        ("What was the jobless rate in March 2026?", "named"),
        ("What was the jobless rate in March 2025?", "other"),
        ("When does the bridge open in March 2027?", "named"),
    ],
)
def test_a_month_of_a_year_is_the_latest_or_the_next_one_of_the_text(question: str, fit: TimeFit) -> None:
    assert asked(question).fit("The rate stood at 5.1 percent in March.", date(2026, 4, 2)) == fit


def test_a_month_in_an_undated_article_may_be_of_any_year() -> None:
    assert asked("Why did he break off the talks in September 2019?").fit("In September he broke off.", None) == "named"


@pytest.mark.parametrize("question", ["What did he say on Tuesday?", "How many books were lent last year?"])
def test_what_counts_from_today_rules_nothing_out(question: str) -> None:
    assert asked(question).fit("The library lent 300 books in 2012.", date(2013, 1, 2)) in ("open", "near")


def test_a_headline_may_name_the_time() -> None:
    times = asked("How did the port do in 2025?")
    assert times.fit("It was a good one.", date(2026, 9, 1), "Record year 2025 for the port") == "named"


def test_open_ends_and_the_state_of_a_day_are_no_times_of_an_event() -> None:
    assert not asked("What has happened since 2015?")
    assert not asked("Who was mayor as of 1 May?")
    assert not asked("Who is mayor?")
