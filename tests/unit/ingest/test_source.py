from pathlib import Path

import pytest

from assistant.errors import SourceError
from ingest.samples import samples_path
from ingest.source import FileSource
from ingest.sources import ReadArticle, Reading, RowFields, Skip


class Forgetful:
    def recall(self, key: str) -> str | None:
        return None

    def holds(self, article_id: str) -> bool:
        return False


def test_files_are_read_in_order(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("The bridge was shut.")
    (tmp_path / "a.bin").write_bytes(b"\x00\x01")
    items = list(FileSource([tmp_path]).items(Reading(RowFields(), 1000), Forgetful()))
    assert [type(item) for item in items] == [Skip, ReadArticle]


def test_a_missing_path_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        FileSource([tmp_path / "nowhere"])


def test_samples_are_left_out_of_what_lies_above_them() -> None:
    above = FileSource([samples_path().parent]).items(Reading(RowFields(), 10**6), Forgetful())
    assert any(isinstance(item, Skip) and "invented" in item.reason for item in above)
    assert any(
        isinstance(i, ReadArticle) for i in FileSource([samples_path()]).items(Reading(RowFields(), 10**6), Forgetful())
    )
