"""Imports of others that are kept from happening, where they are only tried and cost time."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["hidden"]


@contextmanager
def hidden(*names: str) -> Iterator[None]:
    """Inside, importing one of these packages fails as if it were not installed; one that is loaded stays."""
    absent = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]  # None is what makes an import fail
    try:
        yield
    finally:
        for name in absent:
            sys.modules.pop(name, None)
