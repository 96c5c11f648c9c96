"""An ingest from the web killed at random moments: what it acknowledged is there, and the next run does the rest."""

import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.archive import Archive
from tests.counted import Counted
from tests.integration.killing import run_killed
from tests.web_site import Page, Site, article, open_site, rss

WORKER = Path(__file__).with_name("upkeep_worker.py")
IN_FEED, IN_SITEMAP, IN_ALL = range(40), range(30, 70), 70
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")


@pytest.fixture
def site() -> Iterator[Site]:
    with open_site() as opened:
        opened.pages |= {f"/{number}": Page(article(f"Omber{number}")) for number in range(IN_ALL)}
        opened.pages["/feed"] = rss(*(f"<link>{opened.url(f'/{number}?utm_source=rss')}</link>" for number in IN_FEED))
        opened.pages |= {f"/{number}?utm_source=rss": opened.pages[f"/{number}"] for number in IN_FEED}
        listed = "".join(f"<url><loc>{opened.url(f'/{number}')}</loc></url>" for number in IN_SITEMAP)
        opened.pages["/sitemap.xml"] = Page(
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</urlset>', content_type="text/xml"
        )
        yield opened


@dataclass(frozen=True)
class Told:
    """What a run said on its events; a line that the kill cut off was not said."""

    stored: set[str]
    """Articles that it added."""
    outcomes: Counter[str]
    seconds: float
    is_killed: bool


def fetch(folder: Path, site: Site, seconds: float | None = None) -> Told:
    """Run it, killed so many seconds after its first sign of life."""
    command = [sys.executable, str(WORKER), "fetch", str(folder), site.url("/feed"), site.url("/sitemap.xml")]
    ended = run_killed(command, seconds)
    events = [json.loads(line) for line in ended.complaint.splitlines(keepends=True) if line.endswith("\n")]
    articles = [event for event in events if event["event"] == "article"]
    stored = {event["article_id"] for event in articles if event["outcome"] == "added"}
    outcomes = Counter(event["outcome"] for event in articles)
    return Told(stored, outcomes, ended.seconds, ended.is_killed)


def held(folder: Path) -> dict[str, str]:
    """The archive's articles: id and address. Each address once."""
    with Archive.open(folder, None) as archive, archive.snapshot() as snapshot:
        listed = {found.article_id: found.url or "" for found in snapshot.list_articles(limit=1000)}
        assert not [notice for notice in snapshot.notices if "damaged" in notice]
    assert len(set(listed.values())) == len(listed), "an article is in the archive twice"
    return listed


@pytest.mark.parametrize(
    "turns",
    [pytest.param(2, id="sample"), pytest.param(20, id="soak", marks=(pytest.mark.soak, pytest.mark.timeout(1800)))],
)
def test_a_killed_run_loses_nothing_that_it_acknowledged(
    tmp_path: Path, site: Site, turns: int, counted: Counted
) -> None:
    trial = fetch(tmp_path / "trial", site)
    assert len(trial.stored) == IN_ALL
    chance = random.Random(turns)
    killed = 0
    for turn in range(turns):
        folder = tmp_path / f"archive-{turn}"
        first = fetch(folder, site, trial.seconds * (turn + chance.random()) / turns)
        killed += first.is_killed
        if first.stored:
            assert first.stored <= {*held(folder)}
        again = fetch(folder, site)
        assert not again.stored & first.stored, "an acknowledged article was stored again"
        assert again.outcomes["skipped"] == 0
        assert sorted(held(folder).values()) == sorted(site.url(f"/{number}") for number in range(IN_ALL))
    assert killed >= turns // 2
    counted("killed ingests from the web", killed)
    assert fetch(folder, site).outcomes.keys() == {"unchanged"}
