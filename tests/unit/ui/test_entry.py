"""Where `copydesk` begins."""

import subprocess
import sys

import pytest

INTERRUPTED = """
import sys
from importlib.abc import MetaPathFinder

at = sys.argv[1]

class Interrupting(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == at:
            raise KeyboardInterrupt

sys.meta_path.insert(0, Interrupting())
from ui.entry import main
sys.argv[1:] = ["search", "ferry"]
main()
"""


@pytest.mark.slow
@pytest.mark.parametrize("at", ["typer", "ui.commands.ask", "pydantic_settings"])
def test_ctrl_c_while_something_is_loaded_is_no_traceback(at: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, at], capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "\ncopydesk: interrupted\n")


def test_what_a_command_says_comes_through() -> None:
    code = "import sys; sys.argv[1:] = ['--version']; from ui.entry import main; main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("copydesk ")
