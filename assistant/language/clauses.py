"""Where one statement of a sentence ends and the next begins."""

import re

__all__ = ["clause_spans", "split_clauses"]

_BETWEEN = re.compile(r"[,;:()“”\"—–]|\b(?:but|although|though|because|while|whereas)\b", re.IGNORECASE)


def split_clauses(text: str) -> list[str]:
    """In their order, without what parts them; a part may be empty."""
    return _BETWEEN.split(text)


def clause_spans(text: str) -> list[tuple[int, int]]:
    """The same by their places."""
    edges = [0, *(edge for parting in _BETWEEN.finditer(text) for edge in parting.span()), len(text)]
    return list(zip(edges[::2], edges[1::2], strict=True))
