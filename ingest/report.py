"""What one ingest did: counts, every skip with its reason, and what else should be known."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.sources.found import Note, Skip

__all__ = ["SHOWN_SKIPS", "Report"]

SHOWN_SKIPS = 20
"""Skips a person is shown; the JSON report lists all."""


@dataclass(slots=True)
class Report:
    """Counts of one run; each article it came across is in exactly one of the first six."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    duplicates: int = 0
    """Copies of other articles, equal or slightly edited: stored, and found through those."""
    skipped: list[Skip] = field(default_factory=list)
    passages: int = 0
    """Passages that this run stored."""
    seconds: float = 0.0
    total_articles: int = 0
    total_passages: int = 0
    """What the archive holds now."""
    is_interrupted: bool = False
    """It did not come to the end of its input. What it reports is stored; running it again does the rest."""
    is_dry_run: bool = False
    """Nothing was written: it says what would happen."""
    sync_refused: str | None = None
    """Why nothing was removed although `--sync` was said."""
    _notes: dict[str, tuple[int, str]] = field(default_factory=dict)

    @property
    def articles(self) -> int:
        """Articles that this run stored: added, updated and duplicates. Unchanged ones were there already."""
        return self.added + self.updated + self.duplicates

    @property
    def seen(self) -> int:
        """Everything that this run came across, skips included."""
        return self.articles + self.unchanged + self.removed + len(self.skipped)

    def note(self, note: Note) -> None:
        """Keep a remark; the same remark about other sources is counted with it."""
        count, first = self._notes.get(note.text, (0, note.source))
        self._notes[note.text] = (count + 1, first)

    @property
    def notes(self) -> Iterator[str]:
        for text, (count, first) in self._notes.items():
            where = f" ({first})" if first and count == 1 else f" ({count} times; first: {first})" if first else ""
            yield f"{text}{where}"

    def to_json(self) -> dict[str, object]:
        """The report as `copydesk ingest --json` prints it; the keys are stable."""
        return {
            "added": self.added,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "removed": self.removed,
            "duplicates": self.duplicates,
            "skipped": [{"source": skip.source, "reason": skip.reason} for skip in self.skipped],
            "articles": self.articles,
            "passages": self.passages,
            "seconds": round(self.seconds, 3),
            "dry_run": self.is_dry_run,
            "notes": [{"text": text, "count": count, "first": first} for text, (count, first) in self._notes.items()],
            "sync_refused": self.sync_refused,
            "totals": {"articles": self.total_articles, "passages": self.total_passages},
        }
