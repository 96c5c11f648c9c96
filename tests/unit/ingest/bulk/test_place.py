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
    place.write("one", CONTENT)
    place.write("two", pack(ROWS, {}))
    place.write("one", CONTENT)
    assert place.names() == {"one", "two"}
    assert place.read("one").items == [item_from(ROWS[0])]
    assert dict(place.keys(["two", "one"])) == {"one": [KEY], "two": []}
    place.remove("two")
    assert place.names() == {"one"}


def test_a_damaged_block_is_removed_where_keys_are_read(place: BlockPlace) -> None:
    place.write("one", CONTENT[:-9])
    place.write("two", CONTENT)
    with pytest.raises(DamagedBlock):
        place.read("one")
    assert dict(place.keys(["one", "two"])) == {"two": [KEY]}
    assert place.names() == {"two"}


def test_the_address_is_the_same_from_everywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    address = BlockPlace.at("blocks").address
    BlockPlace.at(address).prepare()
    monkeypatch.chdir("/")
    BlockPlace.at(address).write("one", CONTENT)
    assert (tmp_path / "blocks" / "one.parquet").is_file()
    assert BlockPlace.at(address).address == address


def test_a_home_folder_may_be_written_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    BlockPlace.at("~/blocks").prepare()
    assert (tmp_path / "blocks").is_dir()


def test_articles_lie_there_for_their_owner_alone(tmp_path: Path) -> None:
    place = BlockPlace.at(str(tmp_path / "blocks"))
    place.prepare()
    place.write("one", CONTENT)
    assert (tmp_path / "blocks").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "blocks" / "one.parquet").stat().st_mode & 0o777 == 0o600


def test_half_a_file_of_a_killed_writer_is_no_block(tmp_path: Path) -> None:
    place = BlockPlace.at(str(tmp_path))
    old, fresh = tmp_path / ".one-1234.part", tmp_path / ".two-1234.part"
    for half in (old, fresh):
        half.write_bytes(CONTENT[:100])
    os.utime(old, (0, 0))
    assert place.names() == set()
    assert not old.exists()
    assert fresh.exists(), "its writer may be at work"


def test_a_write_that_fails_leaves_nothing(tmp_path: Path) -> None:
    place = BlockPlace.at(str(tmp_path / "blocks"))
    place.prepare()
    (tmp_path / "blocks" / "one.parquet").mkdir()
    with pytest.raises(OSError, match=r"."):
        place.write("one", CONTENT)
    assert [path.name for path in (tmp_path / "blocks").iterdir()] == ["one.parquet"]


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
