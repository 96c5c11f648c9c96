"""A small application behind the real guards: it says who it takes the reader for."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI, Request
from starlette.testclient import TestClient

from ui.addresses import PublicAddress
from ui.entrance import Entrance
from ui.readers import reader_of
from ui.users.pages import add_sign_in
from ui.users.passwords import Passwords
from ui.users.records import Users

PASSWORD = "correct horse battery"
HERE = "http://127.0.0.1:7860"
PUBLIC = "https://desk.example/news/"


def quick() -> Passwords:
    """The real hash with less memory: what is counted here is who gets in."""
    return Passwords(memory_kib=8)


@pytest.fixture(scope="session")
def hashed() -> str:
    return quick().hash(PASSWORD)


@pytest.fixture
def users(tmp_path: Path, hashed: str) -> Users:
    """Ana edits, Ben reads."""
    found = Users(tmp_path / "users.json")
    found.put("ana", "editor", hashed)
    found.put("ben", "reader", hashed)
    return found


def build(entrance: Entrance, *, peer: str = "127.0.0.1", base_url: str = HERE) -> TestClient:
    app = FastAPI(openapi_url=None)
    door = entrance.door(quick())
    add_sign_in(app, door, prefix=entrance.prefix)

    @app.get("/{path:path}")
    @app.post("/{path:path}")
    def who(request: Request) -> dict[str, Any]:
        reader = reader_of(request.scope)
        return {"name": reader.name, "role": reader.role}

    guarded = entrance.guard(app, door)
    return TestClient(guarded, base_url=base_url, client=(peer, 5000), follow_redirects=False)


@pytest.fixture
def client(users: Users) -> TestClient:
    """A browser at a page on loopback that has users."""
    return build(Entrance(users=users.path))


@pytest.fixture
def make_client(users: Users) -> Callable[..., TestClient]:
    def make(*, peer: str = "127.0.0.1", base_url: str = HERE, url: str | None = None, **named: Any) -> TestClient:
        public = PublicAddress.parse(url) if url else None
        return build(Entrance(users=users.path, public=public, **named), peer=peer, base_url=base_url)

    return make
