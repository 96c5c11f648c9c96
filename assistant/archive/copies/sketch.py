"""MinHash sketches: which stored texts may be near copies of one that comes in, without reading them."""

from dataclasses import dataclass
from functools import cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from assistant.archive.copies.tokens import read_words

__all__ = ["LEAST_WORDS", "Sketch", "can_sketch", "resemblance", "sketch_of", "sketch_version"]

SHINGLE_WORDS = 3
PERMUTATIONS, BAND_ROWS = 128, 2
"""64 bands of 2: of texts that share 0.2 of their shingles 93 % meet in a band, of those that share 0.005 0.2 %."""
LEAST_WORDS = 40
"""Shorter texts are grouped when they are equal, and not otherwise: a result or a warning is all template."""
_SEED = 1

Signature = NDArray[np.uint32]


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """Of one text: shape (PERMUTATIONS,), and one key for each band."""

    signature: Signature
    bands: tuple[int, ...]


@cache
def can_sketch() -> bool:
    """Whether the library is there; it has no wheel for Windows on ARM."""
    try:
        import rensa  # noqa: F401  # only looked for
    except ImportError:
        return False
    return True


def sketch_version() -> str:
    """Changes when the same text would be sketched differently: then stored sketches are made anew."""
    from rensa import RMinHash

    return f"{RMinHash.ALGORITHM_VERSION}.{SHINGLE_WORDS}.{PERMUTATIONS}.{BAND_ROWS}"


def sketch_of(text: str) -> Sketch | None:
    """None for a text of fewer than LEAST_WORDS words."""
    from rensa import RMinHash

    words = read_words(text)
    if len(words) < LEAST_WORDS:
        return None
    shingles = {" ".join(words[start : start + SHINGLE_WORDS]) for start in range(len(words) - SHINGLE_WORDS + 1)}
    hashes = [int.from_bytes(blake2b(shingle.encode(), digest_size=8).digest(), "little") for shingle in shingles]
    row = RMinHash.digest_matrix_from_token_hash_sets([hashes], PERMUTATIONS, _SEED).to_rows()[0]
    signature = np.array(row, dtype="<u4")
    rows = signature.reshape(-1, BAND_ROWS)
    return Sketch(signature, tuple(_band_key(number, band) for number, band in enumerate(rows)))


def resemblance(left: Signature, right: Signature) -> float:
    """About the share of shingles that two texts have in common; standard error 0.04."""
    return float(np.mean(left == right))


def _band_key(number: int, band: Signature) -> int:
    """47 bits: SQLite keeps them in six bytes."""
    digest = blake2b(band.astype("<u4").tobytes(), digest_size=8, person=number.to_bytes(2, "little")).digest()
    return int.from_bytes(digest, "little") >> 17
