"""How rare a word is in this archive: what tells the words that decide from the words that fill."""

from collections.abc import Iterable, Mapping
from math import log

from assistant.archive import Snapshot
from assistant.language import content_stems

__all__ = ["Rarity", "content_stems"]


IMAGINED_PASSAGES, IMAGINED_COUNT = 50, 1.0
"""Added to what is counted, with each stem in one of them: in an archive of one passage every word that it has would
weigh next to nothing, and a word that it lacks nearly all; among a thousand passages nothing changes."""


class Rarity:
    """BM25's inverse document frequency, counted in passages, for the stems it was made with."""

    def __init__(self, passage_count: int, frequencies: Mapping[str, int]) -> None:
        self._total = passage_count
        self._frequencies = frequencies

    @classmethod
    def of(cls, snapshot: Snapshot, stems: Iterable[str]) -> "Rarity":
        """One look-up for all the stems of a question."""
        return cls(snapshot.passage_count, snapshot.document_frequencies(list(dict.fromkeys(stems))))

    def __getitem__(self, term: str) -> float:
        """At least 0; a stem that stands in no passage is as rare as can be."""
        total = self._total + IMAGINED_PASSAGES
        count = self._frequencies.get(term, 0) + IMAGINED_COUNT
        return log(1 + (total - count + 0.5) / (count + 0.5))

    def weigh(self, terms: Iterable[str]) -> float:
        return sum(self[term] for term in terms)
