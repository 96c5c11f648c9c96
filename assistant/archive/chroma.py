"""The only file that knows Chroma: an index of vectors in a folder, built once, then only opened and asked.

Chroma reads settings from the environment and from a `.env` in the working directory, already when it is imported;
`_chroma` closes both ways. Nothing but ids and vectors ever reaches it, so it has no text to embed or to send.
"""

import importlib
import importlib.util
import sqlite3
import sys
import types
from collections.abc import Callable
from contextlib import closing
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

__all__ = ["ChromaIndex", "IndexFault"]

_COLLECTION = "passages"
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
        settings: CreateHNSWConfiguration = {
            "space": "cosine",
            "ef_construction": 400 if thorough else 200,
            "max_neighbors": 48 if thorough else 16,
            "ef_search": 400 if thorough else 128,
            "sync_threshold": max(count, 2),
            "batch_size": max(2, min(100, count - 1)),
        }
        try:
            collection = client.create_collection(
                _COLLECTION,
                embedding_function=None,
                configuration={"hnsw": settings},
            )
            step = min(1000, client.get_max_batch_size())
            for start in range(0, count, step):
                rows = range(start, min(count, start + step))
                batch = np.ascontiguousarray(vectors[start : start + step], dtype=np.float32)
                collection.add(ids=[str(row) for row in rows], embeddings=batch)
                if progress is not None:
                    progress(rows.stop, count)
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


def _client(folder: Path) -> "Client":
    chromadb = _chroma()
    settings = chromadb.config.Settings(
        anonymized_telemetry=False, allow_reset=False, migrations="apply", chroma_otel_collection_endpoint=""
    )
    with _CLIENTS_LOCK:
        client: Client = chromadb.PersistentClient(path=str(folder.resolve()), settings=settings)
    return client


def _close(client: "Client") -> None:
    with _CLIENTS_LOCK:
        client.close()


def _faults() -> tuple[type[Exception], ...]:
    return (_chroma().errors.ChromaError, RuntimeError, ValueError, TypeError, KeyError, OSError)


def _chroma() -> Any:
    """The module `chromadb`, deaf to the environment and to `.env` files."""
    with _IMPORT_LOCK:
        try:
            if "chromadb" not in sys.modules:
                _close_settings_before_import()
            chromadb = importlib.import_module("chromadb")
        except ImportError as error:
            raise IndexFault(str(error)) from error
        config = importlib.import_module("chromadb.config")
        _close_settings(config)
        setattr(chromadb, "config", config)  # noqa: B010  # not set by the import when it was loaded under the stand-in
        importlib.import_module("chromadb.errors")
        return chromadb


def _close_settings_before_import() -> None:
    """Load `chromadb.config` alone, under a stand-in for its package, whose own code reads the settings at once."""
    spec = importlib.util.find_spec("chromadb")
    if spec is None or not spec.submodule_search_locations:
        return
    stand_in = types.ModuleType("chromadb")
    stand_in.__path__ = list(spec.submodule_search_locations)
    sys.modules["chromadb"] = stand_in
    try:
        _close_settings(importlib.import_module("chromadb.config"))
    finally:
        del sys.modules["chromadb"]


def _close_settings(config: types.ModuleType) -> None:
    def only_arguments(*_: object, init_settings: object, **_sources: object) -> tuple[object, ...]:
        return (init_settings,)

    config.Settings.settings_customise_sources = classmethod(only_arguments)
