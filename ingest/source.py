"""What an ingest reads from, whatever its kind: files, the web."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from ingest.samples import samples_path
from ingest.sources import FoundFile, Item, Meter, Reading, Skip, check_paths, read_file, walk

__all__ = ["FileSource", "Memory", "Source"]


class Memory(Protocol):
    """What the archive knows, for a source that asks again only for what may have changed; `Writer` is one."""

    def recall(self, key: str) -> str | None:
        """What a `Remember` of an earlier run holds."""
        ...

    def holds(self, article_id: str) -> bool:
        """Whether an article is there and live."""
        ...


class Source(Protocol):
    def items(self, reading: Reading, memory: Memory) -> Iterator[Item]:
        """Every article with what there is to say about it, as a stream; nothing is left out without a Skip or Note.

        A source that knows how long it is says with a `SoFar`, now and then, how far it is.
        """
        ...


class FileSource:
    """Files, and folders with all that is below them."""

    def __init__(self, paths: Sequence[Path]) -> None:
        """Raises SourceError for a path that does not exist."""
        self.roots = check_paths(paths)
        self.names: dict[Path, str] = {}
        """Folders that go by the name under which they were ingested first."""

    def items(self, reading: Reading, memory: Memory) -> Iterator[Item]:  # noqa: ARG002  # files are read anew
        meter = Meter(sum(_size(found.path) for found in self.found() if isinstance(found, FoundFile)))
        for found in self.found():
            if isinstance(found, Skip):
                yield found
                continue
            meter.begin(_size(found.path))
            for item in read_file(replace(found, meter=meter), reading):
                yield item
                yield from meter.news(found.source)
            meter.end()
            yield from meter.news(found.source)

    def found(self) -> Iterator[FoundFile | Skip]:
        """What `walk` finds, without the invented samples where they were not given themselves."""
        samples = samples_path().resolve()
        leave_out = None if any(root.resolve().is_relative_to(samples) for root in self.roots) else samples
        return walk(self.roots, leave_out=leave_out, names=self.names)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # reading it says why
        return 0
