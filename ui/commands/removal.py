"""`copydesk remove` and `copydesk forget`: taking articles out of an archive."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.errors import InputError
from ui.commands.options import ArchiveOption, JsonOption

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.archive import Archive

__all__ = ["forget_command", "remove_command"]

ArticleArguments = Annotated[
    list[str], typer.Argument(metavar="ARTICLE...", help="Ids, as citations and `search` give them.")
]


def remove_command(articles: ArticleArguments, archive: ArchiveOption = None, as_json: JsonOption = False) -> None:
    """Take articles out of every search. They stay readable by id; ingesting them again brings them back."""
    from assistant.archive import Archive
    from ui.commands.opening import load_settings
    from ui.removing import remove, say_ids

    settings = load_settings(archive)
    with Archive.from_settings(settings, None) as opened:
        ids = _resolved(opened, articles)
    remove(settings, ids)
    _tell({"removed": ids}, f"Removed {say_ids(ids)}. Readable by id with `copydesk show`.", as_json=as_json)


def forget_command(
    articles: ArticleArguments,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether it is meant.")] = False,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
) -> None:
    """Delete articles with all their versions and leave no byte of them in the archive's files.

    Conversations stay, but turns that cite or quote them lose their text. It cannot be undone, and backups made with
    `copydesk backup` are not touched.
    """
    from assistant.archive import Archive
    from ui.commands.opening import load_settings
    from ui.removing import forget, say_forgotten

    settings = load_settings(archive)
    with Archive.from_settings(settings, None) as opened:
        ids = _resolved(opened, articles, must_be_there=False)
    _confirm(settings.archive, ids, yes=yes)
    done = forget(settings, ids)
    _tell(
        {
            "forgotten": ids,
            "turns": done.turn_count,
            "backups_deleted": done.backup_count,
            "articles_with_the_same_text": done.copy_count,
        },
        say_forgotten(done, settings),
        as_json=as_json,
    )


def _resolved(opened: "Archive", articles: Sequence[str], *, must_be_there: bool = True) -> list[str]:
    """The archive's own ids, each once. Raises ArticleNotFound before anything is done."""
    from assistant.errors import ArticleNotFound

    ids = []
    with opened.snapshot() as snapshot:
        for article in articles:
            try:
                ids.append(snapshot.article(article).article_id)
            except ArticleNotFound:
                if must_be_there:
                    raise
                ids.append(article)  # under embargo, or forgotten in a run that was stopped
    return list(dict.fromkeys(ids))


def _confirm(path: "Path", ids: Sequence[str], *, yes: bool) -> None:
    if yes:
        return
    if not sys.stdin.isatty():
        message = "Forgetting cannot be undone. Say --yes if it is meant."
        raise InputError(message)

    from ui.removing import say_ids

    if not typer.confirm(f"Forget {say_ids(ids)} in {path} for good?", err=True):
        raise typer.Exit(2)


def _tell(plain: dict[str, object], words: str, *, as_json: bool) -> None:
    from ui.terminal import output, print_json, printable_line

    if as_json:
        print_json(plain)
    else:
        output().print(printable_line(words))
