"""The library, the reader and adding articles, as a person at a desk, on a phone and without scripts has them."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looks import check_accessible

Start = Callable[[list[str]], AbstractContextManager[str]]
OPENED = "The council opened the Lowmere bridge after repairs that cost 3 million crowns."


def rows() -> Iterator[dict[str, str]]:
    for number in range(60):
        yield {
            "id": str(number),
            "title": f"Ferry report {number}",
            "text": f"On day {number} the ferries sailed. The harbour was calm. A ferry carried {number + 40} people.",
            "source": ("The Lantern", "Northern Tide")[number % 2],
            "author": "Ines Corrado",
            "published_at": f"2025-{1 + number % 12:02d}-{1 + number % 28:02d}",
        }
    yield {"id": "ar", "title": "افتتاح الجسر", "text": OPENED, "source": "النهار", "published_at": "2026-05-04"}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, isolated_session: None) -> Path:
    """An archive with two versions of one of its articles."""
    folder = tmp_path_factory.mktemp("library")
    told = [*rows(), {**next(rows()), "text": "On day 0 two ferries sailed."}]
    (folder / "rows.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    command = [sys.executable, "-m", "ingest", str(folder / "rows.json"), "--archive", str(folder / "archive")]
    subprocess.run([*command, "--quiet"], check=True)
    return folder


@pytest.fixture(scope="module")
def library(start_server: Start, place: Path) -> Iterator[str]:
    with start_server(["-m", "ui", "--port", "0", "--no-browser", "--archive", str(place / "archive")]) as address:
        yield address


def places_of(page: Page, selector: str, *words: str) -> list[float]:
    """Where each word begins on the screen, from the left."""
    return [
        page.evaluate(
            """([selector, word]) => {
                const walker = document.createTreeWalker(document.querySelector(selector), NodeFilter.SHOW_TEXT);
                while (walker.nextNode()) {
                    const at = walker.currentNode.data.indexOf(word);
                    if (at < 0) continue;
                    const range = document.createRange();
                    range.setStart(walker.currentNode, at);
                    range.setEnd(walker.currentNode, at + word.length);
                    return range.getBoundingClientRect().left;
                }
                return -1;
            }""",
            [selector, word],
        )
        for word in words
    ]


def test_articles_are_found_and_read_by_keyboard_and_mouse(library: str, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{library}library", width=1366, height=768)
    check_accessible(page)
    expect(page.locator(".tally")).to_contain_text("1 to 50 of 61")
    assert places_of(page, ".articles li", "النهار", "4 May 2026") == sorted(
        places_of(page, ".articles li", "النهار", "4 May 2026")
    )
    page.fill("input[name=q]", "ferry harbour")
    page.press("input[name=q]", "Enter")
    expect(page.locator(".excerpt").first).to_contain_text("ferries")
    assert page.locator(".excerpt mark").first.inner_text() == "ferries"
    page.locator(".when summary").press("Enter")
    check_accessible(page)
    page.get_by_role("link", name="March 2025").press("Enter")
    expect(page.locator(".tally")).to_contain_text("5 articles")
    page.select_option("select[name=outlet]", "The Lantern")
    page.select_option("select[name=sort]", "oldest")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".tally")).to_contain_text("oldest first")
    page.goto(f"{library}library?q=ferry")
    page.locator(".row-title a").first.click()
    walk = page.locator("dialog.reader .walk")
    expect(walk).to_contain_text("1 of ")
    walk.get_by_role("link", name="Next").press("Enter")
    expect(walk).to_contain_text("2 of ")
    assert page.evaluate("document.querySelector('dialog.reader').contains(document.activeElement)")
    assert page.locator("dialog.reader mark.is-cited").count() == 1
    check_accessible(page)
    page.goto(library)
    page.wait_for_selector("#thread .welcome")
    page.fill("#question textarea", "How much did the repairs of the Lowmere bridge cost?")
    page.press("#question textarea", "Enter")
    page.wait_for_selector(".source-name")
    shown = places_of(page, ".source-name", "النهار", "4", "May 2026")
    assert shown == sorted(shown)
    assert shown[1] > 0


def test_changes_lead_back_to_the_sentence_that_was_open(library: str, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{library}library?q=two", width=1366, height=768)
    page.locator(".row-title a").first.click()
    pane = page.locator("dialog.reader")
    pane.get_by_role("link", name="What changed in version 2").click()
    expect(pane.locator("ins").first).to_be_visible()
    check_accessible(page)
    pane.get_by_role("link", name="Back to the article").press("Enter")
    expect(pane.locator("mark.is-cited")).to_have_text("two")
    assert page.evaluate("document.activeElement.id") == "cited"
    page.keyboard.press("Escape")
    expect(pane).to_be_hidden()
    assert page.evaluate("document.activeElement.closest('.row-title') !== null")


def test_files_are_added_with_their_report(library: str, open_page: Callable[..., Page], place: Path) -> None:
    wire = place / "dropped"
    (wire / "2026").mkdir(parents=True)
    (wire / "2026" / "owl.txt").write_text("Owl counted\n\nAn owl was counted in Fennick on Monday.", encoding="utf-8")
    (wire / "photo.png").write_bytes(b"\x89PNG")
    page = open_page(f"{library}library/add", width=1366, height=768)
    check_accessible(page)
    page.get_by_role("button", name="Add files").click()
    expect(page.locator("[data-said]")).to_have_text("Choose files or a folder first.")
    page.set_input_files("input[webkitdirectory]", str(wire))
    expect(page.locator("[data-said]")).to_contain_text("2 files")
    page.get_by_role("button", name="Add files").click()
    expect(page.locator("#run[data-run=over]")).to_contain_text("1 added, 1 skipped")
    expect(page.locator("#run")).to_contain_text("dropped/ (1 file)")
    expect(page.locator("#run table")).to_contain_text(".png is not among what is read")
    check_accessible(page)
    page.get_by_role("link", name="All ingests").click()
    expect(page.locator(".runs li").first).to_contain_text("1 added, 1 skipped")
    check_accessible(page)
    page.goto(f"{library}library?q=owl")
    expect(page.locator(".row-title")).to_have_text("Owl counted")


def test_a_phone_without_scripts_searches_adds_and_forgets(
    library: str, open_page: Callable[..., Page], place: Path
) -> None:
    page = open_page(f"{library}library?q=harbour", width=390, height=844, scheme="dark", script=False)
    page.click(".narrowing summary")
    page.fill("input[name=author]", "ines corrado")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".tally")).to_contain_text("of 59")
    page.get_by_role("link", name="Next page").click()
    expect(page.locator(".articles li")).to_have_count(9)
    page.goto(f"{library}library/add")
    story = place / "heron.txt"
    story.write_text("Heron seen\n\nA heron was seen at the mill on Tuesday.", encoding="utf-8")
    page.set_input_files("input[name=files] >> nth=0", str(story))
    page.get_by_role("button", name="Add files").click()
    expect(page.locator("#run[data-run=over]")).to_contain_text("1 added")
    page.goto(f"{library}library?q=heron")
    address = page.locator(".row-title a").get_attribute("href")
    page.goto(f"{library}{(address or '').lstrip('/')}")
    expect(page.locator("mark.is-cited")).to_have_text("Heron")
    page.get_by_role("link", name="Remove or forget").click()
    page.check("input[name=meant]")
    page.get_by_role("button", name="Forget").click()
    expect(page.locator(".lede")).to_contain_text("Forgot article")
    page.goto(f"{library}library?q=heron")
    expect(page.locator(".lede[role=status]")).to_contain_text("No article holds heron")
    dark = open_page(f"{library}library?q=harbour&sort=best", width=390, height=844, scheme="dark")
    for path in ("", "/add", "/state"):
        dark.goto(f"{library}library{path}{'?q=harbour&sort=best' if not path else ''}")
        check_accessible(dark)
