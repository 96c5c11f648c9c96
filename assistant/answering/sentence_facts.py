"""What a sentence states, whatever is asked: read once, kept, for the same sentences come back with every question."""

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.answering.question_kind import states_date, states_reason, states_speech
from assistant.language import names, numbers, words
from assistant.retrieval import content_stems

__all__ = ["SentenceFacts", "read_sentence"]

KEPT_SENTENCES = 20_000
"""About 2 kB each."""

_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|me|us|I['’](?:m|ve|ll|d))\b")
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|den(?:y|ies|ied)|fail(?:s|ed)?|refused?)\b|n['’]t\b",
    re.IGNORECASE,
)
_QUOTATION_MARKS = re.compile(r"[\"“”«»„]")


@dataclass(frozen=True, slots=True)
class SentenceFacts:
    stems: frozenset[str]
    """Of the words that carry meaning."""
    names: tuple[frozenset[str], ...]
    """The words of each name."""
    numbers: frozenset[str]
    word_count: int
    states_date: bool
    states_speech: bool
    states_reason: bool
    has_quotation: bool
    is_first_person: bool
    is_negated: bool
    is_question: bool


@lru_cache(maxsize=KEPT_SENTENCES)
def read_sentence(text: str) -> SentenceFacts:
    return SentenceFacts(
        stems=content_stems(text),
        names=tuple(frozenset(words(text[start:end])) for start, end in names(text)),
        numbers=frozenset(numbers(text)),
        word_count=len(text.split()),
        states_date=states_date(text),
        states_speech=states_speech(text),
        states_reason=states_reason(text),
        has_quotation=_QUOTATION_MARKS.search(text) is not None,
        is_first_person=_FIRST_PERSON.search(text) is not None,
        is_negated=_NEGATION.search(text) is not None,
        is_question=text.rstrip(" \"”'’)").endswith("?"),
    )
