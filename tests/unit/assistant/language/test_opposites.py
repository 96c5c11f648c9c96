import pytest

from assistant.answering.grounding.opposition import opposite_fault
from assistant.language.opposites import CONVERSES, MORE_OPPOSITES, OPPOSITES

WEIGHED_ELSEWHERE = {"many", "much", "pass", "passed"}
"""Amounts are compared as degrees; a bill is passed or defeated, a test passed or failed."""


@pytest.mark.parametrize(("ones", "others"), [*OPPOSITES, *MORE_OPPOSITES], ids=lambda words: words[0])
def test_each_word_of_one_side_is_the_opposite_of_each_of_the_other(
    ones: tuple[str, ...], others: tuple[str, ...]
) -> None:
    said = "On Friday the harbour {} was seen by Ann Lee in Ombersund."
    for one in ones:
        assert opposite_fault(said.format(one), [said.format(one)]) is None
        for other in others:
            if not {one, other} & WEIGHED_ELSEWHERE:
                assert opposite_fault(said.format(one), [said.format(other)]) is not None, (one, other)


@pytest.mark.parametrize(("ones", "others"), CONVERSES, ids=lambda words: words[0])
def test_who_sells_and_who_buys_may_be_one_deal(ones: tuple[str, ...], others: tuple[str, ...]) -> None:
    assert opposite_fault(f"Omber {ones[0]} Linden.", [f"Linden {others[0]} Omber."]) is None
