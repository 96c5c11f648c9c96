"""The graph that OpenVINO gets of the packaged file."""

import gc
import io
import subprocess
import sys
from typing import Any

import numpy as np
import pytest

from assistant.models import slimmed
from assistant.models.padded import OpenVino
from assistant.models.reader import load_reader_file
from assistant.models.slimmed import slim
from assistant.models.weights import Weights, read_weights

openvino = pytest.importorskip("openvino")

ROWS = [[101, *range(2000, 2000 + length), 102] for length in (3, 17, 60, 61, 250)]


def read_model(weights: Weights) -> Any:
    return openvino.Core().read_model(io.BytesIO(weights.content))


def kinds(model: Any) -> set[str]:
    return {operation.get_type_name() for operation in model.get_ordered_ops()}


def test_hidden_states_are_the_same_to_the_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    weights = load_reader_file().weights(read_weights(None))
    slimmed_states = list(OpenVino(weights, 1).run(ROWS))
    monkeypatch.setattr("assistant.models.padded.slim", lambda model: None)
    for one, other in zip(slimmed_states, OpenVino(weights, 1).run(ROWS), strict=True):
        assert np.array_equal(one, other)


def test_no_guard_stays_behind_a_softmax() -> None:
    model = read_model(read_weights(None))
    assert "IsNaN" in kinds(model)
    slim(model)
    model.validate_nodes_and_infer_types()
    assert "IsNaN" not in kinds(model)
    assert "Softmax" in kinds(model)


def test_models_of_one_file_share_its_table_and_the_last_takes_it_along() -> None:
    gc.collect()
    before = set(slimmed._tables)
    packaged = read_weights(None)
    models = [read_model(packaged), read_model(load_reader_file().weights(packaged))]
    for model in models:
        slim(model)
    addresses = {
        operation.get_data().ctypes.data
        for model in models
        for operation in model.get_ordered_ops()
        if operation.get_type_name() == "Constant" and operation.get_byte_size() >= slimmed._LARGE
    }
    assert len(addresses) == 1
    del model, models
    gc.collect()
    assert set(slimmed._tables) == before


def test_another_table_of_the_same_name_is_not_mistaken_for_it() -> None:
    packaged = read_weights(None)
    table = _table(read_model(packaged))
    at = packaged.content.index(table[1000].tobytes())
    changed = bytearray(packaged.content)
    changed[at] ^= 1
    models = [read_model(packaged), read_model(Weights(bytes(changed), packaged.sha256))]
    for model in models:
        slim(model)
    one, other = map(_table, models)
    assert np.count_nonzero(one != other) == 1
    assert np.array_equal(one, table)


def _table(model: Any) -> Any:
    """A copy of the largest constant."""
    constants = [operation for operation in model.get_ordered_ops() if operation.get_type_name() == "Constant"]
    return max(constants, key=lambda constant: constant.get_byte_size()).get_data().copy()


_TOGETHER = """
import os, sys, threading
import numpy
from assistant.models.padded import OpenVino
from assistant.models.weights import read_weights
sys.setswitchinterval(1e-6)
weights, ready, loaded = read_weights(None), threading.Barrier(3), []
def load():
    ready.wait()
    loaded.extend(OpenVino(weights, 1).run([[101, 2000, 102]]))
threads = [threading.Thread(target=load, daemon=True) for _ in range(3)]
for thread in threads: thread.start()
for thread in threads: thread.join(60)
os._exit(len(loaded) != 3)
"""


def test_models_that_load_together_do_not_wait_for_each_other_for_good() -> None:
    """Nor fails one of them, in whose import of OpenVINO another hides a name."""
    assert subprocess.run([sys.executable, "-c", _TOGETHER], timeout=200).returncode == 0
