"""Two rankings -> one."""

from collections.abc import Mapping, Sequence

from assistant.archive import Hit

__all__ = ["DENSE_WEIGHT", "fuse"]

DENSE_WEIGHT = 0.2
"""Share of the dense ranking; keyword has the rest. Of 0.2, 0.35 and 0.5 the one whose hit@1 and MRR are at no shared
set below the better of the two rankings (benchmarks/quality/retrieval.py; docs/results/quality.md)."""


def fuse(dense: Sequence[Hit], keyword: Sequence[Hit], *, dense_weight: float = DENSE_WEIGHT) -> list[Hit]:
    """Weighted sum of the two, each stretched to 0..1 over its own list; best first, ties by passage.

    A passage that only one ranking found counts 0 in the other. With one list empty the other's order stands.
    """
    scores: dict[int, float] = {}
    for hits, weight in ((dense, dense_weight), (keyword, 1 - dense_weight)):
        for passage_id, score in _stretch(hits).items():
            scores[passage_id] = scores.get(passage_id, 0.0) + weight * score
    return [
        Hit(passage_id, score) for passage_id, score in sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    ]


def _stretch(hits: Sequence[Hit]) -> Mapping[int, float]:
    if not hits:
        return {}
    top, bottom = hits[0].score, hits[-1].score
    if top <= bottom:
        return {hit.passage_id: 1.0 for hit in hits}
    return {hit.passage_id: (hit.score - bottom) / (top - bottom) for hit in hits}
