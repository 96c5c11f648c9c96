"""Ingests that were asked for on the page: one at a time, in a thread, by the same pipeline as the command."""

import logging
import os
import shutil
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Literal

from assistant.archive import Archive, new_run_id
from assistant.archive.catalog.session import LEAST_FREE_BYTES, check_space
from assistant.errors import ArchiveReadOnly, CopydeskError, InputError
from ingest.events import ArticleDone, Finished, IndexProgress, IngestEvent, ReadingProgress
from ingest.progress import time_left
from ingest.record import Occasion
from ingest.source import Source
from ui.language import say

if TYPE_CHECKING:
    from assistant.models import Embedder
    from assistant.settings import Settings

__all__ = ["Adder", "Job", "Progress"]

_LOG = logging.getLogger(__name__)
_FOLDER = "adding-"
_LEFT_AFTER_SECONDS = 86_400.0
_NICENESS = 10
_FAILED = "It failed in a way that nobody foresaw; the terminal where Copydesk runs shows why."

Stage = Literal["reading", "indexing", "done", "stopped", "failed"]


@dataclass(frozen=True, slots=True)
class Job:
    """What to add."""

    given: tuple[str, ...]
    """In words, for the record."""
    by: str = ""
    roots: tuple[Path, ...] = ()
    sources: tuple[Source, ...] = ()
    source_name: str | None = None
    folder: Path | None = None
    """Holds the roots; it is deleted when the run is over."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is."""

    run_id: str
    given: tuple[str, ...]
    stage: Stage = "reading"
    done: int = 0
    """Articles with an outcome, without those that were skipped."""
    skipped: int = 0
    share: float | None = None
    """Of all there is to do in this stage; None where nobody knows."""
    seconds: float = 0.0
    is_cancelled: bool = False
    trouble: str | None = None

    @property
    def is_over(self) -> bool:
        return self.stage in ("done", "stopped", "failed")

    @property
    def rate(self) -> float:
        """Articles a second."""
        return self.done / self.seconds if self.seconds > 0 else 0.0

    @property
    def left(self) -> str | None:
        return None if self.share is None else time_left(self.seconds, self.share)


class Adder:
    """Holds the run that is under way and the last one that was. Safe for several threads."""

    def __init__(
        self, settings: "Callable[[], Settings]", build: "Callable[[Settings], Embedder] | None" = None
    ) -> None:
        """`settings` name the archive that is open; `build` makes its embedder."""
        self._settings = settings
        self._build = build
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._progress: Progress | None = None
        self._began = 0.0
        self._is_receiving = False

    def begin_upload(self, byte_count: int = 0) -> Path:
        """A folder for what comes in, nobody else's; give it to `end_upload` in the end.

        Raises InputError while another upload or run is under way, ArchiveReadOnly, and ArchiveFull where so many bytes
        have no room.
        """
        with self._lock:
            self._refuse_second()
            self._is_receiving = True
        try:
            return self._new_folder(byte_count)
        except BaseException:
            self._is_receiving = False
            raise

    def end_upload(self, folder: Path, *, keep: bool) -> None:
        """`keep`: a run was begun that needs it."""
        self._is_receiving = False
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)

    def begin(self, job: Job) -> str:
        """Begin to add; gives the id by which the run's record is found. Raises InputError while another one runs."""
        run_id = new_run_id(after=self._last_run_id())
        with self._lock:
            self._refuse_second(receiving=job.folder is None)
            self._progress, self._began = Progress(run_id, job.given), time.monotonic()
            self._thread = threading.Thread(target=self._run, args=(job, run_id), name="add-articles", daemon=True)
            self._thread.start()
        return run_id

    def progress(self, run_id: str | None = None) -> Progress | None:
        """Of this run, if it is the last one of this server; without an id of the one that is under way."""
        with self._lock:
            found = self._progress
            if found is None or (found.is_over if run_id is None else found.run_id != run_id):
                return None
            return found if found.is_over else replace(found, seconds=time.monotonic() - self._began)

    def cancel(self, run_id: str) -> bool:
        """Ask the run to end; says whether it is under way. What it has read by then is stored."""
        with self._lock:
            if self._progress is None or self._progress.run_id != run_id or self._progress.is_over:
                return False
            self._progress = replace(self._progress, is_cancelled=True)
            return True

    def close(self, patience: float = 10.0) -> None:
        """End the run that is under way and wait for it."""
        with self._lock:
            thread = self._thread
            if self._progress is not None:
                self._progress = replace(self._progress, is_cancelled=True)
        if thread is not None:
            thread.join(patience)

    def _refuse_second(self, *, receiving: bool = True) -> None:
        if (receiving and self._is_receiving) or (self._progress is not None and not self._progress.is_over):
            message = say("add.busy")
            raise InputError(message)

    def _new_folder(self, byte_count: int) -> Path:
        place = self._settings().archive.expanduser().resolve()
        try:
            place.mkdir(parents=True, exist_ok=True)
            for left in place.glob(f"{_FOLDER}*"):  # of a server that was killed
                if abs(time.time() - left.stat().st_mtime) > _LEFT_AFTER_SECONDS:  # the clock may have been set back
                    shutil.rmtree(left, ignore_errors=True)
            check_space(place, LEAST_FREE_BYTES + byte_count)
            return Path(mkdtemp(prefix=_FOLDER, dir=place))
        except OSError:
            message = say("add.read_only", path=place)
            raise ArchiveReadOnly(message) from None

    def _run(self, job: Job, run_id: str) -> None:
        with suppress(OSError, AttributeError):  # readers come first: only Linux can say so for one thread
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)
        try:
            is_whole = self._ingest(job, run_id)
            self._end("done" if is_whole else "stopped")
        except CopydeskError as error:
            self._end("failed", str(error))
        except Exception:  # noqa: BLE001  # the thread's last: the page says that it failed, the log why
            _LOG.exception("adding articles failed")
            self._end("failed", _FAILED)
        finally:
            if job.folder is not None:
                shutil.rmtree(job.folder, ignore_errors=True)

    def _last_run_id(self) -> str:
        settings = self._settings()
        try:
            with (
                Archive.open(settings.archive, None, database=settings.database_address) as archive,
                archive.snapshot() as snapshot,
            ):
                return max((run.run_id for run in snapshot.runs(1)), default="")
        except CopydeskError:  # there is none yet, or the run itself will say what is wrong
            return ""

    def _ingest(self, job: Job, run_id: str) -> bool:
        """Whether it came to the end of its input."""
        from assistant.models import build_embedder
        from ingest.pipeline import ingest

        settings = self._settings()
        embedder = (self._build or build_embedder)(settings)
        with Archive.from_settings(settings, embedder.identity, create=True) as archive:
            report = ingest(
                job.roots,
                archive,
                embedder,
                sources=job.sources,
                source_name=job.source_name,
                settings=settings,
                listener=self._listen,
                occasion=Occasion(job.given, job.by, job.folder, run_id),
                is_cancelled=lambda: self._progress is not None and self._progress.is_cancelled,
            )
        return not report.is_interrupted

    def _listen(self, event: IngestEvent) -> None:
        with self._lock:
            known = self._progress
            assert known is not None
            match event:
                case ArticleDone(outcome="skipped"):
                    self._progress = replace(known, skipped=known.skipped + 1)
                case ArticleDone():
                    self._progress = replace(known, done=known.done + 1)
                case ReadingProgress():
                    self._progress = replace(known, share=event.done / event.total if event.total else 1.0)
                case IndexProgress():
                    share = event.done / event.total if event.total else 1.0
                    self._progress = replace(known, stage="indexing", share=share)
                case Finished():
                    pass

    def _end(self, stage: Stage, trouble: str | None = None) -> None:
        with self._lock:
            assert self._progress is not None
            self._progress = replace(
                self._progress, stage=stage, trouble=trouble, seconds=time.monotonic() - self._began
            )
