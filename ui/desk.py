"""What all readers of one server share: the assistant, as soon as there is an archive. Nothing of a single reader."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from assistant.archive import Coverage
from assistant.errors import ArchiveMissing, CopydeskError
from assistant.settings import Settings
from ui.language import say

if TYPE_CHECKING:
    from assistant.pipeline import Assistant

__all__ = ["Desk", "Scene", "database_host", "embedding_host", "index_host"]


@dataclass(frozen=True, slots=True)
class Scene:
    """What the head of the page says, and whether a question makes sense now."""

    archive_path: Path
    coverage: Coverage | None
    """None while there is no archive."""
    writer_name: str
    passages_go_to: str | None
    """The host the writer sends passages to; None where no model writes."""
    questions_go_to: str | None
    """The host that embeds questions and passages for the search; None for the local model."""
    sample_notice: str | None
    """Set while the archive holds the invented samples."""
    own_archive_note: str | None = None
    prefix: str = ""
    """The sub-path that others reach the page under, without a slash at its end."""
    has_accounts: bool = False
    """Whether people sign in to the page."""
    trouble: str | None = None
    """Why the archive cannot be used, for a reader."""
    vectors_go_to: str | None = None
    """The host of the Chroma server that holds the search index; None where the archive's folder does."""
    kept_on: str | None = None
    """The other computer whose database holds articles and conversations; None where this one does."""
    keeps_conversations: bool = True
    """False where they end with the program, since nothing can be written beside the articles."""

    @property
    def is_empty(self) -> bool:
        return self.coverage is None or self.coverage.article_count == 0


def embedding_host(settings: Settings) -> str | None:
    """The host that receives every question (and, at ingest, every passage) where the embedding model is remote."""
    if settings.embedding_model.partition(":")[0] == "local":
        return None
    return urlsplit(settings.embedding_base_url or "https://api.openai.com").hostname or "the embedding server"


def index_host(settings: Settings) -> str | None:
    """The host that receives the vectors of passages and questions where a Chroma server holds the index."""
    return urlsplit(settings.chroma).hostname if settings.chroma is not None else None


def database_host(settings: Settings) -> str | None:
    """The other computer that keeps articles and conversations; None where they stay on this one."""
    host = urlsplit(settings.database_address or "").hostname
    return None if host in (None, "localhost", "127.0.0.1", "::1") else host


class Desk:
    """Opens the assistant when first needed and tries again after a failure, so a first ingest elsewhere is noticed.

    `count_own` counts the articles of the reader's own archive while the samples are shown.
    """

    def __init__(
        self,
        archive_path: Path,
        open_assistant: "Callable[[], Assistant]",
        *,
        sample_notice: str | None = None,
        count_own: Callable[[], int] | None = None,
        prefix: str = "",
        settings: Settings | None = None,
        own_archive_path: Path | None = None,
    ) -> None:
        self.archive_path = archive_path
        self.sample_notice = sample_notice
        self.prefix = prefix
        self.own_archive_path = own_archive_path
        """Where real articles belong while the samples are shown."""
        self._settings = settings
        self.has_accounts: Callable[[], bool] = lambda: False
        """Whether people sign in; whoever builds the application says so."""
        self._open_assistant = open_assistant
        self._count_own = count_own
        self._lock = Lock()
        self._assistant: Assistant | None = None
        self._before_closing: list[Callable[[], None]] = []

    def before_closing(self, end: Callable[[], None]) -> None:
        """Have this called before the assistant is closed, where one was opened."""
        self._before_closing.append(end)

    def assistant(self) -> "Assistant":
        """Raises a CopydeskError (ArchiveMissing above all) that says what to do."""
        with self._lock:
            if self._assistant is None:
                self._assistant = self._open_assistant()
            return self._assistant

    @property
    def settings(self) -> Settings:
        """Those of the archive that is open; they name it also where there is none yet."""
        return self._settings or self.assistant().settings

    def scene(self) -> Scene:
        """Never raises a CopydeskError: what is wrong is part of what is shown."""
        try:
            assistant = self.assistant()
            coverage = assistant.coverage()
        except ArchiveMissing:
            return self._bare_scene(None)
        except CopydeskError as error:
            return self._bare_scene(str(error))
        return Scene(
            archive_path=self.archive_path,
            coverage=coverage,
            writer_name=assistant.writer_name,
            passages_go_to=assistant.passages_go_to,
            questions_go_to=embedding_host(assistant.settings),
            vectors_go_to=index_host(assistant.settings),
            kept_on=database_host(assistant.settings),
            sample_notice=self.sample_notice,
            own_archive_note=self._own_archive_note(),
            prefix=self.prefix,
            has_accounts=self.has_accounts(),
            keeps_conversations=_keeps_conversations(assistant),
        )

    def close(self) -> None:
        if self._assistant is not None:
            for end in self._before_closing:
                end()
        with self._lock:
            if self._assistant is not None:
                self._assistant.close()
                self._assistant = None

    def _bare_scene(self, trouble: str | None) -> Scene:
        return Scene(
            self.archive_path,
            None,
            "extractive",
            None,
            None,
            self.sample_notice,
            prefix=self.prefix,
            has_accounts=self.has_accounts(),
            trouble=trouble,
        )

    def _own_archive_note(self) -> str | None:
        own_count = self._count_own() if self._count_own else 0
        if not own_count:
            return None
        return say("banner_ready", n=own_count)


def _keeps_conversations(assistant: "Assistant") -> bool:
    """A store that cannot be read at all says so where it is read."""
    try:
        return assistant.archive.readers.is_lasting
    except CopydeskError:
        return True
