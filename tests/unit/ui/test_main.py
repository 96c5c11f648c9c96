"""`python -m ui`."""

import subprocess
import sys

import pytest

from ui.__main__ import main


def test_help_loads_nothing_heavy() -> None:
    program = (
        "import sys, ui.__main__\n"
        "heavy = {'gradio', 'chromadb', 'fastapi', 'numpy', 'uvicorn'} & set(sys.modules)\n"
        "sys.exit(', '.join(sorted(heavy)) or 0)"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


def test_a_setting_that_cannot_be_used_is_one_message(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COPYDESK_THREADS", "many")
    monkeypatch.setattr(sys, "argv", ["ui", "--no-browser"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "COPYDESK_THREADS" in capsys.readouterr().err
