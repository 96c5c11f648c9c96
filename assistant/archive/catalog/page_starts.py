"""On which printed page of its file a text begins and goes on: kept with what ingest remembers, by the text itself."""

import re
from collections.abc import Sequence

from assistant.archive.catalog.database import Database
from assistant.archive.catalog.identity import text_sha256

__all__ = ["PageStart", "key_of_pages", "read_page_starts", "written_pages"]

PageStart = tuple[int, int]
"""Number of a page, from 1, and where its first words stand in the text."""

_PREFIX = "pages:"
_WRITTEN = re.compile(r"(\d{1,6}):(\d{1,9})")
_MOST_PAGES = 2_000


def key_of_pages(text: str) -> str:
    return _PREFIX + text_sha256(text)


def written_pages(starts: Sequence[PageStart]) -> str:
    return ",".join(f"{page:d}:{start:d}" for page, start in starts[:_MOST_PAGES])


def read_page_starts(connection: Database, text_hash: str) -> tuple[PageStart, ...]:
    """In text order; none where nobody knows."""
    row = connection.execute("SELECT value FROM remembered WHERE key = ?", (_PREFIX + text_hash,)).fetchone()
    if row is None:
        return ()
    found = (_WRITTEN.fullmatch(one) for one in str(row[0]).split(","))
    return tuple((int(match[1]), int(match[2])) for match in found if match)
