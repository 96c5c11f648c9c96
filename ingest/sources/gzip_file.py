"""A file that gzip packed: read as what is in it."""

import gzip
from collections.abc import Iterator
from contextlib import ExitStack
from typing import BinaryIO, cast

from ingest.sources.found import FoundFile, Item, Reading
from ingest.sources.packed import Packed, budget_of
from ingest.sources.reading import open_file

__all__ = ["read_gzip"]


def read_gzip(file: FoundFile, reading: Reading) -> Iterator[Item | FoundFile]:
    """`story.html.gz` is `story.html`, under its own path."""

    def unpack() -> BinaryIO:
        return cast("BinaryIO", _Unpacked(file))

    name = file.name
    inner_name = name[:-3] if file.suffix == ".gz" else name
    yield file.unpacked(inner_name, Packed(unpack, budget_of(file, reading.unpack_ratio)))


class _Unpacked(gzip.GzipFile):
    """Closes the packed file with itself."""

    def __init__(self, file: FoundFile) -> None:
        with ExitStack() as opened:
            super().__init__(fileobj=opened.enter_context(open_file(file)), mode="rb")
            self._opened = opened.pop_all()

    def close(self) -> None:
        super().close()
        self._opened.close()
