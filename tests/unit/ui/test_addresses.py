"""What an address may be, and what is taken from one."""

import pytest

from assistant.errors import SettingsError
from ui.addresses import (
    PublicAddress,
    host_name,
    is_loopback,
    network_of,
    parse_proxies,
    route_path,
    without_default_port,
)


@pytest.mark.parametrize(
    ("url", "origin", "prefix"),
    [
        ("https://Desk.example", "https://desk.example", ""),
        ("https://desk.example:443/news/", "https://desk.example", "/news"),
        ("http://desk.example:8080/a/b-c", "http://desk.example:8080", "/a/b-c"),
        ("http://[::1]:80/", "http://[::1]", ""),
    ],
)
def test_a_public_address_is_an_origin_and_a_sub_path(url: str, origin: str, prefix: str) -> None:
    public = PublicAddress.parse(url)
    assert (public.origin, public.prefix, public.url) == (origin, prefix, f"{origin}{prefix}/")
    assert public.is_secure == url.startswith("https")


@pytest.mark.parametrize(
    "url",
    [
        "desk.example",
        "//desk.example/",
        "ftp://desk.example/",
        "https:///news",
        "https://user:secret@desk.example/",
        "https://desk.example/?q=1",
        "https://desk.example/#c",
        "https://desk.example/../x",
        "https://desk.example//x",
        'https://desk.example/"><script>',
        "https://desk.example/api",
        "https://desk.example/library/x",
        "https://[::1/",
        "https://desk.example./",
    ],
)
def test_what_cannot_be_served_under_is_refused(url: str) -> None:
    with pytest.raises(SettingsError, match="COPYDESK_PUBLIC_URL") as caught:
        PublicAddress.parse(url)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("netloc", "name"),
    [
        ("LOCALHOST:80", "localhost"),
        ("[::1]:7860", "::1"),
        ("desk.example", "desk.example"),
        ("localhost.", None),
        ("user@localhost", None),
        ("localhost/evil", None),
        ("localhost\\@evil", None),
        ("localhost:port", None),
        ("localhost:", None),
        ("localhost\x00", None),
        ("", None),
        ("loc alhost", None),
    ],
)
def test_a_host_is_a_name_and_a_port(netloc: str, name: str | None) -> None:
    assert host_name(netloc) == name


def test_default_ports_say_nothing() -> None:
    assert without_default_port("Desk.example:443", "https") == "desk.example"
    assert without_default_port("desk.example:443", "http") == "desk.example:443"


def test_loopback_is_this_machine_alone() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "127.9.9.9", "::1", "[::1]", "localhost")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "192.168.1.7", "desk.example", "localhost.example", "")))


def test_proxies_are_addresses_and_networks() -> None:
    assert parse_proxies(" 127.0.0.1, 10.0.0.0/8 ,::1,") == ("127.0.0.1", "10.0.0.0/8", "::1")
    for listed in ("*", "proxy.example", "10.0.0.1/8"):
        with pytest.raises(SettingsError, match="COPYDESK_TRUSTED_PROXIES"):
            parse_proxies(listed)


def test_who_has_one_address_of_ipv6_has_those_beside_it() -> None:
    assert network_of("10.0.0.1") == "10.0.0.1"
    assert network_of("2001:db8::1") == network_of("2001:db8::ffff:2%eth0") != network_of("2001:db8:0:1::1")
    assert network_of("a unix socket") == "a unix socket"


def test_routes_begin_below_the_sub_path() -> None:
    assert route_path({"path": "/news/library", "root_path": "/news"}) == "/library"
    assert route_path({"path": "/newspaper", "root_path": "/news"}) == "/newspaper"
    assert route_path({"path": "/library"}) == "/library"
