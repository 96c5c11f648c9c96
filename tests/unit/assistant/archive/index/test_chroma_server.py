"""When a server is asked again, what a failure means, and what is never said of an address."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from chromadb.errors import (
    AuthorizationError,
    ChromaError,
    InternalError,
    InvalidArgumentError,
    NotFoundError,
    RateLimitError,
)

from assistant.archive.index.chroma import IndexFault
from assistant.archive.index.chroma_address import ChromaAddress, ChromaClient
from assistant.archive.index.chroma_faults import Away, Backoff, Failing, Gone, Refused
from assistant.archive.index.chroma_server import ChromaServer, StoredCollection

QUERY = np.ones(4, dtype=np.float32)


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class OneCollection:
    """A client with one collection, which fails as it is told to."""

    def __init__(self, faults: Sequence[Exception | None] = (), answer: object = None) -> None:
        self.faults = list(faults)
        self.answer = answer
        self.asked = 0
        self.deleted: list[str] = []
        self.batches: list[int] = []

    def heartbeat(self) -> int:
        return 1

    def get_max_batch_size(self) -> int:
        return 7

    def create_collection(self, _name: str, /, **_: Any) -> "OneCollection":
        return self

    def get_collection(self, _name: str, /, **_: Any) -> "OneCollection":
        return self

    def list_collections(self, limit: int | None = None, offset: int | None = None) -> list[Any]:
        del limit, offset
        self._fail()
        return []

    def delete_collection(self, name: str) -> None:
        self.deleted.append(name)

    def query(self, **_: Any) -> object:
        self._fail()
        return self.answer or {"ids": [["3"]], "distances": [[0.25]]}

    def upsert(self, ids: Sequence[str], embeddings: Sequence[object]) -> None:
        assert len(ids) == len(embeddings)
        self._fail()
        self.batches.append(len(ids))

    def count(self) -> int:
        return sum(self.batches)

    def _fail(self) -> None:
        self.asked += 1
        fault = self.faults.pop(0) if self.faults else None
        if fault is not None:
            raise fault


def test_pauses_grow_and_one_asks_after_each() -> None:
    clock = Clock()
    backoff = Backoff(clock)
    backoff.check()
    pauses = []
    for _ in range(10):
        backoff.failed(Away("gone"))
        started = clock.now
        while True:
            try:
                backoff.check()
            except Away:
                clock.now += 0.25
            else:
                break
        pauses.append(clock.now - started)
        with pytest.raises(Away):
            backoff.check()  # another thread, while the first one asks
    assert pauses == [0.5, 1, 2, 4, 8, 16, 32, 60, 60, 60]
    backoff.went_well()
    backoff.check()
    assert backoff.fault is None


def test_one_that_never_came_back_does_not_keep_the_others_waiting_for_good() -> None:
    clock = Clock()
    backoff = Backoff(clock)
    backoff.failed(Away("gone"))
    clock.now += 1
    backoff.check()
    clock.now += 16
    backoff.check()


@pytest.mark.parametrize(
    ("raised", "meant"),
    [
        (NotFoundError("x"), Gone),
        (AuthorizationError("x"), Refused),
        (InternalError("x"), Failing),
        (RateLimitError("x"), Away),
        (InvalidArgumentError("x"), IndexFault),
        (Exception("<html>a proxy</html>"), Away),
        (ConnectionRefusedError(111, "refused"), Away),
        (TimeoutError(), Away),
    ],
)
def test_what_a_failure_means(raised: Exception, meant: type[IndexFault]) -> None:
    server = ChromaServer(OneCollection([raised, raised]))
    with pytest.raises(IndexFault) as caught:
        server.nearest("c", QUERY, 1)
    assert type(caught.value) is meant
    assert "html" not in str(caught.value)


@pytest.mark.parametrize("raised", [NotFoundError("x"), InternalError("x"), InvalidArgumentError("x")])
def test_the_fault_of_one_collection_does_not_make_the_server_away(raised: ChromaError) -> None:
    server = ChromaServer(OneCollection([raised]))
    with pytest.raises(IndexFault):
        server.nearest("c", QUERY, 1)
    assert server.fault is None
    assert server.nearest("c", QUERY, 1)[0].tolist() == [3]


def test_while_it_is_away_nobody_waits_for_it() -> None:
    clock, client = Clock(), OneCollection([ConnectionRefusedError(), None])
    server = ChromaServer(client, Backoff(clock))
    for _ in range(5):
        with pytest.raises(Away):
            server.nearest("c", QUERY, 1)
    assert client.asked == 1
    clock.now += 1
    passage_ids, scores = server.nearest("c", QUERY, 1)
    assert (passage_ids.tolist(), scores.tolist()) == ([3], [0.75])
    assert server.fault is None


def test_a_collection_that_was_put_back_under_its_name_is_found_again() -> None:
    client = OneCollection([None, NotFoundError("its old number")])
    server = ChromaServer(client)
    server.nearest("c", QUERY, 1)
    assert server.nearest("c", QUERY, 1)[0].tolist() == [3]


@pytest.mark.parametrize("answer", [{"ids": [["x"]], "distances": [[0.1]]}, {"ids": [["1"]]}, {"ids": None}])
def test_an_answer_that_is_none_is_a_fault(answer: object) -> None:
    with pytest.raises(IndexFault):
        ChromaServer(OneCollection(answer=answer)).nearest("c", QUERY, 1)


def test_a_build_goes_in_batches_and_what_was_lost_is_sent_again() -> None:
    client = OneCollection([None, ConnectionResetError(), None])
    steps: list[tuple[int, int]] = []
    build(client, 20, steps)
    assert client.batches == [7, 7, 6]
    assert steps == [(7, 20), (14, 20), (20, 20)]


def test_a_build_that_fails_is_taken_away() -> None:
    client = OneCollection([None, InvalidArgumentError("no")])
    with pytest.raises(IndexFault):
        build(client, 20, [])
    assert client.deleted == ["c"]


def build(client: ChromaClient, count: int, steps: list[tuple[int, int]]) -> None:
    ChromaServer(client).build(
        StoredCollection("c", "s"),
        "owner",
        np.arange(count, dtype=np.int64),
        np.ones((count, 4), dtype=np.float32),
        lambda done, total: steps.append((done, total)),
        thorough=False,
    )


def test_an_address_is_shown_without_its_token() -> None:
    address = ChromaAddress("https://chroma.example:9000/news/", token="secret")
    assert ChromaServer(address).name == "https://chroma.example:9000/news"
    assert "secret" not in repr(address)
    assert ChromaServer(ChromaAddress("https://api.trychroma.com")).most_results == 300
    assert ChromaServer(OneCollection()).name == "the Chroma client that was given"


def test_a_client_of_chromas_is_what_is_wanted() -> None:
    import chromadb

    assert isinstance(chromadb.EphemeralClient(), ChromaClient)
    assert not isinstance("http://127.0.0.1", ChromaClient)
