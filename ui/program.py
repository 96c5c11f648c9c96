"""How Copydesk is called in the shell that it was started from."""

import shutil
import sys
from pathlib import Path

__all__ = ["say_program"]

_NAME = "copydesk"


def say_program() -> str:
    """`copydesk` where the shell finds it, else as it was started: `.venv/bin/copydesk`."""
    called = sys.argv[0]
    is_ours = Path(called).stem == _NAME and not Path(called).is_absolute()
    return called if is_ours and shutil.which(_NAME) is None else _NAME
