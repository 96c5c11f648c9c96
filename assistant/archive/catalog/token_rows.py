"""Token codes in the catalog: what late interaction reads instead of running the model over each candidate."""

from collections.abc import Mapping, Sequence

from assistant.archive.article import Vectors
from assistant.archive.catalog.database import IN_LIST, Database
from assistant.errors import ModelError
from assistant.models import TOKEN_CODE_BYTES, Embedded

__all__ = ["codes_of", "drop_damaged_codes", "store_codes", "without_codes"]


def store_codes(connection: Database, vector_ids: Sequence[int], given: Vectors | Embedded) -> None:
    """Keep the token codes that came with these vectors, if any did. Raises ModelError where some are missing."""
    if not isinstance(given, Embedded):
        return
    if len(given.token_codes) != len(vector_ids):
        message = f"The embedding model gave token codes of {len(given.token_codes)} of {len(vector_ids)} texts."
        raise ModelError(message)
    connection.executemany(
        "INSERT INTO token_codes VALUES (?, ?) ON CONFLICT DO NOTHING", zip(vector_ids, given.token_codes, strict=True)
    )


def without_codes(connection: Database, vector_ids: Mapping[bytes, int]) -> set[bytes]:
    """The keys of those vectors that have no token codes."""
    query = f"SELECT vector_id FROM token_codes WHERE vector_id {IN_LIST}"  # noqa: S608  # a constant
    coded = {row[0] for row in connection.execute(query, (connection.in_list(vector_ids.values()),))}
    return {key for key, vector_id in vector_ids.items() if vector_id not in coded}


def drop_damaged_codes(connection: Database) -> None:
    """Those whose length tells that they are; what has none is embedded again by a rebuild."""
    connection.execute("DELETE FROM token_codes WHERE length(codes) % ? <> 0", (TOKEN_CODE_BYTES,))


def codes_of(connection: Database, passage_ids: Sequence[int]) -> dict[int, bytes]:
    """By passage; one that has none is left out."""
    rows = connection.execute(
        "SELECT p.passage_id, c.codes FROM passages p JOIN token_codes c ON c.vector_id = p.vector_id "  # noqa: S608  # a constant
        f"WHERE p.passage_id {IN_LIST}",
        (connection.in_list(int(number) for number in passage_ids),),
    )
    return dict(rows.fetchall())
