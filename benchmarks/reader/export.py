"""Write the trained layers as int8 in the places of the packaged model's own: `python export.py CHECKPOINT --to FILE`."""

import argparse
import hashlib
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from model import PACKAGED

ENCODER = "inner.encoder.layer"
PARTS = ("q", "k", "v", "o", "up", "down")
BIASES = {
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
    "o": "attention.output.dense", "up": "intermediate.dense", "down": "output.dense",
}  # fmt: skip
NORMS = {"n1": "attention.output.LayerNorm", "n2": "output.LayerNorm"}
HEADS = ("a.weight", "a.bias", "b.weight", "b.bias", "na.weight", "na.bias", "nb.weight", "nb.bias", "w", "bias")


def quantised(weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(inputs, outputs) int8 and the scale of each output, the packaged file's own form."""
    turned = weight.T
    scale = np.maximum(np.abs(turned).max(axis=0, keepdims=True) / 127, 1e-12).astype(np.float32)
    return np.clip(np.rint(turned / scale), -127, 127).astype(np.int8), scale


def patches(state: dict[str, torch.Tensor], packaged: Path) -> list[tuple[int, bytes]]:
    content = packaged.read_bytes()
    tensors = {tensor.name: numpy_helper.to_array(tensor) for tensor in onnx.load(packaged).graph.initializer}
    scaled = {name.removesuffix("_q") for name in tensors if name.startswith("val_") and name.endswith("_q")}
    products = sorted(scaled, key=lambda name: int(name.removeprefix("val_")))  # six a layer, in the order of PARTS
    found = []

    def put(name: str, value: np.ndarray) -> None:
        old = tensors[name]
        assert old.shape == value.shape and old.dtype == value.dtype, (name, old.shape, value.shape, old.dtype)
        raw = old.tobytes()
        offset = content.find(raw)
        assert offset >= 0 and content.find(raw, offset + 1) < 0, name
        found.append((offset, value.tobytes()))

    for number in range(6):
        for place, part in enumerate(PARTS):
            product = products[6 * number + place]
            levels, scale = quantised(state[f"enc.layers.{number}.{part}.weight"].float().numpy())
            put(f"{product}_q", levels)
            put(f"{product}_scale", scale)
            put(f"{ENCODER}.{number}.{BIASES[part]}.bias", state[f"enc.layers.{number}.{part}.bias"].float().numpy())
        for part, name in NORMS.items():
            for kind in ("weight", "bias"):
                put(f"{ENCODER}.{number}.{name}.{kind}", state[f"enc.layers.{number}.{part}.{kind}"].float().numpy())
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--to", type=Path, required=True)
    chosen = parser.parse_args()
    state = torch.load(chosen.checkpoint, weights_only=True)
    found = patches(state, Path(PACKAGED))
    places = np.array([(offset, len(value)) for offset, value in found], np.int64)
    patch = np.frombuffer(b"".join(value for _, value in found), np.uint8)
    heads = {name: state[name].float().numpy().astype(np.float32) for name in HEADS}
    np.savez_compressed(chosen.to, places=places, patch=patch, **heads)
    print(chosen.to.stat().st_size, hashlib.sha256(chosen.to.read_bytes()).hexdigest())


if __name__ == "__main__":
    main()
