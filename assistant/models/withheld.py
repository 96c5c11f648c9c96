"""The key of a request, kept out of what comes back: some servers repeat a request's headers in their answers."""

from __future__ import annotations

__all__ = ["STANDS_FOR_IT", "Withheld"]

STANDS_FOR_IT = "[key withheld]"
_SHORTEST = 8
"""A shorter key, such as `none`, may be a word of the answer."""


class Withheld:
    """Takes a text in parts of any size; of one that may be the beginning of the secret, it waits for the rest."""

    def __init__(self, secret: str) -> None:
        self._secret = secret if len(secret) >= _SHORTEST else ""
        self._held = ""

    def feed(self, part: str) -> str:
        if not self._secret:
            return part
        text = (self._held + part).replace(self._secret, STANDS_FOR_IT)
        longest = min(len(text), len(self._secret) - 1)
        size = next((size for size in range(longest, 0, -1) if self._secret.startswith(text[-size:])), 0)
        self._held = text[len(text) - size :]
        return text[: len(text) - size]

    def finish(self) -> str:
        held, self._held = self._held, ""
        return held
