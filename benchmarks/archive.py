"""How long the archive takes to fill, fold and answer: `python benchmarks/archive.py [PASSAGES]` (default 50,000).

Made-up articles of five passages of 120 words, words drawn as rarely as in real text, vectors in 200 clusters.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from assistant.archive import Archive, Filters, IncomingArticle, IncomingPassage, Snapshot, Vectors
from assistant.models import EmbeddingIdentity

DIMENSION, WORDS, PER_ARTICLE, BATCH = 384, 60_000, 5, 20
IDENTITY = EmbeddingIdentity("benchmark", DIMENSION, "0" * 64, 256, local=True)

random = np.random.default_rng(1)
centres = random.normal(size=(200, DIMENSION)).astype(np.float32)
vocabulary = np.array([f"w{number}" for number in range(WORDS)])
frequency = 1 / np.arange(1, WORDS + 1) ** 1.07
frequency /= frequency.sum()


def embed(texts: Sequence[str]) -> Vectors:
    vectors = centres[random.integers(0, 200, len(texts))] * 0.7
    vectors += random.normal(size=(len(texts), DIMENSION)).astype(np.float32)
    unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


def article(number: int) -> tuple[IncomingArticle, list[IncomingPassage]]:
    parts = [" ".join(row) for row in random.choice(vocabulary, size=(PER_ARTICLE, 120), p=frequency)]
    passages, start = [], 0
    for part in parts:
        passages.append(IncomingPassage(start, start + len(part), ((start, start + len(part)),), part))
        start += len(part) + 1
    incoming = IncomingArticle(
        text="\n".join(parts),
        title=parts[0][:40],
        publisher=f"Paper {number % 10}",
        external_id=str(number),
        published_on=date(2000, 1, 1) + timedelta(days=number % 8000),
    )
    return incoming, passages


def measure(archive: Archive, name: str, ask: Callable[[Snapshot], object], times: int = 100) -> None:
    took = []
    for _ in range(times):
        start = time.perf_counter()
        with archive.snapshot() as snapshot:
            ask(snapshot)
        took.append((time.perf_counter() - start) * 1000)
    print(f"{name:32} p50 {np.percentile(took, 50):7.2f} ms   p95 {np.percentile(took, 95):7.2f} ms")


def words(common: int = WORDS, count: int = 8) -> str:
    chances = frequency[:common] / frequency[:common].sum()
    return " ".join(random.choice(vocabulary[:common], size=count, p=chances))


def questions(archive: Archive) -> None:
    year = Filters(date_from=date(2005, 1, 1), date_to=date(2005, 12, 31))
    paper, most = Filters(publishers=("paper 3",)), Filters(date_from=date(2002, 1, 1))
    measure(archive, "snapshot alone", lambda snapshot: snapshot.state)
    measure(archive, "dense, k=50", lambda snapshot: snapshot.search_dense(embed(["x"])[0], 50))
    measure(archive, "dense, one year", lambda snapshot: snapshot.search_dense(embed(["x"])[0], 50, year))
    measure(archive, "dense, a tenth", lambda snapshot: snapshot.search_dense(embed(["x"])[0], 50, paper))
    measure(archive, "dense, nine tenths", lambda snapshot: snapshot.search_dense(embed(["x"])[0], 50, most))
    measure(archive, "keyword, 8 words", lambda snapshot: snapshot.search_keyword(words(), 50))
    measure(archive, "keyword, common words", lambda snapshot: snapshot.search_keyword(words(300, 6), 50))
    measure(archive, "keyword, a tenth", lambda snapshot: snapshot.search_keyword(words(), 50, paper))
    measure(archive, "coverage", lambda snapshot: snapshot.coverage())


def main(passage_count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "archive"
        with Archive.open(path, IDENTITY, create=True) as archive:
            with archive.writer() as writer:
                start = time.perf_counter()
                for first in range(0, passage_count // PER_ARTICLE, BATCH):
                    writer.put_many([article(number) for number in range(first, first + BATCH)], embed)
                print(f"put {passage_count} passages: {time.perf_counter() - start:.1f} s")
                start = time.perf_counter()
                writer.fold(force=True)
                print(f"fold: {time.perf_counter() - start:.1f} s")
            start = time.perf_counter()
            archive.prepare()
            print(f"check and load the index: {time.perf_counter() - start:.2f} s")
            questions(archive)
            print(f"on disk: {archive.status().byte_count / 1e6:.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
