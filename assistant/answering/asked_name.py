"""What something is called: the sentence that has its name beside what it is states it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.answering.evidence import Evidence, ScoredSentence
from assistant.language import content_stems, content_words, names, stem, words

__all__ = ["put_stated_name_first"]

LOOKED_AT = 24
"""Of the best sentences."""
REST_COVERAGE = 0.5
"""Of the other words that it is called by ("on the pier"), in the sentence or its headline."""
_ASKS = re.compile(
    r"\bwhat(?:['’]s| is| was) the name of\s+(?:the |an? )?(?P<of>[^?]{2,80}?)\W*$"
    r"|\bwhat (?:is|was) (?:the |an? )?(?P<called>[^?]{2,80}?) (?:called|named)\W*$"
    r"|\bwhat(?:['’]s| is| was) (?:the )?(?P<whose>[^?]{2,60}?)['’]s? name\W*$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\s+(?:(?:is |was |were |are )?(?:called|named|known as|christened)\s+)?(?:the\s+)?[\"“‘']?$", re.I
)
_ASIDE = re.compile(r"^[\"”’']?,\s+(?:an?|the|its|their|his|her)\s+(?P<told>[^,.;:]{2,60})")
_IS = re.compile(r"^[\"”’']?\s+(?:is|was)\s+(?:an?|the)\s+(?P<told>[^,.;:]{2,60})")
_PARTS = re.compile(r"\s(?:of|on|in|at|that|which|who|for|from|near|with|by|to)\s")


@dataclass(frozen=True, slots=True)
class _Asked:
    head: str
    """The stem of what it is: "lifeboat"."""
    rest: frozenset[str]
    known: frozenset[str]
    """Words of the question, which are no answer."""


def put_stated_name_first(evidence: Evidence) -> Evidence:
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
    what = found["of"] or found["called"] or found["whose"]
    noun = content_words(_PARTS.split(f" {what} ", maxsplit=1)[0])
    if not noun or names(f"the {what.split()[-1]}"):
        return None
    head = stem(noun[-1])
    return _Asked(head, content_stems(what) - {head}, frozenset(words(question)))


def _states(scored: ScoredSentence, asked: _Asked) -> bool:
    text = scored.sentence.text
    if not any(asked.head in told for told in _told_of_names(text, asked.known)):
        return False
    said = content_stems(f"{text} {scored.sentence.candidate.article.title or ''}")
    return len(asked.rest & said) >= REST_COVERAGE * len(asked.rest)


def _told_of_names(text: str, known: frozenset[str]) -> Iterator[frozenset[str]]:
    """What is said to be each name that the question does not have: the noun before it, or an aside behind it."""
    for start, end in names(text):
        if set(words(text[start:end])) <= known:
            continue
        before = _BETWEEN.sub("", text[:start])
        if len(before) < start and before[-1:].isalpha():
            yield frozenset(stem(word) for word in words(before)[-1:])
        for pattern in (_ASIDE, _IS):
            if told := pattern.match(text[end:]):
                yield content_stems(_PARTS.split(f" {told['told']} ", maxsplit=1)[0])
