from hypothesis import given
from hypothesis import strategies as st

from assistant.archive import Hit
from assistant.retrieval.fusion import fuse

rankings = st.dictionaries(st.integers(1, 50), st.integers(0, 1000).map(lambda tenths: tenths / 10), max_size=20).map(
    lambda scores: [Hit(key, score) for key, score in sorted(scores.items(), key=lambda item: -item[1])]
)


def test_what_both_rankings_like_comes_first() -> None:
    dense = [Hit(1, 0.9), Hit(2, 0.8), Hit(3, 0.1)]
    keyword = [Hit(2, 12.0), Hit(4, 11.0), Hit(1, 1.0)]
    assert [hit.passage_id for hit in fuse(dense, keyword)] == [2, 4, 1, 3]


@given(rankings, rankings)
def test_nothing_is_lost_or_added_and_scores_stay_between_0_and_1(dense: list[Hit], keyword: list[Hit]) -> None:
    fused = fuse(dense, keyword)
    assert {hit.passage_id for hit in fused} == {hit.passage_id for hit in [*dense, *keyword]}
    assert all(0 <= hit.score <= 1 + 1e-9 for hit in fused)
    assert [hit.score for hit in fused] == sorted((hit.score for hit in fused), reverse=True)


@given(rankings)
def test_with_one_ranking_its_order_stands(ranking: list[Hit]) -> None:
    order = [hit.score for hit in ranking]
    scores = {hit.passage_id: hit.score for hit in ranking}
    for fused in (fuse(ranking, []), fuse([], ranking)):
        assert [scores[hit.passage_id] for hit in fused] == order
