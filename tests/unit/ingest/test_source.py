import gzip
import json
from pathlib import Path

import pytest

from assistant.errors import SourceError
from ingest.samples import samples_path
from ingest.source import FileSource
from ingest.sources import ReadArticle, Reading, RowFields, Skip, SoFar


class Forgetful:
    def recall(self, key: str) -> str | None:
        return None

    def holds(self, article_id: str) -> bool:
        return False


def test_files_are_read_in_order(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("The bridge was shut.")
    (tmp_path / "a.bin").write_bytes(b"\x00\x01")
    items = list(FileSource([tmp_path]).items(Reading(RowFields(), 1000), Forgetful()))
    assert [type(item) for item in items] == [Skip, SoFar, ReadArticle, SoFar]


@pytest.mark.parametrize("packed", [False, True])
def test_a_source_says_how_far_it_is(tmp_path: Path, *, packed: bool) -> None:
    rows = "".join(
        json.dumps({"title": f"Bridge {number}", "text": "It was shut. " * 40}) + "\n" for number in range(400)
    )
    wire = tmp_path / ("a.jsonl.gz" if packed else "a.jsonl")
    wire.write_bytes(gzip.compress(rows.encode()) if packed else rows.encode())
    (tmp_path / "b.txt").write_text("The bridge was shut. " * 100)
    total = wire.stat().st_size + (tmp_path / "b.txt").stat().st_size
    items = list(FileSource([tmp_path]).items(Reading(RowFields(), 100_000), Forgetful()))
    said = [item for item in items if isinstance(item, SoFar)]
    assert {item.total for item in said} == {total}
    done = [item.done for item in said]
    assert done == sorted(done)
    assert done[-1] == total
    assert len(done) <= 202
    before_the_middle = [item for item in items[: len(items) // 2] if isinstance(item, SoFar)]
    assert packed or 0.4 < before_the_middle[-1].done / total < 0.6


def test_a_missing_path_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        FileSource([tmp_path / "nowhere"])


def test_samples_are_left_out_of_what_lies_above_them() -> None:
    above = FileSource([samples_path().parent]).items(Reading(RowFields(), 10**6), Forgetful())
    assert any(isinstance(item, Skip) and "invented" in item.reason for item in above)
    assert any(
        isinstance(i, ReadArticle) for i in FileSource([samples_path()]).items(Reading(RowFields(), 10**6), Forgetful())
    )
