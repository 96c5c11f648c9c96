"""How the segments on the disk are, told apart."""

import shutil
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.archive.catalog.connection import connect_writer
from assistant.archive.index.health import Health, check_health, covers_index, days_of, has_usable_index, worst
from assistant.archive.index.ledger import SegmentEntry, read_segments
from assistant.archive.index.segment import IN_USE, INDEX_FOLDER, VECTORS

if TYPE_CHECKING:
    from tests.unit.assistant.archive.conftest import Newsroom


@pytest.fixture
def entry(newsroom: "Newsroom") -> SegmentEntry:
    newsroom.put(*(newsroom.article(f"Text {n}.", external_id=str(n), published="2024-05-01") for n in range(3)))
    with closing(connect_writer(newsroom.archive.path / "catalog.sqlite3")) as connection:
        (found,) = read_segments(connection)
    return found


def test_a_whole_one_is_good(newsroom: "Newsroom", entry: SegmentEntry) -> None:
    folder = newsroom.archive.path / "generations"
    assert (check_health(folder, entry), check_health(folder, entry, reads_all=True)) == ("good", "good")
    assert covers_index(entry)
    assert has_usable_index(folder, entry)
    assert days_of(entry) == ("2024-05-01", "2024-05-01")


@pytest.mark.parametrize(
    ("gone", "health"), [("", "missing"), (IN_USE, "damaged"), (VECTORS, "damaged"), (INDEX_FOLDER, "damaged")]
)
def test_what_is_gone(newsroom: "Newsroom", entry: SegmentEntry, gone: str, health: Health) -> None:
    folder: Path = newsroom.archive.path / "generations"
    path = folder / entry.name / gone if gone else folder / entry.name
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert check_health(folder, entry) == health


def test_the_worst_of_all_counts() -> None:
    assert worst([]) == "none yet"
    assert worst(["good", "missing", "good"]) == "missing"
    assert worst(["missing", "damaged", "good"]) == "damaged"
