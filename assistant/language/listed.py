"""Word lists written as text."""

from __future__ import annotations


def listed(words: str) -> tuple[str, ...]:
    """The words of a text, in order: a long list reads better without quotes and commas."""
    return tuple(words.split())
