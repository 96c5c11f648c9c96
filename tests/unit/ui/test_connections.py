"""Real sockets that send half a request, or less, against a real server."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from ui.bodies import pass_limited
from ui.connections import ConnectionLimits, connection_limits, limited_protocol, raise_descriptor_limit
from ui.listening import bind

HALF = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow:"
WHOLE = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


async def answer(scope: Scope, receive: Receive, send: Send) -> None:
    while (message := await receive()).get("more_body"):
        pass
    if message["type"] == "http.disconnect":
        return
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


async def impatient(scope: Scope, receive: Receive, send: Send) -> None:
    await pass_limited(answer, scope, receive, send, 1000, seconds=0.1)


@dataclass
class Connection:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def is_closed(self) -> bool:
        """Waits for the server to close it."""
        try:
            return await self.reader.read() == b""
        except ConnectionResetError:
            return True

    async def ask(self, request: bytes = WHOLE) -> bytes:
        self.writer.write(request)
        await self.writer.drain()
        return await self.reader.readuntil(b"ok")


Connect = Callable[..., Awaitable[Connection]]


@asynccontextmanager
async def serving(
    limits: ConnectionLimits, app: Callable[[Scope, Receive, Send], Awaitable[None]] = answer
) -> AsyncIterator[Connect]:
    config = uvicorn.Config(
        app, http=limited_protocol(limits), lifespan="off", log_level="error", ws="none", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    opened: list[Connection] = []

    async def connect(sent: bytes = b"", source: str = "127.0.0.1") -> Connection:
        connection = Connection(*await asyncio.open_connection("127.0.0.1", port, local_addr=(source, 0)))
        opened.append(connection)
        connection.writer.write(sent)
        return connection

    with bind("127.0.0.1", 0) as bound:
        port = bound.getsockname()[1]
        config.load()
        server.lifespan = config.lifespan_class(config)
        await server.startup([bound])
        try:
            yield connect
        finally:
            for connection in opened:
                connection.writer.close()
            await server.shutdown([bound])


def test_hundreds_of_half_requests_end_and_do_not_keep_others_out() -> None:
    limits = ConnectionLimits(seconds=1.0, most=60, most_from_one=40)

    async def attack() -> None:
        async with serving(limits) as connect:
            kept = await connect()
            assert b"200 OK" in await kept.ask()
            half = [await connect(sent, f"127.0.0.{number % 3 + 2}") for number in range(150) for sent in (b"", HALF)]
            assert b"200 OK" in await (await connect()).ask()
            assert b"200 OK" in await kept.ask(), "one who asked properly is not dropped for others"
            assert limits.waiting <= 60
            assert all(await asyncio.gather(*(one.is_closed() for one in half)))
            assert limits.waiting == 0

    asyncio.run(attack())


def test_bytes_now_and_then_do_not_buy_time() -> None:
    async def drip() -> None:
        async with serving(ConnectionLimits(seconds=0.2)) as connect:
            slow = await connect(HALF)
            closed = asyncio.create_task(slow.is_closed())
            while not closed.done():
                slow.writer.write(b"x")
                await asyncio.wait([closed], timeout=0.02)
            assert closed.result()
            kept = await connect()
            await kept.ask()
            kept.writer.write(HALF)
            assert await kept.is_closed(), "nor does a request before"

    asyncio.run(drip())


def test_a_head_without_end_is_cut_off() -> None:
    async def flood() -> None:
        async with serving(ConnectionLimits(seconds=60, most_bytes=10_000)) as connect:
            endless = await connect(HALF)
            closed = asyncio.create_task(endless.is_closed())
            while not closed.done():
                endless.writer.write(b"x" * 4000)
                await asyncio.wait([closed], timeout=0.01)
            assert closed.result()

    asyncio.run(flood())


def test_a_long_answer_is_not_cut_off() -> None:
    release = asyncio.Event()

    async def dawdle(scope: Scope, receive: Receive, send: Send) -> None:
        await release.wait()
        await answer(scope, receive, send)

    async def wait() -> None:
        limits = ConnectionLimits(seconds=0.05)
        async with serving(limits, dawdle) as connect:
            asked = asyncio.create_task((await connect()).ask())
            idle = await connect()
            assert await idle.is_closed(), "the time is over"
            release.set()
            assert b"200 OK" in await asked

    asyncio.run(wait())


def test_a_body_has_its_time_too() -> None:
    async def starve() -> None:
        async with serving(ConnectionLimits(), impatient) as connect:
            slow = await connect(b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\nx")
            assert b"408" in await slow.reader.readline()
            assert b"200 OK" in await (await connect()).ask()

    asyncio.run(starve())


def test_those_who_asked_once_and_sit_there_do_not_keep_others_out() -> None:
    limits = ConnectionLimits(most_open=40)

    async def sit() -> None:
        async with serving(limits) as connect:
            honest = await connect(source="127.0.0.9")
            await honest.ask()
            idle = [await connect(source="127.0.0.2") for _ in range(100)]
            for one in idle:
                await asyncio.gather(one.ask(), return_exceptions=True)
            assert limits.opened <= 40
            closed = [asyncio.create_task(one.is_closed()) for one in idle[:60]]
            assert all(await asyncio.gather(*closed)), "the oldest of whoever has the most"
            assert b"200 OK" in await honest.ask(), "not one who has few"

    asyncio.run(sit())


def test_who_does_not_read_the_answer_is_let_go() -> None:
    ended = asyncio.Event()

    async def pour(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await send({"type": "http.response.start", "status": 200, "headers": []})
            for _ in range(1_000):
                await send({"type": "http.response.body", "body": b"x" * 100_000, "more_body": True})
        finally:
            ended.set()

    async def starve() -> None:
        async with serving(ConnectionLimits(stalled_seconds=0.5), pour) as connect:
            deaf = await connect(WHOLE)
            deaf.writer.transport.pause_reading()  # type: ignore[attr-defined]  # of a transport that also reads
            async with asyncio.timeout(20):
                await ended.wait()

    asyncio.run(starve())


@pytest.mark.parametrize(("descriptors", "most", "most_from_one"), [(1024, 512, 128), (10, 16, 8), (10**6, 2000, 500)])
def test_most_descriptors_are_for_those_who_ask(descriptors: int, most: int, most_from_one: int) -> None:
    limits = connection_limits(descriptors)
    assert (limits.most, limits.most_from_one) == (most, most_from_one)
    assert limits.most_open == max(24, descriptors * 3 // 4)


def test_the_process_may_open_what_the_system_allows() -> None:
    first = raise_descriptor_limit()
    assert first >= 256
    assert raise_descriptor_limit() == first
