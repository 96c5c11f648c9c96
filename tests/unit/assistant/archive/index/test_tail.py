from typing import TYPE_CHECKING

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
            tail = fresh.read(connection, epoch=manifest.epoch, revision=manifest.revision, above=0, dimension=16)
            assert len(tail.vectors) == len(tail.passage_ids)
            return [int(number) for number in tail.passage_ids]

    assert numbers(cache) == []
    newsroom.put(*(newsroom.article(f"Text {number}.", external_id=str(number)) for number in range(3)))
    assert numbers(cache) == [1, 2, 3]
    newsroom.put(newsroom.article("Text 1, corrected.", external_id="1"))
    assert numbers(cache) == [1, 3, 4] == numbers(TailCache())


def test_passages_of_a_segment_that_cannot_be_read_are_kept_beside_the_tail(newsroom: "Newsroom") -> None:
    newsroom.put(*(newsroom.article(f"Text {number}.", external_id=str(number)) for number in range(6)))
    cache = TailCache()

    def numbers(above: int, upto: int | None) -> list[int]:
        with newsroom.archive.writer() as writer:
            manifest = read_manifest(writer._connection)
            tail = cache.read(
                writer._connection,
                epoch=manifest.epoch,
                revision=manifest.revision,
                above=above,
                upto=upto,
                dimension=16,
            )
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
