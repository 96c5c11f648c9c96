"""Copy, or another report? Decided on the two texts, word by word; no score from a sketch decides anything."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.archive.copies.alignment import Block, align
from assistant.archive.copies.tokens import Tokens, tokens_of

__all__ = ["Likeness", "Verdict", "compare", "liken"]

SURE_WORDS = 3
"""Common runs this long count as common text; single words and pairs meet by chance."""
OPENING_WORDS = 8
"""The first common run this long is where the common text begins, the last one where it ends."""

LEAST_COMMON = 0.6
"""Share of the words that both have, up to where the longer text was cut; what FREE_WORDS lets pass is left out."""
LEAST_COMMON_ALL = 0.45
"""The same share with nothing left out."""
LEAST_KEPT = 0.45
"""Share of the longer text that the shorter one reaches: half, less what was dropped on the way."""
FREE_WORDS = 45
"""Before and behind the common text: a headline, a byline, a place, a note of the outlet."""
MOST_BEFORE = 0.05
"""Or this share of the text before it; more is the top of another report."""
MOST_NAMES_CHANGED = 0.12
"""Share of names; up to two may change in any case, as spellings do."""
_CHANGE_WIDTH = 12
"""Words: a wider change is other text, and counts as such."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What was counted; words in common runs are common."""

    common: float
    """Share of common words, free ones left out, in the text with more words of its own, 0 to 1."""
    common_all: float
    """The same share, nothing left out."""
    kept: float
    """How far into the longer text the common text reaches, 0 to 1."""
    words_before: int
    """Words of its own before the common text, in the text that has more of them."""
    share_before: float
    """The same as a share of the text."""
    figures_changed: int
    """Numbers, days and months that stand in the same place with another value."""
    names_changed: int
    """Names that stand in the same place as another name."""
    share_of_names_changed: float


_UNLIKE = Likeness(0.0, 0.0, 0.0, 0, 0.0, 0, 0, 0.0)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`is_copy`: one text is the other, cut or slightly edited; `similarity`: share of common words, 0 to 1."""

    is_copy: bool
    similarity: float


def compare(left: str, right: str) -> Verdict:
    """The same whichever comes first."""
    found = liken(left, right)
    is_copy = (
        found.common >= LEAST_COMMON
        and found.common_all >= LEAST_COMMON_ALL
        and found.kept >= LEAST_KEPT
        and (found.words_before <= FREE_WORDS or found.share_before <= MOST_BEFORE)
        and found.figures_changed == 0
        and (found.names_changed <= 2 or found.share_of_names_changed <= MOST_NAMES_CHANGED)
    )
    return Verdict(is_copy, found.common)


def liken(left: str, right: str) -> Likeness:
    """Count what decides; a text compared with itself has only common words."""
    first, second = tokens_of(left), tokens_of(right)
    if (len(first), left) < (len(second), right):
        first, second = second, first
    blocks = align(first.words, second.words)
    sure = [block for block in blocks if block.length >= SURE_WORDS]
    opening = next((block for block in blocks if block.length >= OPENING_WORDS), None)
    if opening is None:
        return _UNLIKE
    reach, end = sure[-1].left_end, sure[-1].right_end
    common = sum(block.length for block in sure)
    common_before = sum(block.length for block in sure if block.left_start < opening.left_start)
    before = opening.left_start - common_before, opening.right_start - common_before
    own = reach - min(before[0], FREE_WORDS), end - min(before[1], FREE_WORDS)
    own_behind = max(0, len(second) - end - FREE_WORDS)
    figures, names, name_count = _changes(first, second, blocks)
    return Likeness(
        common=min(common / own[0], common / (own[1] + own_behind)),
        common_all=min(common / reach, common / len(second)),
        kept=reach / len(first),
        words_before=max(before),
        share_before=max(before[0] / reach, before[1] / len(second)),
        figures_changed=figures,
        names_changed=names,
        share_of_names_changed=names / max(1, name_count),
    )


def _changes(left: Tokens, right: Tokens, blocks: Sequence[Block]) -> tuple[int, int, int]:
    """Figures changed, names changed, and names in common blocks and changes together."""
    figures = names = 0
    name_count = sum(position in left.names for block in blocks for position in range(block.left_start, block.left_end))
    for left_span, right_span in _replacements(blocks):
        ours, theirs = set(range(*left_span)), set(range(*right_span))
        figures += _differ(left, ours & left.figures, right, theirs & right.figures)
        changed = _differ(left, ours & left.names, right, theirs & right.names)
        names += changed
        name_count += changed
    return figures, names, name_count


def _replacements(blocks: Sequence[Block]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Narrow places between two common blocks where both texts have something, and the word behind the last block."""
    for before, behind in pairwise(blocks):
        left, right = (before.left_end, behind.left_start), (before.right_end, behind.right_start)
        if 0 < left[1] - left[0] <= _CHANGE_WIDTH and 0 < right[1] - right[0] <= _CHANGE_WIDTH:
            yield left, right
    if blocks:
        yield (blocks[-1].left_end, blocks[-1].left_end + 1), (blocks[-1].right_end, blocks[-1].right_end + 1)


def _differ(left: Tokens, left_places: set[int], right: Tokens, right_places: set[int]) -> int:
    """How many of these words were replaced by others of their kind."""
    ours = {left.words[place] for place in left_places}
    theirs = {right.words[place] for place in right_places}
    return min(len(ours - theirs), len(theirs - ours))
