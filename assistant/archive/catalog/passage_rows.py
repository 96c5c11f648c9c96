"""Passages written to the catalog and its keyword index. Every function runs inside the caller's transaction."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.archive.article import IncomingPassage
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.keyword_forms import keywords_of
from assistant.archive.catalog.manifest import count_passages
from assistant.archive.catalog.rows import encode_sentences

__all__ = [
    "PassagesOwner",
    "add_passages",
    "embedded_input_of",
    "highest_passage_id",
    "retire_passages",
]


@dataclass(frozen=True, slots=True)
class PassagesOwner:
    """The version that passages are cut from."""

    version_id: int
    group_id: int
    text: str
    title: str | None
    publisher: str | None


def add_passages(
    connection: Database, owner: PassagesOwner, passages: Sequence[IncomingPassage], *, is_live: bool
) -> list[int]:
    """Store passages, in text order; live ones become findable by keyword. Gives their numbers."""
    numbers = []
    for passage in passages:
        text = owner.text[passage.start : passage.end]
        embeds_text = passage.embedded_input.endswith(text)
        head = passage.embedded_input[: -len(text)] if embeds_text else passage.embedded_input
        number = connection.insert(
            'INSERT INTO passages (version_id, group_id, start, "end", sentences, embedded_head, embeds_text, is_live) '
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                owner.version_id,
                owner.group_id,
                passage.start,
                passage.end,
                encode_sentences(passage.sentences),
                head,
                embeds_text,
                is_live,
            ),
            "passage_id",
        )
        numbers.append(number)
    if is_live:
        count_passages(connection, len(numbers))
        _index(connection, owner, [(passage.start, passage.end) for passage in passages], numbers)
    return numbers


def retire_passages(connection: Database, version_id: int) -> list[int]:
    """Take a version's live passages out of every search; they stay readable. Gives their numbers, in text order."""
    rows = connection.execute(
        "SELECT passage_id FROM passages WHERE version_id = ? AND is_live ORDER BY start, passage_id", (version_id,)
    ).fetchall()
    numbers = [row[0] for row in rows]
    count_passages(connection, -len(numbers))
    connection.execute("UPDATE passages SET is_live = FALSE WHERE version_id = ?", (version_id,))
    keywords_of(connection).drop(numbers)
    connection.executemany(
        "INSERT INTO tombstones SELECT ?1 WHERE ?1 <= (SELECT max(highest_passage_id) FROM segments) "
        "ON CONFLICT DO NOTHING",
        ((number,) for number in numbers),
    )
    return numbers


def highest_passage_id(connection: Database) -> int:
    """The number that all later passages exceed."""
    return int(connection.execute("SELECT coalesce(max(passage_id), 0) FROM passages").fetchone()[0])


def embedded_input_of(passage_text: str, head: str, embeds_text: int) -> str:
    """What the embedding model reads for a stored passage."""
    return head + passage_text if embeds_text else head


def _index(
    connection: Database, owner: PassagesOwner, spans: Sequence[tuple[int, int]], numbers: Sequence[int]
) -> None:
    texts = (owner.text[start:end] for start, end in spans)
    row = connection.execute("SELECT language FROM versions WHERE version_id = ?", (owner.version_id,)).fetchone()
    rows = list(zip(numbers, texts, strict=True))
    keywords_of(connection).index(rows, owner.title, owner.publisher, language=row[0] if row else None)
