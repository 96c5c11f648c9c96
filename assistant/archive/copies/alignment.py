"""What two texts have in common, word for word and in order: patience alignment over runs that are unique in both."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

__all__ = ["Block", "align"]

_RUN_LENGTHS = (5, 3, 2, 1)
"""Runs of words that anchor the alignment, longest first; shorter ones only in the gaps between longer ones."""
_WIDEST_GAP = 80
"""Words: in a wider gap single words and pairs anchor nothing, since unlike texts share those too."""

_SHORTEST_REPEAT, _WIDEST_REPEAT = 8, 250
"""Words of a gap that is searched without anchors: in a text that repeats itself no run is unique."""


@dataclass(frozen=True, slots=True)
class Block:
    """`left[left_start:][:length] == right[right_start:][:length]`."""

    left_start: int
    right_start: int
    length: int

    @property
    def left_end(self) -> int:
        return self.left_start + self.length

    @property
    def right_end(self) -> int:
        return self.right_start + self.length


@dataclass(frozen=True, slots=True)
class _Gap:
    left: int
    left_end: int
    right: int
    right_end: int

    @property
    def width(self) -> int:
        return max(self.left_end - self.left, self.right_end - self.right)


def align(left: Sequence[str], right: Sequence[str]) -> list[Block]:
    """The common blocks, in the order of both; neighbours do not touch in both texts at once."""
    blocks: list[Block] = []
    for length in _RUN_LENGTHS:
        for gap in _gaps(blocks, len(left), len(right)):
            if length >= 3 or gap.width <= _WIDEST_GAP:
                blocks += _extended(left, right, _anchors(left, right, gap, length), gap)
        blocks = _merged(sorted(blocks, key=lambda block: block.left_start))
    for gap in _gaps(blocks, len(left), len(right)):
        if _SHORTEST_REPEAT <= gap.width <= _WIDEST_REPEAT:
            blocks += _repeated(left, right, gap)
    return _merged(sorted(blocks, key=lambda block: block.left_start))


def _gaps(blocks: Sequence[Block], left_length: int, right_length: int) -> Iterator[_Gap]:
    left = right = 0
    for block in [*blocks, Block(left_length, right_length, 0)]:
        if left < block.left_start and right < block.right_start:
            yield _Gap(left, block.left_start, right, block.right_start)
        left, right = block.left_end, block.right_end


def _anchors(left: Sequence[str], right: Sequence[str], gap: _Gap, length: int) -> list[tuple[int, int]]:
    """Where runs of `length` words stand that are unique on both sides of the gap, the longest chain in order."""
    in_left = _unique_runs(left, gap.left, gap.left_end, length)
    in_right = _unique_runs(right, gap.right, gap.right_end, length)
    return _longest_chain([(start, in_right[run]) for run, start in in_left.items() if run in in_right])


def _unique_runs(words: Sequence[str], start: int, end: int, length: int) -> dict[tuple[str, ...], int]:
    seen: dict[tuple[str, ...], int] = {}
    repeated = set()
    for position in range(start, end - length + 1):
        run = tuple(words[position : position + length])
        if run in seen:
            repeated.add(run)
        seen[run] = position
    for run in repeated:
        del seen[run]
    return seen


def _longest_chain(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of the pairs, which come in order of their first place, that is in order of the second too."""
    ends: list[int] = []
    ends_at: list[int] = []
    before: list[int] = []
    for index, (_, place) in enumerate(pairs):
        rank = bisect_left(ends, place)
        before.append(ends_at[rank - 1] if rank else -1)
        ends[rank : rank + 1] = [place]
        ends_at[rank : rank + 1] = [index]
    chain = []
    index = ends_at[-1] if ends_at else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def _extended(
    left: Sequence[str], right: Sequence[str], anchors: Sequence[tuple[int, int]], gap: _Gap
) -> Iterator[Block]:
    """Each anchor with all that agrees before and behind it, up to the block before and the end of the gap."""
    left_floor, right_floor = gap.left, gap.right
    for left_place, right_place in anchors:
        if left_place < left_floor or right_place < right_floor:
            continue  # inside the block before
        back = 0
        while (
            left_place - back > left_floor
            and right_place - back > right_floor
            and left[left_place - back - 1] == right[right_place - back - 1]
        ):
            back += 1
        ahead = 0
        while (
            left_place + ahead < gap.left_end
            and right_place + ahead < gap.right_end
            and left[left_place + ahead] == right[right_place + ahead]
        ):
            ahead += 1
        yield Block(left_place - back, right_place - back, back + ahead)
        left_floor, right_floor = left_place + ahead, right_place + ahead


def _repeated(left: Sequence[str], right: Sequence[str], gap: _Gap) -> Iterator[Block]:
    matcher = SequenceMatcher(None, left[gap.left : gap.left_end], right[gap.right : gap.right_end], autojunk=False)
    for left_start, right_start, length in matcher.get_matching_blocks():
        if length >= 3:
            yield Block(gap.left + left_start, gap.right + right_start, length)


def _merged(blocks: Sequence[Block]) -> list[Block]:
    merged: list[Block] = []
    for block in blocks:
        last = merged[-1] if merged else None
        if last is not None and last.left_end == block.left_start and last.right_end == block.right_start:
            merged[-1] = Block(last.left_start, last.right_start, last.length + block.length)
        else:
            merged.append(block)
    return merged
