"""The JSON addresses, for scripts on the same machine: the same answers as the page and the command line."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from threading import BoundedSemaphore
from typing import Any, Literal

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.answer import Answered, Citation, Event, Found, RankedPassage, Searching, Stated, Turn, Writing
from assistant.archive import Article, Filters
from assistant.errors import CopydeskError
from ui.desk import Desk, Scene
from ui.narrowing import Narrowing

__all__ = ["AskedQuestion", "TooBusy", "add_api", "article_to_json", "event_to_json", "scene_to_json"]

_ASKS_AT_ONCE = 4
_WAIT_SECONDS = 30.0
_LINES = "application/x-ndjson"


class TooBusy(CopydeskError):
    """More questions at once than are answered; comes as 503."""

    may_retry = True


class _Message(BaseModel):
    role: Literal["user", "assistant"]
    content: str


class AskedQuestion(BaseModel):
    """The body of `POST /api/ask`."""

    model_config = ConfigDict(extra="forbid")

    question: str
    history: list[_Message] = Field(default_factory=list, max_length=500)
    filters: Narrowing = Field(default_factory=Narrowing)
    writer: Literal["model", "extractive"] | None = None
    read_filters: bool = True
    """Whether what the question itself says about time, outlet, author and kind narrows it."""

    def turns(self) -> tuple[Turn, ...]:
        return tuple(Turn(message.role, message.content) for message in self.history)

    def to_filters(self) -> Filters | None:
        """None when nothing narrows; raises FilterError."""
        filters = self.filters.to_filters()
        return None if filters.is_empty else filters


def add_api(app: FastAPI, desk: Desk) -> None:
    """`POST /api/ask`, `GET /api/articles/ID`, `GET /api/status`."""
    seats = BoundedSemaphore(_ASKS_AT_ONCE)

    @contextmanager
    def seat() -> Iterator[None]:
        if not seats.acquire(timeout=_WAIT_SECONDS):
            message = "Too many questions at once. Ask again in a moment."
            raise TooBusy(message)
        try:
            yield
        finally:
            seats.release()

    def lines(asked: AskedQuestion) -> Iterator[str]:
        try:
            with seat():
                for event in _stream(desk, asked):
                    yield json.dumps(event_to_json(event)) + "\n"
        except CopydeskError as error:
            yield json.dumps({"event": "failed", "error": type(error).__name__, "message": str(error)}) + "\n"

    @app.post("/api/ask")
    def ask(asked: AskedQuestion, request: Request) -> Response:
        """The answer; with `Accept: application/x-ndjson`, its events one a line as they come."""
        if _LINES in request.headers.get("accept", ""):
            return StreamingResponse(lines(asked), media_type=_LINES)
        with seat():
            filters = asked.to_filters()
            answer = desk.assistant().ask(
                asked.question, asked.turns(), filters, asked.writer, read_filters=asked.read_filters
            )
        return JSONResponse(answer.to_json())

    @app.get("/api/articles/{article_id}")
    def article(article_id: str, version: int | None = None) -> dict[str, Any]:
        return article_to_json(desk.assistant().article(article_id, version))

    @app.get("/api/status")
    def status() -> dict[str, Any]:
        return scene_to_json(desk.scene())


def _stream(desk: Desk, asked: AskedQuestion) -> Iterator[Event]:
    filters = asked.to_filters()
    return desk.assistant().stream(
        asked.question, asked.turns(), filters, asked.writer, read_filters=asked.read_filters
    )


def event_to_json(event: Event) -> dict[str, Any]:
    """One line of the stream; the last one holds the whole answer."""
    if isinstance(event, Searching):
        filters = Narrowing.of(event.filters).model_dump()
        return {"event": "searching", "standalone_question": event.standalone_question, "filters": filters}
    if isinstance(event, Found):
        return {"event": "found", "passages": _plain(event.passages)}
    if isinstance(event, Writing):
        return {"event": "writing", **asdict(event)}
    if isinstance(event, Stated):
        stated = {"statement": asdict(event.statement), "citations": _plain(event.citations)}
        return {"event": "stated", "outcome": event.outcome, "reason": event.reason, **stated}
    assert isinstance(event, Answered)
    return {"event": "answered", "answer": event.answer.to_json()}


def article_to_json(article: Article) -> dict[str, Any]:
    """The article as stored; days as YYYY-MM-DD."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(article).items()}


def scene_to_json(scene: Scene) -> dict[str, Any]:
    """What the head of the page says."""
    coverage = scene.coverage
    return {
        "archive": str(scene.archive_path),
        "articles": coverage.article_count if coverage else 0,
        "passages": coverage.passage_count if coverage else 0,
        "first_on": coverage.first_on.isoformat() if coverage and coverage.first_on else None,
        "last_on": coverage.last_on.isoformat() if coverage and coverage.last_on else None,
        "undated": coverage.undated_count if coverage else 0,
        "writer": scene.writer_name,
        "passages_go_to": scene.passages_go_to,
        "questions_go_to": scene.questions_go_to,
        "samples": scene.sample_notice is not None,
        "trouble": scene.trouble,
    }


def _plain(items: Sequence[RankedPassage] | Sequence[Citation]) -> list[dict[str, Any]]:
    return [asdict(item) for item in items]
