import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import SettingsError
from ingest.web.address import Allowed, check_address, is_web_address, join, parse_address
from ingest.web.faults import Unfetched

NOTHING = Allowed()


def reason(written: str, allowed: Allowed = NOTHING) -> str:
    with pytest.raises(Unfetched) as caught:
        check_address(parse_address(written), allowed)
    return str(caught.value)


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("https://Example.org", "https://example.org/"),
        (" HTTP://example.org:80/a%20b ", "http://example.org/a%20b"),
        ("https://example.org./a?b=c#d", "https://example.org/a?b=c"),
        ("https://zeitung.de/straße?q=ü", "https://zeitung.de/stra%C3%9Fe?q=%C3%BC"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://example.org?x=1", "https://example.org/?x=1"),
        ("http://[2606:2800:220:1::1]/", "http://[2606:2800:220:1::1]/"),
        ("http://8.8.8.8/", "http://8.8.8.8/"),
    ],
)
def test_one_spelling(written: str, url: str) -> None:
    address = parse_address(written)
    check_address(address, NOTHING)
    assert address.url == url
    assert parse_address(address.url) == address


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("ftp://example.org/", "not an http or https address"),
        ("file:///etc/passwd", "not an http or https address"),
        ("//example.org/", "not an http or https address"),
        ("example.org", "not an http or https address"),
        ("https://user:key@example.org/", "name or password"),
        ("https://example.org@evil.example/", "name or password"),
        ("https://@example.org/", "name or password"),
        ("https:///path", "names no host"),
        ("https://-a.example/", "names no host"),
        ("https://a..example/", "names no host"),
        ("https://exa mple.org/", "characters that no address has"),
        ("https://example.org\\@evil.example/", "characters that no address has"),
        ("https://example.org/\r\nHost: evil", "characters that no address has"),
        ("https://example.org:99999/", "not a valid address"),
        ("https://[::1/", "not a valid address"),
        ("https://%6cocalhost/", "names no host"),
        ("http://2130706433/", "unusual spelling"),
        ("http://0x7f.1/", "unusual spelling"),
        ("http://0177.0.0.1/", "unusual spelling"),
        ("http://127.1/", "unusual spelling"),
        ("http://127。0。0。1/", "private network"),
        ("http://①②⑦.⓪.⓪.①/", "private network"),
        ("http://127.0.0.1/", "private network"),
        ("http://127.0.0.1:8080/", "private network"),
        ("http://[::ffff:127.0.0.1]/", "private network"),
        ("https://[fe80::1%25eth0]/", "private network"),
        ("http://169.254.169.254/latest/meta-data/", "private network"),
        ("http://localhost/", "local network"),
        ("http://a.localhost/", "local network"),
        ("http://metadata.google.internal/", "local network"),
        ("http://printer/", "local network"),
        ("http://nas.local./", "local network"),
        ("http://example.org:22/", "port 22"),
        ("https://example.org:80/", "port 80"),
        ("https://example.org/" + "a" * 2000, "longer than 2,000"),
    ],
)
def test_refused_without_asking_anybody(written: str, words: str) -> None:
    assert words in reason(written)


def test_what_is_allowed_is_that_and_nothing_else() -> None:
    allowed = Allowed.of(["cms.example:8080", " localhost ", "[::1]:9000", "10.0.0.5", ""])
    for written in ("http://cms.example:8080/", "http://localhost/", "https://LOCALHOST/", "http://[::1]:9000/"):
        check_address(parse_address(written), allowed)
    check_address(parse_address("https://10.0.0.5/"), allowed)
    assert "port 8081" in reason("http://cms.example:8081/", allowed)
    assert "private network" in reason("http://[::1]:9001/", allowed)
    assert "private network" in reason("http://10.0.0.6/", allowed)
    assert "port 9000" in reason("http://localhost:9000/", allowed)


@pytest.mark.parametrize(
    "entry", ["http://cms.example", "cms.example/path", "a:b@c", "host:99999", "10.0.0.0/8", "a b"]
)
def test_an_entry_that_is_no_host_is_said(entry: str) -> None:
    with pytest.raises(SettingsError, match="is no host"):
        Allowed.of([entry])


def test_links() -> None:
    base = parse_address("https://www.example.org/news/feed.xml")
    assert join(base, " a?b=1 ").url == "https://www.example.org/news/a?b=1"
    assert join(base, "//other.example/a").url == "https://other.example/a"
    for link in ("javascript:alert(1)", "mailto:a@b.example", "https://u:p@example.org/", "http://[::1"):
        with pytest.raises(Unfetched):
            join(base, link)
    assert (base.domain, parse_address("https://m.example.org/").domain) == ("example.org", "example.org")


def test_paths_are_not_addresses() -> None:
    assert all(map(is_web_address, ["HTTPS://example.org/", "gopher://x", " file:///etc ", "https:/one.example/slash"]))
    assert not any(map(is_web_address, ["news", "./a:b", "C:\\news", "C:/news", "a.jsonl", "mailto:x", "", "http"]))


@given(st.text(max_size=60) | st.from_regex(r"https?://[\w.\[\]:@%-]{0,30}(/\w*)?", fullmatch=True))
def test_any_text_is_an_address_that_stays_the_same_or_a_reason(written: str) -> None:
    try:
        address = parse_address(written)
    except Unfetched:
        return
    assert address.url.isascii()
    assert parse_address(address.url) == address


def test_no_hostile_address_reaches_a_private_host(shared_data: Path) -> None:
    """Whatever is not refused at once names a public host on a usual port; what it resolves to is checked later."""
    with (shared_data / "adversarial" / "strings.jsonl").open(encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file if '"ssrf_url"' in line]
    assert len(texts) > 100
    let_through = []
    for text in texts:
        try:
            address = parse_address(text)
            check_address(address, NOTHING)
        except Unfetched:
            continue
        let_through.append(text)
        assert address.has_usual_port
        assert "." in address.host
        assert not address.host.replace(".", "").isdigit()
    assert len(let_through) < len(texts) / 3
