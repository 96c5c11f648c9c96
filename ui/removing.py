"""Taking articles out of an archive, for the command line and the page alike."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ui.language import say

if TYPE_CHECKING:
    from assistant.archive import Forgotten, ToForget
    from assistant.settings import Settings

__all__ = ["forget", "remove", "say_forgotten", "say_ids", "would_forget"]


def remove(settings: "Settings", articles: Sequence[str]) -> list[str]:
    """Take articles out of every search; gives their ids. Raises what `Archive.remove_articles` raises."""
    from assistant.archive import Archive
    from assistant.models import build_embedder, embed_of

    embedder = build_embedder(settings)
    with Archive.from_settings(settings, embedder.identity) as opened:
        return opened.remove_articles(articles, embed_of(embedder))


def forget(settings: "Settings", ids: Sequence[str], words: Sequence[str] = ()) -> "Forgotten":
    """Leave no byte of the articles, and no saved text that holds the words. Raises what `forget_articles` raises."""
    from assistant.archive import Archive
    from assistant.models import build_embedder

    embedder = build_embedder(settings) if ids else None
    with Archive.from_settings(settings, None) as opened:
        return opened.forget_articles(ids, embedder, words=words)


def would_forget(settings: "Settings", ids: Sequence[str], words: Sequence[str]) -> "ToForget":
    """What `forget` would do. Raises what it raises before anything is done."""
    from assistant import archive

    return archive.would_forget(settings.archive, ids, words=words, database=settings.database_address)


def say_forgotten(done: "Forgotten", settings: "Settings") -> str:
    """What forgetting did, with what is left to be known."""
    counts = (
        ("remove.turns", done.turn_count),
        ("remove.backups", done.backup_count),
        ("remove.copies", done.copy_count),
    )
    return " ".join(
        [
            *([say("remove.forgot", articles=say_ids(done.article_ids))] if done.article_ids else []),
            *(say(key, n=count) for key, count in counts if count or (key == "remove.turns" and not done.article_ids)),
            *([say("remove.elsewhere")] if settings.database is not None else []),
        ]
    )


def say_ids(ids: Sequence[str]) -> str:
    return say("remove.article", id=ids[0]) if len(ids) == 1 else say("articles", n=len(ids))
