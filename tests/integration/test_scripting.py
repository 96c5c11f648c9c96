"""docs/reference/python.md as a program: it runs and shows every public name; test_installed.py checks its types."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import copydesk
from tests.markdown_blocks import commands_of, python_of

SECONDS = 240


@pytest.fixture(scope="module")
def document(project_root: Path) -> str:
    return (project_root / "docs" / "reference" / "python.md").read_text(encoding="utf-8")


def test_the_examples_run_in_order(document: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", python_of(document)],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Did you mean `model`?" in done.stdout


def test_every_public_name_has_an_example(document: str) -> None:
    shown = {node.attr for node in ast.walk(ast.parse(python_of(document))) if isinstance(node, ast.Attribute)}
    assert sorted(set(copydesk.__all__) - shown) == []


def test_the_commands_are_there(document: str) -> None:
    names = {command[0] for command in commands_of(document, marked_only=False)}
    assert names == {"ask", "export"}
