"""`copydesk ingest https://…` end to end: the real command against a site on loopback."""

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assistant.archive import Archive, Article
from assistant.models import LocalEmbeddings
from tests.web_site import Page, Request, Site, article, open_site, rss


@dataclass(frozen=True)
class Done:
    code: int
    report: Mapping[str, Any]
    errors: str

    def reasons(self) -> dict[str, str]:
        return {skip["source"]: skip["reason"] for skip in self.report["skipped"]}

    def counts(self) -> tuple[int, int, int, int]:
        """added, updated, unchanged, skipped"""
        return (*(self.report[name] for name in ("added", "updated", "unchanged")), len(self.report["skipped"]))


@pytest.fixture
def site() -> Iterator[Site]:
    with open_site() as opened:
        yield opened


@pytest.fixture
def ingest(tmp_path: Path, site: Site) -> Callable[..., Done]:
    """Runs the command; the site is allowed, no other host is."""

    def run(*given: str, delay: str = "0", **settings: str) -> Done:
        named = {f"COPYDESK_{name.upper()}": value for name, value in settings.items()}
        done = subprocess.run(
            [sys.executable, "-m", "ingest", *given, "--json", "--archive", str(tmp_path / "archive")],
            env={**os.environ, "COPYDESK_WEB_DELAY": delay, "COPYDESK_ALLOW_PRIVATE_ADDRESSES": site.host, **named},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        assert "Traceback" not in done.stderr
        return Done(done.returncode, json.loads(done.stdout) if done.stdout else {}, done.stderr)

    return run


def stored(tmp_path: Path) -> dict[str, Article]:
    """The archive's articles by their address."""
    with Archive.open(tmp_path / "archive", LocalEmbeddings().identity) as archive, archive.snapshot() as snapshot:
        return {found.url or "": found for found in snapshot.list_articles(limit=100)}


def tagged(body: str, tag: str = '"1"') -> Callable[[Request], Page]:
    """A page that answers 304 to who knows its tag."""

    def answer(request: Request) -> Page:
        if request.headers.get("if-none-match") == tag:
            return Page(status=304, headers={"ETag": tag})
        return Page(body, headers={"ETag": tag})

    return answer


def test_a_feed_gives_its_articles_in_full(tmp_path: Path, site: Site, ingest: Callable[..., Done]) -> None:
    """Through the links, with the feed's date and author where the page has none; the second run asks for nothing."""
    dated = '<meta property="article:published_time" content="2026-05-05T08:00:00+02:00">'
    site.pages |= {
        "/feed.xml": rss(
            f"<title>Bridge</title><link>{site.url('/a?utm_source=rss')}</link><dc:creator>Ann Lee</dc:creator>"
            "<description>Only a teaser.</description><pubDate>Wed, 06 May 2026 09:30:00 +0200</pubDate>",
            f"<title>Ferry</title><link>{site.url('/b')}</link><pubDate>Thu, 07 May 2026 09:30:00 GMT</pubDate>",
            f"<title>Gone</title><link>{site.url('/gone')}</link>",
        ),
        "/a?utm_source=rss": tagged(article("Omber")),
        "/b": tagged(article("Halden", head=dated)),
    }
    first = ingest(site.url("/feed.xml"))
    assert (first.code, first.counts()) == (0, (2, 0, 0, 1))
    assert first.reasons() == {site.url("/gone"): "there is no such page (HTTP 404)"}
    articles = stored(tmp_path)
    bridge, ferry = articles[site.url("/a")], articles[site.url("/b")]
    assert bridge.title == "Omber rebuilds its bridge"
    assert "nine votes to six" in bridge.text
    assert "teaser" not in bridge.text
    assert (bridge.authors, bridge.published_at) == (("Ann Lee",), "2026-05-06T09:30:00+02:00")
    assert ferry.published_at == "2026-05-05T08:00:00+02:00"
    assert bridge.fetched_at
    again = ingest(site.url("/feed.xml"))
    assert (again.code, again.counts()) == (0, (0, 0, 2, 1))
    assert site.paths().count("/b") == 2


def test_a_redirect_to_a_private_address_goes_nowhere(site: Site, ingest: Callable[..., Done]) -> None:
    with open_site({"/secret": Page(article("Secret"))}) as inner:
        site.pages["/out"] = Page(status=302, headers={"Location": f"http://127.0.0.1:{inner.port}/secret"})
        done = ingest(site.url("/out"))
        assert inner.requests == []
    assert (done.code, done.counts()) == (0, (0, 0, 0, 1))
    assert "private network" in done.reasons()[site.url("/out")]
    assert gzip
