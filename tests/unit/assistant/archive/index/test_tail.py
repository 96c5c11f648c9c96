from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from assistant.archive.catalog.manifest import read_manifest
from assistant.archive.index.tail import TailCache

if TYPE_CHECKING:
    from tests.unit.assistant.archive.conftest import Newsroom


def test_the_cached_tail_follows_what_is_added_and_removed(newsroom: "Newsroom") -> None:
    cache = TailCache()

    def numbers(fresh: TailCache) -> list[int]:
        with newsroom.archive.writer() as writer:
            connection = writer._connection
            manifest = read_manifest(connection)
            tail = fresh.read(connection, manifest, 0)
            assert len(tail.vectors) == len(tail.passage_ids)
            return [int(number) for number in tail.passage_ids]

    assert numbers(cache) == []
    newsroom.put(*(newsroom.article(f"Text {number}.", external_id=str(number)) for number in range(3)))
    assert numbers(cache) == [1, 2, 3]
    newsroom.put(newsroom.article("Text 1, corrected.", external_id="1"))
    assert numbers(cache) == [1, 3, 4] == numbers(TailCache())


def test_vectors_of_another_model_are_read_anew(newsroom: "Newsroom") -> None:
    newsroom.put(newsroom.article("One.", external_id="1"))
    cache = TailCache()
    with newsroom.archive.writer() as writer:
        connection, manifest = writer._connection, read_manifest(writer._connection)
        before = cache.read(connection, manifest, 0)
        connection.execute("UPDATE vectors SET vector = ?", (np.eye(1, 16, 3, dtype="<f4").tobytes(),))
        assert manifest.model is not None
        other = replace(manifest, revision=manifest.revision + 1, model=replace(manifest.model, edition=2))
        after = cache.read(connection, other, 0)
    assert np.array_equal(after.vectors, np.eye(1, 16, 3))
    assert not np.array_equal(before.vectors, after.vectors)


def test_passages_of_a_segment_that_cannot_be_read_are_kept_beside_the_tail(newsroom: "Newsroom") -> None:
    newsroom.put(*(newsroom.article(f"Text {number}.", external_id=str(number)) for number in range(6)))
    cache = TailCache()

    def numbers(above: int, upto: int | None) -> list[int]:
        with newsroom.archive.writer() as writer:
            manifest = read_manifest(writer._connection)
            tail = cache.read(writer._connection, manifest, above, upto)
            return [int(number) for number in tail.passage_ids]

    assert (numbers(0, 2), numbers(4, None)) == ([1, 2], [5, 6])
    newsroom.put(newsroom.article("Text 1, corrected.", external_id="1"))
    assert (numbers(0, 2), numbers(4, None)) == ([1], [5, 6, 7])


def test_an_older_reader_gets_its_own_state(newsroom: "Newsroom") -> None:
    query = newsroom.embedder.encode(["x"])[0]
    newsroom.put(newsroom.article("One.", external_id="1"))
    with newsroom.archive.snapshot() as older:
        newsroom.put(newsroom.article("Two.", external_id="2"))
        with newsroom.archive.snapshot() as newer:
            assert len(newer.search_dense(query, 5)) == 2
        assert len(older.search_dense(query, 5)) == 1
        with newsroom.archive.snapshot() as newer:
            assert len(newer.search_dense(query, 5)) == 2
