"""A candidate as late interaction meets it: a vector for each word piece, and where the piece stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.models import unpack_tokens, word_pieces
from assistant.retrieval.candidate import Candidate

__all__ = ["Document", "document_of", "text_of", "unpacked_documents"]


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    vectors: NDArray[np.float32]
    """Shape (t, dimension)."""
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    """Each word piece's span in the article's text; those of what stands before the passage's text have -1."""


def text_of(candidate: Candidate) -> str:
    """What the model reads of a candidate that the archive has no token codes of."""
    headline = candidate.article.title
    return f"{headline}\n{candidate.passage.text}" if headline else candidate.passage.text


def document_of(candidate: Candidate, vectors: NDArray[np.float32], offsets: Sequence[tuple[int, int]]) -> Document:
    """From a pass of the model over `text_of` the candidate."""
    shift = len(text_of(candidate)) - len(candidate.passage.text)
    places = np.asarray(offsets, dtype=np.int64).reshape(-1, 2) - shift
    return Document(vectors, *_spans(candidate, places))


def unpacked_documents(candidates: Sequence[Candidate], codes: Mapping[int, bytes]) -> dict[int, Document]:
    """By place in `candidates`; without those that have no codes, or whose words are not those that were embedded.

    A copy that stands in for a passage may say the same in other words.
    """
    coded = [index for index, candidate in enumerate(candidates) if candidate.passage.passage_id in codes]
    pieces = word_pieces([candidates[index].passage.text for index in coded])
    documents = {}
    for index, piece in zip(coded, pieces, strict=True):
        token_ids, vectors = unpack_tokens(codes[candidates[index].passage.passage_id])
        before = len(token_ids) - len(piece.token_ids)
        if before >= 0 and token_ids[before:] == piece.token_ids:
            places = np.full((len(token_ids), 2), -1, np.int64)
            places[before:] = np.asarray(piece.offsets, dtype=np.int64).reshape(-1, 2)
            documents[index] = Document(vectors, *_spans(candidates[index], places))
    return documents


def _spans(candidate: Candidate, places: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """From offsets in the passage's text, below 0 before it, to offsets in the article's."""
    in_text = places[:, 0] >= 0
    starts, ends = (np.where(in_text, places[:, side] + candidate.passage.start, -1) for side in (0, 1))
    return starts, ends
