"""Admission takes in what was prepared as an ingest takes in the files, and embeds nothing of it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.archive import Archive
from assistant.archive.catalog.manifest import PROBE_TEXTS
from assistant.archive.catalog.vectors import vector_key
from assistant.models import embed_of
from assistant.settings import Settings
from ingest.bulk.place import BlockPlace
from ingest.bulk.prepared import KeyIndex, PreparedEmbedder, PreparedFiles, Ready, RecentBlocks
from ingest.bulk.shares import shares_of, written_share
from ingest.bulk.steps import Claims, HowToRead, cut_piece, embed_piece, read_pieces, store_piece
from ingest.bulk.stored import Embedding, StoredBlock
from ingest.events import ArticleDone, IngestEvent, ReadingProgress
from ingest.pipeline import ingest
from ingest.report import Report
from ingest.sources import walk
from tests.archive_contents import contents
from tests.unit.ingest.bulk.conftest import Coding

Prepare = Callable[..., tuple[list[Ready], list[tuple[int, list[str]]]]]


@pytest.fixture
def place(tmp_path: Path) -> BlockPlace:
    made = BlockPlace.at(str(tmp_path / "blocks"))
    made.prepare()
    return made


@pytest.fixture
def prepare(place: BlockPlace, how: HowToRead) -> Prepare:
    """What Ray's tasks do, without Ray."""

    def run(folder: Path) -> tuple[list[Ready], list[tuple[int, list[str]]]]:
        coding, claims = Coding(), Claims()
        ready: list[Ready] = []
        seen: list[tuple[int, list[str]]] = []
        for share in shares_of(walk([folder])):
            for piece in read_pieces(written_share(share), how, place.names()):
                if not piece["name"]:
                    seen.append((piece["row_count"], []))
                    continue
                cut = cut_piece(piece, coding.identity.key(), np.empty(0, np.uint64), claims.claim)
                store_piece(embed_piece(cut, embed_of(coding)), place)
                ready.append(Ready(piece["share"], piece["part"], piece["name"], piece["size"]))
        return ready, seen

    return run


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[str], Archive]]:
    archives: list[Archive] = []

    def open_one(name: str) -> Archive:
        archives.append(Archive.open(tmp_path / name, Coding().identity, create=True))
        return archives[-1]

    yield open_one
    for archive in archives:
        archive.close()


def admit(
    folder: Path,
    archive: Archive,
    place: BlockPlace,
    ready: Iterable[Ready],
    model: Coding,
    seen: Iterable[tuple[int, list[str]]] = (),
    **more: object,
) -> tuple[Report, list[IngestEvent], PreparedEmbedder]:
    read, events = RecentBlocks(place.read), list[IngestEvent]()
    embedder = PreparedEmbedder(model, KeyIndex(place.keys(sorted(place.names()))), read)
    files = PreparedFiles([folder], ready, read, seen=seen)
    settings = Settings.load()
    report = ingest(
        [folder], archive, embedder, prepared=files, settings=settings, listener=events.append, **more  # type: ignore[arg-type]
    )  # fmt: skip
    return report, events, embedder


def plainly(folder: Path, archive: Archive) -> tuple[Report, list[IngestEvent]]:
    events: list[IngestEvent] = []
    return ingest([folder], archive, Coding(), settings=Settings.load(), listener=events.append), events


def test_the_archive_is_that_of_an_ingest(
    wire: Callable[..., Path], prepare: Prepare, place: BlockPlace, opened: Callable[[str], Archive]
) -> None:
    folder = wire(150)
    ready, seen = prepare(folder)
    assert len(ready) == 3
    model = Coding()
    report, events, embedder = admit(folder, opened("one"), place, reversed(ready), model, seen)
    plain, plain_events = plainly(folder, opened("two"))
    report.seconds = plain.seconds = 0.0
    assert report == plain
    assert [event for event in events if isinstance(event, ArticleDone)] == [
        event for event in plain_events if isinstance(event, ArticleDone)
    ]
    last = [event for event in events if isinstance(event, ReadingProgress)][-1]
    assert last.done == last.total == sum(path.stat().st_size for path in folder.iterdir())
    assert embedder.embedded_again == 0
    assert set(model.read) <= set(PROBE_TEXTS)
    for (article, passages, vectors, codes), other in zip(
        contents(opened("one")), contents(opened("two")), strict=True
    ):
        assert (article, passages, codes) == (other[0], other[1], other[3])
        assert np.array_equal(vectors, other[2])


def test_what_no_block_has_is_embedded_then(
    wire: Callable[..., Path], prepare: Prepare, place: BlockPlace, opened: Callable[[str], Archive]
) -> None:
    folder = wire(3)
    ready, _ = prepare(folder)
    read = RecentBlocks(place.read)
    block = read(ready[0].name)
    key = next(iter(block.embeddings))
    without = StoredBlock(block.items, {one: each for one, each in block.embeddings.items() if one != key})
    model = Coding()
    embedder = PreparedEmbedder(model, KeyIndex([("one", without.embeddings)]), lambda _: without)
    files = PreparedFiles([folder], [Ready(0, 0, "one", 9)], lambda _: without)
    report = ingest([folder], opened("one"), embedder, prepared=files, settings=Settings.load())
    assert (report.added, embedder.embedded_again) == (4, 1)


def test_a_folder_that_was_renamed_is_known(
    wire: Callable[..., Path], prepare: Prepare, place: BlockPlace, opened: Callable[[str], Archive]
) -> None:
    folder, archive = wire(5), opened("one")
    plainly(folder, archive)
    moved = folder.rename(folder.with_name("renamed"))
    ready, seen = prepare(moved)
    report, _, _ = admit(moved, archive, place, ready, Coding(), seen)
    assert (report.added, report.unchanged, report.total_articles) == (0, 6, 6)
    assert any('from a folder named "wire"' in note for note in report.notes)


def test_what_vanished_is_removed(
    wire: Callable[..., Path], prepare: Prepare, place: BlockPlace, opened: Callable[[str], Archive]
) -> None:
    folder, archive = wire(5), opened("one")
    plainly(folder, archive)
    (folder / "a.jsonl").write_text((folder / "a.jsonl").read_text().replace("broken {\n", ""))
    (folder / "b.txt").unlink()
    ready, seen = prepare(folder)
    report, _, _ = admit(folder, archive, place, ready, Coding(), seen, sync=True)
    assert (report.added, report.unchanged, report.removed) == (0, 5, 1)


def test_a_mapped_field_that_no_row_had_is_a_note(
    wire: Callable[..., Path], prepare: Prepare, place: BlockPlace, opened: Callable[[str], Archive]
) -> None:
    folder = wire(3)
    ready, _ = prepare(folder)
    seen = [(2, ["title"]), (0, []), (1, ["title", "text"])]
    report, _, _ = admit(folder, opened("one"), place, ready, Coding(), seen, field_map={"title": "hed"})
    assert any('No row has the field "hed"' in note for note in report.notes)


def test_an_index_knows_which_blocks_have_a_key() -> None:
    keys = [bytes([number]) * 32 for number in range(4)]
    index = KeyIndex([("one", [keys[3], keys[0]]), ("two", [keys[1], keys[0]])])
    index.add([("three", [keys[2]]), ("none", [])])
    assert [index.blocks_with(key) for key in keys] == [["one", "two"], ["two"], ["three"], ["one"]]
    assert index.blocks_with(b"\xff" * 32) == []
    assert index.names == ["one", "two", "three", "none"]
    assert index.numbers.tolist() == sorted(index.numbers.tolist())
    assert KeyIndex().blocks_with(keys[0]) == []


def test_only_the_last_blocks_stay_in_memory() -> None:
    asked: list[str] = []

    def read(name: str) -> StoredBlock:
        asked.append(name)
        return StoredBlock()

    recent = RecentBlocks(read, most=2)
    for name in ("one", "two", "one", "three", "one", "two"):
        recent(name)
    assert asked == ["one", "two", "three", "two"]


@pytest.mark.parametrize(
    "embedding", [Embedding(np.ones(3, np.float32), b"c"), Embedding(np.ones(4, np.float32), None)]
)
def test_a_vector_of_another_shape_or_without_codes_is_made_anew(embedding: Embedding) -> None:
    model = Coding()
    key = vector_key(model.identity.key(), "text")
    block = StoredBlock([], {key: embedding})
    embedder = PreparedEmbedder(model, KeyIndex([("one", [key])]), lambda _: block)
    given = embedder.encode_with_codes(["text", "text", "other"])
    assert given.vectors.shape == (3, 4)
    assert model.read == ["text", "other"]
    assert embedder.embedded_again == 2


def test_an_embedder_without_codes() -> None:
    class Plain:
        identity = Coding().identity

        def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
            return Coding().encode(texts)

    key = vector_key(Plain.identity.key(), "text")
    block = StoredBlock([], {key: Embedding(np.array([9, 9, 9, 9], np.float32))})
    embedder = PreparedEmbedder(Plain(), KeyIndex([("one", [key])]), lambda _: block)
    assert not embedder.keeps_codes
    assert embedder.encode(["text", "more"]).tolist() == [[9, 9, 9, 9], *Coding().encode(["more"]).tolist()]
    assert embedder.encode([]).shape[0] == 0
