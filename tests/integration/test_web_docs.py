"""The commands of docs/guides/web.md run, against a site on loopback in the place of the one they name."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.markdown_blocks import commands_of
from tests.web_site import Page, Site, article, open_site, rss
from ui.cli import app

NAMED = "https://news.example"


def fill(site: Site) -> None:
    bridge = site.url("/2026/bridge.html")
    sitemap = f"<urlset><url><loc>{bridge}</loc></url></urlset>"
    index = f"<sitemapindex><sitemap><loc>{site.url('/sitemap.xml')}</loc></sitemap></sitemapindex>"
    json_feed = f'{{"version": "https://jsonfeed.org/version/1.1", "items": [{{"url": "{bridge}"}}]}}'
    site.pages |= {
        "/2026/bridge.html": Page(article("Omber")),
        "/feed.xml": rss(f"<link>{bridge}</link>"),
        "/feed.json": Page(json_feed, content_type="application/feed+json"),
        "/sitemap-index.xml": Page(index),
        "/sitemap.xml": Page(sitemap),
    }


def test_every_command_runs(project_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands = commands_of((project_root / "docs" / "guides" / "web.md").read_text(encoding="utf-8"))
    assert len(commands) >= 5
    with open_site() as site:
        fill(site)
        monkeypatch.setenv("COPYDESK_WEB_DELAY", "0")
        monkeypatch.setenv("COPYDESK_ALLOW_PRIVATE_ADDRESSES", site.host)
        for number, command in enumerate(commands):
            here = [word.replace(NAMED, f"http://{site.host}") for word in command]
            done = CliRunner().invoke(app, [*here, "--archive", str(tmp_path / str(number))])
            assert done.exit_code == 0, (command, done.output)
            assert "1  added" in done.output or '"added": 1' in done.output, command
