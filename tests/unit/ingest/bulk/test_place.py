"""Blocks lie where they were put, whole or not at all, on whatever fsspec reaches."""

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.archive.article import IncomingArticle
from assistant.errors import InputError
from ingest.bulk.blocks import cut_rows
from ingest.bulk.place import BlockPlace
from ingest.bulk.rows import item_from, row_of
from ingest.bulk.stored import DamagedBlock, Embedding, pack
from ingest.sources import ReadArticle

ROWS = cut_rows([row_of(ReadArticle("a.txt", IncomingArticle("The bridge was shut.")))], "model")
KEY = bytes.fromhex(ROWS[0]["passages"][0]["key"])
ONE, TWO = "1" * 40, "2" * 40
CONTENT = pack(ROWS, {KEY: Embedding(np.ones(4, np.float32))})


@pytest.fixture(params=["folder", "file:", "memory:"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[BlockPlace]:
    folder = tmp_path / "deep" / "blocks"
    addresses = {"folder": str(folder), "file:": f"file://{folder}", "memory:": f"memory://{folder}"}
    made = BlockPlace.at(addresses[request.param], is_for_all=False)
    made.prepare()
    yield made
    for name in made.names():
        made.remove(name)


def test_what_is_written_is_there(place: BlockPlace) -> None:
    assert place.names() == set()
    place.write(ONE, CONTENT)
    place.write(TWO, pack(ROWS, {}))
    place.write(ONE, CONTENT)
    assert place.names() == {ONE, TWO}
    assert place.read(ONE).items == [item_from(ROWS[0])]
    assert dict(place.keys([TWO, ONE])) == {ONE: [KEY], TWO: []}
    place.remove(TWO)
    assert place.names() == {ONE}


def test_a_damaged_block_is_removed_where_keys_are_read(place: BlockPlace) -> None:
    place.write(ONE, CONTENT[:-9])
    place.write(TWO, CONTENT)
    with pytest.raises(DamagedBlock):
        place.read(ONE)
    assert dict(place.keys([ONE, TWO])) == {TWO: [KEY]}
    assert place.names() == {TWO}


def test_the_address_is_the_same_from_everywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    address = BlockPlace.at("blocks").address
    BlockPlace.at(address).prepare()
    monkeypatch.chdir("/")
    BlockPlace.at(address).write(ONE, CONTENT)
    assert (tmp_path / "blocks" / f"{ONE}.parquet").is_file()
    assert BlockPlace.at(address).address == address


def test_a_home_folder_may_be_written_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    BlockPlace.at("~/blocks").prepare()
    assert (tmp_path / "blocks").is_dir()


def test_articles_lie_there_for_their_owner_alone(tmp_path: Path) -> None:
    place = BlockPlace.at(str(tmp_path / "blocks"))
    place.prepare()
    place.write(ONE, CONTENT)
    assert (tmp_path / "blocks").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "blocks" / f"{ONE}.parquet").stat().st_mode & 0o777 == 0o600


def test_half_a_file_of_a_killed_writer_is_no_block(tmp_path: Path) -> None:
    place = BlockPlace.at(str(tmp_path))
    old, fresh = tmp_path / f".{ONE}-12345678.part", tmp_path / f".{TWO}-12345678.part"
    other = tmp_path / ".download.part"
    for half in (old, fresh, other):
        half.write_bytes(CONTENT[:100])
    for half in (old, other):
        os.utime(half, (0, 0))
    assert place.names() == set()
    assert not old.exists()
    assert fresh.exists(), "its writer may be at work"
    assert other.exists(), "it is none of ours"


def test_other_files_are_none_of_ours(tmp_path: Path) -> None:
    others = ["mine.parquet", f"{ONE}.csv", f"{ONE}0.parquet", "notes.txt"]
    for name in others:
        (tmp_path / name).write_bytes(b"not a block")
    place = BlockPlace.at(str(tmp_path))
    place.write(TWO, CONTENT)
    assert place.names() == {TWO}
    assert dict(place.keys(sorted(place.names()))) == {TWO: [KEY]}
    assert all((tmp_path / name).exists() for name in others)


def test_a_write_that_fails_leaves_nothing(tmp_path: Path) -> None:
    place = BlockPlace.at(str(tmp_path / "blocks"))
    place.prepare()
    (tmp_path / "blocks" / f"{ONE}.parquet").mkdir()
    with pytest.raises(OSError, match=r"."):
        place.write(ONE, CONTENT)
    assert [path.name for path in (tmp_path / "blocks").iterdir()] == [f"{ONE}.parquet"]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("memory://blocks", "gone when the command ends"),
        ("nowhere://x", "cannot be used"),
        ("s4://x", "cannot be used"),
    ],
)
def test_a_place_that_cannot_be_one_is_said(address: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        BlockPlace.at(address)


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot be made"):
        BlockPlace.at(str(tmp_path / "file" / "blocks")).prepare()
