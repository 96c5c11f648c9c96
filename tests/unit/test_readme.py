"""Every command and option that README and docs/ show exists; tests/integration/test_readme.py runs the examples."""

from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from tests.markdown_blocks import commands_of, python_of
from ui.cli import app

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


@pytest.mark.parametrize("name", ["README.md", "docs/guides/ingest.md", "docs/results/quality.md"])
def test_every_command_and_option_shown_exists(project_root: Path, name: str) -> None:
    copydesk = get_command(app)
    assert isinstance(copydesk, TyperGroup)
    for arguments in commands_of((project_root / name).read_text(encoding="utf-8"), marked_only=False):
        command = copydesk.commands.get(arguments[0], copydesk)
        assert command is not copydesk or arguments[0].startswith("-"), arguments
        known = {name for parameter in command.params for name in parameter.opts} | {"--help"}
        assert {word for word in arguments if word.startswith("--")} <= known, arguments
