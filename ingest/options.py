"""Options that plain and bulk ingest share, and what their runs show."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from assistant.errors import InputError, SourceError

if TYPE_CHECKING:
    from ingest.pipeline import Listener
    from ingest.report import Report

__all__ = [
    "INTERRUPTED",
    "ArchiveOption",
    "FieldOption",
    "JsonOption",
    "Output",
    "QuietOption",
    "SourceOption",
    "SyncOption",
    "check_ending",
    "field_map_of",
    "with_value",
]

INTERRUPTED = 130
"""What a shell expects of a program ended by Ctrl-C."""


_T = TypeVar("_T")


def with_value(context: typer.Context, param: typer.CallbackParam, value: _T) -> _T:
    """The value of an option as it was given. Raises InputError for a following option that was taken for it."""
    known = {name for one in context.command.params for name in one.opts}
    for one in map(str, value if isinstance(value, list | tuple) else [value]):
        if one.partition("=")[0] in known and one.startswith("-"):
            message = f"{param.opts[0]} needs a value before {one}: {param.opts[0]} {param.metavar}"
            raise InputError(message)
    return value


ArchiveOption = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR", help="Folder of the archive. Default: COPYDESK_ARCHIVE, or your own.", callback=with_value
    ),
]
FieldOption = Annotated[
    list[str] | None,
    typer.Option(metavar="OURS=THEIRS", help="Map a field, for example title=hed. Repeatable.", callback=with_value),
]
SourceOption = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="A name for where these come from. Default: the folder's name.", callback=with_value
    ),
]
SyncOption = Annotated[
    bool, typer.Option("--sync", help="Also remove what these files and folders held before and hold no more.")
]
JsonOption = Annotated[
    bool,
    typer.Option("--json", help="Print the report as one JSON object; meanwhile, on stderr, a line of JSON an event."),
]
QuietOption = Annotated[
    bool, typer.Option("--quiet", help="Print nothing but errors; with --json nothing but the report.")
]


def field_map_of(given: Sequence[str]) -> dict[str, str]:
    """`title=hed` as a mapping. Raises InputError."""
    pairs = [pair.partition("=") for pair in given]
    wrong = next((pair for pair in pairs if not pair[0].strip() or not pair[2].strip()), None)
    if wrong is not None:
        message = f"--field {''.join(wrong)} cannot be used: write OURS=THEIRS, such as --field title=hed."
        raise InputError(message)
    return {ours.strip(): theirs.strip() for ours, _, theirs in pairs}


def check_ending(report: "Report") -> None:
    """Raises typer.Exit for a run that was stopped, SourceError for one that was to remove what is gone and did not."""
    if report.is_interrupted:
        raise typer.Exit(INTERRUPTED)
    if report.sync_refused:
        message = (
            f"--sync removed nothing: {report.sync_refused}. What was read is stored; fix the source and run it again."
        )
        raise SourceError(message)


@dataclass(frozen=True, slots=True)
class Output:
    """Where a run is told of: to a person, as lines of JSON, or not at all."""

    is_quiet: bool
    as_json: bool

    @property
    def shows(self) -> bool:
        """Whether a person reads along."""
        return not self.is_quiet and not self.as_json

    @contextmanager
    def follow(self) -> "Iterator[Listener]":
        """What hears a run's events; while it does, its progress is shown."""
        from rich.console import Console

        from ingest.event_lines import EventLines
        from ingest.events import IngestEvent
        from ingest.progress import ProgressLine

        console = Console(stderr=True)
        line = ProgressLine(console) if self.shows and console.is_terminal else None
        lines = EventLines(sys.stderr) if self.as_json and not self.is_quiet else None

        def listener(event: IngestEvent) -> None:
            if line is not None:
                line(event)
            if lines is not None:
                lines(event)

        with line or nullcontext():
            yield listener
