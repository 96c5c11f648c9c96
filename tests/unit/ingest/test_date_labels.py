"""Lines that say which of their dates is which."""

import pytest

from ingest.date_labels import DatePart, date_parts, published_part


@pytest.mark.parametrize(
    ("line", "published", "updated"),
    [
        ("Published 10:30, 4 March 2026 | Updated 5 March 2026", "10:30, 4 March 2026", "5 March 2026"),
        ("Publié le 4 mars 2026 à 10h30, mis à jour le 5 mars 2026", "4 mars 2026 à 10h30", "5 mars 2026"),
        ("Publié le 4 mars 2026, modifié le 5 mars 2026", "4 mars 2026", "5 mars 2026"),
        ("March 4, 2026, 10:30 AM Last Updated: March 5, 2026", "March 4, 2026, 10:30 AM", "March 5, 2026"),
        ("Updated March 5, 2026; published March 4, 2026", "March 4, 2026", "March 5, 2026"),
    ],
)
def test_both_dates_of_a_line(line: str, published: str, updated: str) -> None:
    assert set(date_parts(line)) == {DatePart(published, False), DatePart(updated, True)}
    assert published_part(line) == published


@pytest.mark.parametrize("line", ["4 March 2026", "Last modified on Wed 4 Mar 2026", "Stand: 04.03.2026", ""])
def test_a_value_with_one_date_stays_as_it_stands(line: str) -> None:
    assert published_part(line) == line
