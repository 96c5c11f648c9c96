"""What two texts have in common, in order."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.archive.copies.alignment import Block, align

WORDS = st.lists(st.sampled_from("abcdefgh"), max_size=40)


@given(left=WORDS, right=WORDS)
def test_blocks_are_equal_and_in_the_order_of_both(left: list[str], right: list[str]) -> None:
    blocks = align(left, right)
    left_end = right_end = 0
    for block in blocks:
        assert block.length > 0
        assert block.left_start >= left_end
        assert block.right_start >= right_end
        assert (block.left_start, block.right_start) != (left_end, right_end) or not left_end
        assert left[block.left_start : block.left_end] == right[block.right_start : block.right_end]
        left_end, right_end = block.left_end, block.right_end


def test_a_text_is_one_block_with_itself() -> None:
    words = [str(number) for number in range(50)]
    assert align(words, words) == [Block(0, 0, 50)]
    assert align(words, []) == align([], []) == []


@pytest.mark.parametrize("dropped", [1, 5, 20])
def test_what_was_dropped_is_between_the_blocks(dropped: int) -> None:
    words = [str(number) for number in range(60)]
    assert align(words, words[:20] + words[20 + dropped :]) == [
        Block(0, 0, 20),
        Block(20 + dropped, 20, 40 - dropped),
    ]


def test_replaced_words_leave_the_rest_common() -> None:
    words = [str(number) for number in range(200)]
    places = random.Random(1).sample(range(200), 40)
    edited = ["x" if place in places else word for place, word in enumerate(words)]
    assert sum(block.length for block in align(words, edited)) == 160
