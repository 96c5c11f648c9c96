"""Where one statement of a sentence ends and the next begins."""

import re

__all__ = ["split_clauses"]

_BETWEEN = re.compile(r"[,;:()“”\"—–]|\b(?:but|although|though|because|while|whereas)\b", re.IGNORECASE)


def split_clauses(text: str) -> list[str]:
    """In their order, without what parts them; a part may be empty."""
    return _BETWEEN.split(text)
