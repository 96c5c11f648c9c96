"""The whole way of a bulk ingest, on one page.

::

    files -> shares -> read -> cut -> embed -> blocks of Parquet      as many at once as there are cores and machines
                        blocks -> admission -> archive                by the one writer, as any ingest

Blocks are named after what is in them, so a run that was stopped and is started again makes only those that are
missing, and a passage whose vector lies in any block, or in the archive, is not embedded again. Admission is a plain
ingest over the blocks: the archive is the same.
"""

import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.archive import Archive
from assistant.errors import InputError, SourceError
from assistant.extras import need
from assistant.models import build_embedder, keeps_codes
from assistant.settings import Settings
from ingest.bulk.blocks import recipe_of
from ingest.bulk.cores import Cores, cluster_cores, own_cores
from ingest.bulk.flow import Actors, flow
from ingest.bulk.place import BlockPlace
from ingest.bulk.prepared import KeyIndex, PreparedEmbedder, PreparedFiles, Ready, RecentBlocks
from ingest.bulk.session import joined, ray_session
from ingest.bulk.shares import shares_of, written_share
from ingest.bulk.steps import HowToRead, Piece
from ingest.bulk.stored import DamagedBlock, StoredBlock
from ingest.events import PreparingProgress
from ingest.pipeline import Listener, ingest
from ingest.record import Occasion
from ingest.report import Report
from ingest.samples_archive import check_apart
from ingest.source import FileSource
from ingest.sources import RowFields

__all__ = ["BulkReport", "Crew", "Prepared", "actors_of", "bulk", "prepare"]

MEMORY_MB = 256
"""For blocks on their way between Ray's processes; what does not fit waits."""


@dataclass(frozen=True, slots=True)
class Crew:
    """Who embeds: how many actors, on this machine or on a cluster that somebody else runs."""

    actors: int | None = None
    cluster: str | None = None
    memory_mb: int = MEMORY_MB


@dataclass(slots=True)
class Prepared:
    """What stands in blocks now."""

    ready: list[Ready] = field(default_factory=list)
    seen: list[tuple[int, list[str]]] = field(default_factory=list)
    """`RowFields.seen` of each share."""
    index: KeyIndex = field(default_factory=KeyIndex)
    made: list[str] = field(default_factory=list)
    """Blocks of this run; the others were there."""
    passages: int = 0
    embedded: int = 0
    """Of the passages of the new blocks; the others have a vector in another block or in the archive."""
    is_interrupted: bool = False
    seconds: float = 0.0
    processor_seconds: float = 0.0
    """Of all processes together, without Ray's own."""


@dataclass(slots=True)
class BulkReport:
    """What `ingest` reports of the admission, and what was prepared before."""

    admission: Report
    prepared: Prepared = field(default_factory=Prepared)
    embedded_again: int = 0
    """Passages that had no vector in any block when they were admitted."""

    def to_json(self) -> dict[str, object]:
        prepared = self.prepared
        return {
            **self.admission.to_json(),
            "bulk": {
                "blocks": len(prepared.ready),
                "blocks_made": len(prepared.made),
                "passages": prepared.passages,
                "embedded": prepared.embedded,
                "embedded_again": self.embedded_again,
                "seconds": round(prepared.seconds, 3),
                "processor_seconds": round(prepared.processor_seconds, 3),
            },
        }


def bulk(
    paths: Sequence[Path],
    archive: Archive,
    settings: Settings,
    to: str,
    *,
    crew: Crew = Crew(),
    field_map: Mapping[str, str] | None = None,
    source_name: str | None = None,
    sync: bool = False,
    listener: Listener | None = None,
    occasion: Occasion | None = None,
) -> BulkReport:
    """Bring what is at `paths` into the archive by way of blocks at `to`. Running it again does what is missing.

    The rest is as with `ingest`. Raises InputError where the extra `bulk` is not installed or a place cannot be used,
    RayFailed, and what `ingest` raises; Ctrl-C ends the run with a report that says so.
    """
    embedder = build_embedder(settings)
    with archive.writer():  # what would keep the blocks out is said before they are made
        pass
    with archive.snapshot() as snapshot:
        known = snapshot.vector_numbers(with_codes=keeps_codes(embedder))
    report = BulkReport(Report())
    report.prepared = prepare(
        paths, settings, to, crew=crew, known=known, field_map=field_map, source_name=source_name,
        archive_path=archive.path, listener=listener,
    )  # fmt: skip
    if report.prepared.is_interrupted:
        report.admission.is_interrupted = True
        return report
    read = RecentBlocks(partial(_read, BlockPlace.at(to)))
    prepared = PreparedEmbedder(embedder, report.prepared.index, read)
    report.admission = ingest(
        paths,
        archive,
        prepared,
        prepared=PreparedFiles(paths, report.prepared.ready, read, seen=report.prepared.seen),
        field_map=field_map,
        source_name=source_name,
        sync=sync,
        settings=settings,
        listener=listener,
        occasion=occasion,
    )
    report.embedded_again = prepared.embedded_again
    return report


def prepare(
    paths: Sequence[Path],
    settings: Settings,
    to: str,
    *,
    crew: Crew = Crew(),
    known: NDArray[np.uint64] | None = None,
    field_map: Mapping[str, str] | None = None,
    source_name: str | None = None,
    archive_path: Path | None = None,
    listener: Listener | None = None,
) -> Prepared:
    """Read, cut and embed what is at `paths`, into blocks at `to`.

    `known` are numbers of keys, sorted, whose vectors the archive has. Raises as `bulk`; after Ctrl-C what it gives
    says so.
    """
    need("bulk", "Bulk ingest")
    RowFields(field_map)
    files = FileSource(paths)
    if crew.cluster is not None and not all(path.is_absolute() for path in paths):
        message = "The machines of a cluster stand in other folders: give whole paths, such as /srv/articles."
        raise InputError(message)
    check_apart(paths, archive_path or settings.archive)
    place = BlockPlace.at(to)
    place.prepare()
    with _reached(to):
        prepared = Prepared(index=KeyIndex(place.keys(sorted(place.names()))))
    shares, total = [], 0
    for share in shares_of(files.found()):
        shares.append(written_share(share))  # of each file some 200 bytes stay in memory
        total += share.size
    embedder = build_embedder(settings)
    how = HowToRead(
        recipe_of(embedder.identity.key(), keeps_codes=keeps_codes(embedder), release=metadata.version("copydesk")),
        settings.max_article_characters,
        settings.max_unpack_ratio,
        settings.parse_seconds,
        settings.parse_memory_mb,
        source_name,
        tuple((field_map or {}).items()),
    )
    begun = time.monotonic()
    all_known = np.union1d(prepared.index.numbers, known) if known is not None else prepared.index.numbers
    try:
        if shares:
            with _session(crew, settings) as (ray, actors):
                pieces = flow(ray, shares, how, actors, place.address, known=all_known, stored=prepared.index.names)
                _gather(pieces, total, prepared, listener)
    except KeyboardInterrupt:
        prepared.is_interrupted = True
    with _reached(to):
        prepared.index.add(place.keys(prepared.made))
    prepared.seconds = time.monotonic() - begun
    return prepared


@contextmanager
def _session(crew: Crew, settings: Settings) -> Iterator[tuple[Any, Actors]]:
    """Ray, and how it is to run the model."""
    if crew.cluster is not None:
        with joined(crew.cluster) as ray:
            cores = cluster_cores(ray.cluster_resources(), crew.actors, settings.threads)
            yield ray, actors_of(cores, settings, ray.cluster_resources())
        return
    cores = own_cores(crew.actors, settings.threads)
    with ray_session(cores.in_all, crew.memory_mb) as ray:
        yield ray, actors_of(cores, settings, ray.cluster_resources())


def actors_of(cores: Cores, settings: Settings, resources: Mapping[str, float]) -> Actors:
    """With a graphics card each, where the model uses one: then there are no more actors than cards."""
    build = partial(build_embedder, settings.model_copy(update={"threads": cores.threads}))
    cards = int(resources.get("GPU", 0))
    if cards and getattr(build(), "uses_graphics", False):
        return Actors(build, min(cores.actors, cards), cores.threads, gpus=1.0)
    return Actors(build, cores.actors, cores.threads)


def _gather(pieces: Iterable[Piece], total: int, prepared: Prepared, listener: Listener | None) -> None:
    """`total`: the bytes of all files."""
    done = articles = 0
    for piece in pieces:
        prepared.processor_seconds += piece["seconds"]
        if not piece["name"]:
            prepared.seen.append((piece["row_count"], json.loads(piece["missing"])))
            continue
        prepared.ready.append(Ready(piece["share"], piece["part"], piece["name"], piece["size"]))
        if not piece["is_stored"]:
            prepared.made.append(piece["name"])
        prepared.passages += piece["passages"]
        prepared.embedded += piece["embedded"]
        done, articles = done + piece["size"], articles + piece["articles"]
        if listener is not None:
            listener(PreparingProgress(done, total, articles, prepared.passages))


@contextmanager
def _reached(to: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = f"The blocks in {to} cannot be read: {error.strerror or type(error).__name__}."
        raise InputError(message) from error


def _read(place: BlockPlace, name: str) -> StoredBlock:
    try:
        return place.read(name)
    except DamagedBlock:
        place.remove(name)
        message = f"The block {name} is damaged; it was removed. Run the command again: it is made anew."
    except OSError as error:
        message = f"The block {name} cannot be read ({type(error).__name__}). Run the command again."
    raise SourceError(message)
