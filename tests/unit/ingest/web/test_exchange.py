"""One request, against a real server on loopback."""

import gzip
import time
from collections.abc import Iterator
from typing import Any

import pytest

from assistant.errors import SettingsError
from ingest.web.address import Allowed, parse_address
from ingest.web.exchange import Exchange, Limits, Line
from ingest.web.faults import Unfetched
from tests.web_site import Page, Site, open_site

SMALL = Limits(seconds=5.0, most_bytes=100_000)


@pytest.fixture
def site() -> Iterator[Site]:
    with open_site() as opened:
        yield opened


def get(site: Site, page: Page, limits: Limits = SMALL) -> Exchange:
    site.pages["/a"] = page
    line = Line(Allowed.of([site.host]), lambda _host, _port: ["127.0.0.1"], "Copydesk/test")
    return line.get(parse_address(site.url("/a")), limits, {"If-None-Match": '"1"'})


def reason(site: Site, page: Page, limits: Limits = SMALL) -> str:
    with pytest.raises(Unfetched) as caught:
        get(site, page, limits)
    return str(caught.value)


def test_what_is_sent_is_little_and_honest(site: Site) -> None:
    answer = get(site, Page("words", headers={"ETag": '"2"', "Set-Cookie": "id=1"}))
    assert (answer.status, answer.content, answer.headers["etag"]) == (200, b"words", '"2"')
    assert get(site, Page("words")).status == 200
    for request in site.requests:
        assert set(request.headers) == {
            "host", "user-agent", "accept", "accept-encoding", "connection", "if-none-match",
        }  # fmt: skip
        assert request.headers["host"] == site.host
        assert request.headers["user-agent"] == "Copydesk/test"
        assert request.headers["accept-encoding"] == "identity"


def test_no_proxy_of_the_environment_is_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert get(site, Page("words")).content == b"words"


def test_a_proxy_of_the_settings_is(site: Site) -> None:
    """It gets the whole address, and is the only one that is connected to."""
    site.pages["http://news.example:80/a"] = Page("through the proxy")
    line = Line(Allowed(), lambda _host, _port: ["127.0.0.1"], "Copydesk", proxy=f"http://me:key@{site.host}")
    assert line.get(parse_address("http://news.example/a"), SMALL, {}).content == b"through the proxy"
    assert site.requests[0].headers["proxy-authorization"].startswith("Basic ")


@pytest.mark.parametrize("proxy", ["key@proxy:3128", "socks5://me:key@proxy", "http://:key@", "key"])
def test_a_proxy_that_is_none_is_said_without_its_password(proxy: str) -> None:
    with pytest.raises(SettingsError, match="COPYDESK_WEB_PROXY") as caught:
        Line(Allowed(), lambda _host, _port: [], "Copydesk", proxy=proxy)
    assert "key" not in str(caught.value)


def test_only_a_200_has_a_body(site: Site) -> None:
    answer = get(site, Page("<h1>no</h1>", 404))
    assert (answer.status, answer.content) == (404, b"")


def test_a_compressed_body_is_bounded(site: Site) -> None:
    packed = {"Content-Encoding": "gzip"}
    assert get(site, Page(gzip.compress(b"words"), headers=packed)).content == b"words"
    assert "larger than 100 kB" in reason(site, Page(gzip.compress(b"\0" * 5_000_000), headers=packed))
    assert "not asked for" in reason(site, Page(b"words", headers={"Content-Encoding": "br"}))


def test_too_much_is_refused_by_what_the_header_says_and_by_what_comes(site: Site) -> None:
    assert "larger than 100 kB" in reason(site, Page(b"x" * 100_001))
    endless = {"Transfer-Encoding": "chunked"}

    def flood(connection: Any) -> None:
        while True:
            connection.write(b"400\r\n" + b"x" * 1024 + b"\r\n")

    assert "larger than 100 kB" in reason(site, Page(headers=endless, stream=flood))


def test_endless_headers(site: Site) -> None:
    many = {f"X-{number}": "x" * 1000 for number in range(200)}
    assert "not answer as a web server" in reason(site, Page("words", headers=many))


def test_a_body_that_drips_ends_at_the_deadline(site: Site) -> None:
    def drip(connection: Any) -> None:
        for _ in range(100):
            connection.write(b"1\r\nx\r\n")
            time.sleep(0.05)

    page = Page(headers={"Transfer-Encoding": "chunked"}, stream=drip)
    assert "in time" in reason(site, page, Limits(seconds=0.4, most_bytes=1000))


def test_a_body_that_is_cut(site: Site) -> None:
    def cut(connection: Any) -> None:
        connection.write(b"400\r\nx")

    assert "did not answer as" in reason(site, Page(headers={"Transfer-Encoding": "chunked"}, stream=cut))


def test_nobody_there() -> None:
    with open_site() as site:
        closed = site.host
    line = Line(Allowed.of([closed]), lambda _host, _port: ["127.0.0.1"], "Copydesk")
    with pytest.raises(Unfetched, match="cannot be reached") as caught:
        line.get(parse_address(f"http://{closed}/"), SMALL, {})
    assert caught.value.is_passing


def test_no_tls_there(site: Site) -> None:
    line = Line(Allowed.of([site.host]), lambda _host, _port: ["127.0.0.1"], "Copydesk")
    with pytest.raises(Unfetched, match="cannot be reached"):
        line.get(parse_address(f"https://{site.host}/"), SMALL, {})
