"""Rights of an archive's files. Whole archives are in tests/integration/test_readers_kept.py."""

import logging
import os
import stat
from pathlib import Path

import pytest

from assistant.archive.catalog.private import keep_private, make_private

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights are POSIX")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """As an older version left it, with something of somebody else's beside."""
    made = tmp_path / "archive"
    (made / "backups").mkdir(parents=True)
    for name in ("catalog.sqlite3", "catalog.sqlite3-wal", "readers.sqlite3", "backups/x.sqlite3", "notes.txt"):
        (made / name).touch(0o644)
        (made / name).chmod(0o664)
    (made / "backups").chmod(0o775)
    made.chmod(0o755)
    return made


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_what_copydesk_made_is_closed_and_nothing_else(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    keep_private(folder)
    keep_private(folder)
    assert (mode(folder), mode(folder / "backups")) == (0o700, 0o700)
    for name in ("catalog.sqlite3", "catalog.sqlite3-wal", "readers.sqlite3", "backups/x.sqlite3"):
        assert mode(folder / name) == 0o600
    assert mode(folder / "notes.txt") == 0o664
    assert caplog.records == [], "755 is what an ordinary umask makes"


def test_a_group_that_shares_it_on_purpose_keeps_its_rights(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder.chmod(0o2775)
    keep_private(folder)
    assert mode(folder) == 0o2770
    assert mode(folder / "backups") == 0o770
    assert mode(folder / "catalog.sqlite3") == 0o660
    assert caplog.records == []


@pytest.mark.parametrize("shared", [0o750, 0o775, 0o770])
def test_closing_what_may_have_been_shared_is_said_once(
    folder: Path, caplog: pytest.LogCaptureFixture, shared: int
) -> None:
    caplog.set_level(logging.WARNING)
    folder.chmod(shared)
    keep_private(folder)
    keep_private(folder)
    assert mode(folder) == 0o700
    assert [f"{folder} was open to a group" in record.getMessage() for record in caplog.records] == [True]


def test_rights_are_never_given_and_links_never_followed(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.touch()
    outside.chmod(0o644)
    (folder / "backups" / "link").symlink_to(outside)
    (folder / "backups" / "readable").touch()
    (folder / "backups" / "readable").chmod(0o444)
    keep_private(folder)
    assert mode(outside) == 0o644
    assert mode(folder / "backups" / "readable") == 0o400
    keep_private(tmp_path / "missing")


def test_a_whole_folder(folder: Path) -> None:
    folder.chmod(0o2775)
    make_private(folder)
    assert stat.S_IMODE(folder.stat().st_mode) & 0o077 == 0
    assert mode(folder / "notes.txt") == 0o600
