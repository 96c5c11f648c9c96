# mypy: ignore-errors
# It runs with packages that Copydesk does not depend on.
"""Write what was trained in the form that Copydesk loads.

    python export.py reader READER.pt --to assistant/models/data/reader.npz
    python export.py entailment ENTAILMENT.pt --to assistant/models/data/entailment.npz

The reader's layers become int8 levels in the places of the packaged model's own; the entailment's changes stay narrow
matrices, int8 too.
"""

import argparse
import hashlib
from pathlib import Path

import numpy as np
import onnx
import torch
from model import PACKAGED
from onnx import numpy_helper

ENCODER = "inner.encoder.layer"
LAYERS = 6
PARTS = {
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
    "o": "attention.output.dense", "up": "intermediate.dense", "down": "output.dense",
}  # fmt: skip
NORMS = {"n1": "attention.output.LayerNorm", "n2": "output.LayerNorm"}
PARTS_OF_LAYER = 3 * len(PARTS) + 2 * len(NORMS)
HEADS = ("a.weight", "a.bias", "b.weight", "b.bias", "na.weight", "na.bias", "nb.weight", "nb.bias", "w", "bias")
ENTAILMENT_HEADS = ("h.weight", "h.bias", "o.weight", "o.bias")


def quantised(weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(inputs, outputs) int8 and the scale of each output: the packaged file's own form."""
    turned = weight.T
    scale = np.maximum(np.abs(turned).max(axis=0, keepdims=True) / 127, 1e-12).astype(np.float32)
    return np.clip(np.rint(turned / scale), -127, 127).astype(np.int8), scale


def patches(state: dict[str, torch.Tensor], packaged: Path) -> list[tuple[int, bytes]]:
    """(offset, bytes): of each layer the levels, scales and bias of each matrix, then the normalisations."""
    content = packaged.read_bytes()
    tensors = {tensor.name: numpy_helper.to_array(tensor) for tensor in onnx.load(packaged).graph.initializer}
    scaled = {name.removesuffix("_q") for name in tensors if name.startswith("val_") and name.endswith("_q")}
    products = sorted(scaled, key=lambda name: int(name.removeprefix("val_")))  # in the order of PARTS, layer by layer
    found = []

    def put(name: str, value: np.ndarray) -> None:
        old = tensors[name]
        assert old.shape == value.shape, (name, old.shape, value.shape)
        assert old.dtype == value.dtype, (name, old.dtype, value.dtype)
        offset = content.find(old.tobytes())
        assert offset >= 0, name
        assert content.find(old.tobytes(), offset + 1) < 0, name
        found.append((offset, value.tobytes()))

    for number in range(LAYERS):
        values = {name: state[f"enc.layers.{number}.{name}"].float().numpy() for name in _names()}
        for place, (part, name) in enumerate(PARTS.items()):
            product = products[len(PARTS) * number + place]
            levels, scale = quantised(values[f"{part}.weight"])
            put(f"{product}_q", levels)
            put(f"{product}_scale", scale)
            put(f"{ENCODER}.{number}.{name}.bias", values[f"{part}.bias"])
        for part, name in NORMS.items():
            put(f"{ENCODER}.{number}.{name}.weight", values[f"{part}.weight"])
            put(f"{ENCODER}.{number}.{name}.bias", values[f"{part}.bias"])
    return found


def _names() -> list[str]:
    return [f"{part}.{kind}" for part in (*PARTS, *NORMS) for kind in ("weight", "bias")]


def reader(state: dict[str, torch.Tensor]) -> dict[str, np.ndarray]:
    found = patches(state, Path(PACKAGED))
    return {
        "places": np.array([(offset, len(value)) for offset, value in found], np.int64),
        "patch": np.frombuffer(b"".join(value for _, value in found), np.uint8),
        **{name: state[name].float().numpy().astype(np.float32) for name in HEADS},
    }


def restored(stored: Path) -> dict[str, torch.Tensor]:
    """What `reader` wrote, as a state to train on from; the weights are those that the file holds."""
    arrays = np.load(stored)
    parts = np.split(arrays["patch"], np.cumsum(arrays["places"][:, 1])[:-1])
    state = {name: torch.tensor(arrays[name]) for name in HEADS}
    for number in range(LAYERS):
        own = iter(parts[PARTS_OF_LAYER * number : PARTS_OF_LAYER * (number + 1)])
        for part in PARTS:
            levels, scale = next(own).view(np.int8), next(own).view(np.float32)
            matrix = levels.reshape(-1, len(scale)).astype(np.float32) * scale
            state[f"enc.layers.{number}.{part}.weight"] = torch.tensor(matrix.T.copy())
            state[f"enc.layers.{number}.{part}.bias"] = torch.tensor(next(own).view(np.float32))
        for part in NORMS:
            for kind in ("weight", "bias"):
                state[f"enc.layers.{number}.{part}.{kind}"] = torch.tensor(next(own).view(np.float32))
    return state


def entailment(state: dict[str, torch.Tensor]) -> dict[str, np.ndarray]:
    arrays = {name: state[name].half().numpy() for name in ENTAILMENT_HEADS}
    for number in range(LAYERS):
        for place, part in enumerate(PARTS):
            at = PARTS_OF_LAYER * number + 3 * place
            narrow = (state[f"enc.layers.{number}.{part}.{side}.weight"].float().numpy() for side in "ab")
            for name, value in zip(("a", "scale", "b"), narrowed(*narrow), strict=True):
                arrays[f"{at}.{name}"] = value
    return arrays


def restored_entailment(stored: Path) -> dict[str, torch.Tensor]:
    """What `entailment` wrote, as a state to train on from: both matrices of a product of like size, since a step of
    training is of one size for all."""
    arrays = {name: value.astype(np.float32) for name, value in np.load(stored).items()}
    state = {name: torch.tensor(arrays[name]) for name in ENTAILMENT_HEADS}
    for number in range(LAYERS):
        for place, part in enumerate(PARTS):
            at = PARTS_OF_LAYER * number + 3 * place
            first, second = arrays[f"{at}.a"] * arrays[f"{at}.scale"], arrays[f"{at}.b"]
            sizes = np.linalg.norm(first, axis=0), np.linalg.norm(second, axis=1)
            even = np.sqrt(sizes[1] / np.maximum(sizes[0], 1e-12))
            state[f"enc.layers.{number}.{part}.a.weight"] = torch.tensor((first * even).T.copy())
            state[f"enc.layers.{number}.{part}.b.weight"] = torch.tensor((second / even[:, None]).T.copy())
    return state


def narrowed(a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of the product `b @ a` int8 levels (inputs, rank), the scale of each inner place, int8 levels (rank, outputs).

    Turned first so that the inner places stand at right angles, each of its own size: so little is lost by the levels.
    """
    left, inner = np.linalg.qr(a.T)
    right, outer = np.linalg.qr(b)
    u, sizes, v = np.linalg.svd(inner @ outer.T)
    first, second = left @ u, v @ right.T
    one = np.maximum(np.abs(first).max(axis=0) / 127, 1e-12)
    other = np.maximum(np.abs(second).max(axis=1) / 127, 1e-12)
    levels = np.rint(first / one).astype(np.int8), np.rint(second / other[:, None]).astype(np.int8)
    return levels[0], (one * sizes * other).astype(np.float32), levels[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("reader", "entailment"))
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--to", type=Path, required=True)
    chosen = parser.parse_args()
    state = torch.load(chosen.checkpoint, weights_only=True)
    np.savez_compressed(chosen.to, **(reader if chosen.what == "reader" else entailment)(state))
    print(chosen.to.stat().st_size, "bytes, sha256", hashlib.sha256(chosen.to.read_bytes()).hexdigest())


if __name__ == "__main__":
    main()
