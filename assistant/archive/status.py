"""What the archive holds and how it is, for people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.archive.admission.embargo import count_held, is_any_due
from assistant.archive.article import Coverage, Filters
from assistant.archive.catalog.coverage import count_coverage
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.held_languages import are_terms_old
from assistant.archive.catalog.manifest import Manifest, read_manifest
from assistant.archive.catalog.vectors import Engine
from assistant.archive.index.health import Health, covers_index, say_unreached, worst
from assistant.archive.index.ledger import SegmentEntry, count_tail, count_tombstones, read_segments
from assistant.archive.index.stores import SegmentStore

if TYPE_CHECKING:
    from assistant.models import EmbeddingIdentity

__all__ = ["ArchiveStatus", "GenerationStatus", "lasting_notices", "read_status"]


@dataclass(frozen=True, slots=True)
class GenerationStatus:
    """The index of the passages' vectors. Without one, or with a sick one, every passage is compared instead."""

    health: Health
    row_count: int = 0
    built_at: str | None = None
    engine: Engine = "exact"
    """What finds the nearest passages for a question without filters."""
    has_index: bool = True
    """False where Chroma's index was left out, for it missed too many of the nearest passages when it was checked."""
    segment_count: int = 0
    """Parts that the index was built in."""
    place: str | None = None
    """The Chroma server that the index is on, without a token; None where it is in the archive's folder."""


@dataclass(frozen=True, slots=True)
class ArchiveStatus:
    path: Path
    coverage: Coverage
    model_name: str | None
    """The embedding model the archive was made with; None before the first vector."""
    generation: GenerationStatus
    tail_count: int
    """Passages that are not in the index yet; compared one by one until the next fold."""
    tombstone_count: int
    unembedded_count: int
    """Passages without a vector: found by keyword only."""
    byte_count: int
    schema: int
    splitter_version: int | None
    """The rules by which the newest passages were cut."""
    notices: tuple[str, ...]
    """What is not as it should be, each with the command that mends it."""
    writer: str | None
    """Who writes to the archive now, in words."""
    oldest_splitter_version: int | None = None
    """The rules by which the oldest passages were cut, where they were not cut anew since."""
    held_count: int = 0
    """Articles under embargo: stored, neither found nor counted."""
    languages: tuple[str, ...] = ()
    """Codes of those that live articles are in."""


def read_status(
    connection: Database,
    path: Path,
    identity: "EmbeddingIdentity | None",
    moment: datetime,
    writer: str | None,
    store: SegmentStore,
    *,
    reads_all: bool = False,
) -> ArchiveStatus:
    """`moment`: the time it is now; `writer`: who writes to the archive, in words; `reads_all`: every byte of the
    index, whatever was found before."""
    manifest, entries = read_manifest(connection), read_segments(connection)
    health = worst(store.health(path / "generations", entry, connection, reads_all=reads_all) for entry in entries)
    notices = lasting_notices(connection, manifest, identity, moment)
    if health in ("away", "refused", "elsewhere"):
        notices.append(say_unreached(health, store.place))
    if health in ("missing", "damaged"):
        notices.append(f"The search index is {health}; answers stay right but slower. Run `copydesk rebuild`.")
    if are_terms_old(connection):
        notices.append(
            "Some articles that are not in English are indexed by the rules of an older version. They are found as "
            "before; run `copydesk rebuild` to find other forms of their words too."
        )
    return ArchiveStatus(
        path=path,
        coverage=count_coverage(connection, Filters()),
        model_name=manifest.model.name if manifest.model else None,
        generation=_generation_status(path / "generations", entries, health, store),
        tail_count=count_tail(connection),
        tombstone_count=count_tombstones(connection),
        unembedded_count=_count_unembedded(connection),
        byte_count=sum(file.stat().st_size for file in path.rglob("*") if file.is_file()),
        schema=connection.schema_version(),
        splitter_version=manifest.splitter_version,
        oldest_splitter_version=manifest.oldest_splitter_version,
        notices=tuple(notices),
        writer=writer,
        held_count=count_held(connection),
        languages=_languages(connection),
    )


def _generation_status(
    folder: Path, entries: Sequence[SegmentEntry], health: Health, store: SegmentStore
) -> GenerationStatus:
    if not entries:
        return GenerationStatus(health, place=store.place)
    is_usable = health == "good" and any(store.is_asked(folder, entry) for entry in entries)
    engine: Engine = "chroma" if is_usable else "exact"
    return GenerationStatus(
        health,
        sum(entry.row_count for entry in entries),
        max(entry.built_at for entry in entries),
        engine,
        any(entry.collection is not None or covers_index(entry) for entry in entries),
        len(entries),
        store.place,
    )


def _languages(connection: Database) -> tuple[str, ...]:
    rows = connection.execute(
        "SELECT DISTINCT v.language FROM articles a JOIN versions v ON v.version_id = a.current_version_id "
        "WHERE a.is_live ORDER BY 1"
    )
    return tuple(language for (language,) in rows if language)


def lasting_notices(
    connection: Database, manifest: Manifest, identity: "EmbeddingIdentity | None", moment: datetime
) -> list[str]:
    """What keeps dense search from serving all passages, or articles from being found."""
    notices = _notices_of_model(connection, manifest, identity)
    if is_any_due(connection, moment):
        notices.append(
            "An embargo has ended, but the archive cannot be written to just now: the article is not found yet. "
            "Run `copydesk status` with an account that may write there."
        )
    return notices


def _notices_of_model(connection: Database, manifest: Manifest, identity: "EmbeddingIdentity | None") -> list[str]:
    if identity is None:
        return ["No embedding model is in use: passages are found by their words alone."]
    if manifest.model is not None and manifest.model.model_key != identity.key():
        return [
            f"The archive was made with the embedding model {manifest.model.name}, not {identity.name}: passages are "
            "found by their words alone. Use that model, or run `copydesk rebuild` to embed all articles again."
        ]
    if _has_unembedded(connection):
        return ["Some passages have no vector and are found by their words alone. Run `copydesk rebuild`."]
    return []


def _has_unembedded(connection: Database) -> bool:
    return connection.execute(_UNEMBEDDED.format("1") + " LIMIT 1").fetchone() is not None


def _count_unembedded(connection: Database) -> int:
    return int(connection.execute(_UNEMBEDDED.format("count(*)")).fetchone()[0])


_UNEMBEDDED = "SELECT {} FROM passages WHERE is_live AND vector_id IS NULL"
