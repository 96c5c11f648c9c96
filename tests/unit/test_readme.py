"""What README shows runs: its Python examples, and the `copydesk` lines of shell blocks marked `runnable`.

A shell block is marked by a second word behind its language, as in "```sh runnable", or by the line
`<!-- runnable -->` above it. Everything runs against the archive of the sample articles, in an empty folder.
"""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from assistant.models import LocalEmbeddings
from assistant.settings import Settings
from ingest.samples_archive import ensure_samples
from tests.markdown_blocks import commands_of, python_of
from ui.cli import app

SECONDS = 120
"""How long one example may take on a busy machine."""

EXAMPLE = """# A page

```python
answer = 1
```

<!-- runnable -->
```sh
# not this
$ copydesk ask "Who won?" \\
    --json   # as JSON
make chat
copydesk status
```

1. A step:

   ```python
   if answer:
       print(answer)
   ```

```sh
.venv/bin/copydesk ingest nowhere
```

```bash runnable
copydesk --help
```

```json
{"copydesk": 1}
```
"""


def test_blocks_are_found_in_any_markdown() -> None:
    assert python_of(EXAMPLE) == "answer = 1\n\nif answer:\n    print(answer)"
    assert commands_of(EXAMPLE) == [["ask", "Who won?", "--json"], ["status"], ["--help"]]
    assert ["ingest", "nowhere"] in commands_of(EXAMPLE, marked_only=False)
    assert (python_of("# Nothing"), commands_of("# Nothing")) == ("", [])


@pytest.fixture(scope="module")
def readme(project_root: Path) -> str:
    return (project_root / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def samples_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ensure_samples(Settings.load(), LocalEmbeddings(), tmp_path_factory.mktemp("readme") / "archive")


def run(archive: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, *arguments],
        env={**os.environ, "COPYDESK_ARCHIVE": str(archive), "PYTHONIOENCODING": "utf-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )


def test_the_python_examples_run(readme: str, samples_archive: Path) -> None:
    program = python_of(readme)
    assert program, "README shows no Python example"
    done = run(samples_archive, "-c", program)
    assert done.returncode == 0, done.stderr


def test_the_marked_shell_lines_run(readme: str, samples_archive: Path) -> None:
    for arguments in commands_of(readme):
        done = run(samples_archive, "-c", "from ui.cli import main; main()", *arguments)
        assert done.returncode == 0, f"copydesk {shlex.join(arguments)}: {done.stderr}"
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["README.md", "docs/ingest.md", "docs/quality.md"])
def test_every_command_and_option_shown_exists(project_root: Path, name: str) -> None:
    copydesk = get_command(app)
    assert isinstance(copydesk, TyperGroup)
    for arguments in commands_of((project_root / name).read_text(encoding="utf-8"), marked_only=False):
        command = copydesk.commands.get(arguments[0], copydesk)
        assert command is not copydesk or arguments[0].startswith("-"), arguments
        known = {name for parameter in command.params for name in parameter.opts} | {"--help"}
        assert {word for word in arguments if word.startswith("--")} <= known, arguments
