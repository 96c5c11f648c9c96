"""`copydesk ingest https://…` end to end: the real command against a site on loopback."""

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from assistant.archive import Archive, Article
from assistant.models import LocalEmbeddings
from ingest.__main__ import app
from tests.web_site import Answer, Page, Request, Site, article, open_site, rss


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
    """Runs the command in this process; the site is allowed, no other host is."""

    def run(*given: str, **settings: str) -> Done:
        named = {f"COPYDESK_{name.upper()}": value for name, value in settings.items()}
        environment = {"COPYDESK_WEB_DELAY": "0", "COPYDESK_ALLOW_PRIVATE_ADDRESSES": site.host, **named}
        done = CliRunner().invoke(app, [*given, "--json", "--archive", str(tmp_path / "archive")], env=environment)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return Done(done.exit_code, json.loads(done.stdout), done.stderr)

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
    assert bridge.text.endswith("the council said.")
    assert "teaser" not in bridge.text
    assert (bridge.authors, bridge.published_at) == (("Ann Lee",), "2026-05-06T09:30:00+02:00")
    assert ferry.published_at == "2026-05-05T08:00:00+02:00"
    assert bridge.fetched_at
    again = ingest(site.url("/feed.xml"))
    assert (again.code, again.counts()) == (0, (0, 0, 2, 1))
    assert site.paths().count("/b") == 2


def png(_: Request) -> Page:
    return Page(b"\x89PNG\r\n\x1a\n" + bytes(100))


def drip(connection: Any) -> None:
    for _ in range(600):
        connection.write(b"5\r\n<p>a \r\n")
        time.sleep(0.1)


def flood(connection: Any) -> None:
    while True:
        connection.write(b"4000\r\n" + b"x" * 0x4000 + b"\r\n")


CHUNKED = {"Transfer-Encoding": "chunked"}


def test_a_site_of_every_misfortune(site: Site, ingest: Callable[..., Done]) -> None:
    """Each page of the feed has one outcome, and no other host hears of it."""

    def busy_once(request: Request) -> Page:
        return Page("later", 429, headers={"Retry-After": "1"}) if request.number == 1 else Page(article("Busy"))

    bomb = gzip.compress(b"<p>boom</p>" * 20_000_000)
    with open_site({"/secret": Page(article("Secret"))}) as inner:
        reasons: dict[str, tuple[Answer, str]] = {
            "/inside": (
                Page(status=302, headers={"Location": f"http://127.0.0.1:{inner.port}/secret"}),
                "private network",
            ),
            "/named": (Page(status=301, headers={"Location": f"http://localhost:{inner.port}/secret"}), "is not asked"),
            "/cloud": (Page(status=307, headers={"Location": "http://169.254.169.254/latest/"}), "private network"),
            "/file": (Page(status=302, headers={"Location": "file:///etc/passwd"}), "not an http or https address"),
            "/circle": (Page(status=302, headers={"Location": "/circle"}), "in a circle"),
            "/broken": (Page("no", 500), "the host has a fault (HTTP 500)"),
            "/login": (Page("no", 403), "the host refuses it (HTTP 403)"),
            "/drip": (Page(headers=CHUNKED, stream=drip), "did not answer in time"),
            "/flood": (Page(headers=CHUNKED, stream=flood), "larger than 5 MB"),
            "/bomb": (Page(bomb, headers={"Content-Encoding": "gzip"}), "larger than 5 MB"),
            "/picture": (png, "not text"),
            "/feed-again": (rss("<link>/x</link>"), "a feed, not an article"),
            "/empty": (Page(""), "empty"),
            "/refresh": (
                Page(f'<meta http-equiv="refresh" content="0;url=http://127.0.0.1:{inner.port}/secret">'),
                "no article text",
            ),
        }
        good: dict[str, Answer] = {
            "/busy": busy_once,
            "/typed": Page(article("Typed"), content_type="application/octet-stream"),
            "/moved": Page(status=301, headers={"Location": "/new?utm_medium=x"}),
            "/new?utm_medium=x": Page(article("Moved")),
            "/a?utm_source=rss": Page(article("Omber")),
            "/hop": Page(status=302, headers={"Location": "/a?utm_source=hop&fbclid=1"}),
            "/a?utm_source=hop&fbclid=1": Page(article("Omber")),
        }
        site.pages |= {**{path: page for path, (page, _) in reasons.items()}, **good}
        links = [*reasons, "/busy", "/typed", "/moved", "/a?utm_source=rss", "/a?utm_source=mail", "/hop"]
        feed = rss(*(f"<link>{site.url(path).replace('&', '&amp;')}</link>" for path in [*links, "/busy"]))
        site.pages["/feed"] = Page(feed.body)  # as text/html, as many are sent
        done = ingest(site.url("/feed"), web_timeout="2")
        assert inner.requests == []
    assert done.code == 5, "something may be there the next time"
    assert (done.report["added"], done.report["unchanged"]) == (4, 1), "two addresses of one article are one"
    assert set(done.reasons()) == {site.url(path) for path in reasons}
    for path, (_, words) in reasons.items():
        assert words in done.reasons()[site.url(path)], path


def test_robots_of_every_sort(site: Site, ingest: Callable[..., Done]) -> None:
    rules = {
        "allowed": Page("User-agent: *\nDisallow: /private\n", content_type="text/plain"),
        "forbidden": Page("User-agent: copydesk\nDisallow: /\n", content_type="text/plain"),
        "absent": Page("no", 404),
        "refused": Page("no", 403),
        "broken": Page("no", 503, headers={"Retry-After": "7200"}),
    }
    with ExitStack() as stack:
        sites = {name: stack.enter_context(open_site({"/robots.txt": page})) for name, page in rules.items()}
        for name, one in sites.items():
            one.pages["/a"] = Page(article(name))
        allowed = ",".join(one.host for one in sites.values())
        done = ingest(*(one.url("/a") for one in sites.values()), allow_private_addresses=allowed)
        asked = {name for name, one in sites.items() if one.paths()}
    assert asked == {"allowed", "absent", "refused"}
    assert (done.code, done.report["added"]) == (5, 3)
    assert done.reasons()[sites["forbidden"].url("/a")] == "the host's robots.txt does not allow it"
    assert "robots.txt could not be read" in done.reasons()[sites["broken"].url("/a")]


def test_a_news_sitemap_in_an_index_and_what_changed_since(
    tmp_path: Path, site: Site, ingest: Callable[..., Done]
) -> None:
    """A changed page becomes a new version; one that says 304 is not sent again."""
    news = (
        "<url><loc>{0}</loc><n:news><n:publication><n:name>The Lantern</n:name></n:publication>"
        "<n:publication_date>2026-05-0{1}</n:publication_date></n:news></url>"
    )
    listed = "".join(news.format(site.url(f"/{number}"), number) for number in range(1, 4))
    xmlns = (
        'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'
    )
    site.pages |= {f"/{number}": tagged(article(f"Omber{number}")) for number in range(1, 4)}
    site.pages["/news.xml.gz"] = Page(gzip.compress(f"<urlset {xmlns}>{listed}</urlset>".encode()))
    index = f"<sitemapindex {xmlns}><sitemap><loc>{site.url('/news.xml.gz')}</loc></sitemap></sitemapindex>"
    site.pages["/index.xml"] = Page(index, content_type="text/xml")
    first = ingest(site.url("/index.xml"), "--limit", "2")
    assert (first.code, first.counts()) == (0, (2, 0, 0, 0))
    assert "1 of its articles were left for another run" in first.errors
    second = ingest(site.url("/index.xml"), "--since", "2026-05-02")
    assert second.counts() == (0, 0, 2, 0)
    site.pages["/3"] = tagged(article("Omber3", body="<p>Correction: the bridge was built in 1912.</p>"), '"2"')
    third = ingest(site.url("/index.xml"))
    assert third.counts() == (1, 1, 1, 0)
    articles = stored(tmp_path)
    assert (articles[site.url("/3")].version, articles[site.url("/1")].version) == (2, 1)
    assert articles[site.url("/1")].publisher == "The Lantern"
    assert articles[site.url("/1")].published_at == "2026-05-01"


def test_the_network_is_lost_in_the_middle_and_comes_back(
    tmp_path: Path, site: Site, ingest: Callable[..., Done]
) -> None:
    """What was stored is reported and stays; the next run does the rest, and asks on condition for what is there."""

    def last(request: Request) -> Page:
        site.close()
        return tagged(article("Omber16"))(request)

    pages = {f"/{number}": tagged(article(f"Omber{number}")) for number in range(24)}
    site.pages |= {**pages, "/16": last}
    site.pages["/feed"] = rss(*(f"<link>{site.url(f'/{number}')}</link>" for number in range(24)))
    first = ingest(site.url("/feed"))
    assert first.code == 5
    assert (first.report["added"], len(first.report["skipped"])) == (17, 7)
    assert "not tried: its host has stopped answering" in first.reasons().values()
    assert len(stored(tmp_path)) == 17
    with open_site({**pages, "/feed": site.pages["/feed"]}, port=site.port) as again:
        second = ingest(again.url("/feed"))
        assert (second.code, second.counts()) == (0, (7, 0, 17, 0))
    assert len(stored(tmp_path)) == 24


def test_files_and_addresses_in_one_command(tmp_path: Path, site: Site) -> None:
    """As a person runs it, in a process of its own."""
    (tmp_path / "a.txt").write_text("Ferry runs\n\nThe ferry runs again since Monday evening.")
    site.pages["/a"] = Page(article("Omber"))
    command = [sys.executable, "-m", "ingest", str(tmp_path / "a.txt"), site.url("/a"), site.url("/none")]
    done = subprocess.run(
        [*command, "--allow-private", site.host, "--archive", str(tmp_path / "archive")],
        env={**os.environ, "COPYDESK_WEB_DELAY": "0"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "2  added" in done.stdout
    assert f"skipped {site.url('/none')}: there is no such page (HTTP 404)" in done.stdout


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (["ftp://news.example/feed"], "not an http or https address"),
        (["http://169.254.169.254/latest/meta-data/"], "private network"),
        (["https://user:secret@news.example/"], "name or password"),
        (["https://news.example/", "nowhere"], "There is no file or folder nowhere"),
        (["https://news.example/", "--allow-private", "http://a"], "is no host"),
        (["nowhere", "--since", "2026-05-01"], "There is no file"),
        (["https://news.example/", "--since", "yesterday"], "Invalid value"),
        (["https://news.example/", "--limit", "0"], "Invalid value"),
        ([".", "--limit", "3"], "for addresses on the web"),
    ],
)
def test_a_mistake_is_said_before_anything_is_asked(given: list[str], words: str, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, [*given, "--archive", str(tmp_path / "archive")])
    said = f"{done.output} {done.exception}"
    assert getattr(done.exception, "exit_code", done.exit_code) == 2
    assert words in " ".join(said.replace("│", " ").split())
    assert not (tmp_path / "archive").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT for a child there")
def test_ctrl_c_while_a_page_drips(tmp_path: Path, site: Site) -> None:
    site.pages |= {"/a": Page(article("Omber")), "/drip": Page(headers=CHUNKED, stream=drip)}
    site.pages["/feed"] = rss(f"<link>{site.url('/drip')}</link>")  # by then everything else is read
    child = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "ingest",
            site.url("/a"),
            site.url("/feed"),
            "--json",
            "--archive",
            str(tmp_path / "archive"),
        ],
        env={**os.environ, "COPYDESK_WEB_DELAY": "0", "COPYDESK_ALLOW_PRIVATE_ADDRESSES": site.host},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 60
    while "/drip" not in site.paths() and time.monotonic() < deadline:
        time.sleep(0.05)
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=30)
    assert child.returncode == 130
    assert "Traceback" not in err
    assert json.loads(out)["totals"]["articles"] == json.loads(out)["added"]
