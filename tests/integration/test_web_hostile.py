"""The shared feeds, and hostile strings as what a feed says, fetched over HTTP: each has an outcome and none a fault.

Whatever they link to stands on other hosts; every name resolves to a private address here, so none is asked.
"""

import json
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

import pytest

from assistant.archive import Archive
from assistant.settings import Settings
from ingest.events import ArticleDone, IngestEvent
from ingest.pipeline import ingest
from ingest.report import Report
from ingest.web.source import WebSource
from tests.web_site import Page, Site, open_site, rss

ENTRIES = 900
"""Of one feed; the newest thousand are read."""
SOAK = [pytest.mark.soak, pytest.mark.timeout(3600)]


@pytest.fixture
def site() -> Iterator[Site]:
    with open_site() as opened:
        yield opened


def fetch(folder: Path, site: Site, addresses: Sequence[str]) -> tuple[Report, list[ArticleDone]]:
    settings = Settings.load(web_delay=0.0)
    source = WebSource.from_settings(
        addresses, settings, allow=[f"127.0.0.1:{site.port}"], resolver=lambda _host, _port: ["10.0.0.1"]
    )
    done: list[ArticleDone] = []

    def listen(event: IngestEvent) -> None:
        if isinstance(event, ArticleDone):
            done.append(event)

    with Archive.open(folder, None, create=True) as archive:
        return ingest([], archive, None, sources=[source], settings=settings, listener=listen), done


@pytest.mark.parametrize("step", [60, pytest.param(1, marks=SOAK)])
def test_every_shared_feed_has_an_outcome(shared_data: Path, tmp_path: Path, site: Site, step: int) -> None:
    feeds = sorted((shared_data / "feeds").rglob("*.xml"))[::step]
    site.pages |= {
        f"/{number}.xml": Page(path.read_bytes(), content_type="application/xml") for number, path in enumerate(feeds)
    }
    report, done = fetch(tmp_path / "archive", site, [f"http://127.0.0.1:{site.port}{path}" for path in site.pages])
    assert {*site.pages} <= {*site.paths()}
    assert len(done) == report.seen >= len(feeds) / 2, "the others list nothing, and a note counts them"
    assert any("lists no article" in note for note in report.notes)
    assert not any("SECONDS" in skip.reason for skip in report.skipped), "none takes too long"
    assert not report.is_interrupted


@pytest.mark.parametrize("step", [60, pytest.param(1, marks=SOAK)])
def test_hostile_strings_as_what_a_feed_says(shared_data: Path, tmp_path: Path, site: Site, step: int) -> None:
    lines = (shared_data / "adversarial" / "strings.jsonl").read_text(encoding="utf-8").split("\n")
    strings = [json.loads(line)["text"] for line in lines if line][::step]
    for start in range(0, len(strings), ENTRIES):
        written = [escape(text.encode("utf-8", "replace").decode()) for text in strings[start : start + ENTRIES]]
        site.pages["/feed"] = rss(
            *(
                f"<title>{text}</title><link>{text}</link><author>{text}</author><pubDate>{text}</pubDate>"
                f"<guid>{text}</guid><description>{text}</description>"
                for text in written
            )
        )
        report, done = fetch(tmp_path / "archive", site, [f"http://127.0.0.1:{site.port}/feed"])
        assert len(done) == report.seen > 0
        assert not report.is_interrupted
        assert report.added == 0
