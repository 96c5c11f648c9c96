"""What the JSON addresses share: the desk, the seats at it, and what is allowed and counted."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass

from fastapi import Request

from assistant.answer import Answer, Answered, Event
from assistant.request import Request as AskRequest
from assistant.settings import Settings
from ui.api.counts import Counts
from ui.api.seats import Seats, pour
from ui.desk import Desk

__all__ = ["Room", "whole_answer"]


@dataclass(frozen=True, slots=True)
class Room:
    """One for each application."""

    desk: Desk
    settings: Settings
    seats: Seats
    counts: Counts

    @classmethod
    def of(cls, desk: Desk, settings: Settings) -> "Room":
        seats = Seats(settings.questions_at_once)
        return cls(desk, settings, seats, Counts(seats))

    def ask(self, asked: AskRequest, face: str) -> AsyncGenerator[Event, None]:
        """The events of an answer, once there is a seat; `face` is counted."""

        return self._counted(pour(self.seats, lambda: self.desk.assistant().stream_request(asked)), face)

    async def _counted(self, events: AsyncGenerator[Event, None], face: str) -> AsyncGenerator[Event, None]:
        try:
            async for event in events:
                if isinstance(event, Answered):
                    self.counts.answered(event.answer.outcome, face)
                yield event
        finally:
            await events.aclose()


async def whole_answer(events: AsyncGenerator[Event, None], request: Request) -> Answer | None:
    """The answer at the end of the events; None where the client has gone, which ends them."""
    answering, leaving = asyncio.ensure_future(_last(events)), asyncio.ensure_future(_left(request))
    try:
        await asyncio.wait({answering, leaving}, return_when=asyncio.FIRST_COMPLETED)
        return answering.result() if answering.done() else None
    finally:
        answering.cancel()
        leaving.cancel()


async def _left(request: Request) -> None:
    """Until the client, whose body was read, has gone."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _last(events: AsyncGenerator[Event, None]) -> Answer:
    async with aclosing(events):
        async for event in events:
            if isinstance(event, Answered):
                return event.answer
    message = "the events ended without an answer"
    raise AssertionError(message)
