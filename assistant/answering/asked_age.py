"""How old somebody is: the sentence that has the age beside the one who is asked for states it."""

import re
from collections.abc import Iterator

from assistant.answering.evidence import Evidence
from assistant.answering.stated import Called, put_stated_first
from assistant.language import content_words, names, stem, words
from assistant.language.lexicon import PERSONAL_TITLES

__all__ = ["put_stated_age_first"]

HOLDER_WORDS = 6
"""Before and behind an age, where the one stands whose it is."""
_ASKS = re.compile(
    r"\bhow old (?:is|was|are|were)(?: the)?\s+(?P<who>[^?]{2,80}?)(?:\s+(?:now|when|at the time|then)\b[^?]*)?\W*$"
    r"|\b(?:what (?:is|was)|what's|what’s) the age of\s+(?:the\s+)?(?P<of>[^?]{2,80}?)\W*$"
    r"|\bwhat (?:is|was)\s+(?P<whose>[^?]{2,60}?)['’]s? age\W*$",
    re.IGNORECASE,
)
_AGES = (
    re.compile(r",\s(?P<age>\d{1,3})(?=\s?(?:[,.;)—–]|$))|\((?P<bracketed>\d{1,3})\)"),
    re.compile(r"\b(?P<age>\d{1,3})[- ]years?[- ]olds?\b"),
    re.compile(
        r"\b(?:(?:aged|(?:at )?the age of)\s(?P<aged>\d{1,3})\b"
        r"|(?:is|was|turned|turns|age)\s(?P<age>\d{1,3})(?=\s?(?:[,.;]|$|(?:years old|and|when|in|on|last)\b)))"
    ),
)
_ENDS = re.compile(r"[.,;:()]|\b(?:from|of|in|at|with|by|near|who)\b")
_OF = re.compile(r"['’]s\s+|['’]\s+")
"""Before the one who is asked for: "Ada Moss's mother Sefina"."""
_OLDEST = 122


def put_stated_age_first(evidence: Evidence) -> Evidence:
    called = _read(evidence.view.asked)
    return evidence if called is None else put_stated_first(evidence, called, _holders)


def _read(question: str) -> Called | None:
    found = _ASKS.search(question)
    if found is None:
        return None
    who = found["who"] or found["of"] or found["whose"]
    *whose, who = _OF.split(who)
    if named := [who[start - 4 : end - 4] for start, end in names(f"the {who}")]:
        called = [stem(word) for word in content_words(named[0]) if word not in PERSONAL_TITLES]
        return Called(called[-1], frozenset(), given=frozenset(called[:-1])) if called else None
    called = [*content_words(who), *content_words(" ".join(whose))]
    return Called(stem(called[0]), frozenset(stem(word) for word in called[1:])) if called else None


def _holders(text: str) -> Iterator[frozenset[str]]:
    """The words around each age that may be whose it is."""
    for pattern in _AGES:
        for found in pattern.finditer(text):
            age = next(int(one) for one in found.groups() if one)
            before = re.split(r"[;:()]|\band\b", text[: found.start()])[-1]
            near = words(before)[-HOLDER_WORDS:]
            if pattern is _AGES[1]:
                near += words(_ENDS.split(text[found.end() :])[0])[:HOLDER_WORDS]
            if 0 < age <= _OLDEST:
                yield frozenset(stem(word) for word in near)
