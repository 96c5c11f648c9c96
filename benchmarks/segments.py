"""What the vectors' index costs as it grows: `python benchmarks/segments.py [PASSAGES] [--archive FOLDER]`, with 50,000
passages unless told; `--chroma ADDRESS` and `--database ADDRESS` for the other back end. `--archive` keeps what was
filled, and asks it again where it is there.

The catalog is filled with made-up articles of five passages without words, vectors in 400 clusters, days in order over
twenty years, ten outlets; then the index is built, 1 % more is folded in, and a process opens and asks it. Figures of
two runs compare only on an idle machine, or side by side; seconds of the processor bear other work beside them.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from assistant.archive import Archive, Filters, Vectors
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.manifest import Model, advance_revision, write_model
from assistant.archive.catalog.place import place_of
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


def fill(catalog: Database, first: int, last: int, total: int) -> None:
    """Articles by number, straight into the tables: as many as `total` would make, spread over all days."""
    for start in range(first, last, BATCH):
        numbers = range(start + 1, min(start + BATCH, last) + 1)
        days = [(FIRST + timedelta(days=(number - 1) * DAYS // total)).isoformat() for number in numbers]
        rows = vectors(len(numbers) * PER_ARTICLE)
        held = range(start * PER_ARTICLE + 1, start * PER_ARTICLE + 1 + len(rows))
        owners = [number for number in numbers for _ in range(PER_ARTICLE)]
        outlets = [f"paper {number % 10}" for number in numbers]
        with catalog.transaction():
            catalog.put_rows("texts", ("text_id", "sha256", "text"), ((one, str(one), "x") for one in numbers))
            catalog.put_rows("groups", ("group_id",), ((one,) for one in numbers))
            put_constant(
                catalog,
                "articles",
                {"article_key": numbers, "article_id": numbers, "identity": numbers, "group_id": numbers}
                | {"published_on": days, "publisher": outlets, "publisher_folded": outlets},
                {"is_live": 1, "kind": "news", "added_at": ""},
            )
            put_constant(
                catalog,
                "versions",
                {"version_id": numbers, "article_key": numbers, "text_id": numbers, "published_on": days},
                {"version": 1, "ordinal": 1, "authors": "[]", "source_name": "b", "language": "en", "kind": "news"}
                | {"stored_at": ""},
            )
            catalog.executemany(
                "UPDATE articles SET current_version_id = ? WHERE article_key = ?", ((one, one) for one in numbers)
            )
            catalog.put_rows(
                "vectors",
                ("vector_id", "key", "vector"),
                ((one, one.to_bytes(32, "big"), row.tobytes()) for one, row in zip(held, rows, strict=True)),
            )
            put_constant(
                catalog,
                "passages",
                {"passage_id": held, "version_id": owners, "group_id": owners, "vector_id": held},
                {"start": 0, "end": 1, "sentences": "[]", "embedded_head": "", "embeds_text": 1, "is_live": 1},
            )
            advance_revision(catalog)


def put_constant(
    catalog: Database, table: str, columns: Mapping[str, Sequence[object]], same: Mapping[str, object]
) -> None:
    """Rows of columns, with what is the same in all of them."""
    rows = ((*row, *same.values()) for row in zip(*columns.values(), strict=True))
    catalog.put_rows(table, (*columns, *same), rows)


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
def folder_of(kept: Path | None) -> Iterator[Path]:
    """The folder to keep, or one that goes with the run."""
    if kept is not None:
        yield kept
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "archive"


def build(path: Path, count: int, backend: "Backend") -> None:
    total = count + count // 100
    with backend.open(path, create=True) as archive:
        place = place_of(path, backend.database)
        with place.writing() as catalog:
            with catalog.transaction():
                write_model(catalog, Model.of(IDENTITY, DIMENSION))
            timed(f"fill {count * PER_ARTICLE:,} passages, no index", lambda: fill(catalog, 0, count, total))
        timed("build the index", lambda: fold(archive))
        with place.writing() as catalog:
            fill(catalog, count, total, total)
        timed("fold 1 % more", lambda: fold(archive))
    print(f"{'memory at most, filling and building':44} {most_memory():9.0f} MB")


def measure(path: Path, backend: "Backend") -> None:
    with backend.open(path) as archive:
        timed("open: first search of a reader", lambda: ask(archive, "  that search", None, 1))
        timed("open the indexes", archive.prepare)
        ask(archive, "search, no filter", None)
        ask(archive, "search, one year (exact)", Filters(date_from=date(2010, 1, 1), date_to=date(2010, 12, 31)))
        ask(archive, "search, an outlet (exact below 50,000)", Filters(publishers=("paper 3",)))
        ask(archive, "search, nine tenths by day", Filters(date_from=date(2006, 1, 1)))
        ask(archive, "search, the newest 1 % by day", Filters(date_from=date(2023, 10, 20)))
        ask(archive, "search, all outlets but one", Filters(publishers=tuple(f"paper {n}" for n in range(9))))
        timed("coverage", lambda: coverage(archive))
        timed("status", archive.status)
        print(f"{'on disk, in the folder':44} {archive.status().byte_count / 1e6:9.0f} MB")
    print(f"{'memory at most':44} {most_memory():9.0f} MB")


@dataclass(frozen=True, slots=True)
class Backend:
    database: str | None
    chroma: str | None

    def open(self, path: Path, *, create: bool = False) -> Archive:
        return Archive.open(path, IDENTITY, create=create, database=self.database, chroma=self.chroma)


def most_memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("passages", type=int, nargs="?", default=50_000)
    reader.add_argument("--chroma", help="address of a Chroma server to build the index on: `chroma run --path FOLDER`")
    reader.add_argument("--database", help="address of an empty PostgreSQL database for the catalog")
    reader.add_argument("--archive", type=Path, help="kept, and asked again where it is there")
    asked = reader.parse_args()
    backend = Backend(asked.database, asked.chroma)
    with folder_of(asked.archive) as path:
        if not path.exists():
            build(path, asked.passages // PER_ARTICLE, backend)
        measure(path, backend)


def coverage(archive: Archive) -> None:
    with archive.snapshot() as snapshot:
        snapshot.coverage()


if __name__ == "__main__":
    main()
