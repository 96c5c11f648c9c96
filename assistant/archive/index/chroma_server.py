"""The collections of a Chroma server: built once, then only asked. Nothing but ids and vectors is sent."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Lock, Thread
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.archive.article import Vectors
from assistant.archive.catalog.vectors import PassageIds
from assistant.archive.index.chroma import IndexFault, hnsw_settings, load_chroma
from assistant.archive.index.chroma_address import ChromaAddress, ChromaClient, name_of
from assistant.archive.index.chroma_connection import connected
from assistant.archive.index.chroma_faults import Away, Backoff, Failing, Gone, Refused, classified

__all__ = ["ChromaServer", "StoredCollection"]

_BUILD_SECONDS = 600.0
_PAGE, _MOST_COLLECTIONS = 200, 20_000
_BATCH_ROWS, _BATCH_BYTES = 1000, 4_000_000
_MOST_OF_CLOUD = 300
_MARK = "copydesk_archive"


@dataclass(frozen=True, slots=True)
class StoredCollection:
    """One that belongs to an archive, whether its catalog lists it or not."""

    name: str
    segment: str


class ChromaServer:
    """A server by its address, or a client that was brought along. Safe for threads; opened at its first use."""

    def __init__(self, place: ChromaAddress | ChromaClient, backoff: Backoff | None = None) -> None:
        self._place = place
        self._patience = (place if isinstance(place, ChromaAddress) else ChromaAddress("")).build_patience
        self.name = name_of(place)
        """For a person: never with a token."""
        self.most_results = _MOST_OF_CLOUD if self.name.endswith(".trychroma.com") else 1_000_000
        self._backoff = backoff or Backoff()
        self._lock = Lock()
        self._clients: dict[bool, Any] = {}
        self._collections: dict[str, Any] = {}
        self._pid = os.getpid()
        self._opener: Thread | None = None

    @property
    def fault(self) -> Away | None:
        """Why it is not asked just now, as far as that is known."""
        return self._backoff.fault

    def check(self) -> None:
        """Raises Away where it does not answer, or Refused."""
        with self._asking():
            self._client().list_collections(limit=1)  # a heartbeat asks for no token

    def nearest(self, name: str, query: NDArray[np.float32], k: int) -> tuple[PassageIds, NDArray[np.float32]]:
        """The `k` nearest of a collection and their cosines, best first. Raises IndexFault and its kinds."""
        return self.nearest_each(name, query.reshape(1, -1), k)[0]

    def nearest_each(self, name: str, queries: Vectors, k: int) -> list[tuple[PassageIds, NDArray[np.float32]]]:
        """The same for several queries, in one request."""
        with self._asking():
            found = self._on(name, lambda one: one.query(query_embeddings=queries, n_results=k, include=["distances"]))
        try:
            return [
                (np.array([int(one) for one in ids], dtype=np.int64), 1 - np.array(distances, dtype=np.float32))
                for ids, distances in zip(found["ids"], found["distances"], strict=True)
            ]
        except (ValueError, TypeError, KeyError, OverflowError) as error:
            message = f"collection {name} gave no passages"
            raise IndexFault(message) from error

    def count(self, name: str) -> int:
        """Raises Gone where there is no such collection."""
        with self._asking():
            return int(self._on(name, lambda one: one.count()))

    def rows(self, name: str, *, vectors: bool) -> Iterator[tuple[PassageIds, Vectors]]:
        """All of a collection, in pages; without vectors their matrix is empty. Raises IndexFault and its kinds."""
        start = 0
        while True:
            with self._asking():
                include = ["embeddings"] if vectors else []
                asked = {"limit": _BATCH_ROWS, "offset": start, "include": include}
                found = self._on(name, lambda one: one.get(**asked), patient=True)  # noqa: B023  # called at once
            if not found["ids"]:
                return
            try:
                passage_ids = np.array([int(one) for one in found["ids"]], dtype=np.int64)
                matrix = np.asarray(found["embeddings"] if vectors else [], dtype=np.float32)
            except (ValueError, TypeError, OverflowError) as error:
                message = f"collection {name} holds what no archive put there"
                raise IndexFault(message) from error
            yield passage_ids, matrix
            start += len(passage_ids)

    def build(
        self,
        stored: StoredCollection,
        owner: str,
        passage_ids: PassageIds,
        vectors: Vectors,
        progress: Callable[[int, int], None] | None,
        *,
        thorough: bool,
    ) -> None:
        """Make a collection of these rows. One whose building fails is deleted, at once or by the next writer."""
        count = len(vectors)
        with self._asking():
            client = self._client(patient=True)
            collection = client.create_collection(
                stored.name,
                metadata={_MARK: owner, "segment": stored.segment, "passages": count},
                configuration={"hnsw": hnsw_settings(count, thorough=thorough)},
                embedding_function=None,
            )
        try:
            most = self._patiently(client.get_max_batch_size)
            step = max(1, min(_BATCH_ROWS, most, _BATCH_BYTES // (4 * max(1, vectors.shape[1]))))
            for start in range(0, count, step):
                names = [str(one) for one in passage_ids[start : start + step].tolist()]
                batch = np.ascontiguousarray(vectors[start : start + step], dtype=np.float32)
                self._patiently(lambda: collection.upsert(ids=names, embeddings=batch))  # noqa: B023  # called at once
                if progress is not None:
                    progress(start + len(names), count)
            held = self._patiently(collection.count)
            if held != count:
                message = f"the server holds {held} of {count} passages"
                raise IndexFault(message)
        except BaseException:
            with suppress(IndexFault):
                self.delete(stored.name)
            raise

    def stored_by(self, owner: str) -> list[StoredCollection]:
        """The collections that an archive made on this server."""
        found: list[StoredCollection] = []
        for start in range(0, _MOST_COLLECTIONS, _PAGE):
            with self._asking():
                page = self._client().list_collections(limit=_PAGE, offset=start)
            for one in page:
                marks = one.metadata or {}
                if marks.get(_MARK) == owner:
                    found.append(StoredCollection(str(one.name), str(marks.get("segment", ""))))
            if len(page) < _PAGE:
                break
        return found

    def delete(self, name: str) -> None:
        """Nothing happens where it is gone already."""
        self._collections.pop(name, None)
        with suppress(Gone), self._asking():
            self._client().delete_collection(name)

    def begin(self) -> None:
        """Load Chroma and connect beside what the caller does until it asks; once."""
        with self._lock:
            if self._opener is None:
                self._opener = Thread(target=self._connect, name="open-index")
                self._opener.start()

    def close(self) -> None:
        with self._lock:
            opener = self._opener
        if opener is not None:
            opener.join()
        with self._lock:
            clients, self._clients = self._clients, {}
            self._collections = {}
        if isinstance(self._place, ChromaAddress):
            for client in clients.values():
                client.close()

    def _connect(self) -> None:
        with suppress(IndexFault):  # the first question meets the same
            self.check()

    def _on(self, name: str, act: Callable[[Any], Any], *, patient: bool = False) -> Any:
        """One that is known by its number may have been put back under its name by whoever restored the server."""
        errors = load_chroma().errors
        known = self._collections.get(name)
        if known is not None and not patient:
            try:
                return act(known)
            except errors.NotFoundError:
                self._collections.pop(name, None)
        found = self._client(patient=patient).get_collection(name, embedding_function=None)
        if not patient:
            self._collections[name] = found
        return act(found)

    def _patiently(self, act: Callable[[], Any]) -> Any:
        """In a build: a server that is started anew meanwhile does not end it. What is done twice is done once."""
        deadline = time.monotonic() + self._patience
        while True:
            try:
                return act()
            except Exception as error:  # bare ones are among Chroma's
                fault = classified(error)
                if not isinstance(fault, Away) or isinstance(fault, Refused) or time.monotonic() > deadline:
                    if isinstance(fault, Away):
                        self._backoff.failed(fault)
                    raise fault from error
            time.sleep(0.3)

    @contextmanager
    def _asking(self) -> Iterator[None]:
        self._backoff.check()
        try:
            yield
        except Exception as error:  # noqa: BLE001  # bare ones are among Chroma's
            fault = classified(error)
            if isinstance(fault, Away) and not isinstance(fault, Failing):
                self._backoff.failed(fault)
            else:
                self._backoff.went_well()
            raise fault from (error if error is not fault else None)
        self._backoff.went_well()

    def _client(self, *, patient: bool = False) -> Any:
        if not isinstance(self._place, ChromaAddress):
            return self._place
        with self._lock:
            if self._pid != os.getpid():  # connections of the process that this one was forked off
                self._pid, self._clients, self._collections = os.getpid(), {}, {}
            if patient not in self._clients:
                seconds = _BUILD_SECONDS if patient else self._place.ask_seconds
                self._clients[patient] = connected(self._place, seconds)
            return self._clients[patient]
