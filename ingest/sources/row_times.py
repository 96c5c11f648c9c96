"""The dates of a row, in the order of day and month that the other rows of its file show, or else its language has."""

from collections.abc import Callable, Iterable
from functools import cached_property

from assistant.language import Moment
from assistant.language.date_order import DAY_FIRST_LANGUAGES, DateOrder, is_open, order_of
from ingest.clean import moment_in
from ingest.program_times import written_time
from ingest.sources.row_fields import Row, RowFields

__all__ = ["ColumnDates"]


class ColumnDates:
    """Looks through the file's other rows, once, and only when a date can be read in two ways."""

    def __init__(self, fields: RowFields, rows: Callable[[], Iterable[Row]] = tuple) -> None:
        self._fields = fields
        self._rows = rows

    def read(self, value: object, language: Callable[[], str] = str) -> Moment | None:
        """`language` says that of the row, and is asked only where the column leaves a date open."""
        moment = moment_in(value)
        written = None if moment is not None else written_time(value)
        if written is None or not is_open(written):
            return moment
        return moment_in(written, self._order or ("dmy" if language() in DAY_FIRST_LANGUAGES else None))

    @cached_property
    def _order(self) -> DateOrder | None:
        times = (
            written_time(value) for row in self._rows() for value in self._fields.times_of(row) if value is not None
        )
        return order_of(written for written in times if written is not None)
