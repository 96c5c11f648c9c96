from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.resolved_dates import resolve_dates
from assistant.language.day_words import day_in_words

WEDNESDAY = date(2026, 5, 6)


@pytest.mark.parametrize(
    ("sentence", "resolved"),
    [
        ("The bridge was shut on Monday.", [("Monday", "2026-05-04")]),
        (
            "It opened last Wednesday and shut yesterday.",
            [("last Wednesday", "2026-04-29"), ("yesterday", "2026-05-05")],
        ),
        ("It was shut on Wednesday.", [("Wednesday", "2026-05-06")]),
        ("It is open this coming Friday.", [("coming Friday", "2026-05-08")]),
        ("It will open on Friday.", []),
        ("It opens on Friday, the mayor said.", []),
        ("All schools stay closed on Friday.", []),
        ("It opens next Friday.", []),
        ("It shuts every Monday, and on Mondays in May.", []),
        ("It was shut on Monday, 12 January 2026.", []),
        ("It was shut on Monday 12th of January.", []),
        ("It was shut on Monday the 12th.", []),
        ("It was shut on Monday 2026-01-12.", []),
        ("It was opened on Monday, 420 days after it was shut.", [("Monday", "2026-05-04")]),
        ('"It was shut on Monday," she said.', []),
        ("Nothing is said of days.", []),
    ],
)
def test_a_weekday_is_the_nearest_one_before_and_only_where_that_is_certain(
    sentence: str, resolved: list[tuple[str, str]]
) -> None:
    assert [(one.words, one.day.isoformat()) for one in resolve_dates(sentence, WEDNESDAY)] == resolved


def test_without_a_day_of_publication_nothing_is_resolved() -> None:
    assert resolve_dates("The bridge was shut on Monday.", None) == ()


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from(["Monday", "Friday", "last Sunday", "yesterday"]))
def test_a_resolved_day_has_the_weekday_that_is_named(published_on: date, words: str) -> None:
    (one,) = resolve_dates(f"It happened {words}.", published_on)

    assert 0 <= (published_on - one.day).days <= 7
    assert words == "yesterday" or one.day.strftime("%A") == words.split()[-1]


def test_a_day_in_words() -> None:
    assert day_in_words(WEDNESDAY) == "6 May 2026"
