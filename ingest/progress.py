"""What a person sees of an ingest: a moving line while it runs, a table when it is done."""

from types import TracebackType
from typing import TYPE_CHECKING, Self

from ingest.events import ArticleDone, Finished, IndexProgress, IngestEvent, PreparingProgress, ReadingProgress
from ingest.report import SHOWN_SKIPS, Report

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["ProgressLine", "print_report", "printable", "time_left"]

_SURE_AFTER_SECONDS = 3.0
_SURE_AFTER_SHARE = 0.01
"""What is left is estimated from what was; from less than this it would jump about."""


class ProgressLine:
    """A listener that keeps one line up to date: articles so far, articles a second, skips, time left.

    Only for terminals.
    """

    def __init__(self, console: "Console") -> None:
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
        self._progress = Progress(*columns, console=console, transient=True)
        self._task = self._progress.add_task("Reading …", total=None)
        self._done = self._skipped = 0
        self._share = 0.0

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def __call__(self, event: IngestEvent) -> None:
        match event:
            case ArticleDone():
                self._skipped += event.outcome == "skipped"
                self._done += event.outcome != "skipped"
                self._describe(self._articles_so_far())
            case PreparingProgress():
                self._describe(self._prepared_so_far(event))
            case ReadingProgress():
                self._share = event.done / event.total if event.total else 1.0
                self._describe(self._articles_so_far())
            case IndexProgress():
                self._describe(f"Building the index: {event.done:,} of {event.total:,} passages")
            case Finished():
                self._progress.stop()

    @property
    def words(self) -> str:
        """What the line says now."""
        return self._progress.tasks[0].description

    def _articles_so_far(self) -> str:
        seconds = max(self._progress.tasks[0].elapsed or 0.0, 0.001)
        skipped = f", {self._skipped:,} skipped" if self._skipped else ""
        left = time_left(seconds, self._share)
        about = f", about {left} left" if left else ""
        return f"{_count(self._done, 'article')}, {self._done / seconds:.1f} a second{skipped}{about}"

    def _prepared_so_far(self, event: PreparingProgress) -> str:
        seconds = max(self._progress.tasks[0].elapsed or 0.0, 0.001)
        left = time_left(seconds, event.done / event.total if event.total else 1.0)
        about = f", about {left} left" if left else ""
        articles = _count(event.articles, "article")
        return f"Preparing: {articles}, {event.passages / seconds:.1f} passages a second{about}"

    def _describe(self, words: str) -> None:
        self._progress.update(self._task, description=words)


def time_left(seconds: float, share: float) -> str | None:
    """`4 min`, after so many seconds with this share of all done; None where nothing can be said yet."""
    if seconds < _SURE_AFTER_SECONDS or not _SURE_AFTER_SHARE <= share < 1:
        return None
    return _duration(seconds * (1 - share) / share)


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{max(seconds, 1):.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def printable(text: str) -> str:
    """Without what a terminal would obey: a file may be named after an escape sequence."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text)


def print_report(report: Report, console: "Console") -> None:
    """The counts as a table, the first skips with their reasons, and every note."""
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right")
    table.add_column()
    rows = (
        (report.added, "added"),
        (report.updated, "updated"),
        (report.unchanged, "unchanged"),
        (report.removed, "removed"),
        (report.duplicates, "copy of another" if report.duplicates == 1 else "copies of others"),
        (len(report.skipped), "skipped"),
    )
    for count, words in rows:
        if count or words == "added":
            table.add_row(f"{count:,}", words)
    console.print(table)
    for skip in report.skipped[:SHOWN_SKIPS]:
        console.print(Text(printable(f"  skipped {skip.source}: {skip.reason}")), soft_wrap=True)
    more = len(report.skipped) - SHOWN_SKIPS
    if more > 0:
        console.print(f"  and {more:,} more; --json lists all", markup=False)
    for note in report.notes:
        console.print(Text(printable(f"  note: {note}")), soft_wrap=True)
    if report.is_interrupted:
        console.print("Stopped before the end. What is counted here is stored; run it again for the rest.")
    if report.is_dry_run:
        console.print("Nothing was written: this is what would happen.")
    passages = f"{_count(report.passages, 'new passage')} in {report.seconds:.1f} s"
    totals = f"{_count(report.total_articles, 'article')}, {_count(report.total_passages, 'passage')}"
    console.print(f"{passages}. The archive now holds {totals}.", markup=False, highlight=False)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
