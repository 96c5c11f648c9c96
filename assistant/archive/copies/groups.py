"""Groups of copies: one voice, however many carried it. Every function runs inside the caller's transaction.

Two live articles are in one group when their texts are equal or near copies, or when a chain of such articles leads
from one to the other. So the groups follow from the articles, not from the order in which they came in.
"""

from collections.abc import Iterable, Sequence

from assistant.archive.catalog.database import Database
from assistant.archive.catalog.records import StoredArticle, count_article, restate_passages
from assistant.archive.copies.layout import keep_cut_as_past, lay_out, members_of
from assistant.archive.copies.likeness_rows import find_likenesses, like_texts

__all__ = ["choose_group", "group_unsketched", "lead_of", "leave_group", "new_group"]


def choose_group(connection: Database, text_id: int, article: StoredArticle) -> tuple[int, tuple[int, str] | None]:
    """The group for an article with this text, which is about to be live: that of its copies, else a new one.

    Also gives the text and the id of the article that led it until now, None for a new group. An article that is a
    copy of several groups makes them one.
    """
    text = connection.execute("SELECT text FROM texts WHERE text_id = ?", (text_id,)).fetchone()[0]
    find_likenesses(connection, text_id, text)
    found = sorted(_groups_with(connection, [text_id, *like_texts(connection, text_id)], article.key))
    if not found:
        return new_group(connection, article.key), None
    lead = lead_of(connection, found[0])
    return _made_one(connection, found), lead


def lead_of(connection: Database, group_id: int) -> tuple[int, str] | None:
    """The text and the id of the article that leads the group; None where nobody does."""
    row = connection.execute(
        "SELECT v.text_id, a.article_id FROM groups g JOIN articles a ON a.article_key = g.lead_key "
        "JOIN versions v ON v.version_id = a.current_version_id WHERE g.group_id = ?",
        (group_id,),
    ).fetchone()
    return None if row is None else (int(row[0]), str(row[1]))


def new_group(connection: Database, lead_key: int) -> int:
    return connection.insert("INSERT INTO groups (lead_key) VALUES (?)", (lead_key,), "group_id")


def leave_group(connection: Database, article: StoredArticle) -> None:
    """Take a live article out of its group; those that only it held together part, and each group gets its lead."""
    group_id = article.group_id or 0
    keep_cut_as_past(connection, group_id, article.key)
    count_article(connection, article.key, -1)
    connection.execute("UPDATE articles SET is_live = FALSE WHERE article_key = ?", (article.key,))
    for apart in _components(connection, group_id)[1:]:
        other = new_group(connection, apart[0])
        connection.executemany(
            "UPDATE articles SET group_id = ? WHERE article_key = ?", ((other, key) for key in apart)
        )
        lay_out(connection, other)
    lay_out(connection, group_id)


def group_unsketched(connection: Database, rows: Sequence[tuple[int, int]]) -> None:
    """Group live articles (key, text) that came in before near copies were looked for, or with another library."""
    for key, text_id in rows:
        before = connection.execute("SELECT group_id FROM articles WHERE article_key = ?", (key,)).fetchone()[0]
        text = connection.execute("SELECT text FROM texts WHERE text_id = ?", (text_id,)).fetchone()[0]
        find_likenesses(connection, text_id, text)
        found = sorted({before, *_groups_with(connection, [text_id, *like_texts(connection, text_id)], key)})
        if len(found) > 1:
            lay_out(connection, _made_one(connection, found))


def _made_one(connection: Database, groups: Sequence[int]) -> int:
    """Put the articles of all these groups into the first one; it must be laid out afterwards."""
    for other in groups[1:]:
        connection.execute("UPDATE articles SET group_id = ? WHERE group_id = ? AND is_live", (groups[0], other))
        connection.execute("UPDATE groups SET lead_key = NULL WHERE group_id = ?", (other,))
    restate_passages(connection, groups[0])
    return groups[0]


def _groups_with(connection: Database, text_ids: Iterable[int], apart_from: int) -> set[int]:
    groups: set[int] = set()
    for text_id in text_ids:
        rows = connection.execute(
            "SELECT a.group_id FROM versions v JOIN articles a ON a.article_key = v.article_key "
            "WHERE v.text_id = ? AND a.current_version_id = v.version_id AND a.is_live AND a.article_key <> ?",
            (text_id, apart_from),
        )
        groups |= {row[0] for row in rows}
    return groups


def _components(connection: Database, group_id: int) -> list[list[int]]:
    """The articles of a group by who still hangs together, each in order; the one with the oldest article first."""
    members = {member.article_key: member.text_id for member in members_of(connection, group_id)}
    left = set(members)
    components = []
    while left:
        component, ahead = set(), [min(left)]
        while ahead:
            key = ahead.pop()
            component.add(key)
            near = {members[key], *like_texts(connection, members[key])}
            ahead += [other for other in left - component if members[other] in near and other not in ahead]
        left -= component
        components.append(sorted(component))
    return components
