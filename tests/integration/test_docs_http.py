"""The examples of docs/reference/http.md and docs/guides/mcp.md, against a running server."""

import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import missing
from tests.markdown_blocks import blocks_of, python_of
from ui.cli import app, main
from ui.mcp.tools import tool_rows

HERE = "http://127.0.0.1:7860"


@pytest.fixture(scope="module")
def http_doc(project_root: Path) -> str:
    return (project_root / "docs" / "reference" / "http.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def mcp_doc(project_root: Path) -> str:
    return (project_root / "docs" / "guides" / "mcp.md").read_text(encoding="utf-8")


def commands_in(document: str, program: str) -> list[list[str]]:
    lines = [
        line
        for block in blocks_of(document)
        if block.language == "sh"
        for line in block.body.replace("\\\n", " ").splitlines()
    ]
    return [words for line in lines if (words := shlex.split(line)) and words[0] == program]


@pytest.mark.parametrize("name", ["http_doc", "mcp_doc"])
def test_the_python_examples_run(name: str, served: str, request: pytest.FixtureRequest) -> None:
    program = python_of(request.getfixturevalue(name)).replace(HERE, served)
    assert served in program
    exec(compile(program, name, "exec"), {"__name__": "example"})


def test_the_curl_examples_are_answered(http_doc: str, served: str) -> None:
    if shutil.which("curl") is None:
        missing("curl is not installed")
    commands = commands_in(http_doc, "curl")
    assert len(commands) >= 6
    for command in commands:
        words = [word.replace(HERE, served) for word in command]
        done = subprocess.run([*words, "--fail"], capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, (words, done.stderr)
        if "text/event-stream" in " ".join(words):
            assert done.stdout.rstrip().rpartition("\n")[0].endswith("event: answered")
        else:
            json.loads(done.stdout)


def test_the_shells_examples_are_answered(http_doc: str, served: str, capsys: pytest.CaptureFixture[str]) -> None:
    commands = commands_in(http_doc, "copydesk")
    assert len(commands) == 2
    for command in commands:
        with pytest.raises(SystemExit) as ended:
            main([word.replace(HERE, served) for word in command[1:]])
        assert ended.value.code == 0
        assert capsys.readouterr().out.strip()


def test_the_set_up_names_a_command_that_is_there(mcp_doc: str) -> None:
    (block,) = [block for block in blocks_of(mcp_doc) if block.language == "json"]
    (server,) = json.loads(block.body)["mcpServers"].values()
    assert server["command"] == "copydesk"
    assert server["args"][0] in {command.name for command in app.registered_commands}


def test_every_tool_is_listed(mcp_doc: str) -> None:
    assert re.findall(r"^\| `(\w+)` \|", mcp_doc, re.MULTILINE) == [row.name for row in tool_rows()]
