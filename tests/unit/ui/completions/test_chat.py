"""OpenAI's addresses over a scripted assistant: what is taken, what is refused, and in which shape."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.answer import Answer, Citation, Event, Searching, Turn
from assistant.archive import Article, Filters
from assistant.errors import ModelUnavailable, QuestionError
from ui.application import add_api
from ui.completions.bodies import ChatRequest
from ui.desk import Desk

ASKED = {"model": "copydesk", "messages": [{"role": "user", "content": "Why?"}]}


@pytest.fixture
def client(scripted: Any, make_article: Callable[..., Article], make_answer: Callable[..., Answer]) -> TestClient:
    scripted.answers(make_answer(Citation.of(1, make_article(), (0, 22))))
    app = FastAPI()
    add_api(app, Desk(scripted.archive.path, lambda: scripted), scripted.settings)
    return TestClient(app, base_url="http://127.0.0.1:7860")


def parts_of(text: str) -> list[dict[str, Any]]:
    lines = [line.removeprefix("data: ") for line in text.split("\n\n") if line.startswith("data: ")]
    assert lines[-1] == "[DONE]"
    return [json.loads(line) for line in lines[:-1]]


def test_the_conversation_reaches_the_assistant_and_nothing_else(client: TestClient, scripted: Any) -> None:
    messages = [
        {"role": "system", "content": "You are a pirate."},
        {"role": "user", "content": [{"type": "text", "text": "Who closed"}, {"type": "text", "text": "the bridge?"}]},
        {"role": "assistant", "content": "Teague. [1]\n\nSources:\n- [1] Bridge closed, The Lantern"},
        {"role": "tool", "content": "42", "tool_call_id": "x"},
        {"role": "user", "content": "And why?"},
    ]
    extra: dict[str, Any] = {
        "temperature": 3,
        "top_p": None,
        "tools": [],
        "user": "u",
        "metadata": {"a": [1]},
        "session_id": 7,
    }
    told = client.post("/v1/chat/completions", json={"model": "copydesk-quotes", "messages": messages, **extra}).json()
    question, history, filters = scripted.asked[0]
    assert question == "And why?"
    assert history == (Turn("user", "Who closed\nthe bridge?"), Turn("assistant", "Teague. [1]"))
    assert filters is None
    assert scripted.writers_asked == ["extractive"]
    assert told["choices"][0]["message"]["content"].startswith("The bridge was closed. [1]")
    assert told["copydesk"]["citations"][0]["quote"] == "The bridge was closed."
    assert told["usage"]["total_tokens"] == told["usage"]["prompt_tokens"] + told["usage"]["completion_tokens"] > 20


def test_filters_and_the_list_of_sources_are_a_matter_of_our_own_field(client: TestClient, scripted: Any) -> None:
    wishes = {"filters": {"publishers": ["The Lantern"]}, "read_filters": False, "sources": False}
    told = client.post("/v1/chat/completions", json={**ASKED, "copydesk": wishes}).json()
    assert scripted.asked[0][2] == Filters(publishers=("The Lantern",))
    assert scripted.filters_read == [False]
    assert told["choices"][0]["message"]["content"] == "The bridge was closed. [1]"


def test_a_stream_says_the_same(client: TestClient) -> None:
    whole = client.post("/v1/chat/completions", json=ASKED).json()
    stream = client.post(
        "/v1/chat/completions", json={**ASKED, "stream": True, "stream_options": {"include_usage": True}}
    )
    assert stream.headers["content-type"].startswith("text/event-stream")
    parts = parts_of(stream.text)
    deltas = [part["choices"][0]["delta"] for part in parts if part["choices"]]
    assert deltas[0]["role"] == "assistant"
    message = whole["choices"][0]["message"]
    assert "".join(delta.get("content", "") for delta in deltas) == message["content"]
    assert [delta["annotations"] for delta in deltas if "annotations" in delta] == [message["annotations"]]
    assert parts[-2]["choices"][0]["finish_reason"] == "stop"
    assert parts[-2]["copydesk"]["text"] == whole["copydesk"]["text"]
    assert (parts[-1]["choices"], parts[-1]["usage"]) == ([], whole["usage"])
    assert {part["object"] for part in parts} == {"chat.completion.chunk"}
    without = parts_of(client.post("/v1/chat/completions", json={**ASKED, "stream": True}).text)
    assert all("usage" not in part for part in without)


@pytest.mark.parametrize("stream", [True, False])
def test_a_title_is_no_question(client: TestClient, scripted: Any, stream: bool) -> None:
    task = '### Task:\nA title.\n{ "title": "…" }\n<chat_history>\nUSER: Who closed it?\n</chat_history>'
    wanted = {**ASKED, "messages": [{"role": "user", "content": task}], "stream": stream}
    told = client.post("/v1/chat/completions", json=wanted)
    content = (parts_of(told.text)[0]["choices"][0]["delta"] if stream else told.json()["choices"][0]["message"])[
        "content"
    ]
    assert json.loads(content) == {"title": "Who closed it"}
    assert scripted.asked == []


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"model": "gpt-7"}, 404, "model_not_found"),
        ({"model": None}, 400, "RequestInvalid"),
        ({"messages": []}, 400, "RequestInvalid"),
        ({"messages": [{"role": "king", "content": "x"}]}, 400, "RequestInvalid"),
        ({"messages": [{"role": "assistant", "content": "x"}]}, 400, "InvalidRequest"),
        ({"messages": [{"role": "user", "content": "  "}]}, 400, "InvalidRequest"),
        ({"messages": [{"role": "user", "content": None}]}, 400, "InvalidRequest"),
        (
            {"messages": [{"role": "user", "content": [{"type": "text", "text": "x"}, {"type": "image_url"}]}]},
            400,
            "InvalidRequest",
        ),
        ({"copydesk": {"filter": {}}}, 400, "RequestInvalid"),
        ({"copydesk": {"filters": {"date_from": "soon"}}}, 400, "FilterError"),
    ],
)
def test_a_refusal_has_openais_shape(client: TestClient, changed: dict[str, Any], status: int, code: str) -> None:
    refused = client.post("/v1/chat/completions", json={**ASKED, **changed})
    assert (refused.status_code, refused.headers["content-type"]) == (status, "application/json")
    told = refused.json()["error"]
    assert told.keys() == {"message", "type", "param", "code"}
    assert told["code"] == code


def test_what_fails_before_the_first_word_has_a_status_and_what_fails_later_ends_the_stream(
    client: TestClient, scripted: Any
) -> None:
    def refuse() -> Iterator[Event]:
        message = "Ask a shorter question."
        raise QuestionError(message)
        yield

    scripted.script = refuse
    for stream in (True, False):
        refused = client.post("/v1/chat/completions", json={**ASKED, "stream": stream})
        assert (refused.status_code, refused.json()["error"]["code"]) == (400, "QuestionError")

    def fail() -> Iterator[Event]:
        yield Searching("Why?", Filters())
        message = "Ask again."
        raise ModelUnavailable(message)

    scripted.script = fail
    lines = client.post("/v1/chat/completions", json={**ASKED, "stream": True}).text.strip().split("\n\n")
    told = json.loads(lines[-1].removeprefix("data: "))["error"]
    assert (told["message"], told["code"], told["type"]) == ("Ask again.", "ModelUnavailable", "server_error")
    assert client.post("/v1/chat/completions", json=ASKED).status_code == 502


def test_the_models_are_listed(client: TestClient) -> None:
    assert [model["id"] for model in client.get("/v1/models").json()["data"]] == ["copydesk", "copydesk-quotes"]
    assert client.get("/v1/models/copydesk").json()["object"] == "model"
    assert client.get("/v1/models/other").json()["error"]["code"] == "model_not_found"


def test_a_request_may_hold_what_nobody_reads() -> None:
    request = ChatRequest.model_validate({**ASKED, "n": 2, "stop": ["x"], "stream_options": {"include_obfuscation": 1}})
    assert (request.question(), request.turns(), request.wants_usage) == ("Why?", (), False)
