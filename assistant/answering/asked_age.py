"""How old somebody is: the sentence that has the age beside the one who is asked for states it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.answering.evidence import Evidence, ScoredSentence
from assistant.language import content_stems, content_words, names, stem, words
from assistant.language.lexicon import HONORIFICS, ROLES, TITLE_ABBREVIATIONS

__all__ = ["put_stated_age_first"]

LOOKED_AT = 24
"""Of the best sentences."""
HOLDER_WORDS = 6
"""Before and behind an age, where the one stands whose it is."""
REST_COVERAGE = 0.5
"""Of the other words that an unnamed person is called by ("with the broken wrist"), in the sentence."""
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
        r"\b(?:is|was|turned|turns|aged?|(?:at )?the age of)\s(?P<age>\d{1,3})"
        r"(?=\s?(?:[,.;]|$|(?:years old|and|when|in|on|last)\b))"
    ),
)
_ENDS = re.compile(r"[.,;:()]|\b(?:from|of|in|at|with|by|near|who)\b")
_OLDEST = 122
_TITLES = frozenset((*HONORIFICS, *TITLE_ABBREVIATIONS, *ROLES))


@dataclass(frozen=True, slots=True)
class _Asked:
    head: str
    """The stem of a family name, or of what somebody is called: "woman"."""
    rest: frozenset[str]


def put_stated_age_first(evidence: Evidence) -> Evidence:
    asked = _read(evidence.view.asked)
    if asked is None:
        return evidence
    stated = next((one for one in evidence.sentences[:LOOKED_AT] if _states(one, asked)), None)
    if stated is None:
        return evidence
    others = (one for one in evidence.sentences if one is not stated)
    first = replace(stated, score=evidence.sentences[0].score)
    return replace(evidence, sentences=(first, *others), is_stated=True)


def _read(question: str) -> _Asked | None:
    found = _ASKS.search(question)
    if found is None:
        return None
    who = found["who"] or found["of"] or found["whose"]
    if named := [who[start - 4 : end - 4] for start, end in names(f"the {who}")]:
        called = [word for word in content_words(named[0]) if word not in _TITLES]
        return _Asked(stem(called[-1]), frozenset()) if called else None
    called = content_words(who)
    return _Asked(stem(called[0]), frozenset(stem(word) for word in called[1:])) if called else None


def _states(scored: ScoredSentence, asked: _Asked) -> bool:
    text = scored.sentence.text
    if not any(asked.head in holder for holder in _holders(text)):
        return False
    said = content_stems(f"{text} {scored.sentence.candidate.article.title or ''}")
    return len(asked.rest & said) >= REST_COVERAGE * len(asked.rest)


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
