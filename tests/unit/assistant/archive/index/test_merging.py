"""What a fold writes: what changed, at a cost that does not grow with the archive."""

import math
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.archive.index.ledger import SegmentEntry
from assistant.archive.index.merging import Merging, plan_fold

MERGING = Merging(least=10, fan=4, most=10_000)


def entries(sizes: Sequence[int]) -> list[SegmentEntry]:
    made, above = [], 0
    for number, size in enumerate(sizes):
        made.append(SegmentEntry(f"s{number}", "{}", above, above + size, size, ""))
        above += size
    return made


def plan(sizes: Sequence[int], tail: int, dead: Sequence[int] = (), due: Sequence[str] = ()) -> list[tuple[str, bool]]:
    counts = {f"s{number}": count for number, count in enumerate(dead)}
    planned = plan_fold(entries(sizes), counts, tail, due, MERGING)
    return [(" ".join(entry.name for entry in one.replaced), one.takes_tail) for one in planned]


@pytest.mark.parametrize(
    ("sizes", "tail", "expected"),
    [
        ([], 0, []),
        ([], 7, [("", True)]),
        ([4], 5, [("s0", True)]),  # so few that one segment is best
        ([1000], 5, [("", True)]),
        ([1000, 5], 5, [("s1", True)]),
        ([1000, 8], 5, [("", True)]),
        ([1000, 8, 9, 8], 5, [("s1 s2 s3", True)]),  # four of a size
        ([1000, 30, 35, 33, 8, 9, 8], 9, [("s1 s2 s3 s4 s5 s6", True)]),  # and then four of the next
        ([1000, 30, 8, 8, 9], 9, [("s2 s3 s4", True)]),
        ([9000, 900, 900, 900], 900, [("s1 s2 s3", True)]),
        ([9000, 9000, 9000], 9000, [("", True)]),  # those of more than half the largest size are left as they are
        ([9000, 3000, 3000, 3000], 3000, [("s1 s2 s3", True)]),  # and what is larger than one becomes two
        ([10_000, 2000, 3000, 3000], 3000, [("s1 s2 s3", True)]),
        ([1000, 30], 0, []),
    ],
)
def test_what_is_merged(sizes: Sequence[int], tail: int, expected: list[tuple[str, bool]]) -> None:
    assert plan(sizes, tail) == expected


@pytest.mark.parametrize(
    ("dead", "tail", "due", "expected"),
    [
        ([200, 0, 0], 0, [], []),
        ([201, 0, 0], 0, [], [("s0", False)]),
        ([0, 21, 0], 50, [], [("s1", False), ("", True)]),
        ([0, 0, 9], 0, [], [("s2", False)]),
        ([0, 0, 40], 0, [], [("s2", False)]),  # nothing is left of it: it goes
        ([0, 0, 0], 0, ["s0"], [("s0", False)]),
        ([0, 0, 0], 5, ["s2"], [("s2", False), ("", True)]),
    ],
)
def test_a_segment_is_written_anew_for_its_own_reasons(
    dead: Sequence[int], tail: int, due: Sequence[str], expected: list[tuple[str, bool]]
) -> None:
    assert plan([1000, 100, 40], tail, dead, due) == expected


@settings(max_examples=60, deadline=None)
@given(folds=st.lists(st.integers(1, 600), min_size=1, max_size=200))
def test_folds_write_a_passage_few_times_and_leave_few_segments(folds: list[int]) -> None:
    sizes: list[int] = []
    written = 0
    for tail in folds:
        planned = plan_fold(entries(sizes), {}, tail, (), MERGING)
        assert len(planned) == 1
        (one,) = planned
        assert one.takes_tail
        start = len(sizes) - len(one.replaced)
        assert [entry.name for entry in one.replaced] == [f"s{number}" for number in range(start, len(sizes))]
        assert all(2 * size <= MERGING.most for size in sizes[start:])
        merged = sum(sizes[start:]) + tail
        sizes[start:] = [MERGING.most] * (merged // MERGING.most) + [merged % MERGING.most] * (
            merged % MERGING.most > 0
        )
        written += merged
    total = sum(folds)
    assert sum(sizes) == total
    tiers = 1 + math.log(max(total, MERGING.least) / MERGING.least, MERGING.fan)
    assert len(sizes) <= MERGING.fan * (tiers + 1) + 2 * total // MERGING.most
    assert written <= (MERGING.fan + tiers * 2) * max(total, MERGING.least)
