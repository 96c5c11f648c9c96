"""What something is called: the sentence that has its name beside what it is states it."""

import re
from collections.abc import Iterator
from functools import partial

from assistant.answering.evidence import Evidence
from assistant.answering.stated import Called, put_stated_first
from assistant.language import content_stems, content_words, names, stem, words

__all__ = ["put_stated_name_first"]

_ASKS = re.compile(
    r"\bwhat(?:['’]s| is| was) the name of\s+(?:the |an? )?(?P<of>[^?]{2,80}?)\W*$"
    r"|\bwhat (?:is|was) (?:the |an? )?(?P<called>[^?]{2,80}?) (?:called|named)\W*$"
    r"|\bwhat(?:['’]s| is| was) (?:the )?(?P<whose>[^?]{2,60}?)['’]s? name\W*$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\s+(?:(?:is |was |were |are )?(?:called|named|known as|christened)\s+)?(?:the\s+)?[\"“‘']?$", re.I
)
_CALLED = re.compile(r"\b(?:called|named|known|christened)\b", re.IGNORECASE)
_ASIDE = re.compile(r"^[\"”’']?,\s+(?:an?|the|its|their|his|her)\s+(?P<told>[^,.;:]{2,60})")
_IS = re.compile(r"^[\"”’']?\s+(?:is|was)\s+(?:an?|the)\s+(?P<told>[^,.;:]{2,60})")
_PARTS = re.compile(r"\s(?:of|on|in|at|between|that|which|who|for|from|near|with|by|to)\s")


def put_stated_name_first(evidence: Evidence) -> Evidence:
    question = evidence.view.asked
    called = _read(question)
    if called is None:
        return evidence
    return put_stated_first(evidence, called, partial(_told_of_names, known=frozenset(words(question))))


def _read(question: str) -> Called | None:
    found = _ASKS.search(question)
    if found is None:
        return None
    what = found["of"] or found["called"] or found["whose"]
    noun = content_words(_PARTS.split(f" {what} ", maxsplit=1)[0])
    if not noun or names(f"the {what.split()[-1]}"):
        return None
    head = stem(noun[-1])
    return Called(head, content_stems(what) - {head})


def _told_of_names(text: str, known: frozenset[str]) -> Iterator[frozenset[str]]:
    """What is said to be each name that the question does not have: the noun before it, or an aside behind it."""
    for start, end in names(text):
        if set(words(text[start:end])) <= known:
            continue
        before = _BETWEEN.sub("", text[:start])
        if len(before) < start and before[-1:].isalpha():
            yield frozenset(stem(word) for word in words(before)[-1:])
            if _CALLED.search(text[len(before) : start]):  # "the ferry from Lum to the town was named Selma Ahl"
                yield frozenset(stem(word) for word in words(_PARTS.split(f" {before} ", maxsplit=1)[0])[-1:])
        for pattern in (_ASIDE, _IS):
            if told := pattern.match(text[end:]):
                yield content_stems(_PARTS.split(f" {told['told']} ", maxsplit=1)[0])
