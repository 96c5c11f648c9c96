"""Addresses for programs behind the real guards: tokens and their roles, a sub-path, and who counts as one asker."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from assistant.errors import ArchiveMissing
from assistant.settings import Settings
from ui.addresses import PublicAddress
from ui.application import build_api
from ui.desk import Desk
from ui.entrance import Entrance
from ui.users.records import Users

HERE = "http://127.0.0.1:7860"
STORY = {"articles": [{"title": "Bridge shut", "text": "The bridge was closed.", "url": "https://lantern.example/b"}]}
CHAT = {"model": "other", "messages": [{"role": "user", "content": "Why?"}]}


@pytest.fixture
def make_client(scripted: Any) -> Callable[..., TestClient]:
    def make(entrance: Entrance, *, base_url: str = HERE, peer: str = "127.0.0.1", **set_to: Any) -> TestClient:
        settings = scripted.settings.model_copy(update=set_to)
        application = build_api(Desk(scripted.archive.path, lambda: scripted), settings, entrance)
        return TestClient(application, base_url=base_url, client=(peer, 5000))

    return make


@pytest.fixture
def tokens(tmp_path: Path) -> dict[str, str]:
    users = Users(tmp_path / "users.json")
    users.put("ana", "editor", None)
    return {role: users.add_token("ana", role, role) for role in ("editor", "reader")}


def test_without_a_token_nobody_gets_in(
    make_client: Callable[..., TestClient], tmp_path: Path, tokens: dict[str, str]
) -> None:
    client = make_client(Entrance(users=tmp_path / "users.json"))
    for address in ("/api/status", "/v1/models", "/mcp"):
        for headers in ({}, {"authorization": "Bearer copydesk_wrong"}, {"authorization": "Basic x"}):
            refused = client.get(address, headers=headers)
            assert refused.status_code == 401
            assert refused.headers["www-authenticate"].startswith("Bearer")
            told = refused.json()
            assert (told["error"]["type"] if address == "/v1/models" else told["title"]) in (
                "authentication_error",
                "Unauthorized",
            )
    assert client.get("/health").status_code == 200
    for token in tokens.values():
        assert client.get("/v1/models", headers={"authorization": f"Bearer {token}"}).status_code == 200


def test_a_stranger_learns_that_it_is_ready_and_nothing_else(
    make_client: Callable[..., TestClient], tmp_path: Path, tokens: dict[str, str]
) -> None:
    assert make_client(Entrance()).get("/ready").json()["articles"] > 0
    stranger = make_client(Entrance(users=tmp_path / "users.json"))
    assert stranger.get("/ready").json() == {"status": "ready"}


def test_nor_where_an_archive_that_cannot_be_asked_lies(tmp_path: Path, tokens: dict[str, str]) -> None:
    hidden = tmp_path / "hidden-folder"

    def fail() -> Any:
        message = f"There is no archive at {hidden}."
        raise ArchiveMissing(message)

    for entrance, is_told in ((Entrance(), True), (Entrance(users=tmp_path / "users.json"), False)):
        client = TestClient(build_api(Desk(hidden, fail), Settings.load(), entrance), base_url=HERE)
        told = client.get("/ready")
        assert (told.status_code, "hidden-folder" in told.text) == (503, is_told)


def test_changes_are_for_editors(
    make_client: Callable[..., TestClient], tmp_path: Path, tokens: dict[str, str]
) -> None:
    client = make_client(Entrance(users=tmp_path / "users.json"), api_writes=True)
    bearer = {role: {"authorization": f"Bearer {token}"} for role, token in tokens.items()}
    too_much = client.post("/api/ingest", json={"articles": [{"text": "a " * 600_000}]}, headers=bearer["reader"])
    assert (too_much.status_code, "fewer articles" in too_much.json()["message"]) == (413, True)
    assert client.post("/api/ingest", json=STORY, headers=bearer["reader"]).status_code == 403
    assert client.delete("/api/articles/a", headers=bearer["reader"]).status_code == 403
    assert client.delete("/api/articles/nobody", headers=bearer["editor"]).status_code == 404


def test_below_a_sub_path_everything_is_as_at_the_root(make_client: Callable[..., TestClient]) -> None:
    public = PublicAddress.parse("http://desk.example/news/")
    entrance = Entrance(public=public, proxies=("127.0.0.1",), is_open=True)
    client = make_client(entrance, base_url="http://desk.example", requests_per_minute=3)
    assert client.get("/news/api/openapi.json").json()["servers"] == [{"url": "/news"}]
    refused = client.post("/news/v1/chat/completions", json=CHAT)
    assert (refused.status_code, refused.json()["error"]["code"]) == (404, "model_not_found")
    assert client.post("/news/v1/chat/completions", json={}).json()["error"]["code"] == "RequestInvalid"
    late = client.get("/news/v1/models")
    assert (late.status_code, late.json()["error"]["type"]) == (429, "rate_limit_error")


@pytest.mark.slow
def test_strangers_are_counted_by_address_and_not_by_a_name_that_is_new_each_time(
    make_client: Callable[..., TestClient],
) -> None:
    client = make_client(Entrance(is_open=True), requests_per_minute=2)
    statuses = []
    for _ in range(3):
        client.cookies.clear()
        statuses.append(client.get("/api/openapi.json").status_code)
    assert statuses == [200, 200, 429]
