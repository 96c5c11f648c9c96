"""What chat pages ask of a model beside questions: a title for the conversation, tags, suggestions.

They send it like any question, and no archive holds the answer. A title is made from the first question; nothing else
is made up.
"""

import json
import re
from typing import Any

__all__ = ["do_chore"]

_MOST_WORDS = 6
_NO_TITLE = "A question to the archive"
_TASK = re.compile(r"\s*#{1,4} Task:", re.IGNORECASE)
_WANTED = re.compile(r"\{\s*\"(title|tags|follow_ups|queries|text)\"\s*:")
_EMPTY: dict[str, Any] = {"tags": [], "follow_ups": [], "queries": [], "text": ""}
_TITLE_ALONE = re.compile(
    r"\s*(?:provide|please generate|generate|write|create)\b[^\n.]{0,80}\btitle\b[^\n]{0,120}\bconversation\b",
    re.IGNORECASE,
)
_FIRST_QUESTION = re.compile(r"^\W{0,4}(?:user|human)\W{0,4}:\s*(?P<said>\S.*)$", re.IGNORECASE | re.MULTILINE)
_CONVERSATION = re.compile(
    r"<chat_history>|\|\|>User:|^[^\w\n]{0,8}(?:chat history|conversation)[^\w\n]{0,8}$", re.IGNORECASE | re.MULTILINE
)
_MOST_READ = 20_000


def do_chore(message: str) -> str | None:
    """The reply to Open WebUI's and LibreChat's own requests; None for a question."""
    message = message[:_MOST_READ]
    if _TASK.match(message) and _CONVERSATION.search(message):
        wanted = _WANTED.search(message)
        if wanted is None:
            return _title_from(message)
        name = wanted[1]
        return json.dumps({name: _title_from(message) if name == "title" else _EMPTY[name]}, ensure_ascii=False)
    if _TITLE_ALONE.match(message) and _CONVERSATION.search(message):
        return _title_from(message)
    return None


def _title_from(message: str) -> str:
    found = _CONVERSATION.search(message)
    said = _FIRST_QUESTION.search(message, found.start() if found else 0)
    words = said["said"].split() if said else []
    title = " ".join(words[:_MOST_WORDS]).strip("\"'“”?!.,:;…")
    return title or _NO_TITLE
