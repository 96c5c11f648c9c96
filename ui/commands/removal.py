"""`copydesk remove` and `copydesk forget`: taking articles out of an archive."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.errors import InputError
from ui.commands.options import ArchiveOption, JsonOption

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.archive import Archive, Embed

__all__ = ["forget_command", "remove_command"]

ArticleArguments = Annotated[
    list[str], typer.Argument(metavar="ARTICLE...", help="Ids, as citations and `search` give them.")
]


def remove_command(articles: ArticleArguments, archive: ArchiveOption = None, as_json: JsonOption = False) -> None:
    """Take articles out of every search. They stay readable by id; ingesting them again brings them back."""
    from assistant.archive import Archive
    from assistant.errors import ModelMismatch
    from assistant.models import build_embedder, embed_of
    from ui.commands.opening import load_settings

    settings = load_settings(archive)
    embedder = build_embedder(settings)
    with Archive.open(settings.archive, embedder.identity) as opened:
        ids = _resolved(opened, articles)
        try:
            _remove(opened, ids, embed_of(embedder))
        except ModelMismatch:
            with Archive.open(settings.archive, None) as by_words:
                _remove(by_words, ids, None)
    _tell({"removed": ids}, f"Removed {_say(ids)}. Readable by id with `copydesk show`.", as_json=as_json)


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
    from assistant.archive import Archive, forget_articles
    from assistant.models import build_embedder
    from ui.commands.opening import load_settings

    settings = load_settings(archive)
    with Archive.open(settings.archive, None) as opened:
        ids = _resolved(opened, articles, must_be_there=False)
    _confirm(settings.archive, ids, yes=yes)
    done = forget_articles(settings.archive, ids, build_embedder(settings))
    words = f"Forgot {_say(ids)}."
    if done.turn_count:
        words += f" {done.turn_count} turns of conversations lost their text."
    if done.backup_count:
        words += f" {done.backup_count} backups in the archive's folder held them and were deleted."
    if done.copy_count:
        words += f" {done.copy_count} articles with the same text stay: forget them too if that is meant."
    _tell(
        {
            "forgotten": ids,
            "turns": done.turn_count,
            "backups_deleted": done.backup_count,
            "articles_with_the_same_text": done.copy_count,
        },
        words,
        as_json=as_json,
    )


def _remove(opened: "Archive", ids: Sequence[str], embed: "Embed | None") -> None:
    with opened.writer(embed) as writer:
        for article_id in ids:
            writer.remove(article_id)


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
    if not typer.confirm(f"Forget {_say(ids)} in {path} for good?", err=True):
        raise typer.Exit(2)


def _say(ids: Sequence[str]) -> str:
    return f"article {ids[0]}" if len(ids) == 1 else f"{len(ids):,} articles"


def _tell(plain: dict[str, object], words: str, *, as_json: bool) -> None:
    from ui.terminal import output, print_json, printable_line

    if as_json:
        print_json(plain)
    else:
        output().print(printable_line(words))
