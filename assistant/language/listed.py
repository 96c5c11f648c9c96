"""Word lists written as text, and patterns out of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["alternatives", "listed"]


def listed(words: str) -> tuple[str, ...]:
    """The words of a text, in order: a long list reads better without quotes and commas."""
    return tuple(words.split())


def alternatives(words: Iterable[str]) -> str:
    """A pattern for any of the words or phrases, the longest first, in one group that is not kept."""
    ordered = sorted(dict.fromkeys(words), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + ")"
