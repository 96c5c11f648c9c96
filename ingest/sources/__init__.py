"""Where articles come from: files, and the files that are packed into them.

What is in a file decides how it is read; `formats.py` is the table. A container (gzip, ZIP, …) yields the files in it,
and each is read as any other.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from assistant.extras import why_not
from ingest.sources.apart import Apart
from ingest.sources.files import check_paths, reason_of, walk
from ingest.sources.formats import FORMATS, Format
from ingest.sources.found import (
    FoundFile,
    Held,
    Item,
    Meter,
    Note,
    Origin,
    ReadArticle,
    Reading,
    Remember,
    Skip,
    SoFar,
    Unchanged,
)
from ingest.sources.reading import Unreadable
from ingest.sources.recognise import format_of
from ingest.sources.row_fields import USUAL_NAMES, RowFields

__all__ = [
    "FORMATS",
    "USUAL_NAMES",
    "Apart",
    "Format",
    "FoundFile",
    "Held",
    "Item",
    "Meter",
    "Note",
    "Origin",
    "ReadArticle",
    "Reading",
    "Remember",
    "RowFields",
    "Skip",
    "SoFar",
    "Unchanged",
    "check_paths",
    "read_file",
    "walk",
]

DEEPEST = 3
"""Files in files: an article in a letter in an archive that is packed by gzip."""

MOST_MISSES = 10_000
"""Skips one after another in one file: the report keeps each, and a hostile file could fill the memory with them."""


def read_file(file: FoundFile, reading: Reading) -> Iterator[Item]:
    """Everything in one file, as a stream. Whatever is wrong with it costs one Skip, what was read before it stays."""
    misses = 0
    try:
        for item in _items_in(file, reading):
            misses = misses + 1 if isinstance(item, Skip) else 0
            if misses > MOST_MISSES:
                yield Skip(file.source, f"{MOST_MISSES:,} rows in a row without an article: the rest was not read")
                return
            if not isinstance(item, FoundFile):
                yield _with_origin(item, file.origin)
            elif item.depth > DEEPEST:
                yield Skip(item.source, "packed into too many files: unpack it first")
            else:
                yield from read_file(item, reading)
    except OSError as error:
        yield Skip(file.source, reason_of(error))
    except Unreadable as fault:
        yield Skip(file.source, str(fault))


def _with_origin(item: Item, origin: Origin | None) -> Item:
    """An article from the web knows its address, its own or the fetched one, and when it was fetched."""
    if origin is None or not isinstance(item, ReadArticle):
        return item
    article = replace(item.article, url=item.article.url or origin.address, fetched_at=origin.fetched_at)
    return replace(item, article=article)


def _items_in(file: FoundFile, reading: Reading) -> Iterable[Item | FoundFile]:
    chosen = format_of(file)
    lack = why_not(chosen.extra) if chosen.extra else None
    if lack is not None:
        message = f"reading a {chosen.name} {lack}"
        raise Unreadable(message)
    if chosen.risky_up_to is None or reading.apart is None:
        return chosen.read(file, reading)
    return reading.apart.read(chosen.read, chosen.risky_up_to, file, reading)
