"""Which segments a fold writes anew: what changed, and now and then several of a size as one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from assistant.archive.index.ledger import SegmentEntry

__all__ = ["Merging", "Planned", "plan_fold"]


@dataclass(frozen=True, slots=True)
class Merging:
    """How segments grow. A passage is written about once for each size there is, so a fold costs what changed."""

    least: int = 2_048
    """Passages that are always written as one segment: building so few takes about two seconds."""
    fan: int = 4
    """So many segments of a size become one of the next size."""
    most: int = 200_000
    """No segment grows beyond this, and one of more than half as many is not written again for its size. The larger a
    segment, the more a passage costs to build in; of so many the fewest candidates of a search still find all of the
    nearest (docs/results/scale.md)."""
    dead_share: float = 0.2
    """A segment of which a larger share is no longer live is written anew."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What to build in the place of segments that follow each other; `takes_tail`: and of the tail behind them. More
    passages than the most of one become several segments."""

    replaced: tuple[SegmentEntry, ...]
    takes_tail: bool


def plan_fold(
    entries: Sequence[SegmentEntry],
    dead: Mapping[str, int],
    tail_count: int,
    due: Collection[str],
    merging: Merging,
) -> list[Planned]:
    """What to build. `dead`: rows by segment that are not live; `due`: segments to write anew whatever their size."""
    live = [max(0, entry.row_count - dead.get(entry.name, 0)) for entry in entries]
    worn = {
        entry.name
        for entry, count in zip(entries, live, strict=True)
        if entry.name in due or entry.row_count - count > merging.dead_share * entry.row_count
    }
    start = len(entries)
    if tail_count:
        start = _first_merged(live, tail_count, merging)
    elif entries and entries[-1].name in worn:
        start = _first_merged(live[:-1], live[-1], merging)
    planned = [Planned((entry,), takes_tail=False) for entry in entries[:start] if entry.name in worn]
    if tail_count or start < len(entries):
        planned.append(Planned(tuple(entries[start:]), takes_tail=bool(tail_count)))
    return planned


def _first_merged(live: Sequence[int], added: int, merging: Merging) -> int:
    """From which segment on all are built anew with `added` passages behind them."""
    start, total = len(live), added
    while start and total + live[start - 1] <= merging.least:
        start -= 1
        total += live[start]
    while True:
        tier = _tier(total, merging)
        first = start
        while first and _tier(live[first - 1], merging) <= tier and 2 * live[first - 1] <= merging.most:
            first -= 1
        if start - first + 1 < merging.fan:
            return start
        start, total = first, total + sum(live[first:start])


def _tier(count: int, merging: Merging) -> int:
    """Segments of a tier are of about a size: at most `fan` times as large as the largest of the tier below."""
    tier, limit = 0, merging.least
    while count > limit:
        tier, limit = tier + 1, limit * merging.fan
    return tier
