"""Where a catalog is: a folder belongs to one of the two, and says to which. Over a server: test_postgres_serving."""

from pathlib import Path

import pytest

from assistant.archive import Archive
from assistant.archive.catalog.place import FolderCatalog, place_of
from assistant.errors import ArchiveBusy, InputError

ADDRESS = "postgresql://desk:hidden@127.0.0.1:9/news"


def test_a_folder_whose_articles_are_elsewhere_is_not_taken_for_an_empty_one(tmp_path: Path) -> None:
    (tmp_path / "database.json").write_text('{"kind": "postgresql"}')
    with pytest.raises(InputError, match="Set COPYDESK_DATABASE"):
        Archive.open(tmp_path, None, create=True)


def test_a_folder_with_articles_is_not_left_behind(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "archive", None, create=True) as archive, pytest.raises(InputError, match="Unset it"):
        place_of(archive.path, ADDRESS)


def test_the_folders_own_file(tmp_path: Path) -> None:
    place = place_of(tmp_path, None)
    assert isinstance(place, FolderCatalog)
    assert (place.version(), place.address) == (0, None)
    place.create()
    assert place.version() > 0
    with place.writing():
        assert place.current_writer() is not None
        with pytest.raises(ArchiveBusy), place_of(tmp_path, None).writing(patience=0):
            pass
    assert place.current_writer() is None
