"""Rebuilding: vectors of another model or missing ones, the keyword index, new segments."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.archive.admission.embargo import held_inputs
from assistant.archive.article import Vectors
from assistant.archive.catalog.connection import SqliteDatabase
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.faults import translated
from assistant.archive.catalog.held_languages import write_terms_version
from assistant.archive.catalog.keyword_forms import keywords_of
from assistant.archive.catalog.manifest import (
    PROBE_TEXTS,
    Model,
    advance_revision,
    probes_agree,
    read_manifest,
    read_probes,
    write_model,
    write_probes,
)
from assistant.archive.catalog.passage_rows import highest_passage_id
from assistant.archive.catalog.past_passages import index_all_past
from assistant.archive.catalog.schema import KEYWORD_TABLES
from assistant.archive.catalog.token_rows import drop_damaged_codes
from assistant.archive.catalog.vectors import checked_vectors
from assistant.archive.index.embedding import count_searchable, searchable_inputs, vectors_for
from assistant.archive.index.fold import FoldProgress, build_segments
from assistant.archive.index.ledger import drop_segments, enter_segments
from assistant.archive.index.merging import Merging
from assistant.archive.index.stores import SegmentStore
from assistant.archive.upkeep.soundness import damaged_tables, is_keyword_table
from assistant.models import embed_of, keeps_codes

if TYPE_CHECKING:
    from assistant.models import Embedder

__all__ = ["rebuild"]

_BATCH = 256

_PLAN = "CREATE TEMP TABLE new_vectors (passage_id INTEGER PRIMARY KEY, vector_id INTEGER NOT NULL)"
_PLANNED = (
    "SELECT n.passage_id, v.vector FROM temp.new_vectors n JOIN vectors v ON v.vector_id = n.vector_id "
    "JOIN passages p ON p.passage_id = n.passage_id WHERE p.is_live AND n.passage_id > ? AND n.passage_id <= ? "
    "ORDER BY n.passage_id"
)


def rebuild(
    path: Path, connection: Database, store: SegmentStore, embedder: "Embedder", progress: FoldProgress | None
) -> None:
    """Vectors are added batch by batch, each kept; the passages change over to them in one last transaction."""
    with translated(path):
        _cut_out_damaged_keywords(connection)
        old = read_manifest(connection).model
        probes = checked_vectors(embedder.encode(PROBE_TEXTS), len(PROBE_TEXTS), embedder.identity.dimension)
        model = _next_model(connection, embedder, probes.shape[1], old, probes)
        if keeps_codes(embedder):
            drop_damaged_codes(connection)
        connection.execute("DROP TABLE IF EXISTS temp.new_vectors")
        connection.execute(_PLAN)
        _embed_all(connection, embedder, model, progress)
        bounds = (0, highest_passage_id(connection))
        most = Merging().most
        built = list(build_segments(path, connection, store, _PLANNED, bounds, model.dimension, progress, most))
        with connection.transaction():
            _change_over(connection, is_other_model=old is not None and old.key != model.key)
            write_model(connection, model)
            write_probes(connection, probes)
            _index_words_anew(connection)
            drop_segments(connection)
            enter_segments(connection, built, ())
            advance_revision(connection)


def _next_model(
    connection: Database, embedder: "Embedder", dimension: int, old: Model | None, probes: Vectors
) -> Model:
    """The model to record: of a new edition when it kept its name but gives other vectors than before."""
    model = Model.of(embedder.identity, dimension)
    if old is None or old.model_key != model.model_key:
        return model
    stored = read_probes(connection)
    agrees = stored is None or probes_agree(stored, probes)
    return replace(model, edition=old.edition if agrees else old.edition + 1)


def _embed_all(connection: Database, embedder: "Embedder", model: Model, progress: FoldProgress | None) -> None:
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


def _embed_batch(connection: Database, embedder: "Embedder", model: Model, batch: Sequence[tuple[int, str]]) -> None:
    with connection.transaction():
        found = vectors_for(connection, model, batch, embed_of(embedder), completes_codes=keeps_codes(embedder))
        connection.executemany("INSERT INTO temp.new_vectors VALUES (?, ?)", found)


def _change_over(connection: Database, *, is_other_model: bool) -> None:
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


def _index_words_anew(connection: Database) -> None:
    """Make the keyword index again from the articles, whatever state it is in."""
    keywords = keywords_of(connection)
    keywords.clear()
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
        keywords.index(rows, title, publisher, language=language)
    index_all_past(connection)
    write_terms_version(connection)


def _cut_out_damaged_keywords(connection: Database) -> None:
    """Take a keyword index with damaged pages out of the catalog: SQLite cannot drop such tables, but leaves them out
    when it writes the file anew."""
    if not isinstance(connection, SqliteDatabase) or not any(map(is_keyword_table, damaged_tables(connection))):
        return
    raw = connection.connection
    raw.execute("PRAGMA writable_schema = ON")
    try:
        with connection.transaction():
            raw.execute("DELETE FROM sqlite_master WHERE name LIKE 'keyword%' OR name LIKE 'past_keyword%'")
    finally:
        raw.execute("PRAGMA writable_schema = RESET")
    raw.execute("VACUUM")
    with connection.transaction():
        for statement in KEYWORD_TABLES:
            raw.execute(statement)
