"""Every command and option that README and docs/ show exists; tests/integration/test_readme.py runs the examples."""

from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from tests.markdown_blocks import blocks_of, commands_of, python_of
from ui.cli import app

ROOT = Path(__file__).resolve().parents[2]
SHOWING = [
    str(path.relative_to(ROOT))
    for path in sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
    if commands_of(path.read_text(encoding="utf-8"), marked_only=False)
]
MOST_WORDS = 700
FIRST_ANSWER_BY = 30
"""Line of the README by which a reader has seen an answer."""

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


def test_pages_with_commands_are_found() -> None:
    assert {"README.md", "docs/start/a-day.md", "docs/guides/ingest.md"} <= set(SHOWING)


@pytest.mark.parametrize("name", SHOWING)
def test_every_command_and_option_shown_exists(name: str) -> None:
    copydesk = get_command(app)
    assert isinstance(copydesk, TyperGroup)
    for arguments in commands_of((ROOT / name).read_text(encoding="utf-8"), marked_only=False):
        command = copydesk.commands.get(arguments[0], copydesk)
        assert command is not copydesk or arguments[0].startswith("-"), arguments
        if isinstance(command, TyperGroup):
            command = command.commands[arguments[1]]
        known = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
        assert {word for word in arguments if word.startswith("--")} <= known | {"--help"}, arguments


def test_the_readme_respects_its_readers_time() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(text.split()) <= MOST_WORDS
    answers = [block.body for block in blocks_of(text) if block.language == "text"]
    assert text[: text.index(answers[0])].count("\n") < FIRST_ANSWER_BY


def test_make_has_every_recipe_that_is_named() -> None:
    """In README, CONTRIBUTING and the hooks of pre-commit."""
    recipes = {
        line.partition(":")[0] for line in (ROOT / "Makefile").read_text(encoding="utf-8").splitlines() if ":" in line
    }
    named = set()
    for name in ("README.md", "CONTRIBUTING.md", "docs/start/tutorial.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        shown = [line for block in blocks_of(text) if block.language == "sh" for line in block.body.splitlines()]
        named |= {line.split()[1] for line in shown if line.startswith("make ") and not line.startswith("make -")}
    hooks = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8").splitlines()
    named |= {line.split()[-1] for line in hooks if line.strip().startswith("entry: make")}
    assert named >= {"chat", "test", "check", "lint"}
    assert named <= recipes
