"""The record that the archive keeps of a run: what was given, what became of it, every reason up to a number."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from assistant.archive.catalog.runs import MOST_SKIPS, IngestRun, RunOutcome, new_run_id
from assistant.errors import ArchiveError, CopydeskError
from ingest.report import Report

__all__ = ["Keeper", "Occasion", "recorded"]


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a person gave, in their words, and where its record is found."""

    given: tuple[str, ...]
    by: str = ""
    """The reader who asked for it; empty at the command line."""
    folder: Path | None = None
    """A passing folder of uploads: its path means nothing to anybody, is left out of what is told and holds nothing."""
    run_id: str | None = None
    """Of the record, where somebody waits for it; None: a new one."""

    def told(self, words: str) -> str:
        return words if self.folder is None else words.replace(f"{self.folder}/", "").replace(f"{self.folder}\\", "")


class Keeper(Protocol):
    """What keeps records; `Writer` is one."""

    def note_run(self, run: IngestRun) -> None: ...
    def last_run_id(self) -> str: ...


@contextmanager
def recorded(keeper: Keeper, occasion: Occasion | None, report: Report) -> Iterator[None]:
    """Keep a record from the beginning of the run on, so that one that is killed is seen too, and what `report`
    says at its end, however it ends."""
    if occasion is None:
        yield
        return
    begun = IngestRun(occasion.run_id or new_run_id(after=keeper.last_run_id()), _now(), occasion.given, occasion.by)
    keeper.note_run(begun)
    outcome: RunOutcome = "failed"
    trouble: str | None = "It failed; the terminal where Copydesk runs shows why."
    try:
        yield
        outcome, trouble = "stopped" if report.is_interrupted else "done", None
    except KeyboardInterrupt:
        outcome, trouble = "stopped", None
        raise
    except CopydeskError as error:
        trouble = str(error)
        raise
    finally:
        with suppress(ArchiveError):  # a full disk: what is there says at least that it began
            keeper.note_run(_ended(begun, occasion, report, outcome, trouble))


def _ended(begun: IngestRun, occasion: Occasion, report: Report, outcome: RunOutcome, trouble: str | None) -> IngestRun:
    counts = {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "removed": report.removed,
        "duplicates": report.duplicates,
        "skipped": len(report.skipped),
        "passages": report.passages,
    }
    skips = tuple((occasion.told(skip.source), occasion.told(skip.reason)) for skip in report.skipped[:MOST_SKIPS])
    notes = tuple(map(occasion.told, report.notes))
    return replace(begun, outcome=outcome, ended_at=_now(), counts=counts, skips=skips, notes=notes, trouble=trouble)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
