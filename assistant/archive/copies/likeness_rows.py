"""Sketches, bands and likenesses in the catalog. Every function runs inside the caller's transaction."""

from collections.abc import Sequence

import numpy as np

from assistant.archive.catalog.database import IN_LIST, Database
from assistant.archive.catalog.manifest import write_value
from assistant.archive.copies.sketch import Sketch, can_sketch, resemblance, sketch_of, sketch_version
from assistant.archive.copies.verdict import compare

__all__ = ["drop_outdated_sketches", "find_likenesses", "like_texts", "likeness_of", "texts_without_sketch"]

LEAST_RESEMBLANCE = 0.12
"""Of sketches; the least of a copy with 20 % edits was 0.23 in the labelled set. Below it no text is read."""
MOST_COMPARED = 24
"""Texts that one is compared with, the most resembling first: a copy of one member of a group is in the group."""
MOST_IN_BANDS = 2_000
_LIKENESS = ("text_id", "other_text_id", "similarity")

_IN_BANDS = f"""
SELECT s.text_id, s.signature FROM (
  SELECT b.text_id, count(*) AS shared FROM bands b WHERE b.band {IN_LIST}
  AND b.text_id <> ? GROUP BY b.text_id ORDER BY shared DESC, b.text_id LIMIT ?
) c JOIN sketches s ON s.text_id = c.text_id
WHERE EXISTS (
  SELECT 1 FROM versions v JOIN articles a ON a.article_key = v.article_key
  WHERE v.text_id = s.text_id AND a.current_version_id = v.version_id AND a.is_live
)
"""  # noqa: S608  # our own SQL


def find_likenesses(connection: Database, text_id: int, text: str) -> None:
    """Note which texts of live articles this one is a near copy of, whatever was noted before."""
    if not can_sketch():
        return
    sketch = _sketch(connection, text_id, text)
    if sketch is None:
        return
    known = set(like_texts(connection, text_id))
    for other in _most_resembling(connection, text_id, sketch):
        if other in known:
            continue
        verdict = compare(text, _text(connection, other))
        if verdict.is_copy:
            pairs = ((text_id, other, verdict.similarity), (other, text_id, verdict.similarity))
            connection.upsert_many("likenesses", _LIKENESS, pairs, _LIKENESS[:2])


def like_texts(connection: Database, text_id: int) -> list[int]:
    """The texts known to be near copies of this one, of live articles or not."""
    rows = connection.execute("SELECT other_text_id FROM likenesses WHERE text_id = ?", (text_id,))
    return [row[0] for row in rows]


def likeness_of(connection: Database, sha256: str, other_sha256: str) -> float | None:
    """The share of common words of two near copies, 1.0 for one text; None where they were not found to be copies."""
    if sha256 == other_sha256:
        return 1.0
    row = connection.execute(
        "SELECT l.similarity FROM texts t JOIN likenesses l ON l.text_id = t.text_id "
        "JOIN texts o ON o.text_id = l.other_text_id WHERE t.sha256 = ? AND o.sha256 = ?",
        (sha256, other_sha256),
    ).fetchone()
    return None if row is None else float(row[0])


def texts_without_sketch(connection: Database, limit: int) -> list[tuple[int, int]]:
    """Live articles, with the numbers of their texts, that came in before near copies were looked for."""
    if not can_sketch():
        return []
    rows = connection.execute(
        "SELECT a.article_key, v.text_id FROM articles a JOIN versions v ON v.version_id = a.current_version_id "
        "WHERE a.is_live AND v.text_id NOT IN (SELECT text_id FROM sketches) ORDER BY a.article_key LIMIT ?",
        (limit,),
    )
    return rows.fetchall()


def drop_outdated_sketches(connection: Database) -> None:
    """Sketches of another version of the library cannot be compared with those it makes now."""
    if not can_sketch():
        return
    row = connection.execute("SELECT value FROM manifest WHERE name = 'sketches'").fetchone()
    if row is not None and row[0] == sketch_version():
        return
    connection.execute("DELETE FROM bands")
    connection.execute("DELETE FROM sketches")
    write_value(connection, "sketches", sketch_version())


def _sketch(connection: Database, text_id: int, text: str) -> Sketch | None:
    """The text's sketch, stored; a text with too few words has an empty one, so that it is not looked at again."""
    sketch = sketch_of(text)
    known = connection.execute("SELECT 1 FROM sketches WHERE text_id = ?", (text_id,)).fetchone()
    if known is None:
        signature, bands = (sketch.signature.tobytes(), sketch.bands) if sketch is not None else (b"", ())
        connection.execute("INSERT INTO sketches VALUES (?, ?)", (text_id, signature))
        connection.executemany(
            "INSERT INTO bands VALUES (?, ?) ON CONFLICT DO NOTHING", ((band, text_id) for band in bands)
        )
    return sketch


def _most_resembling(connection: Database, text_id: int, sketch: Sketch) -> Sequence[int]:
    rows = connection.execute(_IN_BANDS, (connection.in_list(sketch.bands), text_id, MOST_IN_BANDS)).fetchall()
    scored = [
        (resemblance(sketch.signature, np.frombuffer(signature, dtype="<u4")), other) for other, signature in rows
    ]
    best = sorted((-score, other) for score, other in scored if score >= LEAST_RESEMBLANCE)
    return [other for _, other in best[:MOST_COMPARED]]


def _text(connection: Database, text_id: int) -> str:
    return str(connection.execute("SELECT text FROM texts WHERE text_id = ?", (text_id,)).fetchone()[0])
