"""The words of a cited sentence with one thing put in between them that nothing around it says."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.grounding.verdict import CitedSentence
from assistant.language import content_stems, words

__all__ = ["insertion_fault"]

_MOST_PUT_IN = 4
"""Words."""
_LEAST_BEFORE, _LEAST_BEHIND, _LEAST = 1, 2, 5
"""Words of the cited sentence around it that must be unchanged."""


def insertion_fault(text: str, cited: Sequence[CitedSentence]) -> str | None:
    """ "A pregnant woman was rescued" for "a woman was rescued"; in words for the reader. A statement in words of its
    own has no such places."""
    stated = words(text)
    for sentence in cited:
        held = f" {' '.join(words(sentence.quote))} "
        if f" {' '.join(stated)} " in held:
            return None
    for sentence in cited:
        put_in = _put_in(stated, f" {' '.join(words(sentence.quote))} ")
        known = " ".join((*(one.quote for one in cited), sentence.nearby, sentence.frame, sentence.lead))
        if put_in and content_stems(put_in) and content_stems(put_in).isdisjoint(content_stems(known)):
            return f"“{put_in}” is not in what it cites"
    return None


def _put_in(stated: Sequence[str], held: str) -> str:
    """What must be taken out for the rest to stand there without a gap; empty where nothing would do."""
    for count in range(1, _MOST_PUT_IN + 1):
        if len(stated) - count < _LEAST:
            break
        for start in range(_LEAST_BEFORE, len(stated) - count - _LEAST_BEHIND + 1):
            if f" {' '.join((*stated[:start], *stated[start + count :]))} " in held:
                return " ".join(stated[start : start + count])
    return ""
