"""Read what a test wrote."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from ingest.sources import Item, Reading, RowFields, Skip, read_file, walk

Read = Callable[..., list[Item]]


@pytest.fixture
def read() -> Read:
    """Everything that ingest reads at a path."""

    def read_path(path: Path, fields: Mapping[str, str] | None = None, max_characters: int = 100_000) -> list[Item]:
        reading = Reading(RowFields(fields), max_characters)
        items: list[Item] = []
        for found in walk([path]):
            items.extend([found] if isinstance(found, Skip) else read_file(found, reading))
        return items

    return read_path
