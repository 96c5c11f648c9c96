"""What each ingest did: a record of every run, bounded, kept with what ingest remembers."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from secrets import token_hex
from typing import Literal

from assistant.archive.catalog.database import Database

__all__ = ["MOST_SKIPS", "IngestRun", "RunOutcome", "new_run_id", "read_run", "read_runs", "write_run"]

MOST_SKIPS = 200
"""Skips that a record keeps, with their reasons; the counts are of all."""
_MOST_RUNS = 40
_MOST_NOTES = 40
_ALL = 1 << 62
_MOST_GIVEN = 20
_LONGEST = 300
"""Characters of a path, a reason or a note."""
_PREFIX, _AFTER = "run:", "run;"
_STAMP = "%Y%m%dT%H%M%S%f"

RunOutcome = Literal["running", "done", "stopped", "failed"]


@dataclass(frozen=True, slots=True)
class IngestRun:
    """One run of ingest. While nobody writes to the archive, a `running` one was broken off."""

    run_id: str
    """Grows with time."""
    started_at: str
    given: tuple[str, ...]
    """Paths and addresses, or what else a person called it."""
    by: str = ""
    """The reader who added from the page; empty at the command line, and where nobody signs in."""
    outcome: RunOutcome = "running"
    ended_at: str | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    """By outcome: added, updated, unchanged, removed, duplicates, skipped; and passages."""
    skips: tuple[tuple[str, str], ...] = ()
    """The first of them: source and reason."""
    notes: tuple[str, ...] = ()
    trouble: str | None = None
    """Why it failed, for a person."""


def new_run_id(moment: datetime | None = None, after: str = "") -> str:
    """Greater than `after`, the id of the run before, also where the clock was set back since."""
    stamp = f"{moment or datetime.now(UTC):{_STAMP}}"
    before = after.partition("-")[0]
    if before >= stamp:
        try:
            stamp = f"{datetime.strptime(before, _STAMP) + timedelta(microseconds=1):{_STAMP}}"
        except (ValueError, OverflowError):  # not one of ours
            stamp = before
    return f"{stamp}-{token_hex(3)}"


def write_run(connection: Database, run: IngestRun) -> None:
    """Store the record in the place of its earlier state; the oldest ones give way. Within the caller's transaction."""
    value = json.dumps(asdict(_bounded(run)), ensure_ascii=False)
    connection.upsert("remembered", {"key": _PREFIX + run.run_id, "value": value}, "key")
    connection.execute(
        "DELETE FROM remembered WHERE key <> ? AND key IN (SELECT key FROM remembered WHERE key >= ? AND key < ? "
        "ORDER BY key DESC LIMIT ? OFFSET ?)",
        (_PREFIX + run.run_id, _PREFIX, _AFTER, _ALL, _MOST_RUNS),
    )


def read_runs(connection: Database, limit: int) -> list[IngestRun]:
    """The last ones first; what cannot be read is left out."""
    rows = connection.execute(
        "SELECT value FROM remembered WHERE key >= ? AND key < ? ORDER BY key DESC LIMIT ?", (_PREFIX, _AFTER, limit)
    )
    return [run for (value,) in rows if (run := _from_json(value)) is not None]


def read_run(connection: Database, run_id: str) -> IngestRun | None:
    row = connection.execute("SELECT value FROM remembered WHERE key = ?", (_PREFIX + run_id,)).fetchone()
    return None if row is None else _from_json(row[0])


def _bounded(run: IngestRun) -> IngestRun:
    return IngestRun(
        run.run_id,
        run.started_at,
        tuple(one[:_LONGEST] for one in run.given[:_MOST_GIVEN]),
        run.by[:_LONGEST],
        run.outcome,
        run.ended_at,
        dict(run.counts),
        tuple((source[:_LONGEST], reason[:_LONGEST]) for source, reason in run.skips[:MOST_SKIPS]),
        tuple(note[:_LONGEST] for note in run.notes[:_MOST_NOTES]),
        run.trouble,
    )


def _from_json(value: str) -> IngestRun | None:
    try:
        fields = json.loads(value)
        fields["given"], fields["notes"] = tuple(fields["given"]), tuple(fields["notes"])
        fields["skips"] = tuple((str(source), str(reason)) for source, reason in fields["skips"])
        return IngestRun(**fields)
    except (ValueError, TypeError, KeyError):
        return None
