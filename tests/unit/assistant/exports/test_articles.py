"""Articles as rows, and back."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.archive import Filters
from assistant.errors import InputError
from assistant.exports.articles import export_articles, list_rows
from ingest.sources import Reading, RowFields
from ingest.sources.found import FoundFile, ReadArticle
from ingest.sources.jsonl import read_jsonl

if TYPE_CHECKING:
    from tests.unit.assistant.conftest import Desk

VOTE = "The vote was 17 to 12."


def test_the_rows_are_read_back_as_they_were(desk: "Desk", tmp_path: Path) -> None:
    desk.put("The ferry sank.", "Ferry", external_id="f", authors=("Ann Lee",), url="https://lantern.example/f")
    desk.put("The ferry sank. Nobody died.", "Ferry", external_id="f", url="https://lantern.example/f")
    desk.put(
        "The vote was 17 to 12.", "Vote", published="2026-05-05", external_id="v", publisher="The Post", kind="news"
    )
    path = tmp_path / "out.jsonl"
    assert export_articles(desk.archive, path) == 2
    items = read_jsonl(FoundFile(path, "out", "out.jsonl"), Reading(RowFields(), 100_000))
    vote, ferry = [item.article for item in items if isinstance(item, ReadArticle)]
    assert (vote.text, vote.publisher, vote.external_id, vote.kind) == (
        "The vote was 17 to 12.",
        "The Post",
        "v",
        "news",
    )
    assert (ferry.text, ferry.url, str(ferry.published_on)) == (
        "The ferry sank. Nobody died.", "https://lantern.example/f", "2026-05-04",
    )  # fmt: skip
    assert export_articles(desk.archive, path, Filters(publishers=("The Post",))) == 1
    assert [row["version"] for row in list_rows(desk.archive, all_versions=True)] == [1, 1, 2]
    assert all(json.dumps(row) for row in list_rows(desk.archive))


def test_a_file_that_cannot_be_written_is_told_in_one_sentence(desk: "Desk", tmp_path: Path) -> None:
    desk.put("The ferry sank.")
    with pytest.raises(InputError, match=r"out\.txt is no format to export articles to. End the name in"):
        export_articles(desk.archive, tmp_path / "out.txt")
    with pytest.raises(InputError, match="cannot be written: No such file"):
        export_articles(desk.archive, tmp_path / "nowhere" / "out.jsonl")


def test_parquet_without_its_package_names_the_command(
    desk: "Desk", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(InputError, match=r"pip install 'copydesk\[parquet\]'"):
        export_articles(desk.archive, tmp_path / "out.parquet")


def test_parquet_holds_the_same_rows(desk: "Desk", tmp_path: Path) -> None:
    import pyarrow.parquet

    desk.put("The ferry sank.", "Ferry", authors=("Ann Lee", "Bo Rask"))
    path = tmp_path / "out.parquet"
    assert export_articles(desk.archive, path) == 1
    assert pyarrow.parquet.read_table(path).to_pylist() == list(list_rows(desk.archive))
