"""The page of what it survives is the one that its counts give."""

import json
import re
from importlib import metadata
from pathlib import Path

import pytest

from docs.write_reliability import NOT_RUN, ROWS, write_page

KILLS = {"test": "t.py::kill[soak]", "what": "killed writers", "version": "9", "commit": "abc", "on": "2026-11-30"}


def cell(page: str, what: str) -> str:
    (line,) = [line for line in page.splitlines() if line.startswith(f"| {what} |")]
    return line.split(" | ")[3]


def test_the_page_is_written_from_the_counts(project_root: Path) -> None:
    lines = (project_root / "docs" / "counts.jsonl").read_text(encoding="utf-8").splitlines()
    page = (project_root / "docs" / "reliability.md").read_text(encoding="utf-8")
    assert page == write_page(lines, metadata.version("copydesk")), "make reliability"


def test_counts_of_several_tests_are_added_and_samples_and_other_versions_are_not() -> None:
    rows = [
        {**KILLS, "count": 50},
        {**KILLS, "test": "t.py::other", "count": 1_003, "on": "2026-12-01", "commit": "def"},
        {**KILLS, "test": "t.py::kill[sample]", "count": 7},
        {**KILLS, "version": "8", "count": 9},
    ]
    page = write_page(map(json.dumps, rows), "9")
    assert cell(page, "Kills of a writer") == "1,053 killed writers (2026-12-01, abc, def)"
    assert cell(page, "Damaged files") == NOT_RUN
    assert cell(write_page([], "9"), "Kills of a writer") == NOT_RUN


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.what)
def test_every_command_is_one_and_every_count_has_a_test(project_root: Path, row: object) -> None:
    assert isinstance(row, type(ROWS[0]))
    part = row.command.removeprefix("make soak-")
    makefile = (project_root / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^SOAK_PARTS := .*\b{part}\b", makefile, re.MULTILINE)
    tests = "".join(path.read_text(encoding="utf-8") for path in (project_root / "tests").rglob("test_*.py"))
    for what in row.counted:
        assert re.search(rf"counted\(\s*f?[\"']{what}", tests), what
