"""The JSON addresses, over a real archive."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from starlette.testclient import TestClient

from assistant.answer import Answer, Citation, Event, Searching, Turn
from assistant.archive import Article, Filters
from assistant.errors import ArticleNotFound, CopydeskError, FilterError, ModelUnavailable
from ui.api import add_api
from ui.desk import Desk


@pytest.fixture
def client(scripted: Any, make_article: Callable[..., Article], make_answer: Callable[..., Answer]) -> TestClient:
    scripted.answers(make_answer(Citation.of(1, make_article(), (0, 22))))
    app = FastAPI()
    add_api(app, Desk(scripted.archive.path, lambda: scripted))

    def tell(_: Request, error: Exception) -> JSONResponse:
        return JSONResponse({"error": type(error).__name__}, 500)

    app.add_exception_handler(CopydeskError, tell)
    return TestClient(app)


def test_an_answer_is_the_assistants_own(client: TestClient, scripted: Any) -> None:
    body = {
        "question": "Why?",
        "history": [{"role": "user", "content": "Before?"}],
        "filters": {"publishers": ["The Lantern"], "date_from": "2025-01-01"},
    }
    answer = client.post("/api/ask", json=body).json()
    assert answer["schema"] == 2
    assert answer["citations"][0]["quote"] == "The bridge was closed."
    question, history, filters = scripted.asked[0]
    assert (question, history) == ("Why?", (Turn("user", "Before?"),))
    assert filters.publishers == ("The Lantern",)
    assert scripted.filters_read == [True]


def test_filters_can_be_edited_and_the_question_left_unread(client: TestClient, scripted: Any) -> None:
    asked = {"question": "Why, as of March 2025?", "filters": {"kinds": ["opinion"]}, "read_filters": False}
    client.post("/api/ask", json=asked)
    assert scripted.asked[0][2] == Filters(kinds=("opinion",))
    assert scripted.filters_read == [False]


def test_the_stream_tells_what_narrows_before_the_answer(
    client: TestClient, scripted: Any, make_answer: Callable[..., Answer]
) -> None:
    scripted.answers(make_answer(filters=Filters(publishers=("The Lantern",))))
    response = client.post("/api/ask", json={"question": "Why?"}, headers={"accept": "application/x-ndjson"})
    assert json.loads(response.text.splitlines()[0])["filters"]["publishers"] == ["The Lantern"]


def test_events_come_one_a_line(client: TestClient) -> None:
    response = client.post("/api/ask", json={"question": "Why?"}, headers={"accept": "application/x-ndjson"})
    events = [json.loads(line) for line in response.text.splitlines()]
    assert [event["event"] for event in events] == ["searching", "found", "stated", "answered"]
    assert (events[2]["outcome"], events[2]["reason"]) == ("answered", None)
    assert events[-1]["answer"] == client.post("/api/ask", json={"question": "Why?"}).json()


def test_a_failure_in_a_stream_is_its_last_line(client: TestClient, scripted: Any) -> None:
    def fail() -> Iterator[Event]:
        yield Searching("Why?", Filters())
        message = "Ask again."
        raise ModelUnavailable(message)

    scripted.script = fail
    response = client.post("/api/ask", json={"question": "Why?"}, headers={"accept": "application/x-ndjson"})
    assert json.loads(response.text.splitlines()[-1]) == {
        "event": "failed",
        "error": "ModelUnavailable",
        "message": "Ask again.",
    }


@pytest.mark.parametrize("body", [{}, {"question": 3}, {"question": "x", "extra": 1}, [], "x"])
def test_another_body_is_refused(client: TestClient, body: object) -> None:
    assert client.post("/api/ask", json=body).status_code == 422


def test_filters_are_checked(client: TestClient) -> None:
    refused = client.post("/api/ask", json={"question": "x", "filters": {"date_from": "soon"}})
    assert refused.json()["error"] == FilterError.__name__


def test_an_article_is_whole(client: TestClient, scripted: Any) -> None:
    with scripted.archive.snapshot() as snapshot:
        stored = snapshot.list_articles()[0]
    article = client.get(f"/api/articles/{stored.article_id}").json()
    assert article["text"] == stored.text
    assert article["published_on"] == "2025-03-12"
    assert client.get("/api/articles/nobody").json()["error"] == ArticleNotFound.__name__


def test_the_status_says_what_is_held(client: TestClient) -> None:
    status = client.get("/api/status").json()
    assert status["articles"] == 3
    assert status["undated"] == 1
    assert status["samples"] is False
