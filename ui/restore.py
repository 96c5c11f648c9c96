"""A stored answer back from its JSON, so that a conversation can be drawn afresh after a reload."""

import json

from assistant.answer import Answer

__all__ = ["answer_from_json"]


def answer_from_json(stored: str) -> Answer | None:
    """The answer as it was; None for what this version cannot read."""
    try:
        return Answer.from_json(json.loads(stored))
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
