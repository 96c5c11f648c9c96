"""The page where others reach it: behind nginx, under a sub-path; over TLS, by two processes, signed in."""

import json
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.chat_server import self_signed
from tests.markdown_blocks import blocks_of, commands_of
from tests.nginx import free_port, nginx
from ui.users.passwords import Passwords
from ui.users.records import Users

Ask = Callable[..., None]
Start = Callable[[list[str]], AbstractContextManager[str]]
SERVER = str(Path(__file__).parent / "keyword_server.py")
LOCATION = """
server {
  listen 127.0.0.1:%(port)d;
  location /news/ {
    proxy_pass http://%(upstream)s;
    proxy_http_version 1.1;
    proxy_buffering off;
    proxy_set_header Host $http_host;
    proxy_set_header X-Forwarded-For $remote_addr;
    proxy_set_header X-Forwarded-Proto $scheme;
    proxy_set_header X-Forwarded-Host $http_host;
  }
}
"""


def fetch(address: str, **headers: str) -> tuple[int, str]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=named), timeout=20) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def expect_loaded(page: Page, url: str | re.Pattern[str]) -> None:
    """An address is there before its page: what is pressed while that comes in, and moves, is missed."""
    expect(page).to_have_url(url)
    page.wait_for_load_state()


@pytest.fixture(scope="module")
def public(start_server: Start, nginx_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address others open: nginx in front, the page under /news/."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/news/"
    archive = str(tmp_path_factory.mktemp("archive") / "a")
    with start_server([SERVER, archive, url]) as upstream:
        configuration = LOCATION % {"port": port, "upstream": urlsplit(upstream).netloc}
        with nginx(nginx_path, tmp_path_factory.mktemp("nginx"), port, configuration):
            yield url


def test_everything_works_under_a_sub_path(public: str, open_page: Callable[..., Page], ask: Ask) -> None:
    page = open_page("about:blank")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(public.rstrip("/"))
    page.wait_for_selector("#thread .welcome")
    ask(page, "Why was the bridge closed?")
    page.locator("#live .marker").first.click()
    expect(page.locator("dialog.reader mark.is-cited").first).to_be_visible()
    whole = page.locator("dialog.reader [data-page]").get_attribute("href")
    assert whole is not None
    page.keyboard.press("Escape")
    page.reload()
    page.wait_for_selector("#thread .turn")
    page.get_by_role("link", name="Articles").click()
    expect_loaded(page, re.compile(r"/news/library(\?c=\w+)?$"))
    page.fill("input[type=search]", "lamplighter")
    page.get_by_role("button", name="Search").click()
    expect_loaded(page, re.compile(r"/news/library\?.*\bq=lamplighter"))
    page.get_by_role("link", name="The last lamp").first.click()
    expect(page.locator("dialog.reader .story-title")).to_have_text("The last lamp")
    page.goto(f"{public.removesuffix('/news/')}{whole}")
    expect(page.locator(".own-page #cited")).to_be_visible()
    page.get_by_role("link", name="Copydesk").click()
    expect_loaded(page, re.compile(r"/news/(\?c=\w+)?$"))
    page.wait_for_selector("#thread :is(.welcome, .turn)")
    assert len(asked) > 10
    assert [url for url in asked if not url.startswith(public.rstrip("/"))] == []


def test_failures_keep_their_form_and_forged_addresses_are_refused(public: str) -> None:
    status, body = fetch(f"{public}api/articles/nobody")
    assert (status, json.loads(body)["error"]) == (404, "ArticleNotFound")
    assert fetch(f"{public}reader/nobody")[0] == 404
    assert f'<base href="{urlsplit(public).path}">' in fetch(f"{public}library")[1]
    assert fetch(f"{public}library", host="evil.example")[0] == 421
    assert fetch(f"{public}library", origin="http://evil.example")[0] == 403
    assert fetch(f"{public}library", origin=public.removesuffix("/news/"))[0] == 200


PASSWORD = "several easy words"
QUESTION = "Who retired after 51 years?"
ARTICLE = {
    "title": "The last lamp",
    "text": "The lamplighter of Quay Street retired after 51 years on Friday. He lit his last lamp himself.",
    "date": "2026-01-09",
    "publisher": "The Lantern",
}


@dataclass(frozen=True)
class Newsroom:
    url: str
    users: Users


@pytest.fixture(scope="module")
def newsroom(
    start_server: Start, nginx_path: str, tmp_path_factory: pytest.TempPathFactory, project_root: Path
) -> Iterator[Newsroom]:
    """The set-up of docs/guides/serving.md: two processes of one archive behind nginx with TLS, users, a sub-path."""
    text = (project_root / "docs" / "guides" / "serving.md").read_text(encoding="utf-8")
    configuration = next(block.body for block in blocks_of(text) if block.language == "nginx")
    folder = tmp_path_factory.mktemp("newsroom")
    archive, articles, port = folder / "archive", folder / "articles.jsonl", free_port()
    articles.write_text(json.dumps(ARTICLE), encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "ingest", str(articles), "--archive", str(archive)], check=True, capture_output=True
    )
    users = Users(folder / "archive-users.json")
    users.put("ana", "editor", Passwords().hash(PASSWORD))
    _, certificate = self_signed(folder)
    with pytest.MonkeyPatch.context() as patch, ExitStack() as running:
        patch.setenv("COPYDESK_PUBLIC_URL", f"https://127.0.0.1:{port}/news/")
        patch.setenv("COPYDESK_TRUSTED_PROXIES", "127.0.0.1")
        for command in commands_of(text, marked_only=False):
            if "--port" in command:
                arguments = ["-m", "ui", *command[1:-1], "0", "--archive", str(archive)]
                upstream = urlsplit(running.enter_context(start_server(arguments))).netloc
                configuration = configuration.replace(f"127.0.0.1:{command[-1]}", upstream)
        named = {
            "listen 443 ssl;": f"listen 127.0.0.1:{port} ssl;",
            "/etc/ssl/desk.example.pem": str(certificate),
            "/etc/ssl/desk.example.key": str(certificate.with_suffix(".key")),
            "desk.example": "127.0.0.1",
        }
        for of_docs, here in named.items():
            assert of_docs in configuration
            configuration = configuration.replace(of_docs, here)
        running.enter_context(nginx(nginx_path, folder, port, configuration))
        yield Newsroom(f"https://127.0.0.1:{port}/news/", users)


@pytest.fixture
def open_browser(browser: Browser) -> Iterator[Callable[[str], BrowserContext]]:
    """A browser of one's own that nginx keeps with the named process."""
    contexts = []

    def open_one(address: str, worker: str | None = None, *, script: bool = True) -> BrowserContext:
        context = browser.new_context(ignore_https_errors=True, java_script_enabled=script)
        context.set_default_timeout(20_000)
        contexts.append(context)
        if worker:
            context.add_cookies([{"name": "copydesk_worker", "value": worker, "url": address}])
        return context

    yield open_one
    for context in contexts:
        context.close()


def sign_in(context: BrowserContext, address: str, password: str = PASSWORD) -> Page:
    page = context.new_page()
    page.goto(address)
    page.get_by_label("Name").fill("Ana")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    return page


def cookies(context: BrowserContext) -> dict[str, str]:
    return {cookie["name"]: cookie["value"] for cookie in context.cookies()}


def test_two_processes_serve_one_newsroom(
    newsroom: Newsroom, open_browser: Callable[..., BrowserContext], ask: Ask
) -> None:
    first = open_browser(newsroom.url, "one")
    page = sign_in(first, newsroom.url, "none of the words")
    expect(page.get_by_role("alert")).to_contain_text("do not go together")
    page = sign_in(first, newsroom.url)
    expect_loaded(page, newsroom.url)
    page.wait_for_selector("#thread .welcome")
    ask(page, QUESTION)
    expect(page.locator("body")).to_contain_text("The lamplighter of Quay Street retired after 51 years")
    session = {cookie["name"]: cookie for cookie in first.cookies()}["__Secure-copydesk-session"]
    assert (session["path"], session["httpOnly"], session["secure"], session["sameSite"]) == (
        "/news/",
        True,
        True,
        "Lax",
    )

    second = open_browser(newsroom.url, "two")
    other = sign_in(second, f"{newsroom.url}library?q=lamp")
    expect_loaded(other, f"{newsroom.url}library?q=lamp")
    other.goto(page.url)
    expect(other.locator("#thread")).to_contain_text(QUESTION)
    ask(other, "When did he light his last lamp?")
    assert (cookies(first)["copydesk_worker"], cookies(second)["copydesk_worker"]) == ("one", "two")
    moved = cookies(first)["__Secure-copydesk-session"]
    second.add_cookies([{"name": "__Secure-copydesk-session", "value": moved, "url": newsroom.url, "secure": True}])
    other.reload()
    expect(other.locator("#thread")).to_contain_text(QUESTION)

    page.get_by_role("link", name="Account").click()
    expect(page.get_by_text("signed in as ana")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect_loaded(page, f"{newsroom.url}sign-in")
    other.reload()
    expect_loaded(other, re.compile(r"/news/sign-in"))

    without_script = open_browser(newsroom.url, script=False)
    page = sign_in(without_script, f"{newsroom.url}library")
    expect(page.get_by_text("The last lamp")).to_be_visible()
    assert cookies(without_script)["copydesk_worker"] in ("one", "two")
    newsroom.users.remove("ana")
    page.reload()
    expect(page.get_by_label("Password")).to_be_visible()
    assert "The last lamp" not in page.content()
