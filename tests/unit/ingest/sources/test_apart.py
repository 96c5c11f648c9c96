"""The process that reads risky files: its limits, and that it survives what it reads."""

import os
import pickle
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.sources import Apart, FoundFile, Held, Item, Note, Reading, RowFields, Skip
from ingest.sources.apart_frames import unpickle
from ingest.sources.reading import Unreadable

FILE = FoundFile(Path("/wire/a"), "wire", "a", Held(b"0123456789"))
READING = Reading(RowFields(), 1000, "name")
LARGEST = 100


def obedient(file: FoundFile, reading: Reading) -> Iterator[Item | FoundFile]:
    print("what a library prints goes nowhere")
    yield Note(file.source, f"{reading.source_name} {os.getpid()}")
    yield file.member("b", Held(b"x"))


def refusing(file: FoundFile, reading: Reading) -> Iterator[Item]:
    yield Skip(file.source, "never seen")
    message = "not today"
    raise Unreadable(message)


def failing(file: FoundFile, reading: Reading) -> Iterator[Item]:
    yield from [][1]


def endless(file: FoundFile, reading: Reading) -> Iterator[Item]:
    while True:
        pass


def sleeping(file: FoundFile, reading: Reading) -> Iterator[Item]:
    time.sleep(3600)
    yield Skip("", "")


def greedy(file: FoundFile, reading: Reading) -> Iterator[Item]:
    yield Note("", str(len(bytearray(3_000_000_000))))


def dying(file: FoundFile, reading: Reading) -> Iterator[Item]:
    yield Skip("", "")
    os.abort()


def writing(file: FoundFile, reading: Reading) -> Iterator[Item]:
    Path(file.content.open().read().decode() if file.content else "").write_text("x")
    yield Note("", "written")


@pytest.fixture(scope="module")
def apart() -> Iterator[Apart]:
    with Apart(2, 400) as opened:
        yield opened


def child_of(apart: Apart) -> str:
    note = apart.read(obedient, LARGEST, FILE, READING)[0]
    assert isinstance(note, Note)
    return note.text


def test_what_a_reader_yields_comes_back_from_a_process_that_is_kept(apart: Apart) -> None:
    note, member = apart.read(obedient, LARGEST, FILE, READING)
    assert isinstance(note, Note)
    assert isinstance(member, FoundFile)
    assert (member.below_root, member.content) == ("a/b", Held(b"x"))
    name, child = note.text.split()
    assert (name, child_of(apart)) == ("name", note.text)
    assert int(child) != os.getpid()


def test_what_a_reader_refuses_is_refused(apart: Apart) -> None:
    before = child_of(apart)
    with pytest.raises(Unreadable, match="not today"):
        apart.read(refusing, LARGEST, FILE, READING)
    with pytest.raises(Unreadable, match="its parser gave up"):
        apart.read(failing, LARGEST, FILE, READING)
    with pytest.raises(Unreadable, match="larger than 0 kB"):
        apart.read(obedient, 9, FILE, READING)
    assert child_of(apart) == before


def test_a_crash_costs_one_file(apart: Apart) -> None:
    before = child_of(apart)
    with pytest.raises(Unreadable, match="its parser crashed"):
        apart.read(dying, LARGEST, FILE, READING)
    assert child_of(apart) != before


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="processor time is not limited there")
def test_a_loop_without_end_costs_its_seconds(apart: Apart) -> None:
    with pytest.raises(Unreadable, match=r"takes longer than 2 s \(COPYDESK_PARSE_SECONDS\)"):
        apart.read(endless, LARGEST, FILE, READING)
    assert child_of(apart)


@pytest.mark.slow
def test_a_parser_that_waits_is_not_waited_for() -> None:
    with Apart(1, 400, patience=1) as apart, pytest.raises(Unreadable, match="takes longer than 1 s"):
        apart.read(sleeping, LARGEST, FILE, READING)


@pytest.mark.skipif(sys.platform != "linux", reason="the address space is limited on Linux")
def test_memory_is_limited_and_nothing_can_be_written(apart: Apart, tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"needs more than 400 MB \(COPYDESK_PARSE_MEMORY_MB\)"):
        apart.read(greedy, LARGEST, FILE, READING)
    target = FoundFile(Path("/wire/a"), "wire", "a", Held(str(tmp_path / "written").encode()))
    with pytest.raises(Unreadable, match="gave up"):
        apart.read(writing, 1000, target, READING)
    assert (tmp_path / "written").read_text() == ""  # made, but nothing in it


def test_nothing_but_values_is_taken_from_the_child() -> None:
    assert unpickle(pickle.dumps([Skip("a", "b"), "text", FILE])) == [Skip("a", "b"), "text", FILE]
    for hostile in (os.system, time.sleep, Unreadable):
        with pytest.raises(pickle.UnpicklingError, match="nothing that a reader yields"):
            unpickle(pickle.dumps(hostile))
