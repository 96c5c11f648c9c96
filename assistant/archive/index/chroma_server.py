"""A Chroma server: collections of vectors that are built once, then only asked; and whether it answers.

Chroma's own client for servers sets no limits of time and takes proxies from the environment; its session is exchanged
for one that has the first and leaves out the second. Nothing but ids and vectors is sent.
"""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import import_module
from threading import Lock, Thread
from typing import Any, Protocol, runtime_checkable
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from assistant.archive.article import Vectors
from assistant.archive.catalog.vectors import PassageIds
from assistant.archive.index.chroma import IndexFault, hnsw_settings, load_chroma, own_settings
from assistant.errors import InputError
from assistant.settings import Settings, check_chroma_address

__all__ = [
    "Away",
    "Backoff",
    "ChromaAddress",
    "ChromaClient",
    "ChromaServer",
    "Failing",
    "Gone",
    "Refused",
    "StoredCollection",
    "address_at",
    "address_in",
]

_CONNECT_SECONDS, _PROBE_SECONDS, _BUILD_SECONDS = 3.0, 15.0, 600.0
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 60.0
_PAGE, _MOST_COLLECTIONS = 200, 20_000
_BATCH_ROWS, _BATCH_BYTES = 1000, 4_000_000
_MOST_OF_CLOUD = 300
_MARK = "copydesk_archive"


class Away(IndexFault):
    """The server does not answer now; it is asked again by itself."""


class Refused(Away):
    """The server wants another token."""


class Failing(Away):
    """The server answers, but has a fault with this collection just now."""


class Gone(IndexFault):
    """The server has no such collection."""


@dataclass(frozen=True, slots=True)
class ChromaAddress:
    """Where a Chroma server is; a token is sent as `Authorization: Bearer` and as `X-Chroma-Token`."""

    url: str
    token: str | None = field(default=None, repr=False)
    tenant: str = "default_tenant"
    database: str = "default_database"
    ask_seconds: float = 15.0
    """How long a question waits for it."""
    build_patience: float = 20.0
    """How long a build goes on trying while the server is started anew."""


@runtime_checkable
class ChromaClient(Protocol):
    """What is used of a client that was brought along, such as `chromadb.HttpClient(...)`."""

    def heartbeat(self) -> int: ...
    def get_max_batch_size(self) -> int: ...
    def create_collection(self, *_: Any, **__: Any) -> Any: ...
    def get_collection(self, *_: Any, **__: Any) -> Any: ...
    def list_collections(self, limit: int | None = None, offset: int | None = None) -> Sequence[Any]: ...
    def delete_collection(self, name: str) -> None: ...


@dataclass(frozen=True, slots=True)
class StoredCollection:
    """One that belongs to an archive, whether its catalog lists it or not."""

    name: str
    segment: str


def address_in(settings: Settings, given: str | ChromaClient | None = None) -> ChromaAddress | ChromaClient | None:
    """What the settings name; what is given stands in the place of their address, with their token, tenant and
    database. Raises InputError."""
    if given is not None and not isinstance(given, str):
        return given
    address = settings.chroma if given is None else given
    if address is None:
        return None
    token = settings.chroma_token.get_secret_value() if settings.chroma_token is not None else None
    return replace(address_at(address), token=token, tenant=settings.chroma_tenant, database=settings.chroma_database)


def address_at(url: str) -> ChromaAddress:
    """Raises InputError for one that is none."""
    try:
        return ChromaAddress(check_chroma_address(url))
    except ValueError as error:
        message = f"The address of the Chroma server cannot be used. {error}"
        raise InputError(message) from None


class Backoff:
    """When something that failed may be asked again: after pauses that grow, and by one at a time. Thread-safe."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._fault: Away | None = None
        self._count = 0
        self._ask_at = 0.0

    @property
    def fault(self) -> Away | None:
        """The last one, while nothing went well since."""
        return self._fault

    def check(self) -> None:
        """Raises the last fault while the pause lasts. After it one caller may pass; the others wait for what it
        finds."""
        with self._lock:
            if self._fault is None:
                return
            if self._clock() < self._ask_at:
                raise self._fault
            self._ask_at = self._clock() + _PROBE_SECONDS

    def failed(self, fault: Away) -> None:
        with self._lock:
            self._fault = fault
            self._ask_at = self._clock() + min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** min(self._count, 10))
            self._count += 1

    def went_well(self) -> None:
        with self._lock:
            self._fault, self._count = None, 0


class ChromaServer:
    """A server by its address, or a client that was brought along. Safe for threads; opened at its first use."""

    def __init__(self, place: ChromaAddress | ChromaClient, backoff: Backoff | None = None) -> None:
        self._place = place
        self._patience = (place if isinstance(place, ChromaAddress) else ChromaAddress("")).build_patience
        self.name = _name_of(place)
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
        except (ValueError, TypeError, KeyError) as error:
            message = f"collection {name} gave no passages"
            raise IndexFault(message) from error

    def count(self, name: str) -> int:
        """Raises Gone where there is no such collection."""
        with self._asking():
            return int(self._on(name, lambda one: one.count()))

    def rows(self, name: str, *, vectors: bool) -> Iterator[tuple[PassageIds, Vectors]]:
        """Everything in a collection, in pages; without vectors their matrix is empty."""
        start = 0
        while True:
            with self._asking():
                include = ["embeddings"] if vectors else []
                asked = {"limit": _BATCH_ROWS, "offset": start, "include": include}
                found = self._on(name, lambda one: one.get(**asked), patient=True)  # noqa: B023  # called at once
            if not found["ids"]:
                return
            passage_ids = np.array([int(one) for one in found["ids"]], dtype=np.int64)
            matrix = np.asarray(found["embeddings"] if vectors else [], dtype=np.float32)
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
                fault = _classified(error)
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
            fault = _classified(error)
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
                self._clients[patient] = _connected(self._place, seconds)
            return self._clients[patient]


def _name_of(place: ChromaAddress | ChromaClient) -> str:
    if not isinstance(place, ChromaAddress):
        return "the Chroma client that was given"
    parts = urlsplit(place.url)
    return f"{parts.scheme}://{parts.hostname or ''}{f':{parts.port}' if parts.port else ''}{parts.path.rstrip('/')}"


def _classified(error: Exception) -> IndexFault:
    """What a failure means for whoever asked. No text of the server's own is kept: it may hold what was sent."""
    errors = load_chroma().errors
    if isinstance(error, IndexFault):
        return error
    if isinstance(error, errors.NotFoundError):
        return Gone("the collection is not there")
    if isinstance(error, (errors.ChromaAuthError, errors.AuthorizationError)):
        return Refused("it refuses the token")
    if isinstance(error, errors.InternalError):
        return Failing("the server has a fault")
    if isinstance(error, errors.ChromaError) and error.code() < 429 and not isinstance(error, errors.RateLimitError):
        return IndexFault(f"the server refuses what was asked: {type(error).__name__}")
    return Away(f"it does not answer: {type(error).__name__}")


def _connected(address: ChromaAddress, seconds: float) -> Any:
    """A client that has asked nothing yet. Chroma's own constructor asks the server three times, without any limit of
    time."""
    load_chroma()
    httpx = import_module("httpx")
    chroma_config, chroma_api = import_module("chromadb.config"), import_module("chromadb.api")
    system = chroma_config.System(
        own_settings()(
            anonymized_telemetry=False,
            chroma_otel_collection_endpoint="",
            chroma_api_impl="chromadb.api.fastapi.FastAPI",
            chroma_server_host=address.url.rstrip("/"),
            chroma_server_http_port=80,  # required, though the address says it
            chroma_server_ssl_verify=False,  # of the session that is exchanged: reading certificates takes 40 ms
        )
    )
    api = system.instance(chroma_api.ServerAPI)
    token = (
        {} if address.token is None else {"X-Chroma-Token": address.token, "Authorization": f"Bearer {address.token}"}
    )
    headers = {**dict(api._session.headers), **token}
    api._session.close()
    api._session = httpx.Client(
        timeout=httpx.Timeout(seconds, connect=min(seconds, _CONNECT_SECONDS)),
        limits=api.http_limits,
        headers=headers,
        trust_env=False,
        verify=address.url.startswith("https:"),
        event_hooks={"response": [_check_status]},
    )
    return _bare_client()(system, api, address.tenant, address.database)


def _check_status(response: Any) -> None:
    """What a proxy in front of Chroma says has no words of Chroma's."""
    if response.status_code in (401, 403):
        message = "it refuses the token"
        raise Refused(message)
    if response.status_code == 429 or response.status_code > 500:
        message = f"it does not answer: status {response.status_code}"
        raise Away(message)


@cache
def _bare_client() -> Any:
    from chromadb.api.client import Client

    class BareClient(Client):
        """Chroma's client over an API that is there already."""

        def __init__(self, system: Any, api: Any, tenant: str, database: str) -> None:
            self._own_system = system
            self._session = api._session
            self._server = api
            self.tenant, self.database = tenant, database

        def close(self) -> None:
            self._session.close()
            self._own_system.stop()

    return BareClient
