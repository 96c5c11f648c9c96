"""Counts are kept for tests that passed, each in the place of what it counted before."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = """
import os
from tests.counted import PASSED, counted
def test_held(counted, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    counted("kills")
    counted("kills", 2)
def test_broke(counted):
    counted("kills", 50)
    assert False
"""
CONFTEST = """
import pytest
from tests.counted import PASSED
def pytest_addoption(parser):
    parser.addoption("--counts")
@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    report = yield
    if report.when == "call":
        item.stash[PASSED] = report.passed
    return report
"""


@pytest.mark.slow
def test_only_what_passed_is_counted_and_once(tmp_path: Path, project_root: Path) -> None:
    (tmp_path / "test_it.py").write_text(TESTS)
    (tmp_path / "conftest.py").write_text(CONFTEST)
    before = [{"test": name, "what": "kills", "count": 9} for name in ("other.py::test", "test_it.py::test_held")]
    (tmp_path / "counts.jsonl").write_text("".join(json.dumps(line) + "\n" for line in before))
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--rootdir", ".", "--counts", "counts.jsonl", "."],
        cwd=tmp_path,
        env={"PYTHONPATH": str(project_root), "PATH": "/usr/bin:/bin", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert "1 failed, 1 passed" in done.stdout, done.stdout
    kept = [json.loads(line) for line in (tmp_path / "counts.jsonl").read_text().splitlines()]
    assert [(one["test"], one["count"]) for one in kept] == [("other.py::test", 9), ("test_it.py::test_held", 3)]
