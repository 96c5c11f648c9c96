"""`POST /api/ask`: an answer as one JSON object, or its events as they come, one a line or as server-sent events."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response, StreamingResponse

from assistant.answer import Event
from assistant.errors import CopydeskError
from ui.api.bodies import AskedQuestion
from ui.api.document import described
from ui.api.plain import event_to_json
from ui.api.replies import PlainJSON, wants_text
from ui.api.room import Room, whole_answer
from ui.api.told import tell_answer
from ui.problems import encode_json, failure_to_json

__all__ = ["GONE", "asking_routes", "begun", "with_signs_of_life"]

GONE = Response(status_code=499)
"""For a client that has left: nobody reads it."""

_LINES, _EVENTS = "application/x-ndjson", "text/event-stream"
_TEXT = "text/plain"
_SIGN_OF_LIFE = b": still here\n\n"
_SIGN_EVERY = 15.0


def asking_routes(room: Room) -> APIRouter:
    router = APIRouter(tags=["answers"])

    @router.post("/api/ask", responses=described("Answer", _LINES, _EVENTS, _TEXT, 502), response_class=PlainJSON)
    async def ask(asked: AskedQuestion, request: Request) -> Response:
        """Ask a question; every sentence of the answer is quoted, cited and checked.

        With `Accept: text/event-stream` or `application/x-ndjson` the events come as they happen; the last is
        `answered`, with the whole answer, or `failed`. With `text/plain` the answer is what `copydesk ask` prints.
        """
        accepted = request.headers.get("accept", "")
        for kind, written in ((_EVENTS, _as_event), (_LINES, _as_line)):
            if kind in accepted:
                events = await begun(room.ask(asked.to_request(), "sse" if kind == _EVENTS else "ndjson"))
                said = _written(events, written)
                lasting = with_signs_of_life(said, _SIGN_OF_LIFE) if kind == _EVENTS else said
                return StreamingResponse(lasting, media_type=kind, headers={"Cache-Control": "no-store"})
        sent = asked.to_request()
        answer = await whole_answer(room.ask(sent, "text" if wants_text(request) else "json"), request)
        if answer is None:
            return GONE
        return (
            PlainTextResponse(tell_answer(answer, sent.filters)) if wants_text(request) else PlainJSON(answer.to_json())
        )

    return router


async def begun(events: AsyncGenerator[Event, None]) -> AsyncGenerator[Event, None]:
    """The same events, once there is a first one: what fails before it is a failure with a status of its own."""
    try:
        first = await anext(events)
    except BaseException:
        await events.aclose()
        raise
    return _after(first, events)


async def _after(first: Event, events: AsyncGenerator[Event, None]) -> AsyncGenerator[Event, None]:
    async with aclosing(events):
        yield first
        async for event in events:
            yield event


async def _written(
    events: AsyncGenerator[Event, None], written: Callable[[dict[str, Any]], bytes]
) -> AsyncGenerator[bytes, None]:
    async with aclosing(events):
        try:
            async for event in events:
                yield written(event_to_json(event))
        except CopydeskError as error:
            yield written({"event": "failed", **failure_to_json(error)})


def _as_line(event: dict[str, Any]) -> bytes:
    return encode_json(event) + b"\n"


def _as_event(event: dict[str, Any]) -> bytes:
    return b"event: " + str(event["event"]).encode() + b"\ndata: " + encode_json(event) + b"\n\n"


async def with_signs_of_life(parts: AsyncGenerator[bytes, None], sign: bytes) -> AsyncIterator[bytes]:
    """The same parts, and a comment where none came for a while: proxies close what is silent."""
    async with aclosing(parts):
        while True:
            coming = asyncio.ensure_future(anext(parts, None))
            try:
                while not (await asyncio.wait({coming}, timeout=_SIGN_EVERY))[0]:
                    yield sign
                part: bytes | None = coming.result()
            finally:
                coming.cancel()
            if part is None:
                return
            yield part
