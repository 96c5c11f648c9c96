"""`copydesk bulk PATH… --to PLACE`."""

import os
import sys
from contextlib import ExitStack, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.errors import CopydeskError, InputError
from ingest.options import (
    ArchiveOption,
    FieldOption,
    JsonOption,
    Output,
    QuietOption,
    SourceOption,
    SyncOption,
    check_ending,
    field_map_of,
)

if TYPE_CHECKING:
    from assistant.settings import Settings
    from ingest.bulk.pipeline import BulkReport, Crew
    from ingest.pipeline import Listener
    from ingest.report import Report

__all__ = ["bulk_command"]


def bulk_command(
    given: Annotated[
        list[Path],
        typer.Argument(metavar="SOURCE...", help="Files, and folders with all that is in them."),
    ],
    to: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="PLACE",
            help="Where the blocks go: a folder, or an address of fsspec's such as s3://bucket/folder.",
        ),
    ],
    archive: ArchiveOption = None,
    actors: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, max=1024, help="Processes with a model each. Default: one for each core."),
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="A Ray cluster to run on, such as 10.0.0.5:6379, whose machines see the same files and PLACE. "
            "Default: one on this machine, for this run.",
        ),
    ] = None,
    memory: Annotated[
        int,
        typer.Option(metavar="MB", min=100, max=1_000_000, help="Memory for what is on its way between the processes."),
    ] = 256,
    prepare_only: Annotated[
        bool, typer.Option("--prepare-only", help="Make the blocks and leave the archive as it is.")
    ] = False,
    field: FieldOption = None,
    source: SourceOption = None,
    sync: SyncOption = False,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Bring very many articles into the archive: many processes, or machines, read and embed them, one stores them.

    The files are read, cut and embedded on Ray, into blocks of Parquet at PLACE; then the archive takes in the blocks
    as `copydesk ingest` would take in the files, and embeds nothing. Stopped and run again, it makes only the blocks
    that are missing. docs/guides/bulk.md has more.

    Exit codes: 0 done, also when some input was skipped; 1 Ray failed; 2 a path, option or setting is wrong, or --sync
    removed nothing since the source was not read whole; 3 the archive cannot be used; 4 the embedding model failed; 130
    stopped with Ctrl-C. What was stored before an error stays.
    """
    from ingest.bulk.pipeline import Crew

    asked = _Asked(given, to, Crew(actors, cluster, memory), field_map_of(field or []), source, sync, prepare_only)
    report = _bulk(asked, archive, Output(is_quiet=quiet, as_json=json))
    check_ending(report.admission)


@dataclass(frozen=True, slots=True)
class _Asked:
    paths: list[Path]
    to: str
    crew: "Crew"
    field_map: dict[str, str]
    source: str | None
    sync: bool
    prepare_only: bool


def _bulk(asked: _Asked, archive: Path | None, output: Output) -> "BulkReport":
    from assistant.extras import need
    from assistant.settings import Settings
    from ingest.bulk.pipeline import BulkReport
    from ingest.event_lines import json_line
    from ingest.events import Finished, IngestEvent
    from ingest.sources import check_paths

    need("bulk", "Bulk ingest", "; or use `copydesk ingest`.")
    if asked.sync and asked.prepare_only:
        message = "--sync changes the archive, and --prepare-only leaves it as it is. Give one of them."
        raise InputError(message)
    check_paths(asked.paths)
    settings = Settings.load(archive=archive)
    finished: list[Report] = []

    def tell(report: BulkReport) -> None:
        if output.as_json:
            typer.echo(json_line(report.to_json()))
        elif output.shows:
            _print(report, asked, settings)

    try:
        with output.follow() as follow, ExitStack() as stack:

            def listener(event: IngestEvent) -> None:
                if isinstance(event, Finished):
                    finished.append(event.report)
                follow(event)

            told = sys.stderr if output.shows else stack.enter_context(Path(os.devnull).open("w"))
            stack.enter_context(redirect_stdout(told))  # Ray says there which of its processes died
            report = _run(asked, settings, listener)
    except CopydeskError:
        if finished:  # what was admitted before the error stays
            tell(BulkReport(finished[-1]))
        raise
    tell(report)
    return report


def _run(asked: _Asked, settings: "Settings", listener: "Listener") -> "BulkReport":
    from assistant.archive import Archive
    from assistant.models import build_embedder
    from ingest.bulk.pipeline import BulkReport, bulk, prepare
    from ingest.record import Occasion
    from ingest.report import Report

    if asked.prepare_only:
        prepared = prepare(
            asked.paths, settings, asked.to, crew=asked.crew, field_map=asked.field_map, source_name=asked.source,
            listener=listener,
        )  # fmt: skip
        return BulkReport(Report(is_interrupted=prepared.is_interrupted), prepared)
    identity = build_embedder(settings).identity
    with Archive.open(settings.archive, identity, create=True, database=settings.database_address) as opened:
        return bulk(
            asked.paths, opened, settings, asked.to, crew=asked.crew, field_map=asked.field_map,
            source_name=asked.source, sync=asked.sync, listener=listener,
            occasion=Occasion(tuple(map(str, asked.paths))),
        )  # fmt: skip


def _print(report: "BulkReport", asked: _Asked, settings: "Settings") -> None:
    from rich.console import Console

    from ingest.progress import print_report, printable

    console, prepared = Console(), report.prepared
    words = (
        f"{len(prepared.ready):,} blocks in {asked.to}, {len(prepared.made):,} of them new: "
        f"{prepared.embedded:,} passages embedded in {prepared.seconds:.1f} s."
    )
    console.print(printable(words), markup=False, highlight=False, soft_wrap=True)
    if asked.prepare_only:
        return
    if report.embedded_again:
        words = f"{report.embedded_again:,} passages had no vector in the blocks and were embedded by this machine."
        console.print(words, markup=False, highlight=False)
    console.print(f"Archive: {printable(str(settings.archive))}", markup=False, highlight=False, soft_wrap=True)
    print_report(report.admission, console)
