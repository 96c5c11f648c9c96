"""`copydesk status` and `copydesk rebuild`: how the archive is, and mending it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from ui.commands.options import ArchiveOption, JsonOption

if TYPE_CHECKING:
    from assistant.archive import ArchiveStatus, Progress

__all__ = ["rebuild_command", "status_command", "status_rows", "status_to_json"]


def status_command(archive: ArchiveOption = None, as_json: JsonOption = False) -> None:
    """Say what the archive holds and how it is."""
    from ui.commands.opening import open_archive

    with open_archive(archive) as opened:
        status = opened.status()
    _tell(status, as_json)


def rebuild_command(archive: ArchiveOption = None, as_json: JsonOption = False) -> None:
    """Embed what is missing and build the indexes anew; articles are never touched."""
    from ui.commands.opening import load_settings, make_embedder, open_archive

    embedder = make_embedder(load_settings(archive))
    with open_archive(archive, embedder) as opened:
        with _progress(hidden=as_json) as report:
            opened.rebuild(embedder, report)
        status = opened.status()
    _tell(status, as_json)


def status_rows(status: "ArchiveStatus") -> Iterator[tuple[str, str]]:
    """Names and values for a person."""
    from ui.words import count, say_coverage

    coverage, generation = status.coverage, status.generation
    yield "Archive", str(status.path)
    yield "Holds", say_coverage(coverage)
    yield "Passages", f"{coverage.passage_count:,}"
    yield "Outlets", ", ".join(f"{name or 'unknown'} ({number:,})" for name, number in coverage.publishers) or "none"
    yield "Model", status.model
    yield "Index", f"{generation.health}, {count(generation.rows, 'passage')}, built {generation.built_at or 'never'}"
    yield "Not in the index yet", f"{status.tail_count:,}; {status.tombstone_count:,} to be taken out"
    yield "Size on disk", _size(status.size)
    if status.writer:
        yield "Being written by", status.writer


def status_to_json(status: "ArchiveStatus") -> dict[str, Any]:
    """Every field under its own name; paths and days as text."""
    return {name: _plain(value) for name, value in asdict(status).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):  # a time is a date too
        return value.isoformat()
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _tell(status: "ArchiveStatus", as_json: bool) -> None:
    if as_json:
        from ui.terminal import print_json

        print_json(status_to_json(status))
        return

    from rich.table import Table

    from ui.answer_lines import notice_lines
    from ui.terminal import output, safe

    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in status_rows(status):
        table.add_row(name, safe(value))
    console = output()
    console.print(table)
    for line in notice_lines(status.notices):
        console.print(line)


def _size(byte_count: int) -> str:
    return f"{byte_count / 1e9:.1f} GB" if byte_count >= 1e9 else f"{byte_count / 1e6:.1f} MB"


@contextmanager
def _progress(*, hidden: bool) -> "Iterator[Progress]":
    """A bar on standard error where that is a terminal."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from ui.terminal import side

    console = side()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=hidden or not console.is_terminal, transient=True) as bar:
        task = bar.add_task("Rebuilding", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
