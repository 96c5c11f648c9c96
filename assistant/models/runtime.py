"""Run the ONNX file: with OpenVINO, else with onnxruntime."""

from __future__ import annotations

import io
import logging
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

from assistant.errors import ModelDamaged, ModelMissing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_log = logging.getLogger(__name__)
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
_OUTPUT = "last_hidden_state"


class Runtime(Protocol):
    description: str
    """Library, version, precision and threads, for people."""

    def run(self, token_ids: NDArray[np.int64], mask: NDArray[np.int64]) -> NDArray[np.float32]:
        """Two arrays of shape (batch, length) to hidden states (batch, length, dimension). Thread safe."""
        ...


def load_runtime(model: bytes, threads: int | None = None) -> Runtime:
    """Compile the model for this machine; `threads` None means all cores.

    Raises ModelMissing if neither library is installed (the caller can still search by keywords), ModelDamaged if
    the bytes are not a model that gives token vectors.
    """
    threads = threads or _core_count()
    refused = False
    for load in (_OpenVino, _OnnxRuntime):
        try:
            return load(model, threads)
        except (ImportError, OSError):
            _log.info("%s cannot be imported", load.__name__)
        except _refusals() as error:
            refused = True
            _log.warning("%s refused the embedding model: %s", load.__name__, type(error).__name__)
    if refused:
        message = "The embedding model's file is not a usable ONNX model. Correct COPYDESK_EMBEDDING_MODEL_PATH."
        raise ModelDamaged(message)
    message = (
        "Neither OpenVINO nor onnxruntime can be loaded, so the local embedding model cannot run. "
        "Install one of them, or set COPYDESK_EMBEDDING_MODEL to a remote model."
    )
    raise ModelMissing(message)


class _OpenVino:
    """f32 inference: as fast as bf16 with this file (int8 weights; 195 and 201 passages/s), closer to the original
    (cosine 0.9997 between them), and the same on processors without bf16."""

    def __init__(self, model: bytes, threads: int) -> None:
        with _without_telemetry():
            import openvino

        core = openvino.Core()
        options = {
            "INFERENCE_PRECISION_HINT": "f32",
            "PERFORMANCE_HINT": "LATENCY",
            "NUM_STREAMS": "1",
            "INFERENCE_NUM_THREADS": threads,
            "ENABLE_CPU_PINNING": "NO",  # else the calling thread, and all it starts, stays on one core for good
        }
        compiled = _compiled(core, core.read_model(io.BytesIO(model)), options)
        self._names = _checked_inputs({name for port in compiled.inputs for name in port.names})
        self._output = compiled.output(_OUTPUT)
        self._request: Any = compiled.create_infer_request()
        self._lock = threading.Lock()
        self.description = f"OpenVINO {openvino.__version__.split('-')[0]}, f32, {_threads(threads)}"

    def run(self, token_ids: NDArray[np.int64], mask: NDArray[np.int64]) -> NDArray[np.float32]:
        feed = _feed(self._names, token_ids, mask)
        # One request at a time: a pass keeps all cores busy, so a second one would only take them from the first.
        with self._lock:
            self._request.infer(feed, share_inputs=True)
            hidden: NDArray[np.float32] = self._request.get_tensor(self._output).data.copy()
        return hidden


def _compiled(core: Any, model: Any, options: dict[str, object]) -> Any:
    """Without the cache of what was prepared for each shape: all lengths then take 530 to 600 MB, not 940 to 1,040;
    texts go through as fast, a lone question takes 16 ms of processor time, not 8. The name is not documented."""
    try:
        return core.compile_model(model, "CPU", {**options, "CPU_RUNTIME_CACHE_CAPACITY": "0"})
    except RuntimeError:
        return core.compile_model(model, "CPU", options)


class _OnnxRuntime:
    def __init__(self, model: bytes, threads: int) -> None:
        import onnxruntime

        onnxruntime.disable_telemetry_events()  # they exist on Windows
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 4
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._names = _checked_inputs({port.name for port in self._session.get_inputs()})
        if _OUTPUT not in {port.name for port in self._session.get_outputs()}:
            raise ValueError(_OUTPUT)
        self.description = f"onnxruntime {onnxruntime.__version__}, f32, {_threads(threads)}"

    def run(self, token_ids: NDArray[np.int64], mask: NDArray[np.int64]) -> NDArray[np.float32]:
        hidden: NDArray[np.float32] = self._session.run([_OUTPUT], _feed(self._names, token_ids, mask))[0]
        return hidden


@contextmanager
def _without_telemetry() -> Iterator[None]:
    """`import openvino` reports the import to its maker, through openvino_telemetry; without it, a stub takes over.

    Both names of the package are hidden for the time of the import only: None in sys.modules makes an import fail.
    """
    hidden = ("openvino_telemetry", "openvino_telemetry.backend")
    before = {name: sys.modules[name] for name in hidden if name in sys.modules}
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None is what blocks an import
    try:
        yield
    finally:
        for name in hidden:
            sys.modules.pop(name, None)
        sys.modules.update(before)


def _checked_inputs(names: set[str]) -> list[str]:
    if not {"input_ids", "attention_mask"} <= names <= set(_INPUTS):
        raise ValueError(names)
    return sorted(names)


def _feed(names: list[str], token_ids: NDArray[np.int64], mask: NDArray[np.int64]) -> dict[str, NDArray[np.int64]]:
    import numpy as np

    feed = {"input_ids": token_ids, "attention_mask": mask, "token_type_ids": np.zeros_like(token_ids)}
    return {name: feed[name] for name in names}


def _refusals() -> tuple[type[Exception], ...]:
    """What the runtimes raise for a model they cannot use; onnxruntime's have no common base but Exception."""
    try:
        from onnxruntime.capi import onnxruntime_pybind11_state as state
    except (ImportError, OSError):
        return RuntimeError, ValueError
    kinds = [kind for kind in vars(state).values() if isinstance(kind, type) and issubclass(kind, Exception)]
    return RuntimeError, ValueError, *kinds


def _core_count() -> int:
    """Cores this process may use, where the system tells."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _threads(count: int) -> str:
    return "1 thread" if count == 1 else f"{count} threads"
