"""Prints what a running server answers: `--server` of `ask` and `search`. Imports next to nothing."""

import sys
from collections.abc import Mapping
from typing import Any

from assistant.errors import InputError

__all__ = ["check_for_server", "print_from"]


def check_for_server(**unused: object) -> None:
    """Raises InputError where an option is given that a server does not take, by its name."""
    for name, value in unused.items():
        if value is not None:
            message = f"--{name} works on an archive here. Leave it or --server out."
            raise InputError(message)


def print_from(server: str, token: str | None, path: str, body: Mapping[str, Any], *, as_json: bool) -> None:
    """Raises what the server told, and ServerUnavailable."""
    from ui.remote import Remote

    remote = Remote(server, token)
    if as_json:
        from ui.terminal import print_json

        print_json(remote.json(path, body))
    else:
        sys.stdout.write(remote.text(path, body))
        sys.stdout.flush()
