from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.errors import InputError
from ui.cli import app
from ui.commands.export import check_format


@pytest.mark.parametrize("name", ["a.md", "a.DOCX", "a.json"])
def test_a_format_is_known_by_its_ending(name: str) -> None:
    check_format(Path(name))
    check_format(None)


@pytest.mark.parametrize("name", ["a.txt", "a", "a.pdf", ".md"])
def test_another_ending_says_which_there_are(name: str) -> None:
    with pytest.raises(InputError, match=r"\.md, \.docx or \.json"):
        check_format(Path(name))


def test_a_record_that_is_not_there_is_no_traceback(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["replay", str(tmp_path / "gone.json")])
    assert result.exit_code == 2
    assert "cannot be read" in result.output
