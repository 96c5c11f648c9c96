"""Texts as the readers' store keeps and searches them."""

import unicodedata
from datetime import UTC, datetime

__all__ = ["cleaned", "folded", "moment_now"]


def cleaned(text: str, most_characters: int) -> str:
    """At most so many characters, and none that cannot be stored: half a character becomes a question
    mark, NUL a space."""
    return text[:most_characters].replace("\0", " ").encode("utf-8", "replace").decode()


def folded(text: str) -> str:
    """Without case and accents, so that "que dijo" finds "¿Qué dijo …?"."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def moment_now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
