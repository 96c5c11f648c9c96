"""The sample articles in an archive made with the real local model, once for all tests that only read it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.models import LocalEmbeddings
from assistant.settings import Settings
from ingest.samples_archive import ensure_samples
from tests.running_server import running


@pytest.fixture(scope="session")
def local_model() -> LocalEmbeddings:
    return LocalEmbeddings()


@pytest.fixture
def no_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine that nobody has used Copydesk on; returns where the reader's own archive would be."""
    monkeypatch.delenv("COPYDESK_ARCHIVE")
    for name in ("HOME", "USERPROFILE", "LOCALAPPDATA", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    return Settings.load().archive


@pytest.fixture(scope="session")
def samples_archive(tmp_path_factory: pytest.TempPathFactory, local_model: LocalEmbeddings) -> Path:
    """To read; a test that writes works on a copy."""
    return ensure_samples(Settings.load(), local_model, tmp_path_factory.mktemp("samples") / "archive")


@pytest.fixture(scope="session")
def served(samples_archive: Path) -> Iterator[str]:
    """The address of a server without a page over the samples, without a slash at the end; nobody may change them."""
    from ui.application import build_api
    from ui.opening import open_served

    settings = Settings.load(archive=samples_archive, requests_per_minute=100_000)
    desk = open_served(settings)
    desk.assistant()  # imports of two threads at once disturb each other in pytest's rewriting of modules
    with running(build_api(desk, settings)) as address:
        yield address
    desk.close()
