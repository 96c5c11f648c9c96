"""Which library runs the local model on this machine."""

from __future__ import annotations

import importlib
import logging
import os
import platform
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from assistant.errors import ModelDamaged, ModelMissing
from assistant.models.fused import Fused
from assistant.models.padded import OnnxRuntime, OpenVino, has_graphics
from assistant.models.weights import SHA256, Weights

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_log = logging.getLogger(__name__)


class Runtime(Protocol):
    description: str
    """Library, version, precision and threads, for people."""

    def run(self, rows: Sequence[Sequence[int]]) -> Iterator[NDArray[np.float32]]:
        """Token ids of each text, [CLS] and [SEP] with them, to its hidden states: (token ids, dimension), in order.

        Fastest where texts of like length follow one another. Thread safe.
        """
        ...


def load_runtime(weights: Weights, threads: int | None = None) -> Runtime:
    """Compile the model for this machine; `threads` None means all cores.

    Raises ModelMissing if no library is installed that runs it (the caller can still search by keywords), ModelDamaged
    if the bytes are not a model that gives token vectors.
    """
    threads = threads or _core_count()
    refused = False
    for load in _candidates(weights):
        try:
            return load(weights, threads)
        except (ImportError, OSError):
            _log.info("%s cannot be imported", load)
        except _refusals() as error:
            refused = True
            _log.warning("%s refused the embedding model: %s", load, type(error).__name__)
    if refused:
        message = "The embedding model's file is not a usable ONNX model. Correct COPYDESK_EMBEDDING_MODEL_PATH."
        raise ModelDamaged(message)
    message = (
        "Neither OpenVINO nor onnxruntime can be loaded, so the local embedding model cannot run. "
        "Install one of them, or set COPYDESK_EMBEDDING_MODEL to a remote model."
    )
    raise ModelMissing(message)


def _candidates(weights: Weights) -> list[Callable[[Weights, int], Runtime]]:
    """The fastest first."""
    if weights.sha256 != SHA256:
        return [OnnxRuntime, OpenVino] if has_graphics() else [OpenVino, OnnxRuntime]
    if _has_short_vectors():
        return [Fused, OpenVino, OnnxRuntime]
    return [OpenVino, Fused, OnnxRuntime]


def _has_short_vectors() -> bool:
    """An x86 processor without AVX-512: on one with it, OpenVINO is the fastest that was measured (195 passages/s)."""
    if platform.machine().lower() not in ("x86_64", "amd64"):
        return False
    features: dict[str, bool] = importlib.import_module("numpy._core._multiarray_umath").__cpu_features__
    return not features.get("AVX512F", False)


def _refusals() -> tuple[type[Exception], ...]:
    """What the runtimes raise for a model they cannot use; onnxruntime's have no common base but Exception.

    An onnxruntime that cannot take weights from memory (AttributeError) cannot run the fused graph either.
    """
    common = (RuntimeError, ValueError, AttributeError)
    try:
        from onnxruntime.capi import onnxruntime_pybind11_state as state
    except (ImportError, OSError):
        return common
    kinds = [kind for kind in vars(state).values() if isinstance(kind, type) and issubclass(kind, Exception)]
    return (*common, *kinds)


def _core_count() -> int:
    """Cores this process may use, where the system tells."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
