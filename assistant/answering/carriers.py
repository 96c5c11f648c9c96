"""A statement -> the sentences of the evidence that carry it, where the writer named none, or the wrong ones."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from assistant.answering.grounding import Judge, Meaning, Verdict, check, cited_sentence
from assistant.answering.writers import Source
from assistant.errors import ModelError
from assistant.language import names
from assistant.retrieval import content_stems

__all__ = ["Carried", "Carriers", "text_of"]

LOOKED_AT = 8
"""Sentences that are checked by themselves, those with most of the statement's words first."""
NEAREST_SHARE = 0.5
"""Of what the sentence nearest by its words shares: the more sentences are tried, the likelier one is taken for support
that is none. Of the open grounding set 8 of 90 false statements pass so, not 17, and 77 of 90 true ones, not 83."""
NEXT_WITHIN = 4
"""Characters between two sentences that follow each other: a blank, or a new paragraph."""
SHOWN_LIKE = 3
"""The nearest in meaning that are checked."""
LEAST_SHARED = 0.5
"""Of the statement's words, by rarity: a sentence with less is about something else, and is not shown beside it."""
COMPARED = 16
"""Sentences of the best passages that are compared in meaning, where the words lead nowhere."""
LEAST_LIKE = 0.5
"""Mean nearness of the words. Paraphrases without a word in common lie above 0.55, other sentences of the same articles
below 0.45 (tests/quality/unmarked.jsonl); the check asks for more before it says that a sentence carries another."""
_BETWEEN_CLAUSES = re.compile(
    r"[,;:]\s+(?:and\s+|but\s+)?"
    r"|\s+(?:and|but|while|after|before|because|since|so|which|who|when|where|although|though|with|from)\s+"
)

_WHOLE = ("verbatim", "supported")
_RANKS = {"verbatim": 3, "supported": 2, "partly_supported": 1, "unsupported": 0, "no_claim": 0}


@dataclass(frozen=True, slots=True, eq=False)
class Carried:
    sources: tuple[Source, ...]
    verdict: Verdict

    @property
    def is_whole(self) -> bool:
        return self.verdict.status in _WHOLE

    def carries_more_than(self, verdict: Verdict) -> bool:
        return _RANKS[self.verdict.status] > _RANKS[verdict.status]


class Carriers:
    """Looks for what carries a statement among the sentences that were offered to the writer."""

    def __init__(self, offered: Sequence[Source], judge: Judge | None = None, nearness: Meaning | None = None) -> None:
        """`judge` decides with `check`; without `nearness` only sentences that share words are looked at."""
        self._sources = tuple(offered)
        self._judge = judge
        self._nearness = nearness

    @cached_property
    def _stems(self) -> tuple[tuple[Source, frozenset[str]], ...]:
        """Only where somebody looks: an answer in quotes has nothing to look for."""
        return tuple((source, content_stems(text_of(source))) for source in self._sources)

    @cached_property
    def _weights(self) -> dict[str, float]:
        counts = Counter(stem for _, stems in self._stems for stem in stems)
        return {stem: math.log(1 + len(self._stems) / count) for stem, count in counts.items()}

    def find(self, text: str, among: Sequence[Source] | None = None) -> Carried | None:
        """What carries the statement best: one sentence before two; None where nothing is near to it.

        `among`: only these, as where a passage was cited as a whole.
        """
        wanted = content_stems(text)
        total = sum(map(self._weight, wanted))
        if not total:
            return None
        ranked = sorted(
            ((sum(map(self._weight, wanted & stems)) / total, source) for source, stems in self._offered(among)),
            key=lambda pair: -pair[0],
        )
        nearest = ranked[0][0] if ranked else 0.0
        near = [(share, source) for share, source in ranked[:LOOKED_AT] if share and share >= NEAREST_SHARE * nearest]
        best: tuple[int, float, Carried] | None = None
        for share, source in near:
            carried = self._weigh((source,), text)
            if carried.is_whole:
                return carried
            rank = _RANKS[carried.verdict.status]
            if share >= LEAST_SHARED and (best is None or (rank, share) > best[:2]):
                best = rank, share, carried
        pair = self._find_pair(text, [source for _, source in near])
        return pair or (best[2] if best else self._find_by_meaning(text, among))

    def _find_pair(self, text: str, near: Sequence[Source]) -> Carried | None:
        """Two sentences of one article that carry it together. Words of one and a number of another would make support
        out of anything: each clause is carried by one of them, or the sentence before gives no more than the name."""
        clauses = _split(text)
        wanted, named = content_stems(text), content_stems(" ".join(text[slice(*span)] for span in names(text)))
        carries: dict[tuple[int, str], bool] = {}

        def carry(at: int, clause: str) -> bool:
            if (at, clause) not in carries:
                meant = content_stems(clause)
                shares = 2 * len(meant & content_stems(text_of(near[at]))) >= len(meant)
                carries[at, clause] = shares and self._weigh((near[at],), clause).is_whole
            return carries[at, clause]

        for one, other in combinations(range(len(near)), 2):
            first, second = _in_order(near[one], near[other])
            if first.candidate.article.article_id != second.candidate.article.article_id:
                continue
            missing = (content_stems(text_of(first)) & wanted) - content_stems(text_of(second))
            gives_name = missing <= named and 0 <= second.span[0] - first.span[1] <= NEXT_WITHIN
            is_told = len(clauses) > 1 and all(carry(one, clause) or carry(other, clause) for clause in clauses)
            if missing and (gives_name or is_told) and (carried := self._weigh((first, second), text)).is_whole:
                return carried
        return None

    def _find_by_meaning(self, text: str, among: Sequence[Source] | None) -> Carried | None:
        """What says it in other words altogether: `No one was injured` for `Nobody was hurt`."""
        if self._nearness is None:
            return None
        sources = (self._sources if among is None else among)[:COMPARED]
        try:
            likeness = [self._nearness.compare(text, [text_of(source)]).whole for source in sources]
        except ModelError:
            return None
        ranked = sorted(zip(likeness, sources, strict=True), key=lambda pair: -pair[0])[:SHOWN_LIKE]
        near = [self._weigh((source,), text) for like, source in ranked if like >= LEAST_LIKE]
        return max(near, key=lambda carried: _RANKS[carried.verdict.status], default=None)

    def _weigh(self, sources: tuple[Source, ...], text: str) -> Carried:
        cited = [cited_sentence(one.candidate.article, one.span) for one in sources]
        return Carried(sources, check(text, cited, self._judge))

    def _offered(self, among: Sequence[Source] | None) -> Iterator[tuple[Source, frozenset[str]]]:
        if among is None:
            yield from self._stems
        else:
            yield from ((source, content_stems(text_of(source))) for source in among)

    def _weight(self, stem: str) -> float:
        return self._weights.get(stem, math.log(1 + len(self._stems)))


def _split(text: str) -> list[str]:
    """Its clauses; one of fewer than two words of meaning stays with its neighbour."""
    clauses: list[str] = []
    for piece in _BETWEEN_CLAUSES.split(text):
        if clauses and (len(content_stems(piece)) < 2 or len(content_stems(clauses[-1])) < 2):
            clauses[-1] = f"{clauses[-1]} {piece}"
        elif piece.strip():
            clauses.append(piece)
    return clauses


def text_of(source: Source) -> str:
    start, end = source.span
    return source.candidate.article.text[start:end]


def _in_order(*sources: Source) -> tuple[Source, ...]:
    return tuple(sorted(sources, key=lambda source: source.span))
