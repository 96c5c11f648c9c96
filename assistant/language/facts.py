"""What a sentence states, whatever is asked: read once, kept, for the same sentences come back with every question."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.language.days import NamedDay, find_days, states_date
from assistant.language.lexicon import AHEAD_PHRASES, AHEAD_WORDS, NEGATORS, NOT_DOING, SAYING
from assistant.language.listed import alternatives
from assistant.language.names import names
from assistant.language.numbers import numbers
from assistant.language.quantities import Quantity, find_quantities
from assistant.language.quotations import has_quotation_marks
from assistant.language.words import content_stems, words

__all__ = [
    "SentenceFacts",
    "explains",
    "is_negated",
    "lies_ahead",
    "read_sentence",
    "states_reason",
    "states_speech",
]

KEPT_SENTENCES = 20_000
"""About 2 kB each."""

_AHEAD_OF_ANY_CASE = alternatives([*(word for word in AHEAD_WORDS if word not in ("may", "will")), *AHEAD_PHRASES])
_AHEAD = re.compile(rf"\b{_AHEAD_OF_ANY_CASE}\b|(?<!\w)(?:may|will|won['’]t|['’]ll)\b")
_MAY_OPENS = re.compile(r"\b(?i:may|will)\b(?=\s+(?:not\s+|also\s+|still\s+|soon\s+)?[a-z])")
_SPEECH = re.compile(rf"\b{alternatives(SAYING)}\b", re.IGNORECASE)
_NEGATION = re.compile(
    rf"\b(?:{alternatives(NEGATORS)}|{alternatives(NOT_DOING)}|yet\s+to|no\s+longer)\b|n['’]t\b", re.IGNORECASE
)
_REASON = re.compile(
    r"\b(?:because|due to|since|as a result|so that|in order|after|caus(?:e|ed|es|ing)|reasons?|therefore|led to|"
    r"forced|owing to|thanks to|over(?!\s*(?:[$€£¥₹]|\d|(?:a|one|two|three|four|five|ten|half)\b)))\b",
    re.IGNORECASE,
)
_EXPLAINS = re.compile(
    r"\b(?:because|due to|owing to|thanks to|as a result|so that|in order to|caused|forced|prompted|the reasons?"
    r"|therefore|(?<!days )(?<!weeks )(?<!months )(?<!years )(?<!hours )(?<!minutes )(?<!\bday )(?<!week )(?<!year )"
    r"(?<!shortly )(?<!soon )after(?! (?:it|that|this|which|\d))(?! all\b))\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|me|us|I['’](?:m|ve|ll|d))\b")


@dataclass(frozen=True)
class SentenceFacts:
    text: str
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

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Numbers with their units, without those that belong to a date."""
        taken = [(day.start, day.end) for day in self.days if day.relative == ""]
        found = find_quantities(self.text)
        return tuple(one for one in found if all(one.end <= start or end <= one.start for start, end in taken))

    @cached_property
    def days(self) -> tuple[NamedDay, ...]:
        return tuple(find_days(self.text))

    @cached_property
    def lies_ahead(self) -> bool:
        """Whether it tells of what may or will be."""
        return lies_ahead(self.text)


@lru_cache(maxsize=KEPT_SENTENCES)
def read_sentence(text: str) -> SentenceFacts:
    return SentenceFacts(
        text=text,
        stems=content_stems(text),
        names=tuple(frozenset(words(text[start:end])) for start, end in names(text)),
        numbers=frozenset(numbers(text)),
        word_count=len(text.split()),
        states_date=states_date(text),
        states_speech=states_speech(text),
        states_reason=states_reason(text),
        has_quotation=has_quotation_marks(text),
        is_first_person=_FIRST_PERSON.search(text) is not None,
        is_negated=is_negated(text),
    )


def states_speech(sentence: str) -> bool:
    return _SPEECH.search(sentence) is not None or has_quotation_marks(sentence)


def states_reason(sentence: str) -> bool:
    return _REASON.search(sentence) is not None


def explains(sentence: str) -> bool:
    """Whether it says why in words that seldom say when: "after inspectors found cracks", not "20 days after"."""
    return _EXPLAINS.search(sentence) is not None


def is_negated(sentence: str) -> bool:
    """Whether anything in it is denied, not done or refused."""
    return _NEGATION.search(sentence) is not None


def lies_ahead(sentence: str) -> bool:
    """Whether it tells of what may or will be; Theresa May and Will Smith are no plans."""
    return _AHEAD.search(sentence) is not None or _MAY_OPENS.match(sentence.lstrip("\"“‘'")) is not None
