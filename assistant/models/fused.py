"""Run the packaged file by a graph of our own: onnxruntime's fused operations, one text a core, nothing filled up.

It computes what the file's own graph computes (cosine 1.00000). Tokens a second on 2 cores with AVX2: OpenVINO 3,400,
onnxruntime with the file's graph 3,400, this 4,800 (docs/results/speed.md).
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from importlib import resources
from typing import TYPE_CHECKING, Any

from assistant.models.padded import session_options
from assistant.models.weights import SHA256, Weights

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

GRAPH_FILE = "minilm-graph.onnx"
"""In `assistant/models/data`: operations alone; each weight is named by its place in the packaged file. Made by
`python -m benchmarks.quality.fuse_graph`."""
_WEIGHTS_FILE = "model.onnx"
_AHEAD = 4
"""Texts for each thread that are given out before their turn; their hidden states wait in memory."""


class Fused:
    """Raises ValueError for another file than the packaged one, whose weights lie elsewhere."""

    def __init__(self, weights: Weights, threads: int) -> None:
        if weights.sha256 != SHA256:
            raise ValueError(weights.sha256)
        import onnxruntime

        options = session_options(1)
        content = weights.content
        options.add_external_initializers_from_files_in_memory([_WEIGHTS_FILE], [content], [len(content)])
        graph = (resources.files("assistant.models") / "data" / GRAPH_FILE).read_bytes()
        self._session: Any = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        self._threads = threads
        self._pool: ThreadPoolExecutor | None = None
        self._lock = threading.Lock()
        self.description = f"onnxruntime {onnxruntime.__version__}, fused, f32, {threads} at a time"

    def run(self, rows: Sequence[Sequence[int]]) -> Generator[NDArray[np.float32]]:
        """A lone text runs in the calling thread: a question does not queue behind the passages of an ingest."""
        if self._threads == 1 or len(rows) < 2:
            yield from map(self._infer, rows)
            return
        waiting: deque[Future[NDArray[np.float32]]] = deque()
        try:
            for row in rows:
                waiting.append(self._started_pool().submit(self._infer, row))
                if len(waiting) == _AHEAD * self._threads:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()

    def _infer(self, row: Sequence[int]) -> NDArray[np.float32]:
        import numpy as np

        (hidden,) = self._session.run(None, {"input_ids": np.array([row], np.int64)})
        only: NDArray[np.float32] = hidden[0]
        return only

    def _started_pool(self) -> ThreadPoolExecutor:
        with self._lock:
            if self._pool is None:
                self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="embedding")
            return self._pool
