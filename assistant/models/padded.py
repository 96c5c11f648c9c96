"""Run any ONNX file of this kind of model, several texts at a time, filled up to one length."""

from __future__ import annotations

import io
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any

from assistant.models.slimmed import slim
from assistant.models.tokenizer import PAD
from assistant.models.weights import SHA256, Weights

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
_OUTPUT = "last_hidden_state"
_BATCH = 8  # passages/s on 2 cores with AVX-512: 4 -> 187, 8 -> 195, 16 -> 192
_MOST_TOKENS = 256
"""Of a batch, filled up; a longer text goes alone. OpenVINO keeps room for the largest that it has met: after 90
questions with ten passages each the reader held 190 MB with 512, 157 one by one, and took 18.3 and 15.9 s of processor
time. 240 passages were embedded in 3.9, 3.6 and 3.9 s with 512, 256 and one by one."""
_GRAPHICS = "CUDAExecutionProvider"
_GRAPHICS_BATCH, _GRAPHICS_TOKENS = 128, 32_768
"""A graphics card is busy with far more at a time. Not measured: none was at hand."""
# OpenVINO prepares itself anew for every length it meets: with fewer lengths the first 200 passages went through at
# 198/s, without this at 119/s.
_LENGTH_STEP = 8
_first_use = threading.Lock()
_CONVERTER, _CONVERT = "openvino.tools.ovc", "convert_model"


class PaddedRuntime:
    """What `Runtime` promises, for libraries that take a batch of one length."""

    batch, most_tokens = _BATCH, _MOST_TOKENS

    def run(self, rows: Sequence[Sequence[int]]) -> Iterator[NDArray[np.float32]]:
        for batch in _batches(rows, self.batch, self.most_tokens):
            for row, hidden in zip(batch, self.infer(*_padded(batch)), strict=True):
                yield hidden[: len(row)]

    def infer(self, token_ids: NDArray[np.int64], mask: NDArray[np.int64]) -> NDArray[np.float32]:
        """Two arrays of shape (batch, length) to hidden states (batch, length, dimension). Thread safe."""
        raise NotImplementedError


def session_options(threads: int) -> Any:
    """For a session of onnxruntime that is silent and stays on so many threads."""
    import onnxruntime

    onnxruntime.disable_telemetry_events()  # they exist on Windows
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 4
    return options


class OpenVino(PaddedRuntime):
    """f32 inference: as fast as bf16 with this file (int8 weights; 195 and 201 passages/s), closer to the original
    (cosine 0.9997 between them), and the same on processors without bf16."""

    def __init__(self, weights: Weights, threads: int) -> None:
        with _first_use, _runtime_alone():
            import openvino

            _prepare_arrays()
        core = openvino.Core()
        options = {
            "INFERENCE_PRECISION_HINT": "f32",
            "PERFORMANCE_HINT": "LATENCY",
            "NUM_STREAMS": "1",
            "INFERENCE_NUM_THREADS": threads,
            "ENABLE_CPU_PINNING": "NO",  # else the calling thread, and all it starts, stays on one core for good
        }
        model = core.read_model(io.BytesIO(weights.content))
        if weights.sha256 == SHA256:
            slim(model)
        compiled = _compiled(core, model, options)
        self._names = _checked_inputs({name for port in compiled.inputs for name in port.names})
        self._output = compiled.output(_OUTPUT)
        self._request: Any = compiled.create_infer_request()
        self._lock = threading.Lock()
        self.description = f"OpenVINO {openvino.__version__.split('-')[0]}, f32, {_threads(threads)}"

    def infer(self, token_ids: NDArray[np.int64], mask: NDArray[np.int64]) -> NDArray[np.float32]:
        feed = _feed(self._names, token_ids, mask)
        # One request at a time: a pass keeps all cores busy, so a second one would only take them from the first.
        with self._lock:
            self._request.infer(feed, share_inputs=True)
            hidden: NDArray[np.float32] = self._request.get_tensor(self._output).data.copy()
        return hidden


def _prepare_arrays() -> None:
    """OpenVINO makes its tables of numpy's types at their first use, and a second thread that uses them meanwhile waits
    for the first with Python's lock in its hand, for which the first waits: two models that loaded together hung so.
    """
    import numpy as np
    from openvino import Tensor
    from openvino.op import Constant

    for number in (np.zeros(1, np.int64), np.zeros(1, np.float32)):
        _ = Tensor(number, shared_memory=True).data, Constant(number, shared_memory=True).get_data()


def _compiled(core: Any, model: Any, options: dict[str, object]) -> Any:
    """Without the cache of what was prepared for each shape: all lengths then take 530 to 600 MB, not 940 to 1,040;
    texts go through as fast, a lone question takes 16 ms of processor time, not 8. The name is not documented."""
    try:
        return core.compile_model(model, "CPU", {**options, "CPU_RUNTIME_CACHE_CAPACITY": "0"})
    except RuntimeError:
        return core.compile_model(model, "CPU", options)


def has_graphics() -> bool:
    """Whether onnxruntime is the build for graphics cards (its package onnxruntime-gpu)."""
    try:
        import onnxruntime
    except (ImportError, OSError):
        return False
    return _GRAPHICS in onnxruntime.get_available_providers()


class OnnxRuntime(PaddedRuntime):
    """On a graphics card where that is possible; the packaged file's int8 products have no kernels there."""

    def __init__(self, weights: Weights, threads: int) -> None:
        import onnxruntime

        options = session_options(threads)
        providers = [_GRAPHICS] if weights.sha256 != SHA256 and has_graphics() else []
        self._session = onnxruntime.InferenceSession(
            weights.content, options, providers=[*providers, "CPUExecutionProvider"]
        )
        if _GRAPHICS in self._session.get_providers():
            self.batch, self.most_tokens = _GRAPHICS_BATCH, _GRAPHICS_TOKENS
        self._names = _checked_inputs({port.name for port in self._session.get_inputs()})
        if _OUTPUT not in {port.name for port in self._session.get_outputs()}:
            raise ValueError(_OUTPUT)
        self.description = f"onnxruntime {onnxruntime.__version__}, f32, {_threads(threads)}"

    def infer(self, token_ids: NDArray[np.int64], mask: NDArray[np.int64]) -> NDArray[np.float32]:
        hidden: NDArray[np.float32] = self._session.run([_OUTPUT], _feed(self._names, token_ids, mask))[0]
        return hidden


@contextmanager
def _runtime_alone() -> Iterator[None]:
    """`import openvino` reports the import to its maker, through openvino_telemetry, and loads its converter of other
    formats, half of what the import costs; without them, it goes on.

    The names are hidden for the time of the import only: None in sys.modules makes an import fail.
    """
    is_first = "openvino" not in sys.modules
    hidden = ("openvino_telemetry", "openvino_telemetry.backend", *((_CONVERTER,) if is_first else ()))
    before = {name: sys.modules[name] for name in hidden if name in sys.modules}
    blocked: dict[str, Any] = dict.fromkeys(hidden)  # None is what blocks an import
    sys.modules.update(blocked)
    try:
        yield
    finally:
        for name in hidden:
            sys.modules.pop(name, None)
        sys.modules.update(before)
    openvino: Any = sys.modules.get("openvino")
    if is_first and openvino is not None and not hasattr(openvino, _CONVERT):
        openvino.__getattr__ = _converter  # whoever else wants it in this program finds it


def _converter(name: str) -> Any:
    if name != _CONVERT:
        message = f"module 'openvino' has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_CONVERTER), name)


def _batches(rows: Sequence[Sequence[int]], size: int, most_tokens: int) -> Iterator[Sequence[Sequence[int]]]:
    """In their order, so many at a time that a batch stays small, filled up as it is."""
    first = 0
    while first < len(rows):
        last, longest = first + 1, len(rows[first])
        while last < min(len(rows), first + size):
            longest = max(longest, len(rows[last]))
            if longest * (last + 1 - first) > most_tokens:
                break
            last += 1
        yield rows[first:last]
        first = last


def _padded(rows: Sequence[Sequence[int]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Token ids and attention mask, both (rows, longest row rounded up)."""
    import numpy as np

    length = -(-max(len(row) for row in rows) // _LENGTH_STEP) * _LENGTH_STEP
    token_ids = np.full((len(rows), length), PAD, np.int64)
    mask = np.zeros((len(rows), length), np.int64)
    for index, row in enumerate(rows):
        token_ids[index, : len(row)] = row
        mask[index, : len(row)] = 1
    return token_ids, mask


def _checked_inputs(names: set[str]) -> list[str]:
    if not {"input_ids", "attention_mask"} <= names <= set(_INPUTS):
        raise ValueError(names)
    return sorted(names)


def _feed(names: list[str], token_ids: NDArray[np.int64], mask: NDArray[np.int64]) -> dict[str, NDArray[np.int64]]:
    import numpy as np

    feed = {"input_ids": token_ids, "attention_mask": mask, "token_type_ids": np.zeros_like(token_ids)}
    return {name: feed[name] for name in names}


def _threads(count: int) -> str:
    return "1 thread" if count == 1 else f"{count} threads"
