from collections.abc import Iterator

from ingest.sources.row_fields import Row, RowFields
from ingest.sources.row_times import ColumnDates


def test_the_other_rows_are_looked_through_once_and_only_when_needed() -> None:
    looks: list[int] = []

    def rows() -> Iterator[Row]:
        looks.append(1)
        yield {"date": "13/04/2026"}

    dates = ColumnDates(RowFields(), rows)
    assert dates.read("2026-04-01") is not None
    assert looks == []
    for _ in range(2):
        moment = dates.read("03/04/2026")
        assert moment is not None
        assert moment.text == "2026-04-03"
    assert looks == [1]


def test_without_other_rows_an_open_date_stays_open() -> None:
    assert ColumnDates(RowFields()).read("03/04/2026") is None


def test_the_language_of_a_row_decides_where_its_column_does_not() -> None:
    dates = ColumnDates(RowFields())
    for written, language, day in (("04.03.2026", "de", "2026-03-04"), ("04/03/2026", "fr", "2026-03-04")):
        moment = dates.read(written, lambda language=language: language)  # type: ignore[misc]
        assert moment is not None
        assert moment.text == day
    assert dates.read("04/03/2026", lambda: "en") is None
    by_column = ColumnDates(RowFields(), lambda: [{"date": "03/13/2026"}])
    moment = by_column.read("04/03/2026", lambda: "de")
    assert moment is not None
    assert moment.text == "2026-04-03"
