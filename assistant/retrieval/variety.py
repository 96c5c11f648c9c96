"""Room for every outlet: many articles of one paper do not push out the one that has the other side."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from assistant.archive import Hit
from assistant.retrieval.candidate import Candidate

__all__ = ["make_room", "spread"]

OUTLETS_ADDED = 5
"""Places among those that are reranked which other outlets may take."""
LOOKED_AT = 90
"""Hits, best first, among which they are looked for."""
PLACES_GIVEN = 2
"""Of the few passages that are read."""
MATCH_GAP = 0.12
"""A passage of another outlet that matches nearly as well as the best one is on the subject."""

_Item = TypeVar("_Item")


def spread(
    hits: Sequence[Hit], count: int, outlets_of: Callable[[Sequence[int]], Mapping[int, str | None]]
) -> list[Hit]:
    """The first `count`; the last few of them leave their places to the best passages of outlets that have none.

    `outlets_of` is asked only where there are more hits than places.
    """
    if len(hits) <= count:
        return list(hits)
    looked_at = hits[:LOOKED_AT]
    outlets = outlets_of([hit.passage_id for hit in looked_at])
    return _with_others(looked_at, count, min(OUTLETS_ADDED, count // 3), lambda hit: outlets.get(hit.passage_id))


def make_room(candidates: Sequence[Candidate], count: int) -> tuple[Candidate, ...]:
    """The same for ranked candidates; only such as match nearly as well as the best."""
    least = max((candidate.score for candidate in candidates), default=0.0) - MATCH_GAP
    near = [one for place, one in enumerate(candidates) if place < count or one.score >= least]
    if len(near) <= count:
        return tuple(candidates[:count])
    return tuple(_with_others(near, count, PLACES_GIVEN, lambda one: one.article.publisher))


def _with_others(
    items: Sequence[_Item], count: int, room: int, outlet_of: Callable[[_Item], str | None]
) -> list[_Item]:
    """An item without an outlet is nobody's other side."""
    first, rest = list(items[:count]), items[count:]
    seen = {outlet_of(item) for item in first}
    others: list[_Item] = []
    for item in rest:
        outlet = outlet_of(item)
        if outlet and outlet not in seen:
            seen.add(outlet)
            others.append(item)
    others = others[:room]
    return [*first[: count - len(others)], *others]
