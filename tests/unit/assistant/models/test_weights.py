import hashlib
from pathlib import Path

import pytest

from assistant.errors import ModelDamaged, ModelMissing
from assistant.models.weights import NAME, SHA256, name_of, read_weights


def test_the_packaged_file_has_the_pinned_checksum() -> None:
    weights = read_weights(None)
    assert weights.sha256 == SHA256 == hashlib.sha256(weights.content).hexdigest()
    assert name_of(weights.sha256) == NAME


def test_another_file_is_named_after_its_checksum(tmp_path: Path) -> None:
    path = tmp_path / "model.onnx"
    path.write_bytes(b"another model")
    sha256 = read_weights(path).sha256
    assert sha256 == hashlib.sha256(b"another model").hexdigest()
    assert name_of(sha256) == f"local-{sha256[:12]}"


def test_a_missing_file_says_which_setting(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="COPYDESK_EMBEDDING_MODEL_PATH"):
        read_weights(tmp_path / "none.onnx")


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "model.onnx"
    path.touch()
    with pytest.raises(ModelDamaged):
        read_weights(path)
