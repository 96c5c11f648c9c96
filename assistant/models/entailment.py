"""Does the cited text carry a statement? The trained reader with small changes to its layers, and a head of its own.

The file in `data/` holds, for each matrix of the layers, a product of two narrow ones that is added to it when the
model loads. Made by `make -C benchmarks/reader`; the model card is docs/explanation/reader.md.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from assistant.models.products import product
from assistant.models.reader import MOST_TITLE_PIECES, gelu, load_reader_file, load_trained
from assistant.models.runtime import Runtime, load_runtime
from assistant.models.tokenizer import CLS, SEP, word_pieces
from assistant.models.weights import read_weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Entailed", "Entailment"]

ENTAILMENT_FILE = "entailment.npz"
ENTAILMENT_SHA256 = "4ce236c6d597abd258e4a37dd5f2dec7af31110f3e29032e8044802d5def074a"

MOST_STATEMENT_PIECES, MOST_PIECES = 96, 253
"""Of a statement, and of it with the headline and what is cited; what the model was trained to read."""


@dataclass(frozen=True, slots=True)
class Entailed:
    """Probabilities that together make one."""

    carried: float
    contradicted: float
    not_there: float


class Entailment:
    """Cheap to build: the model loads at the first statement, once, whichever thread comes first."""

    def __init__(self, threads: int | None = None) -> None:
        self._threads = threads
        self._lock = threading.Lock()
        self._loaded: tuple[Runtime, Mapping[str, NDArray[np.float32]]] | None = None

    def entail(self, cited: Sequence[str], statement: str, headline: str | None = None) -> Entailed:
        """Of the cited sentences together, in their order. Raises ModelMissing and ModelDamaged."""
        runtime, heads = self._load()
        stated, above, held = (piece.token_ids for piece in word_pieces([statement, headline or "", " ".join(cited)]))
        stated, above = stated[:MOST_STATEMENT_PIECES], above[:MOST_TITLE_PIECES]
        held = held[: MOST_PIECES - len(stated) - len(above)]
        if not stated or not held:
            return Entailed(0.0, 0.0, 1.0)
        (hidden,) = runtime.run([[CLS, *stated, SEP, *above, *held, SEP]])
        behind = 2 + len(stated) + len(above)
        row = _row(hidden, slice(1, 1 + len(stated)), slice(behind, behind + len(held)))
        inner = gelu(product(row[np.newaxis], heads["h.weight"].T) + heads["h.bias"])
        logits = (inner @ heads["o.weight"].T + heads["o.bias"])[0]
        shares = np.exp(logits - logits.max())
        return Entailed(*(float(share) for share in shares / shares.sum()))

    def _load(self) -> tuple[Runtime, Mapping[str, NDArray[np.float32]]]:
        with self._lock:
            if self._loaded is None:
                changes = load_trained(ENTAILMENT_FILE, ENTAILMENT_SHA256)
                weights = load_reader_file().changed(changes).weights(read_weights(None))
                self._loaded = load_runtime(weights, self._threads), changes
            return self._loaded


def _row(hidden: NDArray[np.float32], stated: slice, held: slice) -> NDArray[np.float32]:
    """What the head looks at: both sides' means, how they differ, and how near each stated word is to a cited one."""
    near = hidden / np.maximum(np.linalg.norm(hidden, axis=1, keepdims=True), np.float32(1e-12))
    nearest = product(near[stated], near[held].T).max(axis=1)
    one, other = hidden[stated].mean(axis=0), hidden[held].mean(axis=0)
    least = np.sort(np.minimum(np.append(nearest, [2.0, 2.0]), 1.0))[:2]
    return np.concatenate([hidden[0], one, np.abs(one - other), one * other, [nearest.mean()], least]).astype(
        np.float32
    )
