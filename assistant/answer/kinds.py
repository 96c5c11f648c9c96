"""What a person reads for the kinds of article that are stored: news needs no word, the others do."""

__all__ = ["KINDS", "say_kind"]

KINDS = ("news", "opinion", "analysis", "interview", "press_release", "live_blog", "correction", "unknown")
"""What ingest tells apart."""
_UNSAID = ("news", "unknown", "")


def say_kind(kind: str | None) -> str | None:
    """`press release`; None for news, and where nobody knows."""
    return None if kind is None or kind in _UNSAID else kind.replace("_", " ")
