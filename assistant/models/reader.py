"""The trained reader: question and passage read together, a log-odds for each sentence that it answers.

It is the local embedding model with other layers: the file in `data/` holds their int8 weights, each with its place in
the packaged file, whose embeddings and graph it keeps. So whatever runs the one runs the other. Made by
`make -C benchmarks/reader`; the model card is docs/reader.md.
"""

from __future__ import annotations

import hashlib
import io
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

from assistant.errors import ModelDamaged
from assistant.models.runtime import Runtime, load_runtime
from assistant.models.tokenizer import CLS, SEP, WordPieces, word_pieces
from assistant.models.weights import Weights, read_weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["PassageText", "Reader", "ReaderFile", "load_reader_file"]

READER_FILE = "reader.npz"
READER_SHA256 = "31ec5e6714c0b3270f58bda2632f92b07e695720c06b28563d9e3344fd2dc4d9"
"""Of the file: another one is damaged or was replaced."""

MOST_QUESTION_PIECES, MOST_TITLE_PIECES, MOST_PIECES = 48, 32, 317
"""Of a question, of a headline, and of both with the passage; what the reader was trained to read."""

_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PassageText:
    """What the reader reads of a passage; `sentences` are spans of `text`."""

    title: str | None
    text: str
    sentences: tuple[_Span, ...]


@dataclass(frozen=True, slots=True)
class ReaderFile:
    """`patch` belongs into the packaged model file: for each row of `places` (offset, length) the next bytes."""

    places: NDArray[np.int64]
    patch: NDArray[np.uint8]
    heads: Mapping[str, NDArray[np.float32]]

    def weights(self, packaged: Weights) -> Weights:
        """The packaged file with the reader's layers. Raises ModelDamaged where the two do not fit."""
        content = bytearray(packaged.content)
        at = 0
        for offset, length in self.places.tolist():
            if not 0 <= offset <= offset + length <= len(content) or at + length > len(self.patch):
                message = "The reader's file does not fit the local model. Install Copydesk again."
                raise ModelDamaged(message)
            content[offset : offset + length] = self.patch[at : at + length].tobytes()
            at += length
        return Weights(bytes(content), packaged.sha256)


def load_reader_file() -> ReaderFile:
    """The file that travels with the package. Raises ModelDamaged."""
    content = (resources.files("assistant.models") / "data" / READER_FILE).read_bytes()
    if hashlib.sha256(content).hexdigest() != READER_SHA256:
        message = "The reader's file is damaged or was replaced: its checksum is wrong. Install Copydesk again."
        raise ModelDamaged(message)
    with np.load(io.BytesIO(content), allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    heads = {name: array.astype(np.float32) for name, array in arrays.items() if name not in ("places", "patch")}
    return ReaderFile(arrays["places"], arrays["patch"], heads)


class Reader:
    """Cheap to build: the model loads at the first question, once, whichever thread comes first."""

    def __init__(self, threads: int | None = None) -> None:
        self._threads = threads
        self._lock = threading.Lock()
        self._loaded: tuple[Runtime, Mapping[str, NDArray[np.float32]]] | None = None

    def describe(self) -> str:
        """Runtime, precision and threads, for people. Loads the model. Raises ModelMissing and ModelDamaged."""
        return self._load()[0].description

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
    similarities = asked @ near.T
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
    inner = _gelu(rows @ heads[f"{one}.weight"].T + heads[f"{one}.bias"])
    outer: NDArray[np.float32] = (inner @ heads[f"{two}.weight"].T + heads[f"{two}.bias"])[:, 0]
    return outer


def _gelu(x: NDArray[np.float32]) -> NDArray[np.float32]:
    """x times the normal distribution's share below it, erf by 7.1.26 of Abramowitz and Stegun (off by 1.5e-7)."""
    scaled = np.abs(x) / np.float32(2**0.5)
    t = 1 / (1 + 0.3275911 * scaled)
    series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    erf = np.sign(x) * (1 - series * np.exp(-scaled * scaled))
    result: NDArray[np.float32] = (0.5 * x * (1 + erf)).astype(np.float32)
    return result
