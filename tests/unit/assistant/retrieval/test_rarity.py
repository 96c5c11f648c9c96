from math import log
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieval import Rarity, content_stems

if TYPE_CHECKING:
    from tests.unit.assistant.conftest import Desk

counts = st.integers(0, 10_000).flatmap(lambda total: st.tuples(st.just(total), st.lists(st.integers(0, total))))


@given(counts)
def test_rarer_words_weigh_more_and_none_less_than_nothing(drawn: tuple[int, list[int]]) -> None:
    total, frequencies = drawn
    rarity = Rarity(total, {f"w{count}": count for count in frequencies})
    weights = [rarity[f"w{count}"] for count in sorted(frequencies)]
    assert weights == sorted(weights, reverse=True)
    assert all(0 <= weight <= rarity["never seen"] for weight in weights)


def test_in_a_large_archive_it_is_the_idf_of_bm25() -> None:
    assert Rarity(10_000, {"dam": 20})["dam"] == pytest.approx(log(1 + 9980.5 / 20.5), rel=0.01)


@pytest.mark.parametrize("total", [1, 10, 60])
def test_in_a_small_archive_a_word_that_it_lacks_does_not_weigh_most(total: int) -> None:
    rarity = Rarity(total, {"dam": 1, "held": 1})
    assert rarity.weigh(["dam", "held"]) > 1.5 * rarity["hurt"]


def test_terms_weigh_together_as_much_as_each() -> None:
    rarity = Rarity(10, {"dam": 2, "river": 5})
    assert rarity.weigh(["dam", "river"]) == pytest.approx(rarity["dam"] + rarity["river"])
    assert rarity.weigh([]) == 0


def test_it_is_counted_in_the_passages_of_the_archive(desk: "Desk") -> None:
    desk.put("The dam held.", external_id="1")
    desk.put("The dams and the river.", external_id="2")
    desk.put("The ferries sank.", "On the river", external_id="3")
    with desk.archive.snapshot() as snapshot:
        rarity = Rarity.of(snapshot, content_stems("Which dam, river, ferry or tunnel?"))
    expected = Rarity(3, {"dam": 2, "river": 2, "ferri": 1})
    for stem in content_stems("dam river ferry tunnel"):
        assert rarity[stem] == pytest.approx(expected[stem]), stem


def test_an_empty_archive_has_no_common_words(desk: "Desk") -> None:
    with desk.archive.snapshot() as snapshot:
        assert Rarity.of(snapshot, ["dam", "dam", "'", '"', ""])["dam"] > 0


def test_only_words_that_carry_meaning_have_stems() -> None:
    assert content_stems("Where were the bridges of the city?") == content_stems("City bridge")
    assert content_stems("") == frozenset()
