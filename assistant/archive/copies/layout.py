"""Which stretches of a group's members are searched: all of the lead, and of each copy what no one before it has.

The rows of `passages` follow from the members alone, so that it does not matter in which order they came in. Every
function runs inside the caller's transaction.
"""

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from assistant.archive.catalog.database import Database
from assistant.archive.catalog.passage_rows import PassagesOwner, add_passages, embedded_input_of, retire_passages
from assistant.archive.catalog.past_passages import keep_past
from assistant.archive.catalog.rows import decode_sentences
from assistant.archive.copies.cut_rows import Piece, cut_of, drop_cut, keep_cut
from assistant.archive.copies.ranking import Member, ranked
from assistant.archive.copies.sentences import Counterparts, Sentence, sentences_of

__all__ = ["disown", "keep_cut_as_past", "lay_out", "members_of"]

_MEMBERS = """
SELECT a.article_key, a.article_id, v.version_id, v.text_id, t.text, v.title, v.publisher, v.authors, v.agency,
v.published_on, v.published_at FROM articles a JOIN versions v ON v.version_id = a.current_version_id
JOIN texts t ON t.text_id = v.text_id WHERE a.group_id = ? AND a.is_live
"""


def members_of(connection: Database, group_id: int) -> list[Member]:
    """The live articles of a group, the lead first."""
    rows = connection.execute(_MEMBERS, (group_id,)).fetchall()
    return ranked([_member(row) for row in rows])


def lay_out(connection: Database, group_id: int, renewed: int | None = None) -> None:
    """Give the group its lead, and bring its live passages to what they must be.

    What is there already stays; passages of the version `renewed` are made anew, since its headline may be another.
    """
    members = members_of(connection, group_id)
    lead = members[0].article_key if members else None
    connection.execute("UPDATE groups SET lead_key = ? WHERE group_id = ?", (lead, group_id))
    cuts = {member.version_id: _cut(connection, member, members) for member in members}
    for member in members:
        if len(members) > 1:
            keep_cut(connection, member.version_id, cuts[member.version_id])
    before = Counterparts()
    seen: set[int] = set()
    for rank, member in enumerate(members):
        cut = cuts[member.version_id]
        if member.text_id in seen:
            wanted = []
        elif rank == 0:
            wanted = cut
        else:
            wanted = list(_new_pieces(member.text, cut, before))
        if len(members) > rank + 1 and member.text_id not in seen:
            before.add(sentences_of(member.text, [span for piece in cut for span in _spans(piece)]))
        seen.add(member.text_id)
        _bring_to(connection, group_id, member, wanted, is_renewed=member.version_id == renewed)
    if len(members) == 1 and not _has_borrowed(connection, members[0], cuts[members[0].version_id]):
        drop_cut(connection, members[0].version_id)


def keep_cut_as_past(connection: Database, group_id: int, article_key: int) -> None:
    """Take a member, which is about to leave, out of the search of today; a question as of a day finds all of it."""
    members = members_of(connection, group_id)
    member = next(member for member in members if member.article_key == article_key)
    cut = _cut(connection, member, members)
    retired = retire_passages(connection, member.version_id)
    if len(members) > 1:
        owner = PassagesOwner(member.version_id, group_id, member.text, member.title, member.publisher)
        retired = add_passages(connection, owner, [piece.to_passage(member.text) for piece in cut], is_live=False)
        for number, piece in zip(retired, cut, strict=True):
            _borrow_vector(connection, number, member, piece, is_renewed=False)
        drop_cut(connection, member.version_id)
    keep_past(connection, member.version_id, retired)


def disown(connection: Database, article_key: int) -> None:
    """Take the headlines of an article that is to be forgotten out of what others had embedded with them.

    Their passages are made anew below their own headlines, with new numbers and without vectors.
    """
    heads = (
        "SELECT p.embedded_head FROM passages p JOIN versions v ON v.version_id = p.version_id "
        "WHERE v.article_key = ?1 AND p.embeds_text AND p.embedded_head <> ''"
    )
    others = (
        f"embedded_head IN ({heads}) AND version_id NOT IN (SELECT version_id FROM versions WHERE article_key = ?1)"  # noqa: S608  # our own SQL
    )
    rows = connection.execute(
        f"SELECT DISTINCT group_id, version_id FROM passages WHERE is_live AND {others}",  # noqa: S608  # our own SQL
        (article_key,),
    ).fetchall()
    for group_id, version_id in rows:
        lay_out(connection, group_id, version_id)
    connection.execute(
        f"UPDATE passages SET embedded_head = '' WHERE NOT is_live AND {others}",  # noqa: S608  # our own SQL
        (article_key,),
    )


def _has_borrowed(connection: Database, member: Member, cut: Sequence[Piece]) -> bool:
    """Whether the model read its passages below another's headline."""
    rows = connection.execute(
        "SELECT DISTINCT embedded_head FROM passages WHERE version_id = ? AND is_live", (member.version_id,)
    )
    return not {row[0] for row in rows} <= {piece.head for piece in cut}


def _member(row: Sequence[Any]) -> Member:
    key, article_id, version_id, text_id, text, title, publisher, authors, agency, published_on, published_at = row
    return Member(
        key, article_id, version_id, text_id, text, title, publisher, tuple(json.loads(authors)), agency,
        published_on, published_at,
    )  # fmt: skip


def _cut(connection: Database, member: Member, members: Sequence[Member]) -> list[Piece]:
    """Its own pieces; archives of an earlier schema kept none of copies, which had the lead's text."""
    own = cut_of(connection, member.version_id)
    twins = (other for other in members if own is None and other.text_id == member.text_id)
    return own or next((cut for twin in twins if (cut := cut_of(connection, twin.version_id))), [])


def _new_pieces(text: str, cut: Sequence[Piece], before: Counterparts) -> Iterator[Piece]:
    """Runs of sentences that have no counterpart before; a crumb alone is no passage."""
    sentences = iter(sentences_of(text, [span for piece in cut for span in _spans(piece)]))
    for piece in cut:
        own = [next(sentences) for _ in _spans(piece)]
        if all(_is_new(sentence, before) for sentence in own):
            if not all(sentence.is_crumb for sentence in own):
                yield piece
            continue
        for is_new, run in groupby(own, key=lambda sentence: _is_new(sentence, before)):
            found = list(run)
            if is_new and not all(sentence.is_crumb for sentence in found):
                yield _part(piece, found)


def _is_new(sentence: Sentence, before: Counterparts) -> bool:
    return not before.holds(sentence)


def _part(piece: Piece, sentences: Sequence[Sentence]) -> Piece:
    """A run of the piece's sentences; the model reads it below the same headline and day."""
    start, end = sentences[0].span[0], sentences[-1].span[1]
    spans = tuple(sentence.span for sentence in sentences) if piece.sentences else ()
    return Piece(start, end, spans, piece.head if piece.embeds_text else "", embeds_text=True)


def _spans(piece: Piece) -> tuple[tuple[int, int], ...]:
    return piece.sentences or ((piece.start, piece.end),)


def _bring_to(
    connection: Database, group_id: int, member: Member, wanted: Sequence[Piece], *, is_renewed: bool
) -> None:
    rows = connection.execute(
        'SELECT passage_id, start, "end", sentences, group_id FROM passages WHERE version_id = ? AND is_live',
        (member.version_id,),
    ).fetchall()
    live = {(start, end, decode_sentences(spans)) for _, start, end, spans, group in rows if group == group_id}
    asked = {(piece.start, piece.end, piece.sentences) for piece in wanted}
    if live == asked and len(rows) == len(wanted) and not is_renewed:
        return
    retire_passages(connection, member.version_id)
    owner = PassagesOwner(member.version_id, group_id, member.text, member.title, member.publisher)
    numbers = add_passages(connection, owner, [piece.to_passage(member.text) for piece in wanted], is_live=True)
    for number, piece in zip(numbers, wanted, strict=True):
        _borrow_vector(connection, number, member, piece, is_renewed=is_renewed)


def _borrow_vector(connection: Database, number: int, member: Member, piece: Piece, *, is_renewed: bool) -> None:
    """The vector of a passage of the group with the same words, and the headline that the model read with it."""
    words = member.text[piece.start : piece.end]
    rows = connection.execute(
        'SELECT p.embedded_head, p.embeds_text, p.vector_id, substr(t.text, p.start + 1, p."end" - p.start), '
        "p.version_id FROM articles a JOIN versions v ON v.version_id = a.current_version_id "
        "JOIN texts t ON t.text_id = v.text_id JOIN passages p ON p.version_id = v.version_id "
        'WHERE a.group_id = (SELECT group_id FROM passages WHERE passage_id = ?1) AND p."end" - p.start = ?2 '
        "AND p.vector_id IS NOT NULL ORDER BY p.passage_id DESC",
        (number, piece.end - piece.start),
    )
    own = piece.to_passage(member.text).embedded_input
    for head, embeds, vector_id, text, version_id in rows:
        is_own_input = embedded_input_of(text, head, embeds) == own
        if text == words and (is_own_input or (not is_renewed and version_id != member.version_id)):
            connection.execute(
                "UPDATE passages SET embedded_head = ?, embeds_text = ?, vector_id = ? WHERE passage_id = ?",
                (head, embeds, vector_id, number),
            )
            return
