"""Files in shares: what one task of a bulk ingest reads, in the order in which a plain ingest would read it."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from ingest.sources import FoundFile, Meter, Note, ReadArticle, Reading, Skip, SoFar, read_file

__all__ = ["Share", "read_share", "share_from", "shares_of", "written_share"]

MOST_FILES = 64
MOST_BYTES = 8_000_000
"""A share ends behind the file with which it has so many files, or bytes; a larger file is a share of its own."""


@dataclass(slots=True)
class Share:
    number: int
    entries: list[FoundFile | Skip] = field(default_factory=list)
    size: int = 0
    """Bytes on the disk."""

    @property
    def is_full(self) -> bool:
        return len(self.entries) >= MOST_FILES or self.size >= MOST_BYTES


def shares_of(found: Iterable[FoundFile | Skip]) -> Iterator[Share]:
    """What a walk found, in its order."""
    share = Share(0)
    for entry in found:
        share.entries.append(entry)
        share.size += 0 if isinstance(entry, Skip) else _size(entry.path)
        if share.is_full:
            yield share
            share = Share(share.number + 1)
    if share.entries:
        yield share


def written_share(share: Share) -> bytes:
    """For the task that reads it; plain ASCII, since a file's name need not be text."""
    entries = [
        {"source": entry.source, "reason": entry.reason}
        if isinstance(entry, Skip)
        else {"path": str(entry.path), "root": entry.root_name, "below": entry.below_root}
        for entry in share.entries
    ]
    return json.dumps({"number": share.number, "size": share.size, "entries": entries}).encode()


def share_from(written: bytes) -> Share:
    fields = json.loads(written)
    entries = [
        Skip(one["source"], one["reason"])
        if "reason" in one
        else FoundFile(Path(one["path"]), one["root"], one["below"])
        for one in fields["entries"]
    ]
    return Share(fields["number"], entries, fields["size"])


def read_share(share: Share, reading: Reading) -> Iterator[ReadArticle | Skip | Note | SoFar]:
    """Every article of its files with what there is to say, and now and then how much of the share is read."""
    meter = Meter(share.size)
    for entry in share.entries:
        if isinstance(entry, Skip):
            yield entry
            continue
        meter.begin(_size(entry.path))
        for item in read_file(replace(entry, meter=meter), reading):
            if isinstance(item, ReadArticle | Skip | Note):  # files give nothing else
                yield item
            yield from meter.news(entry.source)
        meter.end()
        yield from meter.news(entry.source)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # reading it says why
        return 0
