"""Chroma in this process: an index of vectors in a folder, built once, then only opened and asked.

Chroma reads settings from the environment and from a `.env` in the working directory; a class of settings of our own
does not, and Chroma's own is left to whatever else of the program uses it. Nothing but ids and vectors ever reaches it,
so it has no text to embed or to send.
"""

import importlib
import os
import sqlite3
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray

from assistant.archive.article import Vectors

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.collection_configuration import CreateHNSWConfiguration
    from chromadb.api.models.Collection import Collection
    from chromadb.config import Settings

__all__ = ["ChromaIndex", "IndexFault", "hnsw_settings", "is_usable_here", "load_chroma", "own_settings"]

_COLLECTION = "passages"
_CANDIDATES, _MANY_CANDIDATES, _MOST_CANDIDATES = 128, 512, 2048
"""How many rows a search looks at, `ef_search`: the fewest find all of the nearest of as many as a segment may hold."""
_IMPORT_LOCK = Lock()
_CLIENTS_LOCK = Lock()
"""Chroma counts the clients of a folder in a process, but not safely: one may be opened while the last one closes."""


class IndexFault(Exception):
    """Chroma could not build, open or ask an index; never leaves the archive."""


class ChromaIndex:
    """An open index. Row numbers go in and come out; safe for several threads."""

    def __init__(self, client: "Client", collection: "Collection") -> None:
        self._client = client
        self._collection = collection

    @classmethod
    def build(
        cls, folder: Path, vectors: Vectors, progress: Callable[[int, int], None] | None, *, thorough: bool
    ) -> Self:
        """Make the index of all rows of `vectors`, wholly in its files; `thorough` links more neighbours."""
        count = len(vectors)
        client = _client(folder)
        try:
            collection = client.create_collection(
                _COLLECTION,
                embedding_function=None,
                configuration={"hnsw": hnsw_settings(count, thorough=thorough)},
            )
            step = min(1000, client.get_max_batch_size())
            for start in range(0, count, step):
                rows = range(start, min(count, start + step))
                batch = np.ascontiguousarray(vectors[start : start + step], dtype=np.float32)
                collection.add(ids=[str(row) for row in rows], embeddings=batch)
                if progress is not None:
                    progress(rows.stop, count)
            if count == 1:  # it writes its files when two were given; else each opening would write them anew
                collection.upsert(ids=["0"], embeddings=np.ascontiguousarray(vectors[:1], dtype=np.float32))
        except _faults() as error:
            _close(client)
            raise IndexFault(str(error)) from error
        return cls(client, collection)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open an index whose files are known to be what was built. Raises IndexFault."""
        try:
            client = _client(folder)
        except _faults() as error:
            raise IndexFault(str(error)) from error
        try:
            return cls(client, client.get_collection(_COLLECTION, embedding_function=None))
        except _faults() as error:
            _close(client)
            raise IndexFault(str(error)) from error

    @classmethod
    def open_wider(cls, folder: Path) -> Self:
        """Open a closed index so that each search, now and later, looks at more rows: for one that misses too many.

        Seconds, where building it anew takes hours. Chroma heeds it when it opens an index, not in an open one.
        """
        narrow = cls.open(folder)
        try:
            with warnings.catch_warnings():  # a collection without an embedding function is called an old one
                warnings.simplefilter("ignore", DeprecationWarning)
                narrow._collection.modify(configuration={"hnsw": {"ef_search": _MOST_CANDIDATES}})
        except _faults() as error:
            raise IndexFault(str(error)) from error
        finally:
            narrow.close()
        return cls.open(folder)

    @staticmethod
    def shrink(folder: Path) -> None:
        """Take the room of the write-ahead rows, by now in the index files, out of a closed index's own database."""
        with closing(sqlite3.connect(folder / "chroma.sqlite3", isolation_level=None)) as connection:
            connection.execute("VACUUM")

    def count(self) -> int:
        try:
            return int(self._collection.count())
        except _faults() as error:
            raise IndexFault(str(error)) from error

    def nearest(self, query: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        """The numbers of the `k` nearest rows, best first."""
        try:
            found = self._collection.query(query_embeddings=query.reshape(1, -1), n_results=k, include=[])
        except _faults() as error:
            raise IndexFault(str(error)) from error
        return np.array([int(name) for name in found["ids"][0]], dtype=np.int64)

    def close(self) -> None:
        _close(self._client)


def hnsw_settings(count: int, *, thorough: bool) -> "CreateHNSWConfiguration":
    """How an index of so many rows is built: written to its files once, when all of them are in it."""
    return {
        "space": "cosine",
        "ef_construction": 400 if thorough else 200,
        "max_neighbors": 48 if thorough else 16,
        "ef_search": _MANY_CANDIDATES if thorough else _CANDIDATES,
        "sync_threshold": max(count, 2),
        "batch_size": max(2, min(100, count - 1)),
    }


def is_usable_here() -> bool:
    """Whether Chroma works in this process: one that was forked off a process that used it has none of its threads."""
    return _first_user() == os.getpid()


@cache
def _first_user() -> int:
    return os.getpid()


def _client(folder: Path) -> "Client":
    _first_user()
    chromadb = load_chroma()
    settings = own_settings()(
        anonymized_telemetry=False, allow_reset=False, migrations="apply", chroma_otel_collection_endpoint=""
    )
    with _CLIENTS_LOCK:
        client: Client = chromadb.PersistentClient(path=str(folder.resolve()), settings=settings)
    return client


def _close(client: "Client") -> None:
    with _CLIENTS_LOCK:
        client.close()


def _faults() -> tuple[type[Exception], ...]:
    return (load_chroma().errors.ChromaError, RuntimeError, ValueError, TypeError, KeyError, OSError)


@cache
def own_settings() -> "type[Settings]":
    """Chroma's settings, deaf to the environment and to `.env` files. One class: Chroma compares those of two clients
    of a folder."""
    from chromadb.config import Settings

    class OwnSettings(Settings):
        @classmethod
        def settings_customise_sources(  # type: ignore[override]  # pydantic names all but the first
            cls, *_: object, init_settings: Any, **_sources: object
        ) -> tuple[Any, ...]:
            return (init_settings,)

    return OwnSettings


def load_chroma() -> Any:
    """The module `chromadb`. Raises IndexFault where it cannot be loaded."""
    with _IMPORT_LOCK:
        try:
            try:
                chromadb = importlib.import_module("chromadb")
            except ValueError:  # it reads its settings when it is imported, and fails for all where one is wrong
                with _unread_settings():
                    chromadb = importlib.import_module("chromadb")
                    _name_parts(chromadb)
            importlib.import_module("chromadb.errors")
        except (ImportError, ValueError) as error:
            raise IndexFault(str(error)) from error
        return chromadb


@contextmanager
def _unread_settings() -> Iterator[None]:
    """For a program in which nobody could import Chroma: its settings are not read until it is loaded."""
    settings = importlib.import_module("chromadb.config").Settings
    settings.settings_customise_sources = classmethod(lambda _cls, *_given, init_settings, **_sources: (init_settings,))
    try:
        yield
    finally:
        del settings.settings_customise_sources


def _name_parts(package: Any) -> None:
    """What the import that failed had loaded is not named in the package that a second import makes."""
    for name, module in list(sys.modules.items()):
        parent, _, part = name.rpartition(".")
        if parent == package.__name__ and not hasattr(package, part):
            setattr(package, part, module)
