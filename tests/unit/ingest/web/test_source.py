import json
from datetime import date
from pathlib import Path

import pytest

from assistant.archive import Archive
from assistant.errors import InputError, SettingsError, SourceError
from assistant.models import EmbeddingIdentity
from assistant.settings import Settings
from ingest.pipeline import ingest
from ingest.samples_archive import MARKER_NAME
from ingest.web.source import WebSource
from tests.web_site import Page, article, open_site, rss


def test_a_wrong_address_is_said_before_anything_is_asked() -> None:
    for written in ("ftp://a.example/", "http://127.0.0.1/", "https://u:p@a.example/", "http://a.example:22/"):
        with pytest.raises(SourceError, match="Nothing was ingested"):
            WebSource.from_settings(["https://news.example/", written], Settings.load())
    with pytest.raises(SettingsError):
        WebSource.from_settings([], Settings.load(), allow=["http://a"])


def test_hostile_addresses_are_refused_or_resolve_to_nothing_private(shared_data: Path, tmp_path: Path) -> None:
    """Each goes through the whole ingest; a name that is let through resolves to a private address here."""
    with (shared_data / "adversarial" / "strings.jsonl").open(encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file if '"ssrf_url"' in line]
    let_through = []
    for text in texts:
        try:
            WebSource.from_settings([text], Settings.load())
        except SourceError:
            continue
        let_through.append(text)
    settings = Settings.load(web_delay=0.0)
    source = WebSource.from_settings(let_through, settings, resolver=lambda _host, _port: ["127.0.0.1", "10.0.0.1"])
    with Archive.open(tmp_path / "archive", None, create=True) as archive:
        report = ingest([], archive, None, sources=[source], settings=settings)
    assert (report.articles, len(report.skipped)) == (0, len(set(let_through)))
    assert all("private network" in skip.reason for skip in report.skipped)


@pytest.mark.slow
def test_limits_are_handed_on(tmp_path: Path) -> None:
    dated = "<pubDate>Wed, 06 May 2026 00:00:00 GMT</pubDate>"
    with open_site() as site:
        site.pages |= {f"/{n}": Page(article(f"Omber{n}")) for n in range(4)}
        site.pages["/feed"] = rss(*(f"<link>{site.url(f'/{n}')}</link>{dated}" for n in range(4)))
        settings = Settings.load(web_delay=0.0, allow_private_addresses=f"other, {site.host}")
        source = WebSource.from_settings([site.url("/feed")], settings, limit=2, since=date(2026, 5, 6))
        with Archive.open(tmp_path / "archive", None, create=True) as archive:
            report = ingest([], archive, None, sources=[source], settings=settings)
        assert report.added == 2
        assert site.requests[0].headers["user-agent"] == settings.user_agent


def test_the_web_never_comes_among_the_samples(tmp_path: Path) -> None:
    identity = EmbeddingIdentity("lengths", 4, "b" * 64, 256, local=True)
    with Archive.open(tmp_path / "archive", identity, create=True) as archive:
        (tmp_path / "archive" / MARKER_NAME).write_text("")
        source = WebSource.from_settings(["https://news.example/"], Settings.load())
        with pytest.raises(InputError, match="invented sample articles"):
            ingest([], archive, None, sources=[source], settings=Settings.load())
