from datetime import date

import pytest

from assistant.language.told_times import find_told_times

PUBLISHED = date(2026, 6, 3)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("The hall will reopen on 4 March.", ("2027-03-04", "2027-03-04")),
        ("The hall reopened on 4 March.", ("2026-03-04", "2026-03-04")),
        ("Bids are due by 4 March.", (None, "2027-03-04")),
        ("Bids are due by 4 March 2028.", (None, "2028-03-04")),
        ("The club has been banned until November.", (None, "2026-11-30")),
        ("The club was banned until November.", (None, "2025-11-30")),
        ("The hall stays shut until 29 June.", (None, "2026-06-29")),
        ("The club is banned until last week.", (None, "2026-05-31")),
    ],
)
def test_a_time_without_a_year_is_read_from_the_day_of_the_report(
    sentence: str, told: tuple[str | None, str | None]
) -> None:
    (time,) = find_told_times(sentence, PUBLISHED)
    assert tuple(day.isoformat() if day else None for day in (time.first, time.last)) == told


@pytest.mark.parametrize(
    ("sentence", "published", "told"),
    [
        ("The hall will reopen on 4 April.", date(2027, 6, 3), date(2028, 4, 4)),
        ("The club has been banned until February.", date(2027, 6, 3), date(2028, 2, 29)),
        ("The club has been banned until February.", date(2028, 6, 3), date(2029, 2, 28)),
    ],
)
def test_the_next_year_may_have_a_day_more(sentence: str, published: date, told: date) -> None:
    (time,) = find_told_times(sentence, published)
    assert time.last == told
