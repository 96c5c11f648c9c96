import errno
import sqlite3
from pathlib import Path

import pytest

from assistant.archive.catalog.faults import archive_fault, translated
from assistant.errors import (
    ArchiveBusy,
    ArchiveDamaged,
    ArchiveError,
    ArchiveFull,
    ArchiveReadOnly,
)

HERE = Path("somewhere")


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, ArchiveFull),
        (errno.EDQUOT, ArchiveFull),
        (errno.EROFS, ArchiveReadOnly),
        (errno.EACCES, ArchiveReadOnly),
        (errno.EIO, ArchiveError),
    ],
)
def test_the_systems_errors_are_said_in_our_words(number: int, kind: type[ArchiveError]) -> None:
    assert type(archive_fault(OSError(number, "words of the system"), HERE)) is kind


def test_a_full_database_is_a_full_archive(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "x.sqlite3")
    connection.execute("CREATE TABLE t (x)")
    connection.execute("PRAGMA max_page_count = 10")
    with pytest.raises(ArchiveFull, match="Nothing was lost"), translated(HERE):
        connection.execute("INSERT INTO t VALUES (zeroblob(1000000))")
    connection.close()


def test_a_locked_database_is_a_busy_archive(tmp_path: Path) -> None:
    one, two = (sqlite3.connect(tmp_path / "x.sqlite3", isolation_level=None, timeout=0) for _ in range(2))
    one.execute("BEGIN EXCLUSIVE")
    with pytest.raises(ArchiveBusy), translated(HERE):
        two.execute("BEGIN EXCLUSIVE")
    one.close()
    two.close()


def test_what_is_no_database_is_a_damaged_archive(tmp_path: Path) -> None:
    (tmp_path / "x.sqlite3").write_bytes(b"no database" * 1000)
    connection = sqlite3.connect(tmp_path / "x.sqlite3")
    with pytest.raises(ArchiveDamaged, match="somewhere"), translated(HERE):
        connection.execute("SELECT * FROM sqlite_master")
    connection.close()


def test_a_mistake_of_our_own_is_not_damage() -> None:
    connection = sqlite3.connect(":memory:")
    with pytest.raises(ArchiveError) as caught, translated(HERE):
        connection.execute("SELECT ?", (1, 2))
    assert type(caught.value) is ArchiveError
    connection.close()
