"""Where segments' indexes are built: an index that finds too little is asked more widely before it is built anew."""

from pathlib import Path

import numpy as np
import pytest

from assistant.archive import Vectors
from assistant.archive.index.chroma import ChromaIndex
from assistant.archive.index.segment import INDEX_FOLDER, VECTORS
from assistant.archive.index.stores import FolderStore, recall

COUNT = 6000


@pytest.fixture
def scattered() -> Vectors:
    """Rows without neighbours, which an index finds hard."""
    rows = np.random.default_rng(1).normal(size=(COUNT, 384)).astype(np.float32)
    unit: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


def share_found(index: ChromaIndex, vectors: Vectors) -> float:
    try:
        return recall(lambda queries, k: [index.nearest(one, k) for one in queries], vectors)
    finally:
        index.close()


@pytest.mark.slow
def test_an_index_that_misses_too_many_is_asked_more_widely_and_not_built_anew(
    tmp_path: Path, scattered: Vectors
) -> None:
    narrow = ChromaIndex.build(tmp_path / "narrow", scattered, None, thorough=False)
    assert share_found(narrow, scattered) < 0.95, "else there is nothing to mend"
    np.save(tmp_path / VECTORS, scattered)
    done: list[int] = []

    FolderStore().build(tmp_path, "owner", lambda rows, _: done.append(rows))

    assert done == sorted(done), "it was built once"
    assert share_found(ChromaIndex.open(tmp_path / INDEX_FOLDER), scattered) >= 0.95, "and stays so, opened again"
