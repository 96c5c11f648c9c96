"""Rebuilding: vectors of another model or missing ones, the keyword index, a new generation."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.archive.article import Vectors
from assistant.archive.connection import transaction
from assistant.archive.embedding import count_searchable, searchable_inputs, vectors_for
from assistant.archive.faults import translated
from assistant.archive.fold import FoldProgress, build_generation
from assistant.archive.holding import held_inputs
from assistant.archive.keyword import index_passages
from assistant.archive.manifest import (
    PROBE_TEXTS,
    Model,
    advance_revision,
    probes_agree,
    read_manifest,
    read_probes,
    write_model,
    write_probes,
)
from assistant.archive.past import index_all_past
from assistant.archive.pointer import drop_pointer, switch_pointer
from assistant.archive.schema import KEYWORD_TABLES
from assistant.archive.terms import write_terms_version
from assistant.archive.vectors import checked_vectors
from assistant.models import embed_of, keeps_codes

if TYPE_CHECKING:
    from assistant.models import Embedder

__all__ = ["rebuild"]

_BATCH = 256

_PLAN = "CREATE TEMP TABLE new_vectors (passage_id INTEGER PRIMARY KEY, vector_id INTEGER NOT NULL)"
_PLANNED = (
    "SELECT n.passage_id, v.vector FROM temp.new_vectors n JOIN vectors v ON v.vector_id = n.vector_id "
    "JOIN passages p ON p.passage_id = n.passage_id WHERE p.is_live ORDER BY n.passage_id"
)


def rebuild(path: Path, connection: sqlite3.Connection, embedder: "Embedder", progress: FoldProgress | None) -> None:
    """Vectors are added batch by batch, each kept; the passages change over to them in one last transaction."""
    with translated(path):
        old = read_manifest(connection).model
        probes = checked_vectors(embedder.encode(PROBE_TEXTS), len(PROBE_TEXTS), embedder.identity.dimension)
        model = _next_model(connection, embedder, probes.shape[1], old, probes)
        connection.execute("DROP TABLE IF EXISTS temp.new_vectors")
        connection.execute(_PLAN)
        _embed_all(connection, embedder, model, progress)
        count = connection.execute(f"SELECT count(*) FROM ({_PLANNED})").fetchone()[0]  # noqa: S608  # our own SQL
        pointer = build_generation(path, connection, _PLANNED, count, model.dimension, progress) if count else None
        with transaction(connection):
            _change_over(connection, is_other_model=old is not None and old.key != model.key)
            write_model(connection, model)
            write_probes(connection, probes)
            _index_words_anew(connection)
            if pointer is None:
                drop_pointer(connection)
            else:
                switch_pointer(connection, pointer)
            advance_revision(connection)


def _next_model(
    connection: sqlite3.Connection, embedder: "Embedder", dimension: int, old: Model | None, probes: Vectors
) -> Model:
    """The model to record: of a new edition when it kept its name but gives other vectors than before."""
    model = Model.of(embedder.identity, dimension)
    if old is None or old.model_key != model.model_key:
        return model
    stored = read_probes(connection)
    agrees = stored is None or probes_agree(stored, probes)
    return replace(model, edition=old.edition if agrees else old.edition + 1)


def _embed_all(
    connection: sqlite3.Connection, embedder: "Embedder", model: Model, progress: FoldProgress | None
) -> None:
    """Fill `new_vectors` for every passage that can be found, embedding only inputs without a vector of this model.

    Those of articles under embargo are in it by negative numbers: they have no passages yet.
    """
    waiting = [(-number, text) for number, text in enumerate(held_inputs(connection), start=1)]
    total = count_searchable(connection) + len(waiting)
    for start in range(0, len(waiting), _BATCH):
        _embed_batch(connection, embedder, model, waiting[start : start + _BATCH])
    last, done = 0, len(waiting)
    while batch := searchable_inputs(connection, last, _BATCH):
        _embed_batch(connection, embedder, model, batch)
        last, done = batch[-1][0], done + len(batch)
        if progress is not None:
            progress(done, total)


def _embed_batch(
    connection: sqlite3.Connection, embedder: "Embedder", model: Model, batch: Sequence[tuple[int, str]]
) -> None:
    with transaction(connection):
        found = vectors_for(connection, model, batch, embed_of(embedder), completes_codes=keeps_codes(embedder))
        connection.executemany("INSERT INTO temp.new_vectors VALUES (?, ?)", found)


def _change_over(connection: sqlite3.Connection, *, is_other_model: bool) -> None:
    if is_other_model:
        connection.execute("UPDATE passages SET vector_id = NULL")
    connection.execute(
        "UPDATE passages SET vector_id = n.vector_id FROM temp.new_vectors n WHERE n.passage_id = passages.passage_id"
    )
    if is_other_model:
        connection.execute(
            "CREATE TEMP TABLE kept AS SELECT vector_id FROM passages WHERE vector_id IS NOT NULL "
            "UNION SELECT vector_id FROM temp.new_vectors"
        )
        connection.execute("DELETE FROM vectors WHERE vector_id NOT IN (SELECT vector_id FROM temp.kept)")
        connection.execute("DROP TABLE temp.kept")


def _index_words_anew(connection: sqlite3.Connection) -> None:
    """Make the keyword index again from the articles, whatever state it is in."""
    connection.execute("DROP TABLE IF EXISTS keyword_terms")
    connection.execute("DROP TABLE IF EXISTS keyword")
    connection.execute("DROP TABLE IF EXISTS past_keyword")
    for statement in KEYWORD_TABLES:
        connection.execute(statement)
    versions = connection.execute(
        "SELECT v.version_id, v.text_id, v.title, v.publisher, v.language FROM articles a "
        "JOIN versions v ON v.version_id = a.current_version_id WHERE a.is_live"
    ).fetchall()
    for version_id, text_id, title, publisher, language in versions:
        spans = connection.execute(
            'SELECT passage_id, start, "end" FROM passages WHERE version_id = ? AND is_live', (version_id,)
        ).fetchall()
        text = connection.execute("SELECT text FROM texts WHERE text_id = ?", (text_id,)).fetchone()[0]
        rows = [(number, text[start:end]) for number, start, end in spans]
        index_passages(connection, rows, title, publisher, language=language)
    index_all_past(connection)
    write_terms_version(connection)
