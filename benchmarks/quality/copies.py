"""Precision and recall of the recognition of near copies, on the labelled set: `python -m benchmarks.quality.copies`.

Two texts count as recognised when their sketches meet in a band, resemble each other, and the verdict is "copy": what
an ingest does with each article that comes in.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.archive.copies.likeness_rows import LEAST_RESEMBLANCE
from assistant.archive.copies.sketch import Sketch, resemblance, sketch_of
from assistant.archive.copies.verdict import compare
from benchmarks.quality.copies_set import Half, Pair, RealArticle, load_articles, make_copies, make_others, real_pairs

__all__ = ["Tally", "measure", "scores"]

HALVES: tuple[Half, Half] = ("open", "closed")
SHARED_DATA = Path(__file__).parents[3] / "shared" / "data"


@dataclass(slots=True)
class Tally:
    """Pairs of one kind, and how many of them were taken for copies."""

    is_copy: bool
    count: int = 0
    recognised: int = 0


def measure(shared_data: Path, half: Half, *, one_in: int = 1) -> dict[str, Tally]:
    """By kind of pair, over the half's articles, or one in so many of them."""
    articles = [article for article in load_articles(shared_data) if article.half == half][::one_in]
    tallies: dict[str, Tally] = {}
    for pair in _pairs(articles):
        tally = tallies.setdefault(pair.kind, Tally(pair.is_copy))
        tally.count += 1
        tally.recognised += _is_recognised(pair)
    return tallies


def scores(tallies: Iterable[Tally]) -> tuple[float, float]:
    """Precision and recall."""
    right = wrong = copies = 0
    for tally in tallies:
        right += tally.recognised if tally.is_copy else 0
        wrong += 0 if tally.is_copy else tally.recognised
        copies += tally.count if tally.is_copy else 0
    return right / max(1, right + wrong), right / max(1, copies)


def _pairs(articles: Sequence[RealArticle]) -> Iterator[Pair]:
    yield from make_copies(articles)
    yield from make_others(articles)
    yield from real_pairs(articles)


def _is_recognised(pair: Pair) -> bool:
    left, right = _sketch(pair.left), _sketch(pair.right)
    if left is None or right is None or not set(left.bands) & set(right.bands):
        return False
    return resemblance(left.signature, right.signature) >= LEAST_RESEMBLANCE and compare(pair.left, pair.right).is_copy


@lru_cache(maxsize=1024)
def _sketch(text: str) -> Sketch | None:
    return sketch_of(text)


def main() -> None:
    both: dict[str, dict[Half, Tally]] = defaultdict(dict)
    for half in HALVES:
        for kind, tally in measure(SHARED_DATA, half).items():
            both[kind][half] = tally
    print("| pair | open half: taken for copies / pairs | closed half |\n|---|---|---|")
    for kind, halves in sorted(both.items(), key=lambda item: not item[1]["open"].is_copy):
        shown = " | ".join(f"{halves[half].recognised:,} / {halves[half].count:,}" for half in HALVES)
        print(f"| {kind} | {shown} |")
    for half in HALVES:
        precision, recall = scores(halves[half] for halves in both.values() if half in halves)
        print(f"{half}: precision {precision:.4f}, recall {recall:.4f}")


if __name__ == "__main__":
    main()
