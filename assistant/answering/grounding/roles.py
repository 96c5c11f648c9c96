"""Who did it to whom: the doer and the other of one verb, changed about."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.grounding.frames import Frame, find_frames
from assistant.language.places import same_place

__all__ = ["roles_fault"]

_LEAST_ALIKE = 2
"""Words that both have behind the verb where only one side is seen to have changed."""


def roles_fault(text: str, quotes: Sequence[str]) -> str | None:
    """Doer and other of one verb changed about, active or passive; in words for the reader."""
    cited = [frame for quote in quotes for frame in find_frames(quote)]
    for stated in find_frames(text):
        against = [one for one in cited if one.verb == stated.verb]
        if any(_are_straight(stated, one) for one in against):
            continue
        found = next((one for one in against if _are_crossed(stated, one)), None)
        if found is not None:
            return f"what it cites says “{found.written}”, the other way round"
    return None


def _are_straight(one: Frame, other: Frame) -> bool:
    return bool(one.only_doer & other.only_doer)


def _are_crossed(one: Frame, other: Frame) -> bool:
    doer_is_other = _meet(one.only_doer, other.only_other)
    other_is_doer = _meet(one.only_other, other.only_doer)
    if doer_is_other and other_is_doer:
        return True
    if doer_is_other and other.is_doer_meant and not other.doer:
        return True
    if other_is_doer and not (one.only_doer & other.only_doer):
        if (one.is_doer_meant and not one.doer) or (other.is_other_meant and not other.other):
            return True
        is_done_to_them = _meet(one.near - one.doer, other.only_doer)
        return bool(one.doer) and is_done_to_them and len(one.only_other & other.only_other) >= _LEAST_ALIKE
    return False


def _meet(one: frozenset[str], other: frozenset[str]) -> bool:
    if one & other:
        return True
    return any(same_place(word, " ".join(other)) for word in one if len(word) > 1)
