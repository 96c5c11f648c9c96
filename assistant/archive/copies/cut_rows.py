"""How ingest cut each member of a group, kept whole: what a copy needs when it takes the lead, or is cited.

Every function runs inside the caller's transaction.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.archive.article import IncomingPassage, Span
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.passage_rows import embedded_input_of
from assistant.archive.catalog.rows import decode_sentences

__all__ = ["Piece", "cut_of", "drop_cut", "keep_cut", "pieces_of"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text, as a row of `passages` holds it."""

    start: int
    end: int
    sentences: tuple[Span, ...]
    head: str
    embeds_text: bool

    def to_passage(self, text: str) -> IncomingPassage:
        """The piece of this text as ingest would hand it over."""
        words = embedded_input_of(text[self.start : self.end], self.head, self.embeds_text)
        return IncomingPassage(self.start, self.end, self.sentences, words)


def pieces_of(text: str, passages: Sequence[IncomingPassage]) -> list[Piece]:
    pieces = []
    for passage in passages:
        words = text[passage.start : passage.end]
        embeds_text = passage.embedded_input.endswith(words)
        head = passage.embedded_input[: -len(words)] if embeds_text else passage.embedded_input
        pieces.append(Piece(passage.start, passage.end, passage.sentences, head, embeds_text))
    return sorted(pieces, key=lambda piece: piece.start)


def keep_cut(connection: Database, version_id: int, pieces: Sequence[Piece]) -> None:
    """Keep a version's pieces; those that were kept before go."""
    rows = [[piece.start, piece.end, piece.sentences, piece.head, piece.embeds_text] for piece in pieces]
    stored = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    connection.upsert("cuts", {"version_id": version_id, "pieces": stored}, "version_id")


def drop_cut(connection: Database, version_id: int) -> None:
    """A version that is alone has all its pieces as passages."""
    connection.execute("DELETE FROM cuts WHERE version_id = ?", (version_id,))


def cut_of(connection: Database, version_id: int) -> list[Piece] | None:
    """The version's pieces, as kept; else its live passages, which are all of it while it is alone; else None."""
    row = connection.execute("SELECT pieces FROM cuts WHERE version_id = ?", (version_id,)).fetchone()
    if row is not None:
        return [_piece(*values) for values in json.loads(row[0])]
    rows = connection.execute(
        'SELECT start, "end", sentences, embedded_head, embeds_text FROM passages WHERE version_id = ? AND is_live '
        "ORDER BY start, passage_id",
        (version_id,),
    ).fetchall()
    return [
        _piece(start, end, decode_sentences(spans), head, embeds) for start, end, spans, head, embeds in rows
    ] or None


def _piece(start: int, end: int, sentences: Sequence[Sequence[int]], head: str, embeds_text: int) -> Piece:
    return Piece(start, end, tuple((left, right) for left, right in sentences), head, bool(embeds_text))
