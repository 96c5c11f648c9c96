"""A folder whose catalog is gone is no place to begin anew."""

from pathlib import Path

import pytest

from assistant.archive import Archive, back_up, restore
from assistant.archive.upkeep.loss import check_no_loss
from assistant.errors import ArchiveDamaged, ArchiveError, ArchiveMissing
from tests.unit.assistant.archive.conftest import Newsroom


@pytest.fixture
def lost(newsroom: Newsroom, tmp_path: Path) -> Path:
    """An archive of some articles, a backup of it, and no catalog."""
    newsroom.put(*(newsroom.article(f"Text {number}.", external_id=str(number)) for number in range(70)))
    newsroom.archive.readers.ask(None, "Which text?")
    back_up(newsroom.archive.path, tmp_path / "saved.zip")
    newsroom.archive.close()
    for file in newsroom.archive.path.glob("catalog.sqlite3*"):
        file.unlink()
    return newsroom.archive.path


@pytest.mark.parametrize("create", [False, True])
def test_a_missing_catalog_is_a_loss(newsroom: Newsroom, lost: Path, *, create: bool) -> None:
    with pytest.raises(ArchiveDamaged, match="its index and its conversations are still there"):
        Archive.open(lost, newsroom.embedder.identity, create=create)
    assert not (lost / "catalog.sqlite3").exists()


def test_a_backup_is_put_back_only_when_that_is_meant(newsroom: Newsroom, lost: Path, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="--force"):
        restore(lost, tmp_path / "saved.zip")
    assert restore(lost, tmp_path / "saved.zip", replace=True).article_count == 70
    with Archive.open(lost, newsroom.embedder.identity) as archive:
        assert archive.status().coverage.article_count == 70


def test_an_empty_folder_and_a_making_that_was_interrupted_are_no_loss(newsroom: Newsroom, tmp_path: Path) -> None:
    check_no_loss(tmp_path / "nowhere")
    (tmp_path / "new" / "generations").mkdir(parents=True)
    (tmp_path / "new" / "catalog.sqlite3").touch()
    (tmp_path / "new" / "writer.lock").touch()
    with pytest.raises(ArchiveMissing):
        Archive.open(tmp_path / "new", newsroom.embedder.identity)
    Archive.open(tmp_path / "new", newsroom.embedder.identity, create=True).close()


@pytest.mark.parametrize("is_empty", [False, True])
def test_conversations_that_are_gone_are_told_until_new_ones_begin(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture, *, is_empty: bool
) -> None:
    newsroom.put(newsroom.article("Text.", external_id="1"))
    assert newsroom.archive.status().notices == ()
    path = newsroom.archive.path
    with Archive.open(path, newsroom.embedder.identity) as archive:
        archive.readers.ask(None, "Which text?")
        assert archive.status().notices == ()
    for file in path.glob("readers.sqlite3*"):
        file.unlink()
    if is_empty:
        (path / "readers.sqlite3").touch()
    with Archive.open(path, newsroom.embedder.identity) as archive:
        assert "its file readers.sqlite3 is missing or empty" in "".join(archive.status().notices)
        archive.readers.ask(None, "Which text?")
        assert "its file readers.sqlite3 is missing or empty" in caplog.text
        assert archive.status().notices == ()
