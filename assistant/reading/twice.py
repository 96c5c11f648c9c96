"""The nearest passages are read twice: whole, and in halves, which weighs each sentence in two surroundings.

The reader is surer or less sure of a sentence by what stands around it; the mean of both readings is nearer the truth.
On the choosing part of the shared questions the area under the curve rose from 0.880 to 0.885 by it, and an evidence
sentence first from 0.690 to 0.703 (docs/explanation/reader.md).
"""

from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.models import PassageText

__all__ = ["SentenceReader", "read_twice"]

READ_AGAIN = 2
"""Passages, the likeliest first. With three, four or all of eight the figures are the same within two questions."""
HALF_WEIGHT = 0.2
"""Of the reading in halves. From 0.3 on plain questions of archives of a few articles are no longer `answered`
(tests/quality/neighbours.jsonl), though more of the choosing part have an evidence sentence first (0.715)."""


class SentenceReader(Protocol):
    """What the trained reader does, in tests and elsewhere."""

    def load(self) -> None:
        """Make ready what reading needs, where anything has to be. Raises ModelError."""
        return

    def read(self, question: str, passages: Sequence[PassageText]) -> list[NDArray[np.float32]]:
        """For each passage the log-odds of each of its sentences. Raises ModelError."""
        ...


def read_twice(reader: SentenceReader, question: str, passages: Sequence[PassageText]) -> list[NDArray[np.float32]]:
    """As `reader` reads, with the mean of two readings for the passages that are likeliest to answer."""
    odds = reader.read(question, passages)
    likeliest = sorted(range(len(odds)), key=lambda index: -max(odds[index].tolist(), default=-np.inf))[:READ_AGAIN]
    again = [index for index in likeliest if len(passages[index].sentences) > 1]
    halves = reader.read(question, [half for index in again for half in _halves(passages[index])]) if again else []
    for index, pair in zip(again, zip(halves[::2], halves[1::2], strict=True), strict=True):
        odds[index] = _mean(odds[index], np.concatenate(pair))
    return odds


def _halves(passage: PassageText) -> Iterator[PassageText]:
    middle = (len(passage.sentences) + 1) // 2
    for sentences in (passage.sentences[:middle], passage.sentences[middle:]):
        first, last = sentences[0][0], sentences[-1][1]
        spans = tuple((start - first, end - first) for start, end in sentences)
        yield PassageText(passage.title, passage.text[first:last], spans)


def _mean(whole: NDArray[np.float32], halves: NDArray[np.float32]) -> NDArray[np.float32]:
    """Where only one of the two reached a sentence, that one's."""
    mean = (1 - HALF_WEIGHT) * whole + HALF_WEIGHT * halves
    settled: NDArray[np.float32] = np.where(np.isfinite(mean), mean, np.maximum(whole, halves)).astype(np.float32)
    return settled
