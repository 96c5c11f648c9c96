"""How the segments on the disk are."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from assistant.archive.index.chroma import is_usable_here
from assistant.archive.index.ledger import SegmentEntry
from assistant.archive.index.seal import Seal
from assistant.archive.index.segment import IN_USE, INDEX_FOLDER, index_catalog_is_sound, is_index_whole

__all__ = [
    "Health",
    "absence",
    "can_open_index",
    "check_health",
    "covers_index",
    "days_of",
    "has_usable_index",
    "say_unreached",
    "worst",
]

Health = Literal["good", "none yet", "elsewhere", "away", "refused", "missing", "damaged"]
"""`elsewhere`: on a Chroma server, but none is set; `away`: that server does not answer; `refused`: it wants another
token."""
_FROM_BEST: tuple[Health, ...] = ("none yet", "good", "elsewhere", "away", "refused", "missing", "damaged")


def check_health(folder: Path, entry: SegmentEntry, *, reads_all: bool = False) -> Health:
    """The state of a segment on the disk now; with `reads_all` also of the files that nothing seems to have changed."""
    segment = folder / entry.name
    if not (segment / IN_USE).exists():
        return absence(segment)
    seal = Seal.from_json(entry.seal)
    if seal.broken_files(segment) if reads_all else seal.broken_since_check(segment):
        return "damaged"
    return "good" if not covers_index(entry) or index_catalog_is_sound(segment) else "damaged"


def worst(healths: Iterable[Health]) -> Health:
    """Of all segments together; `none yet` where there are none."""
    return max(healths, key=_FROM_BEST.index, default="none yet")


def say_unreached(health: Health, place: str | None) -> str:
    """Why a Chroma server is not asked, and what mends it."""
    if health == "elsewhere":
        return (
            "The search index is on a Chroma server, but none is set: every passage is compared instead, which is "
            "slower but misses nothing. Set COPYDESK_CHROMA, or run `copydesk rebuild` to make it in the archive's "
            "folder."
        )
    if health == "refused":
        return (
            f"The Chroma server at {place} refuses the token: every passage is compared instead, which is slower but "
            "misses nothing. Correct COPYDESK_CHROMA_TOKEN."
        )
    return (
        f"The Chroma server at {place} does not answer: every passage is compared instead, which is slower but misses "
        "nothing. It is asked again by itself."
    )


def covers_index(entry: SegmentEntry) -> bool:
    """Whether the segment was sealed with an index: one that fails its check is left out."""
    return is_index_whole(Seal.from_json(entry.seal), ())


def has_usable_index(folder: Path, entry: SegmentEntry) -> bool:
    """Whether the next question asks Chroma, where the segment's health is good."""
    return covers_index(entry) and can_open_index(folder / entry.name)


def can_open_index(folder: Path) -> bool:
    """Chroma must write to its folder to open it: elsewhere the exact rows serve, and nothing is wrong. Nor is it in a
    process forked off one that used Chroma."""
    return is_usable_here() and os.access(folder / INDEX_FOLDER, os.W_OK)


def absence(folder: Path) -> Health:
    return "damaged" if folder.is_dir() else "missing"


def days_of(entry: SegmentEntry) -> tuple[str, str] | None:
    """The first and the last day of its articles, where they are known."""
    return None if entry.first_on is None or entry.last_on is None else (entry.first_on, entry.last_on)
