"""Which archive the page opens: the reader's own if it holds articles, else the invented samples in theirs."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import ArchiveBusy, ArchiveError, ArchiveMissing, ArchiveReadOnly
from assistant.settings import Settings, samples_archive_path
from ui.addresses import PublicAddress
from ui.desk import Desk

if TYPE_CHECKING:
    from assistant.pipeline import Assistant

__all__ = ["count_articles", "has_nothing", "open_desk", "open_served", "prepare_samples"]


def open_desk(settings: Settings, *, samples: bool = False) -> tuple[Desk, tuple[str, ...]]:
    """The desk and its prepared questions, none for an archive of real articles.

    An archive that was named is opened whatever it holds, or once it exists; the samples stand in only where none was.
    Raises ArchiveError where an archive is there and cannot be used.
    """
    from ingest.samples import NOTICE, SAMPLE_QUESTIONS
    from ingest.samples_archive import is_samples_archive

    is_named = "archive" in settings.model_fields_set
    if samples or not (is_named or count_articles(settings)):
        return _samples_desk(settings, watch_own=not samples), SAMPLE_QUESTIONS
    if is_samples_archive(settings.archive):
        return _desk(settings, NOTICE), SAMPLE_QUESTIONS
    return _desk(settings, None), ()


def open_served(settings: Settings, *, samples: bool = False) -> Desk:
    """The desk of a server without a page: the archive that is set, whatever it holds, or the samples where wanted."""
    return _samples_desk(settings, watch_own=False) if samples else _desk(settings, None)


def count_articles(settings: Settings) -> int:
    """Live articles of the archive the settings name; 0 where there is none. Raises ArchiveError."""
    from assistant.archive import Archive
    from assistant.models import build_embedder

    if settings.database is None and not settings.archive.exists():
        return 0
    identity = build_embedder(settings).identity
    try:
        with (
            Archive.from_settings(settings, identity) as archive,
            archive.snapshot() as snapshot,
        ):
            return snapshot.count_articles()
    except ArchiveMissing:
        return 0


def has_nothing(settings: Settings) -> bool:
    """Whether no archive was named and the reader's own folder is not there, or holds nothing at all."""
    folder = settings.archive
    if (
        settings.database is not None or "archive" in settings.model_fields_set or folder.is_symlink()
    ):  # a link to a disk that is not there names one
        return False
    try:
        return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))
    except OSError:
        return False


def prepare_samples(settings: Settings) -> Settings:
    """The settings with the samples in the place of the archive, which is brought up to date. Raises ArchiveError."""
    local = settings.model_copy(
        update={"archive": samples_archive_path(), "database": None, "embedding_model": "local"}
    )
    _bring_up_to_date(local)
    return local


def _samples_desk(settings: Settings, *, watch_own: bool) -> Desk:
    from ingest.samples import NOTICE

    local = prepare_samples(settings)

    def count_own() -> int:
        try:
            return count_articles(settings)
        except ArchiveError:  # half made by an ingest that runs now: the next page load looks again
            return 0

    return _desk(local, NOTICE, count_own if watch_own else None, settings.archive)


def _bring_up_to_date(settings: Settings) -> None:
    from assistant.models import build_embedder
    from ingest.samples_archive import ensure_samples

    embedder = build_embedder(settings)
    try:
        ensure_samples(settings, embedder, settings.archive)
    except (ArchiveBusy, ArchiveReadOnly):
        if not count_articles(settings):  # else they are there, only not to be brought up to date now
            raise
    except PermissionError:
        message = f"The sample archive cannot be made in {settings.archive}. Name another place with --archive."
        raise ArchiveReadOnly(message) from None


def _desk(
    settings: Settings, notice: str | None, count_own: Callable[[], int] | None = None, own: Path | None = None
) -> Desk:
    def open_assistant() -> "Assistant":
        from assistant.pipeline import Assistant  # half a second, which a server spends once it listens

        return Assistant.from_settings(settings)

    return Desk(
        settings.archive,
        open_assistant,
        sample_notice=notice,
        count_own=count_own,
        prefix=PublicAddress.parse(settings.public_url).prefix if settings.public_url else "",
        settings=settings,
        own_archive_path=own,
    )
