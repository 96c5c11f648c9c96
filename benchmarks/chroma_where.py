"""What Chroma's own filters cost on a server: `python benchmarks/chroma_where.py ADDRESS [PASSAGES]` (default 60,000).

`chroma run --path FOLDER` is such a server. Two collections of the same made-up vectors are built, one with a day and
an outlet for each, and are asked with and without `where`; comparing every vector stands beside it. Both are deleted.
"""

import argparse
import time
from collections.abc import Callable
from secrets import token_hex
from typing import Any
from urllib.parse import urlsplit

import chromadb
import numpy as np

from assistant.archive import Vectors
from assistant.archive.index.chroma import hnsw_settings

DIMENSION, TIMES, BATCH = 384, 20, 1000
random = np.random.default_rng(0)


def made_up(count: int) -> Vectors:
    centres = random.normal(size=(500, DIMENSION))
    rows = centres[random.integers(0, 500, count)] + 0.6 * random.normal(size=(count, DIMENSION))
    unit: Vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return unit


def timed(what: str, vectors: Vectors, act: Callable[[Vectors], object]) -> None:
    took = []
    for _ in range(TIMES):
        noise = random.normal(0, 0.5 / np.sqrt(DIMENSION), DIMENSION)
        query = (vectors[random.integers(0, len(vectors))] + noise).astype(np.float32)
        start = time.perf_counter()
        act(query)
        took.append((time.perf_counter() - start) * 1000)
    print(f"{what:44} p50 {np.percentile(took, 50):7.1f} ms  p95 {np.percentile(took, 95):7.1f} ms", flush=True)


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("address")
    reader.add_argument("passages", type=int, nargs="?", default=60_000)
    asked = reader.parse_args()
    parts = urlsplit(asked.address)
    client = chromadb.HttpClient(host=parts.hostname or "", port=parts.port or 8000)
    vectors = made_up(asked.passages)
    days, outlets = random.integers(0, 7_300, asked.passages), random.integers(0, 40, asked.passages)
    built: list[Any] = []
    try:
        for has_metadata in (False, True):
            collection = client.create_collection(
                f"benchmark-{token_hex(8)}",
                configuration={"hnsw": hnsw_settings(asked.passages, thorough=False)},
                embedding_function=None,
            )
            built.append(collection)
            started = time.perf_counter()
            for start in range(0, asked.passages, BATCH):
                rows = range(start, min(asked.passages, start + BATCH))
                about: Any = [{"day": int(days[row]), "outlet": int(outlets[row])} for row in rows]
                collection.upsert(
                    ids=[str(row) for row in rows],
                    embeddings=vectors[rows.start : rows.stop],
                    metadatas=about if has_metadata else None,
                )
            print(f"{'with' if has_metadata else 'without'} metadata: built in {time.perf_counter() - started:.0f} s")
        plain, filtered = built

        def ask(collection: Any, k: int, where: object = None) -> Callable[[Vectors], object]:
            return lambda query: collection.query(
                query_embeddings=query.reshape(1, -1), n_results=k, where=where, include=["distances"]
            )

        timed("the 42 nearest", vectors, ask(plain, 42))
        timed("the 2,000 nearest", vectors, ask(plain, 2000))
        for share in (2, 10, 50, 90):
            timed(f"10 nearest, {share} % by day", vectors, ask(filtered, 10, {"day": {"$lt": 73 * share}}))
        timed("10 nearest, an outlet of 40", vectors, ask(filtered, 10, {"outlet": 3}))
        both = {"$and": [{"outlet": {"$in": list(range(8))}}, {"day": {"$gte": 1825}}, {"day": {"$lt": 5475}}]}
        timed("10 nearest, 8 outlets and two bounds", vectors, ask(filtered, 10, both))
        timed("every vector compared here", vectors, lambda query: np.argpartition(-(vectors @ query), 10)[:10])
    finally:
        for collection in built:
            client.delete_collection(collection.name)


if __name__ == "__main__":
    main()
