"""The channel between page and Python, over HTTP as the page uses it."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from assistant.answer import Answer, Citation
from assistant.archive import Article
from tests.asking import seen_of
from ui.server import build_app
from ui.wire import CHAT_CALLS, SHELF_CALLS

HERE = "http://127.0.0.1:7860"


class Page:
    """The script's side of the wire; counts what goes over it."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        components = client.get("/config").json()["components"]
        (self.wire,) = [one for one in components if one["props"].get("elem_id") == "wire"]
        self.byte_count = 0

    def call(self, name: str, sent: object) -> Any:
        body = {"data": sent, "component_id": self.wire["id"], "fn_name": name, "session_hash": "s"}
        response = self.client.post("/gradio_api/component_server/", json=body)
        assert response.status_code == 200, response.text
        self.byte_count += len(json.dumps(body)) + len(response.content)
        return response.json()

    def ask(self, question: str, conversation: str = "") -> Any:
        """The answer; what is counted is what went out and back for the question and for the last news of it."""
        reply = self.call("ask", {"question": question, "conversation": conversation})
        asked = self.byte_count
        while reply["is_open"]:
            self.byte_count = asked
            reply = self.call("follow", {"turn": reply["turn"], "seen": seen_of(reply)})
        return reply


@pytest.fixture(scope="module")
def application(seat: Any) -> Any:
    return seat.build(lambda: build_app(seat.desk, host="127.0.0.1"))


@pytest.fixture
def page(
    application: Any, seated: Any, make_article: Callable[..., Article], make_answer: Callable[..., Answer]
) -> Iterator[Page]:
    seated.answers(make_answer(Citation.of(1, make_article(), (0, 22))))
    with TestClient(application, base_url=HERE) as client:
        yield Page(client)


def test_every_call_of_the_page_is_served(page: Page) -> None:
    assert page.wire["props"]["server_fns"] == [*CHAT_CALLS, *SHELF_CALLS]
    assert "What is reported about" in page.call("open", {})["html"]
    turn = page.ask("Why?")
    assert "is-answered" in turn["html"]
    assert turn["conversation"] in page.call("conversations", {})["html"]


def test_what_no_page_of_ours_sends_is_told_and_no_error(page: Page) -> None:
    strange: tuple[object, ...] = ([], "x", {"where": 1}, {"turn": "nobody"})
    for sent in strange:
        assert "failed" in page.call("retry", sent)
    files = page.client.post("/gradio_api/component_server/", data={"component_id": "1"}, files={"x": b"x"})
    assert files.status_code == 415


def test_a_question_in_turn_sixteen_costs_no_more_than_in_turn_two(page: Page) -> None:
    conversation = page.ask("Question 10?")["conversation"]
    costs = []
    for number in range(11, 26):
        page.byte_count = 0
        page.ask(f"Question {number}?", conversation)
        costs.append(page.byte_count)
    assert costs[-1] <= costs[0] * 1.1 + 200, costs
