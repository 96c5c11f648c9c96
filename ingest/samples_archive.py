"""The archive of the invented sample articles: kept apart from every archive of real ones."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import InputError
from assistant.settings import samples_archive_path
from ingest.samples import NOTICE, samples_path

if TYPE_CHECKING:
    from assistant.models import Embedder
    from assistant.settings import Settings

__all__ = ["MARKER_NAME", "check_apart", "ensure_samples", "is_samples_archive"]

MARKER_NAME = "SAMPLES"
"""A file of this name in an archive's folder says that it holds the invented articles and nothing else."""


def ensure_samples(settings: "Settings", embedder: "Embedder", path: Path | None = None) -> Path:
    """The path of the sample archive, brought up to date with the articles of this release; quick when it is.

    Raises what `ingest` raises, and InputError for a folder that holds anything else, such as an archive of real ones.
    """
    from assistant.archive import Archive
    from ingest.pipeline import ingest

    folder = path or samples_archive_path()
    if not is_samples_archive(folder):
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            message = f"{folder} is not empty: the sample articles get an archive of their own. Name another place."
            raise InputError(message)
        (folder / MARKER_NAME).write_text(f"{NOTICE}\n", encoding="utf-8")
    with Archive.open(folder, embedder.identity, create=True) as archive:
        ingest([samples_path()], archive, embedder, settings=settings)
    return folder


def is_samples_archive(archive_path: Path) -> bool:
    """Whether the archive in this folder holds the invented articles: the page and the command line then say so."""
    return (archive_path / MARKER_NAME).is_file()


def check_apart(roots: Sequence[Path], archive_path: Path, *, has_others: bool = False) -> None:
    """Raise InputError before invented and real articles come into one archive; `has_others`: not from files alone.

    A folder that holds the samples somewhere below it is let through: the walk leaves them out.
    """
    samples = samples_path().resolve()
    invented = [root.resolve().is_relative_to(samples) for root in roots]
    if is_samples_archive(archive_path):
        if has_others or not all(invented):
            message = (
                f"The archive in {archive_path} holds Copydesk's invented sample articles; real ones never go there. "
                "Name another archive with --archive."
            )
            raise InputError(message)
    elif any(invented):
        message = "The sample articles are invented: they never go where real ones are. `make chat` shows them."
        raise InputError(message)
