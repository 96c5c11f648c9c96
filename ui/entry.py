"""Where `copydesk` begins: Ctrl-C ends it with its code and no traceback, also while the commands are being loaded."""

import sys

__all__ = ["main"]


def main() -> None:
    try:
        from ui.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.stderr.write("\ncopydesk: interrupted\n")
        sys.exit(130)
