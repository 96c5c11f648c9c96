"""`copydesk move`: an archive from its folder to PostgreSQL, or back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.commands.options import ArchiveOption, JsonOption

if TYPE_CHECKING:
    from assistant.archive import Moved, MoveProgress

__all__ = ["move_command"]


def move_command(
    to: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="ADDRESS|FOLDER",
            help="An empty PostgreSQL database, such as postgresql://user@host/name (the password is best left to "
            "PGPASSWORD or ~/.pgpass), or a folder that does not exist yet.",
        ),
    ],
    index: Annotated[
        Path | None,
        typer.Option(
            "--index",
            metavar="DIR",
            help="Folder for the search index of an archive in PostgreSQL. Default: beside the archive's, with "
            "`-postgresql` behind its name.",
        ),
    ] = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
) -> None:
    """Copy an archive with its conversations to PostgreSQL or back, and compare every row.

    The archive stays as it is and can be asked meanwhile; nobody may write to it. After a stop the same command goes
    on where it was.
    """
    from assistant.archive import move_archive
    from assistant.errors import InputError
    from ui.commands.opening import load_settings
    from ui.terminal import output, print_json, printable_line

    if index is not None and not to.startswith(("postgresql://", "postgres://")):
        message = "--index is for an archive in PostgreSQL; a folder keeps its index itself."
        raise InputError(message)
    settings = load_settings(archive)
    with _progress(hidden=as_json) as progress:
        moved = move_archive(settings.archive, to, database=settings.database_address, folder=index, progress=progress)
    if as_json:
        print_json(_fields(moved))
    else:
        for line in _lines(moved):
            output().print(printable_line(line))


def _fields(moved: "Moved") -> dict[str, object]:
    return {
        "archive": str(moved.folder),
        "database": moved.name if moved.is_database else None,
        "articles": moved.article_count,
        "conversations": moved.conversation_count,
        "keeps_index": moved.keeps_index,
        "is_behind": moved.is_behind,
        "tables": {name: {"rows": one.row_count, "sha256": one.sha256} for name, one in moved.tables.items()},
    }


def _lines(moved: "Moved") -> Iterator[str]:
    rows = sum(digest.row_count for digest in moved.tables.values())
    place = f"the database {moved.name}" if moved.is_database else moved.name
    yield (
        f"{moved.article_count:,} articles and {moved.conversation_count:,} conversations are in {place}: {rows:,} "
        f"rows of {len(moved.tables)} tables, the same in both places by count and SHA-256."
    )
    if not moved.keeps_index:
        yield "The search index will be made by the next ingest or `copydesk rebuild`; until then answers are slower."
    if moved.is_behind:
        yield (
            "Readers asked on meanwhile: their last conversations are in the old place alone."
            + (" Run the command again to bring them over." if moved.is_database else "")
        )
    if moved.is_database:
        yield (
            f"To use it: set COPYDESK_DATABASE to the address that you gave, and COPYDESK_ARCHIVE to {moved.folder}. "
            "Until then the archive serves from its folder as before."
        )
    else:
        yield (
            f"To use it: set COPYDESK_ARCHIVE to {moved.folder}, and COPYDESK_DATABASE no more. Until then the archive "
            "serves from PostgreSQL as before."
        )


@contextmanager
def _progress(*, hidden: bool) -> "Iterator[MoveProgress]":
    """A bar on standard error where that is a terminal."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from ui.terminal import side

    words = {"copying": "Copying rows", "comparing": "Comparing rows", "indexing": "Indexing words"}
    console = side()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=hidden or not console.is_terminal, transient=True) as bar:
        task = bar.add_task("Moving", total=None)
        yield lambda what, done, total: bar.update(task, description=words[what], completed=done, total=total)
