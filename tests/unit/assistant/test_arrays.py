from pathlib import Path

import numpy as np
import pytest

from assistant.arrays import read_arrays


class Disturbed:
    """Reads a file; so many times first another thread has its turn in the middle."""

    def __init__(self, file: Path, times: int) -> None:
        self.file = file
        self.left = times

    def read(self) -> list[int]:
        if self.left:
            self.left -= 1
            message = "AST constructor recursion depth mismatch (before=255, after=40)"
            raise SystemError(message)
        numbers: list[int] = np.load(self.file).tolist()
        return numbers


@pytest.fixture
def file(tmp_path: Path) -> Path:
    np.save(tmp_path / "rows.npy", np.arange(3))
    return tmp_path / "rows.npy"


@pytest.mark.parametrize("times", [0, 1, 4])
def test_a_reading_that_was_disturbed_is_made_again(file: Path, times: int) -> None:
    assert read_arrays(Disturbed(file, times).read) == [0, 1, 2]


def test_what_never_can_be_read_is_said(file: Path) -> None:
    with pytest.raises(SystemError, match="mismatch"):
        read_arrays(Disturbed(file, 100).read)


def test_a_damaged_file_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "rows.npy").write_bytes(b"no numbers")
    reads = []

    def read() -> object:
        reads.append(1)
        return np.load(tmp_path / "rows.npy")

    with pytest.raises(ValueError, match="pickled"):
        read_arrays(read)
    assert reads == [1]
