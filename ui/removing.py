"""Taking articles out of an archive, for the command line and the page alike."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.archive import Archive, Embed, Forgotten
    from assistant.settings import Settings

__all__ = ["FORGETTING", "REMOVING", "forget", "remove", "say_forgotten", "say_ids"]

REMOVING = "Taken out of every search. It stays readable by its id; ingesting it again brings it back."
FORGETTING = (
    "Deleted with all its versions: no byte of it stays in the archive's files. Conversations stay, but turns that "
    "cite or quote it lose their text. It cannot be undone, and backups made with `copydesk backup` are not touched."
)
"""What the two mean, before they are done."""


def remove(settings: "Settings", ids: Sequence[str]) -> None:
    """Take articles out of every search. Raises ArticleNotFound, and what writing raises."""
    from assistant.archive import Archive
    from assistant.errors import ModelMismatch
    from assistant.models import build_embedder, embed_of

    embedder = build_embedder(settings)
    try:
        with Archive.open(settings.archive, embedder.identity, database=settings.database_address) as opened:
            _remove(opened, ids, embed_of(embedder))
    except ModelMismatch:
        with Archive.open(settings.archive, None, database=settings.database_address) as by_words:
            _remove(by_words, ids, None)


def forget(settings: "Settings", ids: Sequence[str]) -> "Forgotten":
    """Leave no byte of the articles. Raises what `forget_articles` raises."""
    from assistant.archive import forget_articles
    from assistant.models import build_embedder

    return forget_articles(settings.archive, ids, build_embedder(settings), database=settings.database_address)


def say_forgotten(done: "Forgotten", settings: "Settings") -> str:
    """What forgetting did, with what is left to be known."""
    words = f"Forgot {say_ids(done.article_ids)}."
    if done.turn_count:
        words += f" {done.turn_count} turns of conversations lost their text."
    if done.backup_count:
        words += f" {done.backup_count} backups in the archive's folder held them and were deleted."
    if done.copy_count:
        words += f" {done.copy_count} articles with the same text stay: forget them too if that is meant."
    if settings.database is not None:
        words += " PostgreSQL's logs, replicas and dumps may still hold them: see docs/postgresql.md."
    return words


def say_ids(ids: Sequence[str]) -> str:
    return f"article {ids[0]}" if len(ids) == 1 else f"{len(ids):,} articles"


def _remove(opened: "Archive", ids: Sequence[str], embed: "Embed | None") -> None:
    with opened.writer(embed) as writer:
        for article_id in ids:
            writer.remove(article_id)
