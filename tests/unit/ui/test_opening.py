"""Which archive the page opens."""

from pathlib import Path

import pytest

from assistant.archive import Archive
from assistant.errors import ArchiveMissing
from assistant.settings import Settings, samples_archive_path
from ingest.samples import NOTICE, SAMPLE_QUESTIONS
from ingest.samples_archive import MARKER_NAME
from ui.opening import count_articles, has_nothing, open_desk


@pytest.fixture
def no_named_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing names an archive; returns where the reader's own one would be."""
    monkeypatch.delenv("COPYDESK_ARCHIVE")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    return Settings.load().archive


def test_a_named_archive_is_opened_even_where_there_is_none(isolated_environment: Path) -> None:
    desk, questions = open_desk(Settings.load())
    assert desk.archive_path == isolated_environment
    assert desk.sample_notice is None
    assert questions == ()
    assert desk.scene().is_empty
    with pytest.raises(ArchiveMissing, match="copydesk ingest PATH"):
        desk.assistant()


def test_a_named_archive_of_samples_says_what_it_is(stored_archive: Archive) -> None:
    (stored_archive.path / MARKER_NAME).write_text(NOTICE, encoding="utf-8")
    desk, questions = open_desk(Settings.load(archive=stored_archive.path))
    assert desk.sample_notice == NOTICE
    assert questions == SAMPLE_QUESTIONS


def test_articles_are_counted_without_making_an_archive(stored_archive: Archive, tmp_path: Path) -> None:
    assert count_articles(Settings.load(archive=stored_archive.path)) == 3
    assert count_articles(Settings.load(archive=tmp_path / "none")) == 0
    (tmp_path / "empty").mkdir()
    assert count_articles(Settings.load(archive=tmp_path / "empty")) == 0
    assert list((tmp_path / "empty").iterdir()) == []


def test_what_counts_as_nothing(no_named_archive: Path, tmp_path: Path) -> None:
    assert has_nothing(Settings.load())
    no_named_archive.mkdir(parents=True)
    assert has_nothing(Settings.load())
    assert not has_nothing(Settings.load(archive=tmp_path / "named"))
    (no_named_archive / "left.txt").touch()
    assert not has_nothing(Settings.load())


def test_a_link_to_a_disk_that_is_not_there_is_not_nothing(no_named_archive: Path, tmp_path: Path) -> None:
    no_named_archive.parent.mkdir(parents=True)
    no_named_archive.symlink_to(tmp_path / "unplugged")
    assert not has_nothing(Settings.load())


@pytest.mark.slow
def test_the_samples_stand_in_until_the_own_archive_holds_articles(
    no_named_archive: Path, stored_archive: Archive
) -> None:
    desk, questions = open_desk(Settings.load())
    assert desk.archive_path == samples_archive_path()
    assert desk.sample_notice == NOTICE
    assert questions == SAMPLE_QUESTIONS
    assert count_articles(Settings.load(archive=desk.archive_path)) > 20
    stored_archive.close()
    no_named_archive.parent.mkdir(parents=True, exist_ok=True)
    stored_archive.path.rename(no_named_archive)
    note = desk.scene().own_archive_note
    assert note is not None
    assert "3 articles" in note
    own, _ = open_desk(Settings.load())
    assert own.archive_path == no_named_archive
    assert own.sample_notice is None
    chosen, _ = open_desk(Settings.load(), samples=True)
    assert chosen.archive_path == samples_archive_path()
    for opened in (desk, own, chosen):
        opened.close()
