"""The whole application behind its guards, over a real archive."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from assistant.answer import Event, Searching
from assistant.archive import Archive, Filters, IncomingArticle, IncomingPassage
from assistant.errors import ArchiveMissing, FilterError, ModelUnavailable
from ui.app import HEAD
from ui.desk import Desk
from ui.server import build_app

HERE = "http://127.0.0.1:7860"


@pytest.fixture(scope="module")
def application(seat: Any) -> Any:
    return seat.build(lambda: build_app(seat.desk, host="127.0.0.1"))


@pytest.fixture
def client(application: Any, seated: Any) -> TestClient:
    return TestClient(application, base_url=HERE)


@pytest.fixture
def article_ids(stored_archive: Archive) -> dict[str | None, str]:
    with stored_archive.snapshot() as snapshot:
        return {article.title: article.article_id for article in snapshot.list_articles()}


def test_the_page_loads_what_it_names(client: TestClient) -> None:
    page = client.get("/")
    assert page.status_code == 200
    for address in re.findall(r'"(page/[^"]+)"', HEAD):
        assert address in page.text
        assert client.get(address).status_code == 200


def test_pages_and_their_parts_are_sent_compressed(client: TestClient) -> None:
    for address in ("/", "/page/page.css", "/page/chat.js", "/library"):
        assert client.get(address).headers["content-encoding"] == "gzip", address
        plain = client.get(address, headers={"accept-encoding": "identity"})
        assert ("content-encoding" in plain.headers, plain.status_code) == (False, 200)
    assert client.get("/static/js/iframeResizer.contentWindow.min.js").content == b"", "nothing frames this page"


def test_only_what_is_there_is_kept_by_the_browser(client: TestClient) -> None:
    (part, *_) = re.findall(r"assets/[\w-]+\.js", client.get("/").text)
    assert "immutable" in client.get(f"/{part}").headers["cache-control"]
    assert "immutable" not in client.get("/assets/nothing.js").headers.get("cache-control", "")
    assert client.get(f"/{part}").headers["x-content-type-options"] == "nosniff"


def test_the_addresses_for_programs_stand_beside_the_page(client: TestClient) -> None:
    for address in ("/health", "/ready", "/metrics", "/v1/models", "/api/articles", "/api/openapi.json"):
        assert client.get(address).status_code == 200, address
    assert client.get("/v1/nothing").json()["error"]["code"] == "NotFound"
    assert client.get("/api/nothing").json()["error"] == "NotFound"
    for address in ("/api/articles/a", "/v1/models"):
        refused = client.put(address)
        assert (refused.status_code, "GET" in refused.headers["allow"]) == (405, True)
    assert client.put("/api/articles/a").headers["allow"] == "DELETE, GET"


def test_the_pages_settings_give_no_address_to_call(client: TestClient) -> None:
    config = client.get("/config").json()
    assert {dependency["api_visibility"] for dependency in config["dependencies"]} <= {"private", "undocumented"}
    assert (config["title"], config["enable_queue"]) == ("Copydesk", True)


def test_an_article_is_shown_with_what_is_cited(client: TestClient, article_ids: dict[str | None, str]) -> None:
    address = f"/reader/{article_ids['Bridge closed']}"
    page = client.get(f"{address}?start=0&end=44")
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    assert "<title>Bridge closed" in page.text
    assert re.findall(r"<mark[^>]*>(.*?)</mark>", page.text) == ["The bridge was closed after cracks were found."[:44]]
    assert "The Courier" in page.text, "the other paper with the same text"
    fragment = client.get(f"{address}?start=0&end=44&fragment=true").text
    assert "<title>" not in fragment
    assert "<mark" in fragment


@pytest.mark.parametrize(
    "query", ["start=5&end=5", "start=9&end=3", "start=999999&end=1000000", "also=x-y,,9-1,1-99999", "also=%00"]
)
def test_spans_that_are_none_mark_nothing_and_break_nothing(
    client: TestClient, article_ids: dict[str | None, str], query: str
) -> None:
    page = client.get(f"/reader/{article_ids['Bridge closed']}?{query}")
    assert page.status_code == 200
    assert "cracks were found" in re.sub("<[^>]*>", "", page.text)


@pytest.mark.parametrize("query", ["version=0", "version=x", "start=-1", f"also={'1' * 4001}", f"end={10**30}"])
def test_numbers_that_make_no_sense_are_refused(
    client: TestClient, article_ids: dict[str | None, str], query: str
) -> None:
    assert client.get(f"/reader/{article_ids['Bridge closed']}?{query}").status_code == 422


@pytest.mark.parametrize("body", ["&".join(f"field{number}=x" for number in range(50)), "language=%ff", "=&=;&%"])
def test_a_form_that_is_none_chooses_no_language(client: TestClient, body: str) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    reply = client.post("/settings/language", content=body, headers=form, follow_redirects=False)
    assert reply.status_code == 303
    assert "Max-Age=0" in reply.headers["set-cookie"]


def test_hostile_text_stays_text(client: TestClient, article_ids: dict[str | None, str]) -> None:
    for address in (f"/reader/{article_ids[None]}", "/library", "/library?q=%3Cscript%3Ealert(1)%3C/script%3E"):
        page = client.get(address).text
        assert "<script>alert(1)" not in page
        assert "<img src=x" not in page
    assert "&lt;script&gt;alert(1)" in client.get(f"/reader/{article_ids[None]}").text


@pytest.mark.parametrize("name", ["nobody", "%3Cscript%3E", "a0123456789abcdef", "%F0%9F%98%80"])
def test_an_article_that_is_not_there_is_said_as_it_was_asked(client: TestClient, name: str) -> None:
    page = client.get(f"/reader/{name}")
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "Search for the article" in page.text
    assert "<script>" not in re.sub(r"<script [^>]*></script>", "", page.text)
    for address in (f"/reader/{name}?fragment=true", f"/api/articles/{name}"):
        told = client.get(address)
        assert (told.status_code, told.json()["error"]) == (404, "ArticleNotFound")


def test_a_version_that_is_not_there(client: TestClient, article_ids: dict[str | None, str]) -> None:
    assert client.get(f"/reader/{article_ids['Bridge closed']}?version=1").status_code == 200
    assert client.get(f"/reader/{article_ids['Bridge closed']}?version=2").status_code == 404


def test_what_changed_between_two_versions(client: TestClient, stored_archive: Archive) -> None:
    with stored_archive.writer() as writer:
        for text in ("Three died.", "Eleven died."):
            told = IncomingArticle(text, "Fire", "The Lantern", url="https://lantern.example/fire")
            fire = writer.put(told, [IncomingPassage(0, len(text), ((0, len(text)),), text)])
    address = f"/reader/{fire.article_id}"
    assert f"{address[1:]}/changes?old=1&amp;new=2" in client.get(address).text
    page = client.get(f"{address}/changes?old=1&new=2").text
    assert "<title>What changed" in page
    assert "<del>Three</del><ins>Eleven</ins> died." in page
    assert "<title>" not in client.get(f"{address}/changes?old=2&new=1&fragment=1").text
    for query in ("old=1&new=1", "old=1&new=3", "old=1", "old=0&new=1"):
        assert client.get(f"{address}/changes?{query}").status_code == 422
    assert client.get("/reader/nobody/changes?old=1&new=2").status_code == 404


def test_the_reader_is_led_through_the_citations_of_an_answer(
    client: TestClient, article_ids: dict[str | None, str]
) -> None:
    here, there = article_ids["Bridge closed"], article_ids["Crossing shut"]
    walk = f"{here}.1.0.44~{there}.1.0.44"
    page = client.get(f"/reader/{here}?version=1&start=0&end=44&walk={walk}").text
    assert "1 of 2" in page
    assert f'href="reader/{there}?version=1&amp;start=0&amp;end=44&amp;walk={walk}#cited"' in page
    for wrong in ("x", "~" * 4000, f"{there}.1.0.44", "%00"):
        assert client.get(f"/reader/{here}?version=1&start=0&end=44&walk={wrong}").status_code == 200


def test_the_settings_say_what_leaves_this_computer(client: TestClient) -> None:
    page = client.get("/settings")
    assert page.status_code == 200
    assert "What leaves this computer" in page.text
    assert 'href="settings" aria-current="page"' in page.text


def test_the_library_lists_searches_and_turns_pages(client: TestClient) -> None:
    everything = client.get("/library")
    assert everything.headers["cache-control"] == "no-store"
    assert "Bridge closed" in everything.text
    assert "Crossing shut" in everything.text
    assert "Bridge closed" not in client.get("/library?q=alert").text
    assert "No article holds" in client.get("/library?q=zeppelin").text
    assert client.get("/library?offset=1000000").status_code == 200
    assert client.get("/library", params={"q": "x" * 501}).status_code == 422
    assert client.get("/library?offset=-1").status_code == 422


@pytest.mark.parametrize(("failure", "status"), [(FilterError, 422), (ModelUnavailable, 502), (ArchiveMissing, 503)])
def test_a_failure_has_a_status_and_a_sentence(
    client: TestClient, scripted: Any, failure: Callable[[str], Exception], status: int
) -> None:
    def fail() -> Iterator[Event]:
        yield Searching("Why?", Filters())
        message = "Do this and try again."
        raise failure(message)

    scripted.script = fail
    response = client.post("/api/ask", json={"question": "Why?"})
    assert response.status_code == status
    assert response.json()["message"] == "Do this and try again."


@pytest.mark.parametrize(
    "address",
    [
        "/page/nothing.css",
        "/page/..%2fserver.py",
        "/page/%2e%2e/server.py",
        "/page/",
        "/page/%00",
        "/docs",
        "/openapi.json",
    ],
)
def test_only_the_pages_own_files_are_given_out(client: TestClient, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert "def build_app" not in response.text


def test_every_address_is_guarded(client: TestClient, article_ids: dict[str | None, str]) -> None:
    for address in ("/", "/library", f"/reader/{article_ids[None]}", "/api/status", "/page/page.css", "/config"):
        assert client.get(address).headers["x-content-type-options"] == "nosniff"
        assert client.get(address, headers={"host": "evil.example"}).status_code == 421
        assert client.get(address, headers={"origin": "http://evil.example"}).status_code == 403


def test_without_an_archive_every_page_says_how_to_make_one(tmp_path: Path, seat: Any) -> None:
    def open_assistant() -> Any:
        message = "There is no archive here. Make one with `copydesk ingest PATH`."
        raise ArchiveMissing(message)

    desk = Desk(tmp_path / "none", open_assistant)
    client = TestClient(seat.build(lambda: build_app(desk, host="127.0.0.1")), base_url=HERE)
    assert client.get("/").status_code == 200
    library = client.get("/library")
    assert library.status_code == 200
    assert "copydesk ingest PATH" in library.text
    reader = client.get("/reader/a0123456789abcdef")
    assert reader.status_code == 503
    assert "copydesk ingest PATH" in reader.text
