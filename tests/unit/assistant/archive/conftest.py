"""A small archive with a made-up embedding model."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from assistant.archive import Archive, IncomingArticle, IncomingPassage, Outcome, Vectors
from assistant.archive.catalog.connection import SqliteDatabase
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.manifest import write_new_manifest
from assistant.archive.catalog.repeats import begin_run
from assistant.archive.catalog.schema import KEYWORD_TABLES, TABLES
from assistant.archive.index.chroma_address import ChromaAddress
from assistant.models import EmbeddingIdentity
from tests.chroma_fixtures import chroma, chroma_process
from tests.postgres_fixtures import database, emptied, emptied_catalog, server
from tests.unit.assistant.archive.over_postgres import runs_over_postgres
from tests.unit.assistant.tail_archive import TailArchive

__all__ = ["chroma", "chroma_process", "database", "emptied", "server"]

DIMENSION = 16

HAVE_NO_INDEX = frozenset({"admission", "catalog", "copies", "history"})
"""The folders of rooms that stand below the index, and whose tests do not look at it."""


class CountingEmbedder:
    """Equal vectors for equal texts; remembers what it was given."""

    def __init__(self, name: str = "counting", *, salt: str = "") -> None:
        self.identity = EmbeddingIdentity(name, DIMENSION, "f" * 64, 256, local=True)
        self.encoded: list[str] = []
        self._salt = salt

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.encoded += texts
        rows = [hashlib.shake_128((self._salt + text).encode()).digest(DIMENSION) for text in texts]
        vectors = np.array([list(row) for row in rows], dtype=np.float32).reshape(len(texts), DIMENSION) - 127.5
        unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


class Newsroom:
    """An archive and its embedder, with short ways to put articles into it."""

    def __init__(self, archive: Archive, embedder: CountingEmbedder) -> None:
        self.archive = archive
        self.embedder = embedder

    @staticmethod
    def article(
        text: str,
        title: str | None = None,
        *,
        publisher: str | None = "Gazette",
        authors: tuple[str, ...] = (),
        published: str | None = None,
        updated: str | None = None,
        fetched: str | None = None,
        url: str | None = None,
        external_id: str | None = None,
        path: str | None = None,
        kind: str = "news",
    ) -> IncomingArticle:
        return IncomingArticle(
            text=text,
            title=title,
            publisher=publisher,
            authors=authors,
            published_at=published,
            published_on=date.fromisoformat(published[:10]) if published else None,
            updated_at=updated,
            updated_on=date.fromisoformat(updated[:10]) if updated else None,
            fetched_at=fetched,
            url=url,
            external_id=external_id,
            source_name="desk",
            path=path,
            kind=kind,
        )

    @staticmethod
    def passages(incoming: IncomingArticle) -> list[IncomingPassage]:
        """One passage for each line."""
        passages, start = [], 0
        for line in incoming.text.split("\n"):
            if line:
                end = start + len(line)
                passages.append(IncomingPassage(start, end, ((start, end),), f"{incoming.title}\n{line}"))
            start += len(line) + 1
        return passages

    def put(self, *articles: IncomingArticle) -> list[Outcome]:
        with self.archive.writer(self.embedder.encode) as writer:
            return [writer.put(article, self.passages(article), self.embedder.encode) for article in articles]

    def keyword(self, query: str) -> list[str]:
        """The texts of the passages found by keyword, best first."""
        with self.archive.snapshot() as snapshot:
            hits = snapshot.search_keyword(query, 10)
            return [passage.text for passage in snapshot.passages([hit.passage_id for hit in hits])]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With --postgres: the archive's tests alone, without those of the folder's files."""
    extent = config.getoption("--postgres")
    if extent is None:
        return
    here = Path(__file__).parent
    has_server = bool(config.getoption("--chroma"))
    chosen = [
        item
        for item in items
        if runs_over_postgres(item.path, item.name, here, is_sample=extent == "sample", has_server=has_server)
    ]
    config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
    items[:] = chosen


@pytest.fixture
def over_postgres(request: pytest.FixtureRequest) -> str | None:
    """The address of an empty schema, where the tests run over PostgreSQL."""
    if request.config.getoption("--postgres") is None:
        return None
    return str(request.getfixturevalue("database"))


@pytest.fixture
def over_chroma(request: pytest.FixtureRequest) -> ChromaAddress | None:
    """An empty database of a Chroma server, where the tests run with one."""
    if not request.config.getoption("--chroma"):
        return None
    found: ChromaAddress = request.getfixturevalue("chroma")
    return found


@pytest.fixture
def newsroom(
    request: pytest.FixtureRequest, tmp_path: Path, over_postgres: str | None, over_chroma: ChromaAddress | None
) -> Iterator[Newsroom]:
    embedder = CountingEmbedder()
    folder = tmp_path / "archive"
    kind = TailArchive if request.path.parent.name in HAVE_NO_INDEX else Archive
    with kind.open(folder, embedder.identity, create=True, database=over_postgres, chroma=over_chroma) as archive:
        yield Newsroom(archive, embedder)


@contextmanager
def catalog_in_memory() -> Iterator[Database]:
    with closing(SqliteDatabase.open(":memory:")) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.connection.executescript(TABLES)
        for statement in KEYWORD_TABLES:
            connection.execute(statement)
        write_new_manifest(connection)
        begin_run(connection)
        yield connection


@pytest.fixture
def new_catalog(request: pytest.FixtureRequest) -> Callable[[], AbstractContextManager[Database]]:
    """Makes an empty catalog without a disk: quick enough to try hundreds of histories."""
    if request.config.getoption("--postgres") is None:
        return catalog_in_memory
    return partial(emptied_catalog, request.getfixturevalue("emptied"))


@pytest.fixture
def catalog(new_catalog: Callable[[], AbstractContextManager[Database]]) -> Iterator[Database]:
    with new_catalog() as connection:
        yield connection


@pytest.fixture
def other_model() -> CountingEmbedder:
    return CountingEmbedder("another", salt="another")


@pytest.fixture
def drifted_model() -> CountingEmbedder:
    """The same model by name, but it gives other vectors."""
    return CountingEmbedder(salt="drifted")
