"""Two things with a word between them: what led to what, which is more than which. The other way round is another
statement, in whatever words the two sides are told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.language import STOPWORDS, stem, words

__all__ = ["cause_fault", "comparison_fault"]

_SIDE = 10
"""Words of meaning on either side of a link that are compared."""
_LEAST_CROSSED = 2
"""Words that must have changed sides in all, at least one each way."""

# The effect stands first: "closed because of floods"; or the cause: "floods led to the closure".
_EFFECT_FIRST = (
    r"because(?:\s+of)?|due\s+to|owing\s+to|thanks\s+to|on\s+account\s+of|as\s+a\s+(?:result|consequence)\s+of|"
    r"(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?(?:caused|triggered|prompted|forced|driven|sparked|brought\s+about|"
    r"provoked|blamed\s+on|put\s+down\s+to|attributed)\s+(?:by\b|to\b)?|(?:results?|resulted|resulting|stems?|stemmed|comes?|came|"
    r"followed|follows?)\s+from|(?:caused|triggered|prompted|forced|driven|sparked|provoked)\s+by|given\s+that|"
    r"in\s+response\s+to|in\s+the\s+wake\s+of|(?:fuel|dampen|spur|hasten)(?:l?ed|ened)?\s+by|brought\s+on\s+by"
)
_CAUSE_FIRST = (
    r"led\s+(?:[\w'’-]+\s+){0,3}?to|leads?\s+(?:[\w'’-]+\s+){0,3}?to|leading\s+to|lead\s+to|caus(?:e|es|ed|ing)(?!\s+by)|result(?:s|ed|ing)?\s+in|trigger(?:s|ed|ing)?(?!\s+by)|"
    r"prompt(?:s|ed|ing)?(?!\s+by)|spark(?:s|ed|ing)?(?!\s+by)|forc(?:ed|ing)(?!\s+by)|so\s+that|brought\s+about|gave\s+rise\s+to|"
    r"provok(?:e|es|ed|ing)(?!\s+by)|(?:and\s+)?therefore|(?:and\s+)?as\s+a\s+(?:result|consequence)(?!\s+of)|which\s+is\s+why|"
    r"(?:and\s+)?consequently|mean[st]?\s+(?:that|[a-z]+ing)|(?:help(?:s|ed|ing)?\s+)?(?:fuel|dampen|spur|hasten)(?:s|l?ed|l?ing)?(?!\s+by)|"
    r"(?:help(?:s|ed|ing)?\s+)?br(?:ings?|ought|inging)\s+about|ma(?:de|kes|king)\s+[\w'’-]+\s+(?:reluctant|eager|keen|willing|afraid)\s+to|"
    r"contribut(?:es|ed|ing)\s+to"
)
_CAUSE = re.compile(rf"\b(?:(?P<back>{_EFFECT_FIRST})|(?P<on>{_CAUSE_FIRST}))\b", re.IGNORECASE)
_MORE = (
    r"(?:more|greater|higher|larger|bigger|older|longer|stronger|faster|better|richer|taller|heavier|wider|later|further|"
    r"dearer|hotter|louder|\w+ier)\b(?:\s+[\w'’-]+){0,5}?\s+than|superior\s+to|outnumber(?:s|ed)?|exceed(?:s|ed)?|surpass(?:es|ed)?|outpac(?:es|ed)|"
    r"outsold|outscored|ahead\s+of|above|beats?|dwarf(?:s|ed)?"
)
_LESS = (
    r"inferior\s+to|(?:step\s+(?:down|back)|downgrade)\s+from|(?:less|fewer|lower|smaller|younger|shorter|weaker|slower|worse|poorer|lighter|narrower|earlier|cheaper|colder)\b"
    r"(?:\s+[\w'’-]+){0,5}?\s+than|behind|below|trail(?:s|ed)?|falls?\s+short\s+of|fell\s+short\s+of"
)
_COMPARED = re.compile(rf"\b(?:(?P<on>{_MORE})|(?P<back>{_LESS}))\b", re.IGNORECASE)
_END = re.compile(r"[;:—–]\s|\.\s+(?=[A-Z“\"])")
_ASIDE = re.compile(r",\s+(?:who|whose|which)\b|\s+but\s+with\b", re.IGNORECASE)
"""From here on something else is said of what is compared."""
_OPENS = re.compile(r"^\W*$")


@dataclass(frozen=True, slots=True)
class _Link:
    first: frozenset[str]
    """Stems of the cause, or of what is more."""
    second: frozenset[str]
    words: str


def cause_fault(text: str, quotes: Sequence[str]) -> str | None:
    """Cause and effect changed about; in words for the reader."""
    found = _crossed(text, quotes, _CAUSE)
    return found and f"what it cites gives the cause the other way round (“{found}”)"


def comparison_fault(text: str, quotes: Sequence[str]) -> str | None:
    """The less of two made the more; in words for the reader."""
    found = _crossed(text, quotes, _COMPARED, _ASIDE)
    return found and f"what it cites compares them the other way round (“{found}”)"


def _crossed(
    text: str, quotes: Sequence[str], pattern: re.Pattern[str], aside: re.Pattern[str] | None = None
) -> str | None:
    cited = [link for quote in quotes for link in _links(quote, pattern, aside)]
    for stated in _links(text, pattern, aside):
        against = [link for link in cited if _are_crossed(stated, link)]
        if against and not any(_are_straight(stated, link) for link in cited):
            return against[0].words
    return None


def _are_crossed(one: _Link, other: _Link) -> bool:
    straight, crossed = _shared(one, other)
    here, there = one.first & other.second - other.first, one.second & other.first - other.second
    return bool(here and there) and crossed >= _LEAST_CROSSED and crossed > straight


def _are_straight(one: _Link, other: _Link) -> bool:
    straight, crossed = _shared(one, other)
    return straight >= crossed and straight > 0


def _shared(one: _Link, other: _Link) -> tuple[int, int]:
    straight = len(one.first & other.first) + len(one.second & other.second)
    return straight, len(one.first & other.second) + len(one.second & other.first)


def _links(text: str, pattern: re.Pattern[str], aside: re.Pattern[str] | None) -> Iterator[_Link]:
    for match in pattern.finditer(text):
        before, behind = _END.split(text[: match.start()])[-1], _END.split(text[match.end() :], maxsplit=1)[0]
        if (
            _OPENS.match(before) or before.rstrip().endswith(",")
        ) and "," in behind:  # "Because of the storm, the harbour closed"
            behind, before = behind.split(",", maxsplit=1)
        behind = aside.split(behind, maxsplit=1)[0] if aside else behind
        left, right = _stems(before)[-_SIDE:], _stems(behind)[:_SIDE]
        first, second = (right, left) if match["back"] else (left, right)
        yield _Link(frozenset(first), frozenset(second), " ".join(match[0].split()))


def _stems(text: str) -> list[str]:
    return [stem(word) for word in words(text) if word not in STOPWORDS]
