"""The way back leads to the conversation that the reader came from, without any script."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from ui.carried import Carried, carrying, conversation
from ui.markup import own_address, reader_address


def test_every_address_carries_it() -> None:
    assert own_address("library") == "library"
    with carrying("c1"):
        assert own_address("library") == "library?c=c1"
        assert own_address("library", [("q", "a b")]) == "library?q=a+b&c=c1"
        assert reader_address("a1", 2).endswith("?version=2&c=c1")
    assert conversation() == ""


@pytest.mark.parametrize(
    ("query", "carried"),
    [("", ""), ("?c=c1", "c1"), ("?q=x&c=c-_2", "c-_2"), ("?c=", ""), ("?c=%3Cb%3E", ""), ("?c=" + "a" * 65, "")],
)
def test_only_what_looks_like_an_id_is_carried(query: str, carried: str) -> None:
    def here(request: Request) -> PlainTextResponse:
        return PlainTextResponse(conversation())

    app = Starlette(routes=[Route("/", here)])
    app.add_middleware(Carried)
    assert TestClient(app).get(f"/{query}").text == carried
