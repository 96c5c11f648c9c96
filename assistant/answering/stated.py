"""The sentence that has what is asked beside the one, or the thing, of which it is asked states it, and goes first."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from assistant.answering.evidence import Evidence, ScoredSentence
from assistant.language import content_stems, names, stem, words
from assistant.language.lexicon import PERSONAL_TITLES

__all__ = ["Called", "put_stated_first"]

_TITLES = frozenset(map(stem, PERSONAL_TITLES))
LOOKED_AT = 24
"""Of the best sentences."""
REST_COVERAGE = 0.5
"""Of the other words that something is called by, in the sentence or its headline."""


@dataclass(frozen=True, slots=True)
class Called:
    """Somebody or something by the stems of the question's words for it."""

    head: str
    """Of a family name, or of what it is: "woman", "lifeboat"."""
    rest: frozenset[str]
    """Of "with the broken wrist", "on the pier"."""
    given: frozenset[str] = frozenset()
    """Of the names before a family name, which tell two of one name apart."""


def put_stated_first(evidence: Evidence, called: Called, told: Callable[[str], Iterable[frozenset[str]]]) -> Evidence:
    """`told` gives, for a sentence, the stems of what may be called so beside each thing of the kind that is asked."""
    stated = next((one for one in evidence.sentences[:LOOKED_AT] if _states(one, called, told)), None)
    if stated is None:
        return evidence
    others = (one for one in evidence.sentences if one is not stated)
    first = replace(stated, score=evidence.sentences[0].score)
    return replace(evidence, sentences=(first, *others), is_stated=True)


def _states(scored: ScoredSentence, called: Called, told: Callable[[str], Iterable[frozenset[str]]]) -> bool:
    text = scored.sentence.text
    if not any(called.head in beside for beside in told(text)):
        return False
    article = scored.sentence.candidate.article
    said = content_stems(f"{text} {article.title or ''}")
    if called.given and not called.given & said and _has_another(called, article.text):
        return False
    return len(called.rest & said) >= REST_COVERAGE * len(called.rest)


def _has_another(called: Called, text: str) -> bool:
    """Whether the article names somebody else of that family name."""
    named = [[stem(word) for word in words(text[start:end])] for start, end in names(text)]
    return any(
        one[-1] == called.head and one[0] != called.head and one[0] not in _TITLES and not called.given & set(one)
        for one in named
    )
