"""A sick generation is noticed, and answers stay those of exact search."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.archive import Archive, Filters, Hit, Vectors
from tests.integration import archive_worker as worker

Damage = Callable[[Path], None]


class WordlessEmbedder:
    """The worker's embedding, as `rebuild` takes it."""

    identity = worker.IDENTITY

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.encoded += texts
        return worker.embed(texts)


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """120 articles in a generation, and 12 more in the tail."""
    folder = tmp_path_factory.mktemp("pristine") / "archive"
    with Archive.open(folder, worker.IDENTITY, create=True) as archive:
        with archive.writer(worker.embed) as writer:
            writer.put_many([worker.article(number) for number in range(120)], worker.embed)
        with archive.writer(worker.embed) as writer:
            writer.put_many([worker.article(number) for number in range(120, 132)], worker.embed)
    return folder


@pytest.fixture
def folder(pristine: Path, tmp_path: Path) -> Iterator[Path]:
    copy = tmp_path / "archive"
    shutil.copytree(pristine, copy)
    yield copy
    shutil.rmtree(copy, ignore_errors=True)


def questions() -> Vectors:
    vectors: Vectors = worker.embed([f"question {number}" for number in range(12)])
    return vectors


def exact(folder: Path, filters: Filters) -> list[list[int]]:
    """Plain exact search over every live passage, best first."""
    with Archive.open(folder, worker.IDENTITY) as archive, archive.snapshot() as snapshot:
        passage_ids = [
            passage.passage_id
            for item in snapshot.list_articles(limit=10_000)
            for passage in snapshot.article_passages(item.article_id)
        ]
        if filters.publishers:
            wanted = {
                voice.group_id
                for voice in snapshot.list_articles(limit=10_000)
                if voice.publisher in filters.publishers
            }
            passage_ids = [
                passage.passage_id
                for passage in snapshot.passages(passage_ids)
                if snapshot.article(passage.article_id).group_id in wanted
            ]
        scores = snapshot.vectors(passage_ids) @ questions().T
        return [[passage_ids[row] for row in np.argsort(-scores[:, column])[:10]] for column in range(12)]


def found(archive: Archive, filters: Filters) -> tuple[list[list[int]], tuple[str, ...]]:
    archive.prepare()
    with archive.snapshot() as snapshot:
        hits: list[list[Hit]] = [snapshot.search_dense(question, 10, filters) for question in questions()]
        return [[hit.passage_id for hit in row] for row in hits], snapshot.notices


def generation_of(folder: Path) -> Path:
    (generation,) = (folder / "generations").iterdir()
    return generation


def flip_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)


def truncate(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


def grow(path: Path) -> None:
    with path.open("ab") as file:
        file.truncate(1 << 40)  # a hole: as much as a killed Chroma once left, without the room it would take


SEALED = (
    "vectors.npy",
    "rows.npy",
    "data_level0.bin",
    "header.bin",
    "length.bin",
    "link_lists.bin",
    "index_metadata.pickle",
)


@pytest.mark.parametrize("filters", [Filters(), Filters(publishers=("Paper 1",))], ids=["all", "one publisher"])
def test_the_index_and_the_tail_together_equal_exact_search(folder: Path, filters: Filters) -> None:
    expected = exact(folder, filters)
    with Archive.open(folder, worker.IDENTITY) as archive:
        assert found(archive, filters) == (expected, ())
        status = archive.status()
    assert status.generation.health == "good"
    assert status.generation.row_count > 64
    assert status.tail_count > 0


@pytest.mark.parametrize("name", SEALED)
@pytest.mark.parametrize("damage", [flip_byte, truncate, Path.unlink, grow], ids=["flip", "truncate", "remove", "grow"])
def test_a_damaged_file_is_noticed_and_answers_stay_right(folder: Path, name: str, damage: Damage) -> None:
    expected = exact(folder, Filters())
    (path,) = generation_of(folder).rglob(name)
    damage(path)
    with Archive.open(folder, worker.IDENTITY) as archive:
        rows, notices = found(archive, Filters())
        assert rows == expected
        assert any("copydesk rebuild" in notice for notice in notices)
        assert archive.status().generation.health == "damaged"
        assert any("copydesk rebuild" in notice for notice in archive.status().notices)
        assert found(archive, Filters(publishers=("Paper 1",)))[0] == exact(folder, Filters(publishers=("Paper 1",)))


@pytest.mark.parametrize("damage", [flip_byte, truncate, Path.unlink], ids=["flip", "truncate", "remove"])
def test_chromas_own_database_is_not_trusted_either(folder: Path, damage: Damage) -> None:
    expected = exact(folder, Filters())
    damage(generation_of(folder) / "index" / "chroma.sqlite3")
    with Archive.open(folder, worker.IDENTITY) as archive:
        rows, notices = found(archive, Filters())
        assert rows == expected
        if damage is not flip_byte:  # one flipped byte in an unused page harms nothing
            assert any("copydesk rebuild" in notice for notice in notices)
            assert archive.status().generation.health == "damaged"


@pytest.mark.parametrize("what", ["generation", "generations", "lock"])
def test_a_deleted_generation_is_noticed_and_rebuilt_without_embedding(folder: Path, what: str) -> None:
    expected = exact(folder, Filters())
    generation = generation_of(folder)
    if what == "lock":
        (generation / "in_use.lock").unlink()
    else:
        shutil.rmtree(generation if what == "generation" else folder / "generations")
    embedder = WordlessEmbedder()
    with Archive.open(folder, worker.IDENTITY) as archive:
        rows, notices = found(archive, Filters())
        assert rows == expected
        assert any("copydesk rebuild" in notice for notice in notices)
        assert archive.status().generation.health == ("damaged" if what == "lock" else "missing")
        archive.rebuild(embedder)
        assert found(archive, Filters()) == (expected, ())
        assert archive.status().generation.health == "good"
        assert archive.status().notices == ()
        assert archive.status().tail_count == 0
    assert len(embedder.encoded) == 4, "only the probes: every vector is in the catalog"


@pytest.mark.parametrize("name", ["vectors.npy", "data_level0.bin"])
def test_damage_while_the_archive_is_open_does_not_end_the_process(folder: Path, name: str) -> None:
    expected = exact(folder, Filters())
    with Archive.open(folder, worker.IDENTITY) as archive:
        assert found(archive, Filters()) == (expected, ())
        (path,) = generation_of(folder).rglob(name)
        truncate(path)
        assert found(archive, Filters())[0] == expected
        assert archive.status().generation.health == "damaged"


def test_the_next_fold_mends_a_damaged_generation(folder: Path) -> None:
    (path,) = generation_of(folder).rglob("data_level0.bin")
    flip_byte(path)
    with Archive.open(folder, worker.IDENTITY) as archive:
        with archive.writer(worker.embed) as writer:
            assert writer.fold(force=True)
        assert found(archive, Filters()) == (exact(folder, Filters()), ())


def test_a_reader_keeps_its_generation_until_it_is_done(folder: Path) -> None:
    old = generation_of(folder)
    with Archive.open(folder, worker.IDENTITY) as reader, Archive.open(folder, worker.IDENTITY) as other:
        with reader.snapshot() as snapshot:
            before = [snapshot.search_dense(question, 10) for question in questions()]
            with other.writer(worker.embed) as writer:
                writer.put_many([worker.article(number) for number in range(200, 230)], worker.embed)
                writer.fold(force=True)
            assert old.exists()
            assert [snapshot.search_dense(question, 10) for question in questions()] == before
        assert found(reader, Filters()) == (exact(folder, Filters()), ())
        with other.writer(worker.embed):
            pass
        assert not old.exists()


def test_removed_articles_fall_out_at_once_and_are_folded_away(folder: Path) -> None:
    with Archive.open(folder, worker.IDENTITY) as archive:
        with archive.snapshot() as snapshot:
            gone = [item.article_id for item in snapshot.list_articles(limit=10_000)][::-1][:100]
        with archive.writer(worker.embed) as writer:
            for article_id in gone[:10]:
                writer.remove(article_id)
            assert not writer.fold()
            assert archive.status().tombstone_count > 0
            assert found(archive, Filters()) == (exact(folder, Filters()), ())
            for article_id in gone[10:]:
                writer.remove(article_id)
        assert archive.status().tombstone_count == 0
        assert found(archive, Filters()) == (exact(folder, Filters()), ())
        assert archive.status().coverage.article_count == 32


def test_an_emptied_archive_has_no_generation(folder: Path) -> None:
    with Archive.open(folder, worker.IDENTITY) as archive:
        with archive.snapshot() as snapshot:
            everything = [item.article_id for item in snapshot.list_articles(limit=10_000)]
        with archive.writer(worker.embed) as writer:
            for article_id in everything:
                writer.remove(article_id)
        assert archive.status().generation.health == "none yet"
        assert found(archive, Filters()) == ([[]] * 12, ())
    assert list((folder / "generations").iterdir()) == []
