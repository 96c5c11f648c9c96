"""Groups of equal texts: one voice, however many carried it. Every function runs inside the caller's transaction."""

import sqlite3

from assistant.archive.passage_rows import PassagesOwner, copy_passages, retire_passages
from assistant.archive.past import keep_past, keep_past_of_lead
from assistant.archive.records import StoredArticle

__all__ = ["group_of_text", "leave_group", "new_group", "take_lead"]


def group_of_text(connection: sqlite3.Connection, text_id: int, apart_from: StoredArticle) -> tuple[int, str] | None:
    """The group of the live articles with this text, and the id of the article that leads it."""
    row = connection.execute(
        "SELECT a.group_id, lead.article_id FROM versions v JOIN articles a ON a.current_version_id = v.version_id "
        "JOIN groups g ON g.group_id = a.group_id JOIN articles lead ON lead.article_key = g.lead_key "
        "WHERE v.text_id = ? AND a.is_live AND a.article_key <> ? LIMIT 1",
        (text_id, apart_from.key),
    ).fetchone()
    return None if row is None else (int(row[0]), str(row[1]))


def new_group(connection: sqlite3.Connection, lead: StoredArticle) -> int:
    return connection.execute("INSERT INTO groups (lead_key) VALUES (?)", (lead.key,)).lastrowid or 0


def leave_group(connection: sqlite3.Connection, article: StoredArticle) -> None:
    """Take a live article out of its group. If it led, its passages pass on to the earliest published of the others."""
    connection.execute("UPDATE articles SET is_live = 0 WHERE article_key = ?", (article.key,))
    retired = retire_passages(connection, article.current_version_id or 0)
    lead = connection.execute("SELECT lead_key FROM groups WHERE group_id = ?", (article.group_id,)).fetchone()
    if lead is None or lead[0] != article.key:
        keep_past_of_lead(connection, article.current_version_id or 0, lead[0] if lead else None)
        return
    keep_past(connection, article.current_version_id or 0, retired)
    heir = connection.execute(
        "SELECT article_key FROM articles WHERE group_id = ? AND is_live "
        "ORDER BY published_on IS NULL, published_on, article_key LIMIT 1",
        (article.group_id,),
    ).fetchone()
    if heir is None:
        connection.execute("UPDATE groups SET lead_key = NULL WHERE group_id = ?", (article.group_id,))
    else:
        take_lead(connection, heir[0], retired)


def take_lead(connection: sqlite3.Connection, article_key: int, passage_ids: list[int]) -> None:
    """Make a live article the lead of its group and give it the passages of the one before."""
    version_id, group_id, text, title, publisher = connection.execute(
        "SELECT v.version_id, a.group_id, t.text, v.title, v.publisher FROM articles a "
        "JOIN versions v ON v.version_id = a.current_version_id JOIN texts t ON t.text_id = v.text_id "
        "WHERE a.article_key = ?",
        (article_key,),
    ).fetchone()
    connection.execute("UPDATE groups SET lead_key = ? WHERE group_id = ?", (article_key, group_id))
    copy_passages(connection, PassagesOwner(version_id, group_id, text, title, publisher), passage_ids)
