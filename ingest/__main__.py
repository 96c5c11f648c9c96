"""`python -m ingest PATH…` and `copydesk ingest PATH…`."""

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.errors import CopydeskError, InputError, SourceError
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
    with_value,
)

if TYPE_CHECKING:
    from assistant.settings import Settings
    from ingest.pipeline import Listener
    from ingest.report import Report
    from ingest.source import Source

__all__ = ["app", "ingest_command", "main"]

STANDARD_INPUT = "-"
UNREACHED = 5
"""Everything else is done; some address did not answer, and the next run may have more luck."""

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def ingest_command(
    given: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...",
            help="Files, folders with all that is in them, or http(s) addresses of articles, feeds and sitemaps; "
            "`-` reads a file from standard input.",
        ),
    ],
    archive: ArchiveOption = None,
    field: FieldOption = None,
    source: SourceOption = None,
    limit: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="Of each feed or sitemap the N newest articles. Default: 1000."),
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option(
            metavar="DAY", formats=["%Y-%m-%d"], help="From the web only what was published since, 2026-05-01."
        ),
    ] = None,
    allow_private: Annotated[
        list[str] | None,
        typer.Option(
            metavar="HOST[:PORT]",
            help="A host on a private network that may be asked. Repeatable.",
            callback=with_value,
        ),
    ] = None,
    sync: SyncOption = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing; say what would happen.")] = False,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Bring articles into the archive: files, folders with all that is below, articles, feeds and sitemaps on the web.

    Read are .txt, .md, .html, .pdf, .docx, .eml, .json, .jsonl, .csv, .tsv, .warc, and feeds or exports of WordPress
    in .xml, each also gzipped or in a .zip. What is in a file decides, not its name;
    docs/guides/ingest.md has examples.

    Running it again adds only what is new or changed. Hidden folders such as .git are not entered.

    Exit codes: 0 done, also when some input was skipped; 2 a path, option or setting is wrong, or --sync removed
    nothing since the source was not read whole; 3 the archive cannot be used; 4 the embedding model failed; 5 some
    address could not be reached now, run it again; 130 stopped with Ctrl-C. What was committed before an error stays.
    """
    asked = _Asked(given, limit, since.date() if since else None, allow_private or [], sync, dry_run)
    report = _ingest(asked, archive, field_map_of(field or []), source, Output(is_quiet=quiet, as_json=json))
    check_ending(report)
    if any(skip.is_passing for skip in report.skipped):
        raise typer.Exit(UNREACHED)


def main() -> None:
    """The entry point; ends with one of the documented exit codes."""
    try:
        app(prog_name="python -m ingest")
    except CopydeskError as error:
        from ingest.progress import printable

        typer.echo(f"copydesk: {printable(str(error))}", err=True)
        sys.exit(error.exit_code)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What to ingest: paths and addresses, in one list as they were given."""

    given: Sequence[str]
    limit: int | None
    since: date | None
    allow: Sequence[str]
    sync: bool = False
    dry_run: bool = False

    @property
    def paths(self) -> list[Path]:
        return [Path(each) for each in self.given if each not in (*self.addresses, STANDARD_INPUT)]

    @property
    def addresses(self) -> list[str]:
        from ingest.web.address import is_web_address

        return [each for each in self.given if is_web_address(each)]

    def sources(self, settings: "Settings") -> "list[Source]":
        """What is not a file. Raises SourceError and InputError for what cannot be meant, before anything is done."""
        if self.addresses and self.sync:
            message = (
                "--sync is for files and folders: a feed shows only its newest articles. Ingest addresses without it."
            )
            raise InputError(message)
        if self.addresses:
            from ingest.web.source import WebSource

            web = WebSource.from_settings(
                self.addresses, settings, limit=self.limit, since=self.since, allow=self.allow
            )
            return [*self._standard_input(), web]
        if self.limit or self.since or self.allow:
            message = "--limit, --since and --allow-private are for addresses on the web, and none was given."
            raise InputError(message)
        return self._standard_input()

    def _standard_input(self) -> "list[Source]":
        if STANDARD_INPUT not in self.given:
            return []
        if self.sync:
            message = "--sync is for files and folders: what comes on standard input is not there a second time."
            raise InputError(message)

        from ingest.standard_input import StandardInput

        return [StandardInput(sys.stdin.buffer)]


def _ingest(
    asked: _Asked, archive: Path | None, field_map: dict[str, str], source: str | None, output: Output
) -> "Report":
    """Build the parts, run, and print the report, also that of a run which an error ended."""
    from assistant.settings import Settings
    from ingest.events import Finished, IngestEvent
    from ingest.sources import RowFields, check_paths

    if not all(asked.given):  # a variable of the shell that is not set; "" would be the folder one is in
        message = 'An empty path was given. Nothing was ingested: name a file or a folder, "." for this one.'
        raise SourceError(message)
    if asked.paths:
        check_paths(asked.paths)  # before the model is loaded and a folder made
    RowFields(field_map)
    settings = Settings.load(archive=archive)
    sources = asked.sources(settings)
    with output.follow() as follow:

        def listener(event: IngestEvent) -> None:
            follow(event)
            if isinstance(event, Finished):
                _print(event.report, settings.archive, output)

        return _run(asked, sources, settings, field_map, source, listener)


def _run(
    asked: _Asked,
    sources: "list[Source]",
    settings: "Settings",
    field_map: dict[str, str],
    source: str | None,
    listener: "Listener",
) -> "Report":
    from assistant.archive import Archive, rehearsal
    from assistant.models import build_embedder
    from ingest.pipeline import ingest
    from ingest.record import Occasion
    from ingest.samples_archive import check_apart

    check_apart(asked.paths, settings.archive, has_others=bool(sources))
    embedder = build_embedder(settings)
    with ExitStack() as stack:
        if asked.dry_run and settings.database is not None:
            message = "A dry run is not available with PostgreSQL yet. Unset COPYDESK_DATABASE to try it on a folder."
            raise InputError(message)
        place = stack.enter_context(rehearsal(settings.archive)) if asked.dry_run else settings.archive
        identity = None if asked.dry_run else embedder.identity
        archive = stack.enter_context(Archive.from_settings(settings, identity, folder=place, create=True))
        return ingest(
            asked.paths,
            archive,
            None if asked.dry_run else embedder,
            sync=asked.sync,
            dry_run=asked.dry_run,
            sources=sources,
            field_map=field_map,
            source_name=source,
            settings=settings,
            listener=listener,
            occasion=None if asked.dry_run else Occasion(tuple(asked.given)),
        )


def _print(report: "Report", archive_path: Path, output: Output) -> None:
    if output.as_json:
        from ingest.event_lines import json_line

        typer.echo(json_line(report.to_json()))
    elif output.shows:
        from rich.console import Console

        from ingest.progress import print_report

        console = Console()
        console.print(f"Archive: {archive_path}", markup=False, highlight=False, soft_wrap=True)
        print_report(report, console)


if __name__ == "__main__":
    main()
