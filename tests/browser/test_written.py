"""A reader with a model: written and quoted answers of one question, Stop, and a provider that fails."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from assistant.archive import Archive, IncomingArticle
from assistant.models import LocalEmbeddings, count_tokens
from ingest.split import split
from tests.browser.looks import overflow
from tests.chat_server import KEY, ChatServer, Handler, chat_server, delta, events, giving, saying

Ask = Callable[..., None]
FERRY = (
    "The ferry Heron sank off Ombersund on Tuesday after it struck a rock in fog. "
    "All 31 passengers were rescued by the pilot boat Gannet, harbour master Ines Corrado said. "
    "The Heron had carried islanders to the mainland since 1974."
)
QUESTION = "How many passengers were rescued by the pilot boat Gannet?"


COLOUR = "(selector) => getComputedStyle(document.querySelector(selector)).backgroundColor"


def id_of_rescue(body: dict[str, Any]) -> str:
    """The id under which the model was given the sentence about the rescue."""
    found = re.search(r"^\[(\d+\.\d+)\] All 31", body["messages"][-1]["content"], re.MULTILINE)
    return found[1] if found else "1.1"


def write(handler: Handler, body: dict[str, Any]) -> None:
    number = id_of_rescue(body)
    saying(f"The pilot boat Gannet rescued all 31 passengers [{number}]. ", f"All 13 drowned [{number}].")(
        handler, body
    )


def write_for_ever(handler: Handler, body: dict[str, Any]) -> None:
    stated = delta(f"All 31 passengers were rescued [{id_of_rescue(body)}].\n")
    events([stated, *[delta("and ")] * 2000], pause=0.05)(handler, body)


@pytest.fixture(scope="module")
def running_model() -> Iterator[ChatServer]:
    with chat_server() as running:
        yield running


@pytest.fixture
def server(running_model: ChatServer) -> ChatServer:
    running_model.behaviour = write
    running_model.seen.hung_up.clear()
    return running_model


@pytest.fixture(scope="module")
def written_address(
    running_model: ChatServer,
    start_server: Callable[[list[str]], AbstractContextManager[str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """Where the page is whose answers the server on loopback writes."""
    path, model = tmp_path_factory.mktemp("written") / "archive", LocalEmbeddings()
    article = IncomingArticle(
        FERRY, "Ferry sinks", "The Lantern", (), "2026-05-04", date(2026, 5, 4), source_name="desk"
    )
    with Archive.open(path, model.identity, create=True) as archive, archive.writer(model.encode) as writer:
        writer.put_many([(article, split(article, count_tokens))], model.encode)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {
            "": "openai:small",
            "_BASE_URL": running_model.url,
            "_API_KEY": KEY,
            "_RETRIES": "0",
        }.items():
            patch.setenv(f"COPYDESK_MODEL{name}", value)
        with start_server(["-m", "ui", "--port", "0", "--no-browser", "--archive", str(path)]) as address:
            yield address


@pytest.fixture
def page(open_page: Callable[..., Page], written_address: str) -> Page:
    opened = open_page(written_address, width=1366)
    opened.wait_for_selector("#thread .welcome")
    return opened


def test_written_and_quoted_answers_of_one_question(page: Page, ask: Ask, server: ChatServer) -> None:
    expect(page.locator("#masthead")).to_contain_text("127.0.0.1")
    ask(page, QUESTION)
    expect(page.locator("#live .statement").first).to_contain_text("The pilot boat Gannet rescued all 31 passengers")
    expect(page.locator("#live .status-unsupported")).to_have_count(1)
    expect(page.locator("#live")).to_contain_text("the number 13 is not in what it cites")
    asked_count = len(server.seen.bodies)
    page.get_by_role("button", name="Quotes only").click()
    page.wait_for_selector("#live .is-answered .is-verbatim")
    expect(page.locator("#writer input[value=model]")).to_be_checked()  # one answer in quotes, not all that follow
    expect(page.locator("#live .status-unsupported")).to_have_count(0)
    assert len(server.seen.bodies) == asked_count
    page.locator("#live").get_by_role("button", name="Written answer").click()
    page.wait_for_selector("#live .is-answered .status-unsupported")
    page.locator("#live .marker").first.click()
    expect(page.locator("dialog.reader mark.is-cited").first).to_contain_text("All 31 passengers were rescued")
    assert KEY not in page.content()
    assert overflow(page) <= 0


def test_stop_ends_the_request_at_the_server(page: Page, server: ChatServer) -> None:
    server.behaviour = write_for_ever
    page.fill("#question textarea", QUESTION)
    page.press("#question textarea", "Enter")
    page.wait_for_selector("#live .is-open .statement")
    assert not server.seen.hung_up.is_set()
    page.click("#stop")
    assert server.seen.hung_up.wait(10)
    expect(page.locator("#live .stopped")).to_be_visible()


def test_a_provider_that_fails_is_told_and_quotes_are_offered(page: Page, ask: Ask, server: ChatServer) -> None:
    server.behaviour = giving(500)
    ask(page, QUESTION, "is-trouble")
    trouble = page.locator("#live [role=alert]")
    expect(trouble).to_contain_text("failed (status 500). Try again later.")
    assert KEY not in page.content()
    assert "raw provider text" not in page.content()
    trouble.get_by_role("button", name="Answer with quotes instead").click()
    page.wait_for_selector("#live .is-answered")
    expect(page.locator("#live .statement").first).to_contain_text("All 31 passengers were rescued")


def test_a_written_answer_and_the_switch_fit_a_phone(
    open_page: Callable[..., Page], written_address: str, ask: Ask, server: ChatServer
) -> None:
    assert server.behaviour is write
    page = open_page(written_address, width=375, height=800, scheme="dark")
    page.wait_for_selector("#thread .welcome")
    ask(page, QUESTION)
    assert overflow(page) <= 0
    for place in ("#live .statement", "#live .card", "#writer label:last-of-type"):
        box = page.locator(place).first.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 375
    switch = page.locator("#writer label").last.bounding_box()
    assert switch is not None
    assert switch["y"] + switch["height"] <= 800
    page.get_by_label("Quotes only").click()
    page.focus("#question textarea")
    page.mouse.move(0, 0)
    chosen = page.evaluate(COLOUR, "#writer input:checked")
    assert chosen != page.evaluate(COLOUR, "#writer input:not(:checked)")
    page.hover("#writer label.selected")
    assert page.evaluate(COLOUR, "#writer input:checked") == chosen, "the chosen one under the mouse"
    ask(page, QUESTION)
    page.wait_for_selector("#live .is-answered .is-verbatim")
