"""When a page says that it was published: what counts, and what never does."""

import lxml.html  # type: ignore[import-untyped]  # ships no types
import pytest

from ingest.sources.page_dates import read_dates


def dates(body: str, *, url: str | None = None, language: str | None = "en") -> tuple[str | None, str | None]:
    tree = lxml.html.fromstring(f"<html><body><h1>Bridge shut</h1>{body}</body></html>")
    published, updated = read_dates(tree, {}, {}, url, language)
    return published.text if published else None, updated.text if updated else None


LONG = f"<p>{'The bridge was shut. ' * 15}</p>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<div>March 11, 2025</div>", ("2025-03-11", None)),
        ("<div>Published: March 11, 2025 | Updated: 12 March 2025</div>", ("2025-03-11", "2025-03-12")),
        ("<div><span>Ines Corrado</span> <span>11 March 2025</span></div>", ("2025-03-11", None)),
        ("<div>Last updated on 12 March 2025</div>", (None, "2025-03-12")),
        ("<div>06/01/2026</div>", (None, None)),
        ("<div>Festival opens on 3 May 2025 in town</div>", (None, None)),
        (f"{LONG}<div>March 11, 2025</div>", (None, None)),
        ("<footer>March 11, 2025</footer>", (None, None)),
        ("<footer><time class='dt-published' datetime='2025-03-11'>x</time></footer>", ("2025-03-11", None)),
        ("<div>Publié le 11 mars 2025, mis à jour le 12 mars 2025</div>", ("2025-03-11", "2025-03-12")),
        ("<font><b>By INES CORRADO</b><br>March 11, 2025</font>", ("2025-03-11", None)),
        ("By Ines Corrado<br>March 11, 2025<br><br>The bridge was shut. March 12, 2025<br>", ("2025-03-11", None)),
        ("<div class='comment-list'><time datetime='2025-03-12'>x</time></div>", (None, None)),
        ("<aside><time datetime='2025-03-12'>x</time></aside>", (None, None)),
        ("<div class='related-stories'><div>March 11, 2025</div></div>", (None, None)),
        ("<div>Copyright 2019</div>", (None, None)),
        ("<div>© 11 March 2019 The Lantern</div>", (None, None)),
    ],
)
def test_a_date_printed_below_the_headline(body: str, expected: tuple[str | None, str | None]) -> None:
    assert dates(body + LONG) == expected


@pytest.mark.parametrize(
    ("written", "language", "expected"),
    [
        ("06.01.2026", "de", "2026-01-06"),
        ("Di 06.01.26", "de", "2026-01-06"),
        ("06/01/2026", "fr", "2026-01-06"),
        ("06.01.2026, 14:07", "de", "2026-01-06T14:07:00"),
        ("06.01.2026", "en", None),
        ("06.13.2026", "de", None),
    ],
)
def test_the_language_tells_day_from_month(written: str, language: str, expected: str | None) -> None:
    assert dates(f"<div>{written}</div>", language=language)[0] == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://lantern.example/2025/04/01/bridge/", "2025-04-01"),
        ("https://lantern.example/news/2025/apr/1/bridge", "2025-04-01"),
        ("https://lantern.example/city/2025-04-01-bridge", "2025-04-01"),
        ("https://lantern.example/2025/04/bridge", None),
        ("https://lantern.example/2025/13/01/bridge", None),
        ("https://lantern.example/bridge-20250401", None),
        (None, None),
    ],
)
def test_the_day_in_a_pages_own_address(url: str | None, expected: str | None) -> None:
    assert dates(LONG, url=url)[0] == expected


def test_what_is_declared_counts_before_what_is_printed_or_in_the_address() -> None:
    tree = lxml.html.fromstring("<html><body><h1>Bridge shut</h1><div>March 11, 2025</div></body></html>")
    published, _ = read_dates(tree, {"datePublished": "2024-12-31"}, {}, "https://lantern.example/2020/01/01/x", "en")
    assert published is not None
    assert published.text == "2024-12-31"
