"""Packages that only some need, and the command that installs those that are missing."""

from importlib.util import find_spec
from typing import Final, Literal

from assistant.errors import InputError

__all__ = ["MODULES", "Extra", "need", "why_not"]

Extra = Literal["web", "documents", "parquet", "postgres", "bulk"]

MODULES: Final[dict[Extra, tuple[str, ...]]] = {
    "web": ("brotli", "feedparser", "protego", "trafilatura", "warcio"),
    "documents": ("docx", "pypdf", "pypdfium2"),
    "parquet": ("pyarrow",),
    "postgres": ("psycopg",),
    "bulk": ("fsspec", "psutil", "pyarrow", "ray"),
}
"""What each extra of `pyproject.toml` installs, by the names that are imported."""


def why_not(extra: Extra) -> str | None:
    """What keeps an extra from being used, with the command that mends it; None where all of it is installed."""
    missing = [name for name in MODULES[extra] if not _is_there(name)]
    if not missing:
        return None
    packages = "the package " if len(missing) == 1 else "the packages "
    return f"needs {packages}{', '.join(missing)}. Install with: pip install 'copydesk[{extra}]'"


def need(extra: Extra, what: str, instead: str = "") -> None:
    """Raises InputError where `what` cannot be done for want of packages; `instead` says what can be done."""
    reason = why_not(extra)
    if reason is not None:
        message = f"{what} {reason}{instead}"
        raise InputError(message)


def _is_there(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except (ImportError, ValueError):
        return False
