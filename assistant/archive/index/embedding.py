"""From passages to vectors, inside the caller's transaction: what the model reads, and what need not be read again."""

from collections.abc import Callable, Sequence
from itertools import groupby
from operator import itemgetter

from assistant.archive.article import Vectors
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.manifest import Model
from assistant.archive.catalog.passage_rows import embedded_input_of
from assistant.archive.catalog.token_rows import store_codes, without_codes
from assistant.archive.catalog.vectors import checked_vectors, store_vectors, stored_vector_ids, vector_key
from assistant.models import Embedded

__all__ = ["Embed", "count_searchable", "new_inputs", "searchable_inputs", "vectors_for"]

Embed = Callable[[Sequence[str]], Vectors | Embedded]
"""What `assistant.models.embed_of` gives."""

_SEARCHABLE = (
    "FROM passages p JOIN versions v ON v.version_id = p.version_id JOIN articles a ON a.article_key = v.article_key "
    "WHERE p.passage_id > ? AND (p.is_live OR (p.is_past AND a.is_live)) "
)
_INPUTS = f'SELECT p.passage_id, v.text_id, p.start, p."end", p.embedded_head, p.embeds_text {_SEARCHABLE}'


def searchable_inputs(connection: Database, above: int, limit: int) -> list[tuple[int, str]]:
    """The next searchable passages above a number, in order, with what the model reads for each."""
    return _inputs(connection, _INPUTS + "ORDER BY p.passage_id LIMIT ?", (above, limit))


def count_searchable(connection: Database) -> int:
    """How many passages `searchable_inputs` gives in all."""
    return int(connection.execute(f"SELECT count(*) {_SEARCHABLE}", (0,)).fetchone()[0])  # our own SQL


def new_inputs(connection: Database, above: int) -> list[tuple[int, str]]:
    """The searchable passages above a number that have no vector yet, with what the model reads for each."""
    return _inputs(connection, _INPUTS + "AND p.vector_id IS NULL ORDER BY p.passage_id", (above,))


def vectors_for(
    connection: Database,
    model: Model,
    inputs: Sequence[tuple[int, str]],
    embed: Embed,
    *,
    completes_codes: bool = False,
) -> list[tuple[int, int]]:
    """For each passage its vector's number. `embed` is called once, with what the catalog holds no vector of.

    With `completes_codes` also with what it holds no token codes of, as in archives of an earlier schema.
    """
    keys = {passage_id: vector_key(model.key, text) for passage_id, text in inputs}
    texts = {keys[passage_id]: text for passage_id, text in inputs}
    known = stored_vector_ids(connection, texts)
    uncoded = without_codes(connection, known) if completes_codes else ()
    missing = [key for key in texts if key not in known or key in uncoded]
    if missing:
        given = embed([texts[key] for key in missing])
        known |= store_vectors(connection, missing, checked_vectors(given, len(missing), model.dimension))
        store_codes(connection, [known[key] for key in missing], given)
    return [(passage_id, known[key]) for passage_id, key in keys.items()]


def _inputs(connection: Database, query: str, arguments: tuple[int, ...]) -> list[tuple[int, str]]:
    inputs = []
    for text_id, group in groupby(connection.execute(query, arguments).fetchall(), key=itemgetter(1)):
        text = connection.execute("SELECT text FROM texts WHERE text_id = ?", (text_id,)).fetchone()[0]
        inputs += [(row[0], embedded_input_of(text[row[2] : row[3]], row[4], row[5])) for row in group]
    return inputs
