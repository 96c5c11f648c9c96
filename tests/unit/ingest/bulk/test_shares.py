"""Files are shared out in their order, and read as an ingest reads them."""

import os
from collections.abc import Callable
from pathlib import Path

from ingest.bulk.shares import MOST_BYTES, MOST_FILES, read_share, share_from, shares_of, written_share
from ingest.sources import FoundFile, ReadArticle, Reading, RowFields, Skip, SoFar, read_file, walk

READING = Reading(RowFields(), 100_000)


def test_a_share_is_full_by_files_or_by_bytes(tmp_path: Path) -> None:
    for number in range(MOST_FILES + 3):
        (tmp_path / f"{number:03}.txt").write_text(f"Story {number}.")
    (tmp_path / "100.txt").write_bytes(b"x" * MOST_BYTES)
    (tmp_path / "101.txt").write_text("Last.")
    shares = list(shares_of(walk([tmp_path])))
    assert [len(share.entries) for share in shares] == [MOST_FILES, 4, 1]
    assert [share.number for share in shares] == [0, 1, 2]
    assert sum(share.size for share in shares) == sum(path.stat().st_size for path in tmp_path.glob("*.txt"))


def test_nothing_gives_no_share() -> None:
    assert list(shares_of([])) == []


def test_a_share_reads_what_an_ingest_reads(wire: Callable[..., Path]) -> None:
    folder = wire(3)
    (share,) = shares_of(walk([folder]))
    items = list(read_share(share, READING))
    plainly = [
        item for found in walk([folder]) for item in ([found] if isinstance(found, Skip) else read_file(found, READING))
    ]
    assert [item for item in items if not isinstance(item, SoFar)] == plainly
    assert len([item for item in items if isinstance(item, ReadArticle)]) == 4
    last = [item for item in items if isinstance(item, SoFar)][-1]
    assert (last.done, last.total) == (share.size, share.size)


def test_a_share_travels_as_plain_ascii(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xff.txt")
    entries: list[FoundFile | Skip] = [FoundFile(tmp_path / name, "wire", name), Skip("x", "hidden file")]
    (share,) = shares_of(entries)
    written = written_share(share)
    assert written.isascii()
    assert share_from(written) == share
