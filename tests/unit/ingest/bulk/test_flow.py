"""What a step raises comes out as it was meant; nothing else of it is told."""

import errno

import pytest

from assistant.errors import CopydeskError, ModelMissing
from ingest.bulk import flow
from ingest.bulk.session import RayFailed
from ingest.bulk.steps import Piece


class Raised(Exception):
    """As Ray hands on what a step raised."""

    def __init__(self, cause: BaseException) -> None:
        super().__init__("Traceback ... an article's text ...")
        self.cause = cause


def caused(error: BaseException, by: BaseException) -> BaseException:
    error.__cause__ = by
    return error


@pytest.mark.parametrize(
    ("cause", "wanted", "words"),
    [
        (ModelMissing("No model."), ModelMissing, "No model."),
        (ModelMissing("No model.\nFailed to apply UDF"), ModelMissing, "No model."),
        (caused(RuntimeError("around it"), ModelMissing("No model.")), ModelMissing, "No model."),
        (OSError(errno.ENOSPC, "No space left on device"), RayFailed, "cannot be written: No space left on device"),
        (PermissionError(), RayFailed, "cannot be written: PermissionError"),
        (KeyError("an article's text"), RayFailed, "A step of the bulk ingest failed: KeyError"),
    ],
)
def test_what_a_step_raised(cause: BaseException, wanted: type[CopydeskError], words: str) -> None:
    error = flow._cause_of(Raised(cause))
    assert type(error) is wanted
    assert words in str(error)
    assert "article's text" not in str(error)
    assert "UDF" not in str(error)


def test_pieces_travel_as_a_table() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    piece: Piece = {
        "name": "a",
        "share": 1,
        "part": 2,
        "size": 3,
        "articles": 4,
        "passages": 5,
        "embedded": 6,
        "is_stored": False,
        "seconds": 0.5,
        "row_count": 7,
        "missing": "[]",
        "payload": b"ends in zeros\0\0",
    }
    table = flow._table([piece, piece])
    assert isinstance(table, pyarrow.Table)
    assert flow._pieces_in(table) == [piece, piece]
