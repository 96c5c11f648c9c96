"""The trained reader: question and passage read together, a log-odds for each sentence that it answers.

It is the local embedding model with other layers: the file in `data/` holds their int8 weights, each with its place in
the packaged file, whose embeddings and graph it keeps. So whatever runs the one runs the other. Made by
`make -C benchmarks/reader`; the model card is docs/explanation/reader.md.
"""

from __future__ import annotations

import hashlib
import io
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.arrays import read_arrays
from assistant.errors import ModelDamaged
from assistant.models.products import product
from assistant.models.runtime import Runtime, load_runtime
from assistant.models.tokenizer import CLS, SEP, WordPieces, word_pieces
from assistant.models.weights import Weights, read_weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["MOST_TITLE_PIECES", "PassageText", "Reader", "ReaderFile", "gelu", "load_reader_file", "load_trained"]

READER_FILE = "reader.npz"
READER_SHA256 = "94391f637431007b29f9bd109503ca7be6cf00ca2b1e4c21bbbb3076cf3baf52"
"""Of the file: another one is damaged or was replaced."""

MOST_QUESTION_PIECES, MOST_TITLE_PIECES, MOST_PIECES = 48, 32, 317
"""Of a question, of a headline, and of both with the passage; what the reader was trained to read."""

_DAMAGED = "A file of the trained reader is damaged or was replaced. Install Copydesk again."

_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PassageText:
    """What the reader reads of a passage; `sentences` are spans of `text`."""

    title: str | None
    text: str
    sentences: tuple[_Span, ...]


@dataclass(frozen=True, slots=True)
class ReaderFile:
    """The layers as int8 levels with the scale of each output, and where the packaged model file has its own."""

    places: NDArray[np.int64]
    """For each part (offset, length) in the packaged file."""
    patch: NDArray[np.uint8]
    """The bytes of all parts, one behind the other."""
    heads: Mapping[str, NDArray[np.float32]]

    def weights(self, packaged: Weights) -> Weights:
        """The packaged file with the reader's layers. Raises ModelDamaged where the two do not fit."""
        content = bytearray(packaged.content)
        for (offset, length), at in zip(self.places.tolist(), self._starts(), strict=True):
            if not 0 <= offset <= offset + length <= len(content) or at + length > len(self.patch):
                raise ModelDamaged(_DAMAGED)
            content[offset : offset + length] = self.patch[at : at + length].tobytes()
        return Weights(bytes(content), packaged.sha256)

    def changed(self, changes: Mapping[str, NDArray[np.float32]]) -> ReaderFile:
        """With a product of two narrow matrices added to each matrix: `NUMBER.a`, shape (inputs, rank), `NUMBER.b`,
        (rank, outputs), and the `NUMBER.scale` of each of their inner places, for the matrix whose levels are the part
        with that number and whose scales are the next."""
        patch, starts = self.patch.copy(), self._starts()
        for name in (name for name in changes if name.endswith(".a")):
            number = int(name.removesuffix(".a"))
            added = (changes[name] * changes[f"{number}.scale"]) @ changes[f"{number}.b"].astype(np.float32)
            at, scale_at = starts[number], starts[number + 1]
            levels = patch[at : at + added.size].view(np.int8).reshape(added.shape)
            scales = patch[scale_at : scale_at + 4 * added.shape[1]].view(np.float32)
            matrix = levels * scales + added
            new = np.maximum(np.abs(matrix).max(axis=0) / 127, np.float32(1e-12)).astype(np.float32)
            patch[at : at + added.size] = np.rint(matrix / new).astype(np.int8).view(np.uint8).ravel()
            patch[scale_at : scale_at + 4 * len(new)] = new.view(np.uint8)
        return ReaderFile(self.places, patch, self.heads)

    def _starts(self) -> list[int]:
        return [0, *np.cumsum(self.places[:, 1]).tolist()][:-1]


def load_trained(name: str, sha256: str) -> dict[str, NDArray[np.float32]]:
    """The arrays of a file that travels with the package. Raises ModelDamaged where its checksum is another."""
    content = (resources.files("assistant.models") / "data" / name).read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ModelDamaged(_DAMAGED)
    arrays = read_arrays(lambda: _unpacked(content))
    return {key: array if array.dtype.kind in "iu" else array.astype(np.float32) for key, array in arrays.items()}


def _unpacked(content: bytes) -> dict[str, NDArray[Any]]:
    with np.load(io.BytesIO(content), allow_pickle=False) as stored:
        return dict(stored)


def load_reader_file() -> ReaderFile:
    """Raises ModelDamaged."""
    arrays = load_trained(READER_FILE, READER_SHA256)
    heads = {name: array for name, array in arrays.items() if name not in ("places", "patch")}
    return ReaderFile(arrays["places"].astype(np.int64), arrays["patch"].astype(np.uint8), heads)


class Reader:
    """Cheap to build: the model loads at the first question, once, whichever thread comes first."""

    def __init__(self, threads: int | None = None) -> None:
        self._threads = threads
        self._lock = threading.Lock()
        self._loaded: tuple[Runtime, Mapping[str, NDArray[np.float32]]] | None = None

    def describe(self) -> str:
        """Runtime, precision and threads, for people. Loads the model. Raises ModelMissing and ModelDamaged."""
        return self._load()[0].description

    def load(self) -> None:
        """Load the model now, where it is not loaded. Raises ModelMissing and ModelDamaged."""
        self._load()

    def read(self, question: str, passages: Sequence[PassageText]) -> list[NDArray[np.float32]]:
        """For each passage the log-odds of each of its sentences that it answers the question; -inf for a sentence
        beyond what the reader reads of a passage. Raises ModelMissing and ModelDamaged."""
        if not passages:
            return []
        runtime, heads = self._load()
        (asked,) = word_pieces([question])
        question_ids = asked.token_ids[:MOST_QUESTION_PIECES]
        titles = word_pieces([passage.title or "" for passage in passages])
        texts = word_pieces([passage.text for passage in passages])
        rows = [_row(question_ids, title, text) for title, text in zip(titles, texts, strict=True)]
        order = sorted(range(len(rows)), key=lambda index: len(rows[index]))
        readings: list[NDArray[np.float32]] = [np.empty(0, np.float32)] * len(rows)
        for index, hidden in zip(order, runtime.run([rows[index] for index in order]), strict=True):
            before = 2 + len(question_ids) + min(len(titles[index].token_ids), MOST_TITLE_PIECES)
            places = _sentence_tokens(passages[index].sentences, texts[index], before, len(rows[index]) - 1)
            readings[index] = _log_odds(hidden, len(question_ids), places, heads)
        return readings

    def _load(self) -> tuple[Runtime, Mapping[str, NDArray[np.float32]]]:
        with self._lock:
            if self._loaded is None:
                stored = load_reader_file()
                self._loaded = load_runtime(stored.weights(read_weights(None)), self._threads), stored.heads
            return self._loaded


def _row(question: Sequence[int], title: WordPieces, text: WordPieces) -> list[int]:
    above = title.token_ids[:MOST_TITLE_PIECES]
    room = MOST_PIECES - len(question) - len(above)
    return [CLS, *question, SEP, *above, *text.token_ids[:room], SEP]


def _sentence_tokens(sentences: Sequence[_Span], text: WordPieces, before: int, end: int) -> list[slice]:
    """For each sentence its tokens in the row, whose word pieces of the text start at `before` and stop at `end`."""
    starts = np.array([start for start, _ in text.offsets], np.int64)
    return [
        slice(min(before + int(first), end), min(before + int(last), end))
        for first, last in np.searchsorted(starts, np.array(sentences, np.int64).reshape(-1, 2), side="left")
    ]


def _log_odds(
    hidden: NDArray[np.float32],
    question_count: int,
    places: Sequence[slice],
    heads: Mapping[str, NDArray[np.float32]],
) -> NDArray[np.float32]:
    cls = hidden[0]
    lengths = np.linalg.norm(hidden, axis=1, keepdims=True)
    near = hidden / np.maximum(lengths, np.float32(1e-12))
    asked = near[1 : 1 + question_count]
    similarities = product(asked, near.T)
    not_here = _head(cls[np.newaxis], heads, "na", "nb")[0]
    read = [index for index, place in enumerate(places) if place.stop > place.start]
    odds = np.full(len(places), -np.inf, np.float32)
    if read and question_count:
        means = np.stack([hidden[places[index]].mean(axis=0) for index in read])
        matches = np.array([similarities[:, places[index]].max(axis=1).mean() for index in read], np.float32)
        rows = np.concatenate([means, np.broadcast_to(cls, means.shape)], axis=1)
        odds[read] = _head(rows, heads, "a", "b") + heads["w"] * matches + heads["bias"] - not_here
    return odds


def _head(
    rows: NDArray[np.float32], heads: Mapping[str, NDArray[np.float32]], one: str, two: str
) -> NDArray[np.float32]:
    inner = gelu(product(rows, heads[f"{one}.weight"].T) + heads[f"{one}.bias"])
    outer: NDArray[np.float32] = (product(inner, heads[f"{two}.weight"].T) + heads[f"{two}.bias"])[:, 0]
    return outer


def gelu(x: NDArray[np.float32]) -> NDArray[np.float32]:
    """x times the normal distribution's share below it, erf by 7.1.26 of Abramowitz and Stegun (off by 1.5e-7)."""
    scaled = np.abs(x) / np.float32(2**0.5)
    t = 1 / (1 + 0.3275911 * scaled)
    series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    erf = np.sign(x) * (1 - series * np.exp(-scaled * scaled))
    result: NDArray[np.float32] = (0.5 * x * (1 + erf)).astype(np.float32)
    return result
