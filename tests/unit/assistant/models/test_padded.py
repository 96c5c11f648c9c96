from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from assistant.models.padded import PaddedRuntime


class Shapes(PaddedRuntime):
    """The hidden state of a token is its number; the shapes of all passes are kept."""

    def __init__(self) -> None:
        self.shapes: list[tuple[int, ...]] = []

    def infer(self, token_ids: NDArray[np.int64], mask: NDArray[np.int64]) -> NDArray[np.float32]:
        self.shapes.append(token_ids.shape)
        assert ((token_ids != 0) == (mask == 1)).all()
        return token_ids[..., np.newaxis].astype(np.float32)


def test_passes_are_small_and_of_few_lengths() -> None:
    runtime = Shapes()
    rows = [[101, *range(1, index), 102] for index in range(1, 100)]
    assert len(list(runtime.run(rows))) == 99
    assert max(count for count, _ in runtime.shapes) == 8
    assert all(length % 8 == 0 for _, length in runtime.shapes)


def test_a_pass_of_long_rows_holds_few_of_them() -> None:
    runtime = Shapes()
    rows = [[101, *range(1, length - 1), 102] for length in (10, 20, 80, 120, 128, 250, 256, 300)]
    found = [hidden[:, 0].tolist() for hidden in runtime.run(rows)]
    assert found == [[float(token) for token in row] for row in rows]
    assert [count for count, _ in runtime.shapes] == [3, 2, 1, 1, 1]
    assert max(count * length for count, length in runtime.shapes if count > 1) <= 256


@given(st.lists(st.lists(st.integers(1, 30_000), min_size=1, max_size=20), max_size=30))
def test_each_row_comes_back_whole_and_in_its_place(rows: Sequence[Sequence[int]]) -> None:
    found = [hidden[:, 0].tolist() for hidden in Shapes().run(rows)]
    assert found == [list(row) for row in rows]


def test_a_library_must_say_how_it_runs() -> None:
    with pytest.raises(NotImplementedError):
        list(PaddedRuntime().run([[1]]))
