"""`copydesk backup` and `copydesk restore`."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.errors import InputError
from ui.commands.options import ArchiveOption, JsonOption

if TYPE_CHECKING:
    from assistant.settings import Settings

__all__ = ["backup_command", "backup_target", "restore_command"]


def backup_command(
    target: Annotated[
        Path,
        typer.Argument(
            metavar="TARGET", help="A new folder or .zip file; in a folder that exists a dated one is made."
        ),
    ],
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
) -> None:
    """Copy articles and conversations, checked, while the archive is read and written."""
    from assistant.archive import Archive, back_up
    from ui.commands.opening import load_settings

    settings = load_settings(archive)
    _check_folder(settings, "Back it up with `pg_dump`, and the archive's folder as any folder")
    path = settings.archive
    with Archive.open(path, None) as opened:  # there must be one, of this schema
        made = back_up(opened.path, backup_target(target.expanduser()))
    fields = {
        "backup": str(made.path),
        "articles": made.article_count,
        "conversations": made.conversation_count,
        "bytes": made.byte_count,
    }
    words = f"{made.article_count:,} articles and {made.conversation_count:,} conversations are in {made.path}."
    _tell(fields, words, as_json=as_json)


def restore_command(
    source: Annotated[Path, typer.Argument(metavar="BACKUP", help="The folder or .zip file that `backup` made.")],
    force: Annotated[bool, typer.Option("--force", help="Replace what the archive holds.")] = False,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put a backup in the place of the archive; nothing is changed before the backup is checked."""
    from assistant.archive import restore
    from ui.commands.opening import load_settings

    settings = load_settings(archive)
    _check_folder(settings, "Restore what `pg_dump` made with `pg_restore`")
    restored = restore(settings.archive, source.expanduser(), replace=force, settings=settings)
    fields = {
        "archive": str(restored.path),
        "articles": restored.article_count,
        "conversations": restored.conversation_count,
    }
    words = (
        f"{restored.article_count:,} articles and {restored.conversation_count:,} conversations are back in "
        f"{restored.path}."
    )
    _tell(fields, words, as_json=as_json)


def backup_target(given: Path) -> Path:
    """The folder or file to make: a dated one in a folder that exists and holds something."""
    if given.is_dir() and any(given.iterdir()):
        return given / f"copydesk-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    return given


def _check_folder(settings: "Settings", instead: str) -> None:
    """Raise InputError for an archive whose articles are not in its folder."""
    if settings.database is not None:
        message = (
            f"The articles are in PostgreSQL, whose own tools do this. {instead}; docs/guides/postgresql.md says how."
        )
        raise InputError(message)


def _tell(fields: dict[str, object], words: str, *, as_json: bool) -> None:
    from ui.terminal import output, print_json, printable_line

    if as_json:
        print_json(fields)
    else:
        output().print(printable_line(words))
