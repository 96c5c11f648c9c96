"""Whose word counts on where a request came from."""

from typing import Any

import pytest
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from ui.addresses import PublicAddress
from ui.forwarded import FORWARDED_KEY, Forwarded

PROXY, STRANGER = "10.0.0.9", "203.0.113.5"
FORGED = {
    "x-forwarded-for": "198.51.100.7",
    "x-forwarded-proto": "https",
    "x-forwarded-host": "evil.example",
    "forwarded": "for=198.51.100.7;host=evil.example",
    "x-gradio-server": "http://evil.example",
    "x-user": "boss",
}


def arrive(
    path: str = "/", *, peer: str = PROXY, url: str | None = "https://desk.example/news", **headers: str
) -> dict[str, Any]:
    """What the application sees of a request; empty where it sees none."""
    seen: dict[str, Any] = {}

    async def note(scope: Scope, receive: Receive, send: Send) -> None:
        seen.update(scope, headers={name.decode(): value.decode() for name, value in scope["headers"]})
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    public = PublicAddress.parse(url) if url else None
    app = Forwarded(note, public=public, proxies=("10.0.0.0/8",), user_header="X-User")
    client = TestClient(app, base_url="http://127.0.0.1:7860", client=(peer, 5000), follow_redirects=False)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    seen["response"] = client.get(path, headers=named)
    return seen


def test_a_stranger_is_not_believed() -> None:
    seen = arrive(peer=STRANGER, **FORGED)
    assert seen["client"][0] == STRANGER
    assert (seen["scheme"], seen["headers"]["host"]) == ("http", "127.0.0.1:7860")
    assert not set(FORGED) & set(seen["headers"])
    assert seen[FORWARDED_KEY]
    assert not arrive(peer=STRANGER)[FORWARDED_KEY]


def test_a_named_proxy_says_who_asks_for_what() -> None:
    told = {"x-forwarded-for": f"{STRANGER}, 10.1.1.1", "x-forwarded-proto": "https"}
    seen = arrive(**told, **{"x-forwarded-host": "a.example, desk.example", "x-user": "ana"})
    assert (seen["client"][0], seen["scheme"]) == (STRANGER, "https")
    assert (seen["headers"]["host"], seen["headers"]["x-user"]) == ("desk.example", "ana")
    assert not {"x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"} & set(seen["headers"])
    assert arrive(**told)["headers"]["host"] == "desk.example", "it says no host, so the public one is meant"
    assert arrive()["headers"]["host"] == "127.0.0.1:7860", "it asks for itself"


def test_what_a_reader_wrote_before_the_proxy_did_is_not_the_client() -> None:
    assert arrive(**{"x-forwarded-for": f"6.6.6.6, {STRANGER}"})["client"][0] == STRANGER


@pytest.mark.parametrize(
    ("told", "client", "scheme", "host"),
    [
        (f"for={STRANGER};proto=https;host=desk.example", STRANGER, "https", "desk.example"),
        (f'for=6.6.6.6, For="{STRANGER}:99"; Host="desk.example"', STRANGER, "https", "desk.example"),
        ('for="[2001:db8::1]:99";proto=http;host="[::1]:80"', "2001:db8::1", "http", "[::1]:80"),
        ("for=unknown;host=a@b", "unknown", "https", "desk.example"),
        ('for="' + '"a' * 900, PROXY, "https", "desk.example"),
    ],
)
def test_the_standard_header_is_read_too(told: str, client: str, scheme: str, host: str) -> None:
    seen = arrive(forwarded=told)
    assert (seen["scheme"], seen["headers"]["host"]) == (scheme, host)
    assert seen["client"][0] in (client, "unknown") if client == PROXY else seen["client"][0] == client


@pytest.mark.parametrize("path", ["/library", "/news/library"])
def test_the_sub_path_may_be_left_in_the_path_or_out_of_it(path: str) -> None:
    seen = arrive(path, peer=STRANGER, host="desk.example:443")
    assert (seen["path"], seen["raw_path"], seen["root_path"]) == ("/news/library", b"/news/library", "/news")
    assert seen["scheme"] == "https", "whatever arrives under the public name came over its scheme"
    assert arrive("/newspaper")["path"] == "/news/newspaper"


def test_the_sub_path_alone_is_led_to_its_slash() -> None:
    response = arrive("/news")["response"]
    assert (response.status_code, response.headers["location"]) == (308, "/news/")


def test_without_a_public_address_nothing_is_moved() -> None:
    seen = arrive("/library", url=None, peer=STRANGER)
    assert (seen["path"], seen.get("root_path", "")) == ("/library", "")
