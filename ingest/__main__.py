"""`python -m ingest PATH…` and `copydesk ingest PATH…`."""

import sys
from collections.abc import Sequence
from contextlib import nullcontext
from json import dumps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.errors import CopydeskError, InputError

if TYPE_CHECKING:
    from assistant.settings import Settings
    from ingest.pipeline import Listener
    from ingest.report import Report

__all__ = ["app", "ingest_command", "main"]

INTERRUPTED = 130
"""What a shell expects of a program ended by Ctrl-C."""

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def ingest_command(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, or folders with all that is in them.")],
    archive: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder of the archive. Default: COPYDESK_ARCHIVE, or your own.")
    ] = None,
    field: Annotated[
        list[str] | None,
        typer.Option(metavar="OURS=THEIRS", help="Where rows keep something, such as title=hed. May be given again."),
    ] = None,
    source: Annotated[
        str | None, typer.Option(metavar="NAME", help="A name for where these come from. Default: the folder's name.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the report as one JSON object.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing but errors.")] = False,
) -> None:
    """Bring articles into the archive: .jsonl, .json, .csv, .txt, .md and .html, found in folders and below.

    Running it again adds only what is new or changed. Hidden folders such as .git are not entered.

    Exit codes: 0 done, also when some input was skipped; 2 a path, option or setting is wrong; 3 the archive cannot be
    used; 4 the embedding model failed; 130 stopped with Ctrl-C. What was committed before an error stays.
    """
    report = _ingest(paths, archive, _field_map(field or []), source, show=not quiet and not json, as_json=json)
    if report.is_interrupted:
        raise typer.Exit(INTERRUPTED)


def main() -> None:
    """The entry point; ends with one of the documented exit codes."""
    try:
        app(prog_name="python -m ingest")
    except CopydeskError as error:
        from ingest.progress import printable

        typer.echo(f"copydesk: {printable(str(error))}", err=True)
        sys.exit(error.exit_code)


def _field_map(given: Sequence[str]) -> dict[str, str]:
    """`title=hed` as a mapping."""
    pairs = [pair.partition("=") for pair in given]
    wrong = next((pair for pair in pairs if not pair[0].strip() or not pair[2].strip()), None)
    if wrong is not None:
        message = f"--field {''.join(wrong)} cannot be used: write OURS=THEIRS, such as --field title=hed."
        raise InputError(message)
    return {ours.strip(): theirs.strip() for ours, _, theirs in pairs}


def _ingest(
    paths: list[Path], archive: Path | None, field_map: dict[str, str], source: str | None, *, show: bool, as_json: bool
) -> "Report":
    """Build the parts, run, and print the report, also that of a run which an error ended."""
    from rich.console import Console

    from assistant.settings import Settings
    from ingest.events import Finished, IngestEvent
    from ingest.progress import ProgressLine
    from ingest.sources import RowFields, check_paths

    check_paths(paths)  # before the model is loaded and a folder made
    RowFields(field_map)
    settings = Settings.load(archive=archive)
    console = Console(stderr=True)
    line = ProgressLine(console) if show and console.is_terminal else None

    def listener(event: IngestEvent) -> None:
        if line is not None:
            line(event)
        if isinstance(event, Finished):
            _print(event.report, settings.archive, show=show, as_json=as_json)

    with line or nullcontext():
        return _run(paths, settings, field_map, source, listener)


def _run(
    paths: list[Path], settings: "Settings", field_map: dict[str, str], source: str | None, listener: "Listener"
) -> "Report":
    from assistant.archive import Archive
    from assistant.models import build_embedder
    from ingest.pipeline import ingest
    from ingest.samples_archive import check_apart

    check_apart(paths, settings.archive)
    embedder = build_embedder(
        name=settings.embedding_model,
        model_path=settings.embedding_model_path,
        base_url=settings.embedding_base_url,
        api_key=settings.embedding_api_key,
        proxy=settings.embedding_proxy,
        threads=settings.threads,
    )
    with Archive.open(settings.archive, embedder.identity, create=True) as archive:
        return ingest(
            paths, archive, embedder, field_map=field_map, source_name=source, settings=settings, listener=listener
        )


def _print(report: "Report", archive_path: Path, *, show: bool, as_json: bool) -> None:
    from ingest.progress import print_report, printable

    if as_json:
        typer.echo(dumps(report.to_json(), ensure_ascii=False))
        for note in report.notes:
            typer.echo(f"note: {printable(note)}", err=True)
    elif show:
        from rich.console import Console

        console = Console()
        console.print(f"Archive: {archive_path}", markup=False, highlight=False, soft_wrap=True)
        print_report(report, console)


if __name__ == "__main__":
    main()
