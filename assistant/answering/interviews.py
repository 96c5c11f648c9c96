"""Interviews: who answers which question, where an article prints it in turns."""

import re
from dataclasses import dataclass

from assistant.archive import Span
from assistant.language import split_sentences

__all__ = ["Exchange", "find_exchange", "tell_exchange"]

_LABEL = re.compile(r"[^\S\n]*([A-ZÀ-ÖØ-Þ][\w’'.-]+(?: [A-ZÀ-ÖØ-Þ][\w’'.-]*){0,3}):[^\S\n]+(?=\S)")
_IS_QUESTION = re.compile(r"\?[\"”'’)]*$")
_MOST_CHARACTERS = 5000
"""Of a question and its reply: what is longer is no exchange of an interview."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What one person replies to one question."""

    speaker: str
    """As the label before the reply calls them, often by the last name alone."""
    question: Span
    reply: Span
    """The paragraph that the label opens. A further one may be the reporter's again, so it does not count."""


def find_exchange(text: str, span: Span) -> Exchange | None:
    """The reply that the sentence at `span` belongs to; None where it is no reply to a question printed above it."""
    label = _LABEL.match(text, text.rfind("\n", 0, span[0]) + 1)
    if label is None:
        return None
    reply = _paragraph(text, label.start(1), max(span[1], label.end()))
    if reply[1] - reply[0] > _MOST_CHARACTERS:
        return None
    above = text[max(0, reply[0] - _MOST_CHARACTERS) : reply[0]].rstrip()
    if not _IS_QUESTION.search(above):
        return None
    end = max(0, reply[0] - _MOST_CHARACTERS) + len(above)
    return Exchange(label[1], _paragraph(text, end - 1, end), reply)


def tell_exchange(text: str, exchange: Exchange, most_words: int) -> list[Span]:
    """The question and the first sentences of the reply, as many as stay within so many words; one at least."""
    told = [exchange.question]
    word_count = len(text[slice(*exchange.question)].split())
    for start, end in split_sentences(text[slice(*exchange.reply)]):
        span = (exchange.reply[0] + start, exchange.reply[0] + end)
        word_count += len(text[slice(*span)].split())
        if len(told) > 1 and word_count > most_words:
            break
        told.append(span)
    return told


def _paragraph(text: str, first: int, end: int) -> Span:
    """The line or lines from `first` to `end`, without blanks around."""
    start = text.rfind("\n", 0, first) + 1
    stop = text.find("\n", end)
    line = text[start : len(text) if stop < 0 else stop]
    left = start + len(line) - len(line.lstrip())
    return left, left + len(line.strip())
