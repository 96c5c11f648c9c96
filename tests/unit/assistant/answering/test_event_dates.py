from datetime import date

import pytest

from assistant.answering.event_dates import EventDate, date_event
from tests.unit.assistant.answering.conftest import make_article

ARTICLE = make_article("x", published_at="2026-01-07", published_on=date(2026, 1, 7))
UNDATED = make_article("x", published_at=None, published_on=None)


@pytest.mark.parametrize(
    ("sentence", "event"),
    [
        ("It opened on 4 May 1999.", EventDate("1999-05-04", "4 May 1999", True)),
        ("On April 12, 1981, it lifted off.", EventDate("1981-04-12", "12 April 1981", True)),
        ("It was shut on January 5.", EventDate("2026-01-05", "5 January 2026", True)),
        ("It was shut on 28 December.", EventDate("2025-12-28", "28 December 2025", True)),
        ("It will be shut on 19 December.", EventDate("2026-12-19", "19 December 2026", True)),
        ("It is to open on 2 January.", EventDate("2027-01-02", "2 January 2027", True)),
        (
            "OMBERSUND, 7 January 2026 (Courier) — It was shut on Monday.",
            EventDate("2026-01-05", "5 January 2026", True),
        ),
        ("On 3 May 2025 — a Saturday — it was shut.", EventDate("2025-05-03", "3 May 2025", True)),
        ("It was shut on Monday.", EventDate("2026-01-05", "5 January 2026", True)),
        ("It opened in March 1999.", EventDate("1999-03", "March 1999", True)),
        ("It has stood since 1884.", EventDate("1884", "1884", True)),
        ("It was shut.", EventDate("2026-01-07", "reported 7 January 2026", False)),
    ],
)
def test_the_day_is_as_precise_as_the_words_give_it(sentence: str, event: EventDate) -> None:
    assert date_event(sentence, ARTICLE) == event


def test_without_a_day_of_publication_only_whole_dates_count() -> None:
    assert date_event("It was shut on Monday.", UNDATED) is None
    assert date_event("It opened on 4 May 1999.", UNDATED) == EventDate("1999-05-04", "4 May 1999", True)
