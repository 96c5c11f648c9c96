"""The dossier as a value: the same for scripts, the command line, exports and the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from assistant.answer import Citation
from assistant.answer.plain import to_plain
from assistant.archive import Filters

__all__ = ["DOSSIER_SCHEMA", "SIDES", "Dossier", "Entry", "EntrySide"]

DOSSIER_SCHEMA = 1

EntrySide = Literal["for", "against", "open"]
"""`open`: speaks of the subject and takes no side in these words."""
SIDES: tuple[EntrySide, ...] = ("for", "against", "open")


@dataclass(frozen=True, slots=True)
class Entry:
    """One statement, in the article's own words: `quote` is the citation's."""

    side: EntrySide
    speaker: str | None
    """As the article names them; None where it names nobody."""
    role: str | None
    day: str | None
    """When it was published, ISO 8601 in the precision that is known; None where nobody knows."""
    citation: Citation
    is_side_of_speaker: bool = False
    """Whether the side is what the same speaker takes elsewhere in the article, and not in these words."""

    @property
    def quote(self) -> str:
        return self.citation.quote

    @property
    def outlet(self) -> str | None:
        return self.citation.publisher

    @property
    def kind(self) -> str:
        return self.citation.kind

    def to_json(self) -> dict[str, Any]:
        return {
            "side": self.side,
            "speaker": self.speaker,
            "role": self.role,
            "day": self.day,
            "outlet": self.outlet,
            "kind": self.kind,
            "quote": self.quote,
            "is_side_of_speaker": self.is_side_of_speaker,
            "citation": to_plain(self.citation),
        }


@dataclass(frozen=True, slots=True)
class Dossier:
    """Every statement that was found, by side and in time; copies of one text once."""

    question: str
    subject: str
    """What it is about, in the question's words."""
    entries: tuple[Entry, ...]
    filters: Filters
    searched_count: int
    """Articles that the filters let through."""
    match_count: int
    """Articles with a statement; copies of one text are one."""
    notices: tuple[str, ...] = ()

    def of_side(self, side: EntrySide) -> tuple[Entry, ...]:
        """In time, undated ones last."""
        return tuple(entry for entry in self.entries if entry.side == side)

    def since(self, side: EntrySide) -> str | None:
        """The day of the side's first dated statement."""
        return next((entry.day for entry in self.of_side(side) if entry.day), None)

    @property
    def tally(self) -> str:
        """`Searched 412 articles, 9 match.`"""
        articles = "1 article" if self.searched_count == 1 else f"{self.searched_count:,} articles"
        match = f"{self.match_count:,} match" if self.match_count != 1 else "1 matches"
        return f"Searched {articles}, {match if self.match_count else 'none match'}."

    def to_json(self) -> Mapping[str, Any]:
        return {
            "dossier_schema": DOSSIER_SCHEMA,
            "question": self.question,
            "subject": self.subject,
            "tally": self.tally,
            "searched": self.searched_count,
            "matches": self.match_count,
            "since": {side: self.since(side) for side in SIDES},
            "entries": [entry.to_json() for entry in self.entries],
            "filters": to_plain(self.filters),
            "notices": list(self.notices),
        }
