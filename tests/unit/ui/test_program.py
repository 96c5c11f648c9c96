import os
from pathlib import Path

import pytest

from ui.program import say_program


@pytest.mark.parametrize(
    ("called", "is_found", "said"),
    [
        (".venv/bin/copydesk", False, ".venv/bin/copydesk"),
        (".venv/bin/copydesk", True, "copydesk"),
        ("copydesk", True, "copydesk"),
        ("/opt/copydesk/bin/copydesk", False, "copydesk"),  # the page shows nobody where it lies
        ("/opt/copydesk/ui/__main__.py", False, "copydesk"),
    ],
)
def test_a_command_to_be_copied_runs_in_the_shell_it_is_read_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, called: str, is_found: bool, said: str
) -> None:
    if is_found:
        for name in ("copydesk", "copydesk.exe"):
            (tmp_path / name).touch(mode=0o700)
    monkeypatch.setenv("PATH", os.fspath(tmp_path))
    monkeypatch.setattr("sys.argv", [called])
    assert say_program() == said
