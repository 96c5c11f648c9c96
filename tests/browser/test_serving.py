"""The page where others reach it: behind nginx, under a sub-path."""

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.nginx import free_port, nginx

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
    expect(page).to_have_url(f"{public}library")
    page.fill("input[type=search]", "lamplighter")
    page.get_by_role("button", name="Search").click()
    expect(page).to_have_url(f"{public}library?q=lamplighter")
    page.get_by_role("link", name="The last lamp").click()
    expect(page.locator("dialog.reader .story-title")).to_have_text("The last lamp")
    page.goto(f"{public.removesuffix('/news/')}{whole}")
    expect(page.locator(".own-page #cited")).to_be_visible()
    page.get_by_role("link", name="Copydesk").click()
    expect(page).to_have_url(public)
    page.wait_for_selector("#thread .welcome")
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
