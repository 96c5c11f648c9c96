"""What of the packaged file's graph OpenVINO need not hold: the same table once more, and results nobody can need.

The reader and the judge keep the embedding model's tables, so one in memory serves all three. Without these changes the
three, each after its longest text, added 291 MB to a process, with them 257; their hidden states are the same to the
bit.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["slim"]

_LARGE = 1_000_000
"""Bytes: the table of word pieces has 11.7 million, the largest matrix of a layer, which all have their own, 0.6."""

_tables: WeakValueDictionary[str, NDArray[np.int8]] = WeakValueDictionary()
"""By the name of the constant; OpenVINO keeps hold of the array, so it is gone with the last model that has it."""
_lock = Lock()


def slim(model: Any) -> None:
    """Change an `openvino.Model` of the packaged file, or of one with other layers in it, before it is compiled."""
    with _lock:
        for operation in model.get_ordered_ops():
            kind = operation.get_type_name()
            if kind == "Softmax":
                _drop_guard(operation)
            elif kind == "Constant" and operation.get_byte_size() >= _LARGE:
                _share(operation)


def _drop_guard(softmax: Any) -> None:
    """What stands behind each softmax puts 0 for a row of NaN, which PyTorch has where all is masked with -inf. This
    file masks with the least finite number, so there is none; but each pass held the matrix of all pairs once more."""
    for port in softmax.output(0).get_target_inputs():
        chosen = port.get_node()
        if chosen.get_type_name() == "Select" and chosen.input_value(0).get_node().get_type_name() == "IsNaN":
            chosen.output(0).replace(softmax.output(0))


def _share(constant: Any) -> None:
    import numpy as np
    from openvino.op import Constant

    found: NDArray[np.int8] = constant.get_data()
    name = constant.get_friendly_name()
    table = _tables.get(name)
    if table is None or not np.array_equal(table, found):
        table = _tables[name] = found.copy()
    constant.output(0).replace(Constant(table, shared_memory=True).output(0))
