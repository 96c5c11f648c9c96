"""Opens what a command works on, and says which archive it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant import Assistant, Settings
    from assistant.archive import Archive
    from assistant.models import Embedder

__all__ = ["announce_archive", "load_settings", "open_archive", "open_assistant", "temporary_assistant"]


def load_settings(archive: Path | None) -> "Settings":
    """The settings in force; an archive given on the command line wins."""
    from assistant import Settings

    return Settings.load(archive=archive.expanduser() if archive else None)


def announce_archive(path: Path) -> None:
    from ui.terminal import printable_line, side

    side().print(f"Archive: {printable_line(str(path))}", style="dim")


def _or_samples(settings: "Settings") -> "Settings":
    """The line stands on standard output: what is invented is not to be found without it in a file either."""
    from ui.opening import has_nothing, prepare_samples

    if not has_nothing(settings):
        return settings

    from ingest.samples import NOTICE
    from ui.program import say_program
    from ui.terminal import output

    output().print(f"{NOTICE} Add your own articles: {say_program()} ingest PATH\n")
    return prepare_samples(settings)


@contextmanager
def open_archive(archive: Path | None, embedder: "Embedder | None" = None) -> Iterator["Archive"]:
    """The archive alone, without loading a model. Raises ArchiveMissing and its like."""
    from assistant.archive import Archive
    from assistant.models import build_embedder

    settings = load_settings(archive)
    identity = (embedder or build_embedder(settings)).identity
    with Archive.from_settings(settings, identity) as opened:
        yield opened


@contextmanager
def open_assistant(
    archive: Path | None, *, announce: bool = False, is_for_person: bool = False
) -> Iterator["Assistant"]:
    """The assistant over the archive that is set, closed at the end. Raises ArchiveMissing and its like.

    A person who has no archive yet gets the samples, under a line that says so; a program gets the error.
    """
    from assistant import Assistant

    settings = load_settings(archive)
    if is_for_person:
        settings = _or_samples(settings)
    if announce:
        announce_archive(settings.archive)
    with Assistant.from_settings(settings) as assistant:
        yield assistant


@contextmanager
def temporary_assistant(articles: Path) -> "Iterator[Assistant]":
    """An assistant over an archive of these articles alone, deleted at the end. Raises SourceError and its like."""
    from tempfile import TemporaryDirectory

    from assistant import Assistant
    from assistant.archive import Archive
    from assistant.models import build_embedder
    from ingest.pipeline import ingest

    with TemporaryDirectory(prefix="copydesk-eval-", ignore_cleanup_errors=True) as folder:
        settings = load_settings(Path(folder) / "archive").model_copy(update={"database": None})
        embedder = build_embedder(settings)
        with Archive.open(settings.archive, embedder.identity, create=True) as archive:
            report = ingest([articles], archive, embedder, settings=settings)
        if not report.total_articles:
            message = f"No article could be read from {articles}. Run `copydesk ingest {articles}` to see why."
            raise InputError(message)
        with Assistant.from_settings(settings) as assistant:
            yield assistant
