"""Rates of requests: who asks too often waits, who asks evenly never does, and nothing grows."""

import asyncio

from starlette.types import Message, Receive, Scope, Send

from ui.api.counts import Counts
from ui.api.rates import Rates, Watched
from ui.api.seats import Seats
from ui.readers import SCOPE_KEY, Reader


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_is_emptied_and_fills_again() -> None:
    clock = Clock()
    rates = Rates(60, clock=clock)
    assert [rates.take("a") for _ in range(60)] == [0.0] * 60
    assert rates.take("a") == 1.0
    assert rates.take("b") == 0.0, "each asker has a bucket"
    clock.now = 1.0
    assert rates.take("a") == 0.0
    assert rates.take("a") == 1.0


def test_who_asks_evenly_never_waits() -> None:
    clock = Clock()
    rates = Rates(60, clock=clock)
    for _ in range(500):
        clock.now += 1.0
        assert rates.take("a") == 0.0


def test_a_million_addresses_take_no_more_room_than_some() -> None:
    rates = Rates(1, most=3)
    assert rates.take("a") == 0.0
    assert rates.take("a") > 0
    for name in "bcd":
        rates.take(name)
    assert rates.take("a") == 0.0, "forgotten"


def test_a_reader_is_known_by_name_and_others_by_address() -> None:
    """And pages that are no addresses for programs are not limited at all."""
    counts = Counts(Seats(1))

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    watched = Watched(application, rates=Rates(1), counts=counts)

    def ask(path: str, client: str, reader: str = "", prefix: str = "") -> tuple[int, dict[bytes, bytes]]:
        sent: list[Message] = []

        async def send(message: Message) -> None:
            sent.append(message)

        async def receive() -> Message:
            return {"type": "http.request"}

        scope = {
            "type": "http",
            "path": prefix + path,
            "root_path": prefix,
            "method": "GET",
            "client": (client, 1),
            SCOPE_KEY: Reader(reader, "reader"),
        }
        asyncio.run(watched(scope, receive, send))
        return sent[0]["status"], dict(sent[0]["headers"])

    assert ask("/api/status", "10.0.0.1")[0] == 200
    status, headers = ask("/api/status", "10.0.0.1")
    assert (status, headers[b"content-type"]) == (429, b"application/problem+json")
    assert int(headers[b"retry-after"]) >= 1
    assert ask("/v1/models", "10.0.0.1")[1][b"content-type"] == b"application/json"
    assert ask("/api/status", "10.0.0.2")[0] == 200
    assert ask("/api/status", "10.0.0.2", "ana")[0] == 200
    assert ask("/api/status", "10.0.0.3", "ana")[0] == 429
    assert ask("/api/status", "10.0.0.4", "anonymous:1")[0] == 200
    assert ask("/api/status", "10.0.0.4", "anonymous:2")[0] == 429, "a name that anybody makes up is none"
    assert ask("/api/status", "10.0.0.1", prefix="/news")[0] == 429
    assert ask("/v1/models", "10.0.0.1", prefix="/news")[1][b"content-type"] == b"application/json"
    assert [ask("/library", "10.0.0.1")[0] for _ in range(3)] == [200] * 3
    assert b'copydesk_requests_total{method="GET",route="other",status="429"} 6.0' in counts.text()
