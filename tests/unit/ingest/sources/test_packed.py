"""No file unpacks to more than it may."""

from pathlib import Path

import pytest

from ingest.sources.found import FoundFile, Held
from ingest.sources.packed import FREE_BYTES, Budget, Packed, budget_of, open_seekable
from ingest.sources.reading import Unreadable

FILE = FoundFile(Path("/wire/a.zip"), "wire", "a.zip", Held(b"0123456789"))


def test_a_budget_is_a_number_of_bytes_or_a_multiple_of_the_file() -> None:
    Budget(10, 100).take(FREE_BYTES)
    large = Budget(FREE_BYTES, 2)  # of 50 MB
    large.take(2 * FREE_BYTES)
    assert not large.is_spent
    with pytest.raises(Unreadable, match=r"unpacks to more than 100 MB \(COPYDESK_MAX_UNPACK_RATIO\)"):
        large.take(1)
    assert large.is_spent


def test_what_is_packed_in_a_packed_file_takes_from_the_same_budget() -> None:
    budget = budget_of(FILE, 100)
    inner = FILE.member("b.gz", Packed(Held(b"").open, budget))
    assert budget_of(inner, 100) is budget


def test_bytes_are_counted_when_they_are_read() -> None:
    budget = Budget(0, 1)
    budget.take(FREE_BYTES - 100_000)
    with Packed(Held(b"x" * 100_001).open, budget).open() as stream, pytest.raises(Unreadable):
        stream.read()
    assert budget.is_spent


def test_a_packed_file_can_be_moved_about_in() -> None:
    inner = FILE.member("b", Packed(Held(b"0123456789").open, Budget(0, 1)))
    for file in (FILE, inner):
        with open_seekable(file) as stream:
            assert (stream.seek(-3, 2), stream.read(), stream.seek(1), stream.read(2)) == (7, b"789", 1, b"12")
