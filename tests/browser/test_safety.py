"""What articles and other pages try, and what becomes of it."""

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from email.message import Message

import pytest
from playwright.sync_api import Page, expect

Ask = Callable[..., None]


def is_unharmed(page: Page) -> bool:
    page.wait_for_timeout(300)
    return bool(page.evaluate("window.pwned === undefined && getComputedStyle(document.body).display !== 'none'"))


def request(
    address: str, path: str = "", headers: Mapping[str, str] | None = None, body: bytes | None = None
) -> tuple[int, Message, str]:
    asked = urllib.request.Request(address + path, data=body, headers=dict(headers or {}))
    try:
        with urllib.request.urlopen(asked, timeout=20) as response:
            return response.status, response.headers, response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read().decode()


def test_a_hostile_article_is_inert_wherever_it_shows(desk: Page, ask: Ask, address: str) -> None:
    ask(desk, "What did the saboteur write?")
    live = desk.locator("#live")
    expect(live.locator(".words").first).to_contain_text("<script>window.pwned = 1</script>")
    expect(live.locator(".card-title").first).to_contain_text("${1+41} {{7*7}}")
    assert live.locator("img, script, style, form, .card a[href^=javascript]").count() == 0
    assert is_unharmed(desk)
    desk.click("#live .marker >> nth=0")
    expect(desk.locator("dialog.reader .story-text")).to_contain_text(
        "${window.pwned = 3} and {{constructor.constructor("
    )
    assert desk.locator("dialog.reader").locator("img, script, style, form").count() == 0
    assert is_unharmed(desk)
    desk.reload()
    desk.wait_for_selector("#thread .turn")
    assert is_unharmed(desk)
    desk.goto(f"{address}library")
    expect(desk.locator(".articles")).to_contain_text("<img src=x onerror=")
    assert is_unharmed(desk)


def test_a_hostile_question_is_inert(desk: Page, ask: Ask) -> None:
    ask(desk, "<img src=x onerror='window.pwned=1'> ${window.pwned=2} zebra", "is-nothing")
    expect(desk.locator("#live .question")).to_contain_text("<img src=x")
    assert is_unharmed(desk)


@pytest.mark.parametrize("conversation", ["<img src=x onerror=window.pwned=1>", "../../x", "%00", "x" * 5000])
def test_a_hostile_conversation_address_is_a_new_conversation(
    open_page: Callable[..., Page], address: str, conversation: str
) -> None:
    page = open_page(f"{address}#c={conversation}")
    page.wait_for_selector("#thread .welcome")
    assert is_unharmed(page)


def test_without_script_the_reader_and_the_library_still_open(open_page: Callable[..., Page], address: str) -> None:
    page = open_page(f"{address}library?q=lamplighter", script=False)
    href = page.locator(".articles a").first.get_attribute("href")
    page.goto(f"{address}{href}#cited")
    expect(page.locator("mark.is-cited")).to_have_text("lamplighter")


def test_an_unknown_article_is_a_page_that_says_so(open_page: Callable[..., Page], address: str) -> None:
    page = open_page(f"{address}reader/nobody")
    expect(page.locator("[role=alert]")).to_be_visible()
    assert request(address, "reader/nobody")[0] == 404
    assert request(address, "reader/%3Cscript%3E")[0] == 404


def test_the_page_names_no_other_host_to_connect_to(address: str) -> None:
    _, _, html = request(address)
    assert 'rel="preconnect"' not in html
    assert 'rel="dns-prefetch"' not in html
    assert 'src="http' not in html


def test_every_response_is_guarded(address: str) -> None:
    for path in ("", "library", "page/page.css", "api/status", "gradio_api/upload", "reader/nobody"):
        _, headers, _ = request(address, path)
        assert "frame-ancestors 'none'" in headers["content-security-policy"], path
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] in ("no-referrer", "same-origin"), "no other host hears where a reader was"
        assert headers["server"] is None


def test_other_names_other_pages_and_uploads_are_refused(address: str) -> None:
    ask = json.dumps({"question": "Why was the bridge closed?"}).encode()
    plain = {"content-type": "application/json"}
    assert request(address, "api/ask", plain, ask)[0] == 200
    assert request(address, "api/ask", {**plain, "host": "evil.example"}, ask)[0] == 421
    assert request(address, "api/ask", {**plain, "origin": "http://evil.example"}, ask)[0] == 403
    assert request(address, "api/ask", plain, b'{"question": "' + b"x" * 2_000_000 + b'"}')[0] == 413
    for path in ("gradio_api/upload", "gradio_api/call/answer", "gradio_api/run/answer", "docs", "openapi.json"):
        assert request(address, path, {}, b"x")[0] == 404, path
    assert request(address, "gradio_api/file=/etc/passwd")[0] == 404
