"""Everything that an archive says of its articles, for comparing two archives."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from assistant.archive import Archive, Article, Passage, Vectors

__all__ = ["contents", "same_vectors"]

Held = tuple[Article, list[Passage], Vectors, list[bytes]]


def contents(archive: Archive) -> list[Held]:
    """Every live article with its passages, their vectors and token codes; without numbers that count what came in."""
    with archive.snapshot() as snapshot:
        articles = [*snapshot.list_articles(limit=100_000)]
        found = []
        for article in sorted(articles, key=lambda one: one.article_id):
            passages = snapshot.article_passages(article.article_id)
            numbers = [passage.passage_id for passage in passages]
            codes = snapshot.token_codes(numbers)
            found.append(
                (
                    replace(article, group_id=0, fetched_at=None),
                    [replace(passage, passage_id=0) for passage in passages],
                    snapshot.vectors(numbers),
                    [codes.get(number, b"") for number in numbers],
                )
            )
        return found


def same_vectors(left: Vectors, right: Vectors) -> NDArray[np.float32]:
    """The cosine of each pair."""
    assert left.shape == right.shape
    cosines: NDArray[np.float32] = np.einsum("ij,ij->i", left, right)
    return cosines
