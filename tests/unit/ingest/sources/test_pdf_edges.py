"""Running heads and feet, on as few as two pages."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from assistant.archive.article import IncomingArticle
from ingest.sources import Item, Note, ReadArticle
from tests.printed_pages import Printed, page_of, wrapped

Read = Callable[..., list[Item]]
STORY = " ".join(
    f"Works number {number} in Harrowmere stayed shut on Tuesday night, the fire service said, and of its {3 * number} "
    "workers none was hurt."
    for number in range(1, 71)
)
LINES = wrapped(STORY, 10, 440)
TITLE = (72.0, 740.0, 18.0, "Fire at Norlift works")
HEAD = [(72.0, 800.0, 8.0, "Harrowmere Gazette"), (430.0, 800.0, 8.0, "Wednesday, 4 March 2026")]
FOOT = [(72.0, 40.0, 8.0, "(c) 2026 Harrowmere Gazette. All rights reserved.")]


def column(lines: Sequence[str], top: float) -> list[Printed]:
    return [(72, top - 14 * number, 10, line) for number, line in enumerate(lines)]


FIRST, SECOND = [TITLE, *column(LINES[:40], 700)], column(LINES[40:], 740)


def numbered(number: int, text: str = "Page {} of 2") -> Printed:
    return 480, 40, 8, text.format(number)


def read_pages(path: Path, read: Read, *pages: Sequence[Printed]) -> tuple[IncomingArticle, list[str]]:
    (path / "page.pdf").write_bytes(page_of(*pages))
    items = read(path)
    (article,) = (item.article for item in items if isinstance(item, ReadArticle))
    return article, [item.text for item in items if isinstance(item, Note)]


@pytest.mark.parametrize("are_drawn_first", [True, False])
def test_two_pages_with_head_and_foot(tmp_path: Path, read: Read, *, are_drawn_first: bool) -> None:
    pages = []
    for number, body in enumerate((FIRST, SECOND), start=1):
        around = [*HEAD, *FOOT, numbered(number)]
        pages.append([*around, *body] if are_drawn_first else [*body, *around])
    article, notes = read_pages(tmp_path, read, *pages)
    assert article.text == f"{TITLE[3]}\n\n{STORY}"
    assert (article.title, article.published_on, notes) == (TITLE[3], date(2026, 3, 4), [])


def test_a_printed_web_page(tmp_path: Path, read: Read) -> None:
    pages = [
        [
            (30.0, 820.0, 8.0, "3/9/26, 10:00 AM"), (220.0, 820.0, 8.0, f"{TITLE[3]} - Harrowmere Gazette"), *body,
            (30.0, 20.0, 8.0, "https://gazette.example/fire"), (550.0, 20.0, 8.0, f"{number}/2"),
        ]
        for number, body in enumerate((FIRST, SECOND), start=1)
    ]  # fmt: skip
    article, notes = read_pages(tmp_path, read, *pages)
    assert article.text == f"{TITLE[3]}\n\n{STORY}"
    assert (article.published_on, notes) == (None, [])


def test_a_head_of_the_second_page_alone_is_known_by_its_number(tmp_path: Path, read: Read) -> None:
    head = [(72.0, 800.0, 8.0, TITLE[3]), (510.0, 800.0, 8.0, "2")]
    article, notes = read_pages(tmp_path, read, FIRST, [*head, *SECOND])
    assert article.text == f"{TITLE[3]}\n\n{STORY}"
    assert notes == []


def test_a_head_that_begins_on_the_second_of_three_pages(tmp_path: Path, read: Read) -> None:
    bodies = [LINES[40:60], LINES[60:]]
    pages = [FIRST, *([*HEAD, *column(body, 740), *FOOT] for body in bodies)]
    article, _ = read_pages(tmp_path, read, *pages)
    assert "Gazette" not in article.text


def test_what_is_not_at_the_same_height_stays(tmp_path: Path, read: Read) -> None:
    said = "The works will open again in May, the owner said."
    ends = [(72.0, 110.0, 10.0, said), (72.0, 54.0, 10.0, said)]
    article, _ = read_pages(tmp_path, read, [*FIRST, ends[0]], [*SECOND, ends[1]])
    assert article.text.count(said) == 2


def test_a_headline_in_large_letters_stays_on_the_first_page(tmp_path: Path, read: Read) -> None:
    article, _ = read_pages(tmp_path, read, [TITLE, *column(LINES[:40], 700)], [TITLE, *column(LINES[40:], 700)])
    assert (article.title, article.text.count(TITLE[3])) == (TITLE[3], 1)


def test_figures_alone_are_no_head(tmp_path: Path, read: Read) -> None:
    rows = [[(72.0, 740.0 - 20 * row, 10.0, f"Votes in ward {page}{row} were {row * 31}") for row in range(9)]
            for page in (1, 2)]  # fmt: skip
    pages = [[(72.0, 790.0, 10.0, "41"), *rows[0]], [(72.0, 790.0, 10.0, "17"), *rows[1]]]
    article, _ = read_pages(tmp_path, read, *pages)
    assert "41" in article.text.split("\n")[0]
    assert all(f"ward {page}{row}" in article.text for page, row in pairwise((1, 2, 1)))


def test_a_page_printed_twice_is_kept(tmp_path: Path, read: Read) -> None:
    article, _ = read_pages(tmp_path, read, FIRST, FIRST)
    assert article.text.count(LINES[0]) == 2
