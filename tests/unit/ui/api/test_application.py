"""The JSON addresses, over a real archive."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.answer import Answer, Citation, Event, Searching, Turn
from assistant.archive import Article, Filters
from assistant.errors import ArticleNotFound, FilterError, ModelCutOff, ModelUnavailable
from ui.addresses import PublicAddress
from ui.application import add_api, build_api
from ui.desk import Desk
from ui.entrance import Entrance
from ui.problems import failure_to_json


@pytest.fixture
def client(scripted: Any, make_article: Callable[..., Article], make_answer: Callable[..., Answer]) -> TestClient:
    scripted.answers(make_answer(Citation.of(1, make_article(), (0, 22))))
    app = FastAPI()
    add_api(app, Desk(scripted.archive.path, lambda: scripted), scripted.settings)
    return TestClient(app, raise_server_exceptions=False)


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


def test_a_failure_carries_what_was_checked_before_it(
    client: TestClient, scripted: Any, make_answer: Callable[..., Answer]
) -> None:
    partial = make_answer()
    message = "Ask again."

    def fail() -> Iterator[Event]:
        yield Searching("Why?", Filters())
        raise ModelCutOff(message).keeping(partial)

    scripted.script = fail
    response = client.post("/api/ask", json={"question": "Why?"}, headers={"accept": "application/x-ndjson"})
    assert json.loads(response.text.splitlines()[-1])["partial"] == json.loads(json.dumps(partial.to_json()))
    assert failure_to_json(ModelCutOff(message).keeping(partial))["partial"] == partial.to_json()
    assert failure_to_json(ModelCutOff(message)) == {"error": "ModelCutOff", "message": message}


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


HUGE = "9" * 1_000_000


@pytest.mark.parametrize(
    "body",
    [
        '{"question": NaN}',
        '{"question": Infinity}',
        '{"question": "Why?", "limit": NaN}',
        '{"question": "\\ud800"}',
        '{"question": "Why?", "history": [{"role": "user", "content": "\\udfff"}]}',
        '{"question": "Why?", "filters": {"publishers": ["\\ud800"]}}',
        '{"question": "Why?", "\\ud800": 1}',
        '{"question": "Why?", "writer": "\\ud800"}',
        f'{{"question": {HUGE}}}',
        f'{{"{HUGE}": 1}}',
        f'{{"question": "Why?", "filters": {{"date_from": "{HUGE}"}}}}',
        f'{{"question": "Why?", "writer": "{HUGE}"}}',
        "[" * 100_000,
        "{",
        "\xff",
        "",
    ],
    ids=range(16),
)
def test_a_value_that_is_none_is_refused_in_a_few_words(client: TestClient, body: str) -> None:
    for address in ("/api/ask", "/api/search"):
        refused = client.post(address, content=body.encode("latin-1"), headers={"content-type": "application/json"})
        assert 400 <= refused.status_code < 500
        assert refused.headers["content-type"] == "application/problem+json"
        assert len(refused.content) < 4000
        told = refused.json()
        assert told["status"] == refused.status_code
        assert told["detail"] == told["message"]
        assert told["type"].endswith(told["error"])


@pytest.mark.parametrize("version", ["99999999999999999999", "0", "-1", "x", "1e9", "NaN", "%F0%9F%98%80", "9" * 9999])
def test_a_version_that_is_no_number_is_refused(client: TestClient, version: str) -> None:
    refused = client.get(f"/api/articles/nobody?version={version}")
    assert (refused.status_code, refused.json()["error"]) == (422, "RequestInvalid")
    assert len(refused.content) < 1000


@pytest.mark.parametrize(
    ("address", "meant"),
    [("/api/articles?publishers=Post", "publisher"), ("/api/articles/nobody?versoin=1", "version")],
)
def test_a_parameter_that_is_not_known_is_no_other_list(client: TestClient, address: str, meant: str) -> None:
    refused = client.get(address)
    assert refused.status_code == 422
    assert f"Did you mean `{meant}`?" in refused.json()["message"]


@pytest.mark.parametrize("value", ["NaN", '[1, {"a": -Infinity}]', "[" * 400 + "NaN" + "]" * 400])
def test_an_article_that_is_no_json_is_refused(client: TestClient, value: str) -> None:
    body = f'{{"articles": [{{"text": "It rained."}}, {{"text": {value}}}]}}'
    refused = client.post("/api/ingest", content=body, headers={"content-type": "application/json"})
    assert refused.status_code == 422
    assert refused.json()["message"].startswith("The request cannot be used: body.articles.1 is no JSON: it holds NaN")


def test_json_too_deep_to_read_is_called_that(client: TestClient) -> None:
    refused = client.post("/api/ask", content="[" * 200_000, headers={"content-type": "application/json"})
    assert (refused.status_code, refused.json()["message"]) == (
        400,
        "The request cannot be used: its body is no JSON that can be read.",
    )


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "text/plain", None])
def test_json_that_is_not_called_json_names_the_header_that_is_missing(client: TestClient, kind: str | None) -> None:
    headers = {} if kind is None else {"Content-Type": kind}
    told = client.post("/api/ask", content='{"question": "Why?"}', headers=headers)
    assert told.status_code == 415
    assert "Content-Type: application/json" in told.json()["message"]


def test_what_is_not_there_names_the_list_of_what_is(client: TestClient) -> None:
    for address in ("/", "/api/nothing"):
        assert "/api/openapi.json" in client.get(address).json()["message"]


def test_no_failure_is_without_its_shape(client: TestClient) -> None:
    for method, address, status in (("GET", "/api/nothing", 404), ("PUT", "/api/ask", 405), ("POST", "/api/ask", 422)):
        told = client.request(method, address)
        assert (told.status_code, told.json()["status"]) == (status, status)
        assert told.headers["content-type"] == "application/problem+json"
    assert client.put("/api/ask").headers["allow"] == "POST"


def test_a_fault_of_ours_says_nothing_of_itself(client: TestClient, scripted: Any) -> None:
    def fail() -> Iterator[Event]:
        yield Searching("Why?", Filters())
        message = "a secret"
        raise ZeroDivisionError(message)

    scripted.script = fail
    told = client.post("/api/ask", json={"question": "Why?"})
    assert (told.status_code, told.json()["error"]) == (500, "Unexpected")
    assert "secret" not in told.text


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("offset=-1", "RequestInvalid"),
        ("offset=x", "RequestInvalid"),
        ("limit=0", "RequestInvalid"),
        ("limit=101", "RequestInvalid"),
        ("date_from=soon", "FilterError"),
        ("date_from=2026&date_to=2025", "FilterError"),
        (f"q={'x' * 501}", "RequestInvalid"),
        (f"publisher={'x' * 2001}", "RequestInvalid"),
        ("&".join(["kind=news"] * 201), "RequestInvalid"),
    ],
    ids=range(9),
)
def test_a_list_is_asked_for_in_numbers_and_days(client: TestClient, query: str, error: str) -> None:
    refused = client.get(f"/api/articles?{query}")
    assert (refused.status_code, refused.json()["error"]) == (422, error)
    assert len(refused.content) < 1000


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/plain", "text/plain; charset=utf-8"),
        ("application/json, text/plain, */*", "application/json"),
        ("*/*", "application/json"),
    ],
)
def test_words_are_for_those_who_take_nothing_else(client: TestClient, accept: str, kind: str) -> None:
    told = client.post("/api/ask", json={"question": "Why?"}, headers={"accept": accept})
    assert (told.status_code, told.headers["content-type"]) == (200, kind)


def test_a_list_is_turned_page_by_page(client: TestClient) -> None:
    first = client.get("/api/articles?limit=2").json()
    assert (len(first["articles"]), first["total"], first["next_offset"]) == (2, 3, 2)
    assert "text" not in first["articles"][0]
    last = client.get("/api/articles?limit=2&offset=2").json()
    assert (len(last["articles"]), last["next_offset"]) == (1, None)
    found = client.get("/api/articles", params={"q": "cracks", "publisher": "the courier"}).json()
    assert [article["publisher"] for article in found["articles"]] == ["The Courier"]
    assert found["total"] is None
    assert client.get("/api/articles?q=%00%F0%9F%98%80%22*").status_code == 200


def test_failures_have_their_form_under_a_sub_path_too(client: TestClient, scripted: Any) -> None:
    entrance = Entrance(public=PublicAddress.parse("https://desk.example/news/"), is_open=True)
    app = build_api(Desk(scripted.archive.path, lambda: scripted), scripted.settings, entrance)
    below = TestClient(app, base_url="https://desk.example", raise_server_exceptions=False)
    for path in ("/v1/chat/completions", "/v1/nothing"):
        assert set(below.post(f"/news{path}", json={}).json()) == set(client.post(path, json={}).json()) == {"error"}
    missing = below.get("/news/api/articles/nobody")
    assert (missing.status_code, missing.headers["content-type"]) == (404, "application/problem+json")
    assert below.get("/news/api/status").status_code == 200
