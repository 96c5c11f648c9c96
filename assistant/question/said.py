"""What a model says of a follow-up, read strictly: nothing counts that the conversation does not have."""

import json
from typing import Any

from assistant.errors import FilterError
from assistant.language import content_words, names, numbers, words
from assistant.language.lexicon import QUOTATION_MARKS
from assistant.question.named_filters import NamedFilters, read_named_filters

__all__ = ["read_filters_said", "read_question_said"]

LONGEST_QUESTION = 500
_LABELS = ("standalone question:", "the question by itself:", "rewritten question:", "question:")


def read_question_said(said: str, conversation: str) -> str | None:
    """The question of the JSON object, or of the first line where there is none; None for one that is not faithful."""
    written = _object(said)
    text = _first_line(said) if written is None else written.get("question")
    text = " ".join(text.split()) if isinstance(text, str) else ""
    return text if text and len(text) <= LONGEST_QUESTION and _is_faithful(text, conversation) else None


def read_filters_said(said: str, conversation: str) -> NamedFilters:
    """The filters of the JSON object. Raises FilterError where there is none, or anything in it is not as asked."""
    written = _object(said)
    if written is None:
        message = "There are no filters in it. Leave them out."
        raise FilterError(message)
    named = read_named_filters({key: value for key, value in written.items() if key != "question"})
    known = set(words(conversation))
    if any(known.isdisjoint(content_words(name) or words(name)) for name in (*named.publishers, *named.authors)):
        message = "It names who is not in the conversation. Leave that out."
        raise FilterError(message)
    return named


def _object(said: str) -> dict[str, Any] | None:
    """The first JSON object in the text; models put it between marks and words of their own."""
    start = said.find("{")
    if start < 0:
        return None
    try:
        written, _ = json.JSONDecoder().raw_decode(said, start)
    except (ValueError, RecursionError):
        return None
    return written if isinstance(written, dict) else None


def _first_line(said: str) -> str:
    """The question alone, without a label, quotation marks or what the model adds on further lines."""
    line = next((line.strip() for line in said.splitlines() if line.strip()), "").replace("**", "")
    for label in _LABELS:
        if line.lower().startswith(label):
            line = line[len(label) :]
    return line.strip().strip(QUOTATION_MARKS)


def _is_faithful(text: str, conversation: str) -> bool:
    """Whether every name and number, and half of the other words, are the conversation's own."""
    known = set(words(conversation))
    if not set(numbers(text)) <= set(numbers(conversation)):
        return False
    if any(not set(words(text[start:end])) <= known for start, end in names(text)):
        return False
    said = set(content_words(text))
    return len(said & set(content_words(conversation))) * 2 >= len(said)
