"""Candidates -> the same candidates in a better order, by late interaction over the local model's token vectors.

The archive keeps them, reduced, from the pass that embedded the passage; what it has none of is encoded here.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from assistant.archive import Snapshot
from assistant.models import PRODUCT_SCALE, TokenEmbedder, TokenVectors, keeps_codes, product, reduce_tokens
from assistant.retrieval.candidate import Candidate, TokenMatch
from assistant.retrieval.document import Document, document_of, text_of, unpacked_documents
from assistant.retrieval.rarity import Rarity, content_stems

__all__ = ["CARRIED_WEIGHT", "FUSION_SHARE", "LONG_FUSION_SHARE", "LateInteraction", "fusion_share"]

FUSION_SHARE, LONG_FUSION_SHARE = 0.08, 0.4
"""How much of the fusion score is added to MaxSim. For a plain question it settles near ties; in a long one,
which names several things, every passage meets most tokens half-way and exact words tell more
(docs/results/quality.md)."""

_SHORT, _LONG = 25, 60
"""Word pieces of a question up to which it is plain, and from which it is long; between the two the share grows."""

CARRIED_WEIGHT = 0.5
"""Of a word that a follow-up takes over, beside one of its own: it says where to look, the others what for."""

CACHED_PASSAGES = 256
"""Token vectors kept of passages that the archive has none of, about 250 kB each: readers of one topic meet the same
passages again."""


class LateInteraction:
    """ColBERT's MaxSim with the token vectors of the embedding model, question tokens weighted by their rarity."""

    def __init__(self, embedder: TokenEmbedder, *, cached_passages: int = CACHED_PASSAGES) -> None:
        self._embedder = embedder
        self._is_reduced = keeps_codes(embedder)
        self._cached_passages = cached_passages
        self._cache: OrderedDict[str, TokenVectors] = OrderedDict()
        self._lock = Lock()

    def rerank(
        self, snapshot: Snapshot, question: str, candidates: Sequence[Candidate], carried: int = 0
    ) -> list[Candidate]:
        """All candidates, best first, each with its `token_match`.

        `carried`: so many characters at the question's end come from the turns before, and weigh less.
        """
        if not candidates:
            return []
        (asked,) = self._embedder.encode_tokens([question])
        weights = _weigh(question, asked, snapshot, carried)
        share = fusion_share(len(asked.token_ids))
        vectors = PRODUCT_SCALE * reduce_tokens(asked.vectors) if self._is_reduced else asked.vectors
        documents = self._documents(snapshot, candidates)
        ranked = [
            _match(candidate, similarities, weights, document, share)
            for candidate, document, similarities in zip(
                candidates, documents, _similarities(vectors, documents), strict=True
            )
        ]
        return sorted(ranked, key=lambda candidate: (-candidate.score, candidate.passage.passage_id))

    def _documents(self, snapshot: Snapshot, candidates: Sequence[Candidate]) -> list[Document]:
        kept: dict[int, Document] = {}
        if self._is_reduced:
            codes = snapshot.token_codes([candidate.passage.passage_id for candidate in candidates])
            kept = unpacked_documents(candidates, codes)
        missing = [index for index in range(len(candidates)) if index not in kept]
        encoded = self._encode([text_of(candidates[index]) for index in missing])
        for index, tokens in zip(missing, encoded, strict=True):
            vectors = reduce_tokens(tokens.vectors) if self._is_reduced else tokens.vectors
            kept[index] = document_of(candidates[index], vectors, tokens.offsets)
        return [kept[index] for index in range(len(candidates))]

    def _encode(self, documents: Sequence[str]) -> list[TokenVectors]:
        with self._lock:
            known = {text: self._cache[text] for text in documents if text in self._cache}
        missing = list(dict.fromkeys(text for text in documents if text not in known))
        fresh = dict(zip(missing, self._embedder.encode_tokens(missing), strict=True)) if missing else {}
        with self._lock:
            self._cache.update(fresh)
            for text in documents:
                if text in self._cache:
                    self._cache.move_to_end(text)
            while len(self._cache) > self._cached_passages:
                self._cache.popitem(last=False)
        return [known.get(text) or fresh[text] for text in documents]


def fusion_share(token_count: int) -> float:
    """By the length of the question, in word pieces."""
    growth = min(1.0, max(0.0, (token_count - _SHORT) / (_LONG - _SHORT)))
    return FUSION_SHARE + growth * (LONG_FUSION_SHARE - FUSION_SHARE)


def _similarities(asked: NDArray[np.float32], documents: Sequence[Document]) -> list[NDArray[np.float32]]:
    """Of each document; all are multiplied at once, for starting that costs more than a document does."""
    every = product(asked, np.concatenate([document.vectors for document in documents]).T)
    ends = np.cumsum([len(document.vectors) for document in documents])
    return np.split(every, ends[:-1], axis=1)


def _match(
    candidate: Candidate,
    similarities: NDArray[np.float32],
    weights: NDArray[np.float32],
    document: Document,
    share: float,
) -> Candidate:
    match = TokenMatch(similarities, weights, document.starts, document.ends)
    return replace(candidate, score=match.score + share * candidate.fusion_score, token_match=match)


def _weigh(question: str, asked: TokenVectors, snapshot: Snapshot, carried: int) -> NDArray[np.float32]:
    """The rarity of the word each token belongs to, as shares of 1; words that say nothing weigh nothing.

    In a small archive "who" and "why" stand in no passage: by count alone they would weigh most of all.
    """
    terms = [content_stems(word) for word in _words_of_tokens(question, asked)]
    rarity = Rarity.of(snapshot, (stem for stems in terms for stem in stems))
    weights = np.array([max((rarity[stem] for stem in stems), default=0.0) for stems in terms], dtype=np.float32)
    weights[[start >= len(question) - carried for start, _ in asked.offsets]] *= CARRIED_WEIGHT
    return weights / weights.sum() if weights.sum() > 0 else np.full(len(terms), 1 / max(len(terms), 1), np.float32)


def _words_of_tokens(text: str, tokens: TokenVectors) -> list[str]:
    """For each token the whole word it is a piece of."""
    return [text[_left(text, start) : _right(text, end)] for start, end in tokens.offsets]


def _left(text: str, position: int) -> int:
    while position > 0 and text[position - 1].isalnum() and text[position].isalnum():
        position -= 1
    return position


def _right(text: str, position: int) -> int:
    while 0 < position < len(text) and text[position].isalnum() and text[position - 1].isalnum():
        position += 1
    return position
