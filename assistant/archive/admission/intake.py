"""An article at the door: under embargo it waits, else it is admitted. Inside the caller's transaction."""

from collections.abc import Sequence
from datetime import UTC, datetime

from assistant.archive.admission.decide import Found, admit, find_article, is_unchanged
from assistant.archive.admission.embargo import drop_held, due_articles, embargo_end, held_article, hold, is_same
from assistant.archive.article import IncomingArticle, IncomingPassage, Outcome
from assistant.archive.catalog.clock import believed, believed_now
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.identity import article_id_of
from assistant.archive.catalog.order import comes_before
from assistant.archive.catalog.records import StoredArticle, current_version, set_aside, text_id_of, versions_of
from assistant.archive.copies.groups import leave_group

__all__ = ["end_of_embargo", "is_known", "known_id", "release_due", "take_in", "take_out"]

_NO_END = "Under an embargo whose end cannot be read as a time: stored, and not found. Correct it and ingest it again."


def is_known(connection: Database, incoming: IncomingArticle, moment: datetime) -> bool:
    """Whether `take_in` would leave the archive as it is; if so, the article counts as met in this run."""
    if end_of_embargo(connection, incoming, moment) is None:
        return is_unchanged(connection, incoming, moment)
    waiting = held_article(connection, find_article(connection, incoming).identity)
    return waiting is not None and is_same(waiting, incoming)


def end_of_embargo(connection: Database, incoming: IncomingArticle, moment: datetime) -> datetime | None:
    """When the article may be found, if that time has not come: also not by what the archive knows of the time, so that
    a clock that was set back takes nothing back that was found before. `moment`: the time by the machine's clock."""
    return embargo_end(incoming, believed(connection, moment)) if incoming.embargoed_until else None


def known_id(connection: Database, incoming: IncomingArticle) -> str:
    """The id that the article has, or would get."""
    return article_id_of(find_article(connection, incoming).identity)


def take_out(connection: Database, article_id: str) -> bool:
    """Take an article out of every search, or from among those that wait; says whether it was there."""
    row = connection.execute(
        "SELECT article_key, article_id, identity, group_id, current_version_id FROM articles "
        "WHERE article_id = ? AND is_live",
        (article_id,),
    ).fetchone()
    waiting = connection.execute("SELECT identity FROM held").fetchall()
    held = [identity for (identity,) in waiting if article_id_of(identity) == article_id]
    for identity in held:
        drop_held(connection, identity)
    if row is not None:
        leave_group(connection, StoredArticle(row[0], row[1], row[2], row[3], row[4], is_live=True))
        connection.execute(
            "UPDATE articles SET removed_at = ? WHERE article_key = ?", (believed_now(connection), row[0])
        )
    return row is not None or bool(held)


def take_in(
    connection: Database, incoming: IncomingArticle, passages: Sequence[IncomingPassage], moment: datetime
) -> Outcome:
    """Store an article: admitted, or held back until its embargo ends. `moment` is the time it is now."""
    found = find_article(connection, incoming)
    end = end_of_embargo(connection, incoming, moment)
    waiting = held_article(connection, found.identity)
    if end is not None:
        if waiting is not None and is_same(waiting, incoming):
            return Outcome("unchanged", article_id_of(found.identity), 1)
        return _hold(connection, found, incoming, passages, end)
    outcome = admit(connection, incoming, passages, moment)
    if waiting is not None and outcome.kind != "unchanged" and not comes_before(incoming, waiting):
        drop_held(connection, found.identity)
    return outcome


def release_due(connection: Database, moment: datetime) -> int:
    """Admit the articles whose embargo has ended; says how many."""
    due = due_articles(connection, moment)
    for identity, incoming, passages in due:
        drop_held(connection, identity)
        admit(connection, incoming, passages)
    return len(due)


def _hold(
    connection: Database,
    found: Found,
    incoming: IncomingArticle,
    passages: Sequence[IncomingPassage],
    end: datetime,
) -> Outcome:
    """Keep it apart; a version that is live stays, unless its very text is what may not be found yet."""
    article = found.article
    stored = versions_of(connection, article) if article else []
    if article is not None and article.is_live:
        current = current_version(article, stored)
        if current.text_id == text_id_of(connection, incoming.text):
            leave_group(connection, article)
            set_aside(connection, article, current)
    hold(connection, found.identity, incoming, passages, end)
    until = end.astimezone(UTC).isoformat(timespec="minutes") if end.year < datetime.max.year else None
    note = f"Under embargo until {until}: stored, and found from then on." if until else _NO_END
    return Outcome("updated" if stored else "added", article_id_of(found.identity), 1 + len(stored), note=note)
