"""Token codes in the catalog: what late interaction reads instead of running the model over each candidate."""

import json
import sqlite3
from collections.abc import Mapping, Sequence

from assistant.archive.article import Vectors
from assistant.errors import ModelError
from assistant.models import Embedded

__all__ = ["codes_of", "store_codes", "without_codes"]


def store_codes(connection: sqlite3.Connection, vector_ids: Sequence[int], given: Vectors | Embedded) -> None:
    """Keep the token codes that came with these vectors, if any did. Raises ModelError where some are missing."""
    if not isinstance(given, Embedded):
        return
    if len(given.token_codes) != len(vector_ids):
        message = f"The embedding model gave token codes of {len(given.token_codes)} of {len(vector_ids)} texts."
        raise ModelError(message)
    connection.executemany(
        "INSERT OR IGNORE INTO token_codes VALUES (?, ?)", zip(vector_ids, given.token_codes, strict=True)
    )


def without_codes(connection: sqlite3.Connection, vector_ids: Mapping[bytes, int]) -> set[bytes]:
    """The keys of those vectors that have no token codes."""
    query = "SELECT vector_id FROM token_codes WHERE vector_id IN (SELECT value FROM json_each(?))"
    coded = {row[0] for row in connection.execute(query, (json.dumps(list(vector_ids.values())),))}
    return {key for key, vector_id in vector_ids.items() if vector_id not in coded}


def codes_of(connection: sqlite3.Connection, passage_ids: Sequence[int]) -> dict[int, bytes]:
    """By passage; one that has none is left out."""
    rows = connection.execute(
        "SELECT p.passage_id, c.codes FROM passages p JOIN token_codes c ON c.vector_id = p.vector_id "
        "WHERE p.passage_id IN (SELECT value FROM json_each(?))",
        (json.dumps([int(number) for number in passage_ids]),),
    )
    return dict(rows.fetchall())
