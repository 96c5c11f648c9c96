"""What the vectors' index costs as it grows: `python benchmarks/segments.py [PASSAGES] [--chroma ADDRESS] [--archive
FOLDER]`, with 50,000 passages unless told. `--archive` keeps what was filled, and asks it again where it is there.

The catalog is filled with made-up articles of five passages without words, vectors in 400 clusters, days in order over
twenty years, ten outlets; then the index is built, 1 % more is folded in, and a process opens and asks it. Figures of
two runs compare only on an idle machine, or side by side; seconds of the processor bear other work beside them.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from assistant.archive import Archive, Filters, Vectors
from assistant.archive.catalog.connection import connect_writer
from assistant.archive.catalog.manifest import Model, advance_revision, write_model
from assistant.models import EmbeddingIdentity

DIMENSION, PER_ARTICLE, BATCH, K = 384, 5, 2_000, 50
IDENTITY = EmbeddingIdentity("benchmark", DIMENSION, "0" * 64, 256, local=True)
FIRST, DAYS = date(2004, 1, 1), 7_300

random = np.random.default_rng(1)
centres = random.normal(size=(400, DIMENSION)).astype(np.float32)


def vectors(count: int) -> Vectors:
    rows = centres[random.integers(0, 400, count)] * 0.7 + random.normal(size=(count, DIMENSION)).astype(np.float32)
    unit: Vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return unit


def fill(path: Path, first: int, last: int, total: int) -> None:
    """Articles by number, straight into the tables: as many as `total` would make, spread over all days."""
    with closing(connect_writer(path / "catalog.sqlite3")) as catalog:
        for start in range(first, last, BATCH):
            numbers = range(start, min(start + BATCH, last))
            days = [(FIRST + timedelta(days=number * DAYS // total)).isoformat() for number in numbers]
            rows = vectors(len(numbers) * PER_ARTICLE)
            catalog.execute("BEGIN IMMEDIATE")
            catalog.executemany("INSERT INTO texts VALUES (?1, ?1, 'x')", [(number + 1,) for number in numbers])
            catalog.executemany("INSERT INTO groups (group_id) VALUES (?)", [(number + 1,) for number in numbers])
            catalog.executemany(
                "INSERT INTO articles (article_key, article_id, identity, group_id, is_live, published_on, publisher, "
                "publisher_folded, kind, added_at) VALUES (?1, ?1, ?1, ?1, 1, ?2, ?3, ?3, 'news', '')",
                [(number + 1, day, f"paper {number % 10}") for number, day in zip(numbers, days, strict=True)],
            )
            catalog.executemany(
                "INSERT INTO versions (version_id, article_key, version, ordinal, text_id, authors, published_on, "
                "source_name, language, kind, stored_at) VALUES (?1, ?1, 1, 1, ?1, '[]', ?2, 'b', 'en', 'news', '')",
                [(number + 1, day) for number, day in zip(numbers, days, strict=True)],
            )
            catalog.executemany(
                "UPDATE articles SET current_version_id = ?1 WHERE article_key = ?1",
                [(number + 1,) for number in numbers],
            )
            base = start * PER_ARTICLE
            catalog.executemany(
                "INSERT INTO vectors (vector_id, key, vector) VALUES (?, ?, ?)",
                [
                    (base + row + 1, (base + row + 1).to_bytes(32, "big"), rows[row].tobytes())
                    for row in range(len(rows))
                ],
            )
            catalog.executemany(
                'INSERT INTO passages (passage_id, version_id, group_id, start, "end", sentences, embedded_head, '
                "embeds_text, vector_id, is_live) VALUES (?1, ?2, ?2, 0, 1, '[]', '', 1, ?1, 1)",
                [(base + row + 1, start + row // PER_ARTICLE + 1) for row in range(len(rows))],
            )
            advance_revision(catalog)
            catalog.execute("COMMIT")


def timed(what: str, act: Callable[[], object]) -> None:
    start, worked = time.perf_counter(), time.process_time()
    act()
    took, work = time.perf_counter() - start, time.process_time() - worked
    print(f"{what:44} {took:9.2f} s  processor {work:7.2f} s", flush=True)


def fold(archive: Archive) -> None:
    with archive.writer() as writer:
        writer.fold(force=True)


def ask(archive: Archive, what: str, filters: Filters | None, times: int = 60) -> None:
    took = []
    worked = time.process_time()
    for query in vectors(times):
        start = time.perf_counter()
        with archive.snapshot() as snapshot:
            snapshot.search_dense(query, K, filters)
        took.append((time.perf_counter() - start) * 1000)
    work = (time.process_time() - worked) * 1000 / times
    p50, p95 = np.percentile(took, 50), np.percentile(took, 95)
    print(f"{what:44} p50 {p50:7.1f} ms  p95 {p95:7.1f} ms  processor {work:7.1f} ms", flush=True)


@contextmanager
def place_of(kept: Path | None) -> Iterator[Path]:
    """The folder to keep, or one that goes with the run."""
    if kept is not None:
        yield kept
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "archive"


def build(path: Path, count: int, server: str | None) -> None:
    total = count + count // 100
    with Archive.open(path, IDENTITY, create=True, chroma=server) as archive:
        with closing(connect_writer(path / "catalog.sqlite3")) as catalog:
            write_model(catalog, Model.of(IDENTITY, DIMENSION))
        timed(f"fill {count * PER_ARTICLE:,} passages, no index", lambda: fill(path, 0, count, total))
        timed("build the index", lambda: fold(archive))
        fill(path, count, total, total)
        timed("fold 1 % more", lambda: fold(archive))
    print(f"{'memory at most, filling and building':44} {most_memory():9.0f} MB")


def measure(path: Path, server: str | None) -> None:
    with Archive.open(path, IDENTITY, chroma=server) as archive:
        timed("open: first search of a reader", lambda: ask(archive, "  that search", None, 1))
        ask(archive, "search, no filter", None)
        ask(archive, "search, one year (exact)", Filters(date_from=date(2010, 1, 1), date_to=date(2010, 12, 31)))
        ask(archive, "search, an outlet (exact below 50,000)", Filters(publishers=("paper 3",)))
        ask(archive, "search, nine tenths by day", Filters(date_from=date(2006, 1, 1)))
        ask(archive, "search, the newest 1 % by day", Filters(date_from=date(2023, 10, 20)))
        ask(archive, "search, all outlets but one", Filters(publishers=tuple(f"paper {n}" for n in range(9))))
        timed("coverage", lambda: coverage(archive))
        timed("status", archive.status)
        print(f"{'on disk':44} {archive.status().byte_count / 1e6:9.0f} MB")
    print(f"{'memory at most':44} {most_memory():9.0f} MB")


def most_memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("passages", type=int, nargs="?", default=50_000)
    reader.add_argument("--chroma", help="address of a Chroma server to build the index on: `chroma run --path FOLDER`")
    reader.add_argument("--archive", type=Path, help="kept, and asked again where it is there")
    asked = reader.parse_args()
    with place_of(asked.archive) as path:
        if not path.exists():
            build(path, asked.passages // PER_ARTICLE, asked.chroma)
        measure(path, asked.chroma)


def coverage(archive: Archive) -> None:
    with archive.snapshot() as snapshot:
        snapshot.coverage()


if __name__ == "__main__":
    main()
