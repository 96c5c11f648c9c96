"""The command itself: the samples, the reader's own archive, and an archive that is not there yet."""

import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from playwright.sync_api import Page, expect

from ingest.samples import NOTICE, SAMPLE_QUESTIONS

Ask = Callable[..., None]
Start = Callable[[list[str]], AbstractContextManager[str]]
CHAT = ["-m", "ui", "--port", "0", "--no-browser"]


def test_the_samples_answer_and_say_that_they_are_invented(
    start_server: Start, open_page: Callable[..., Page], ask: Ask
) -> None:
    with start_server([*CHAT, "--samples"]) as address:
        page = open_page(address)
        expect(page.locator(".banner")).to_contain_text(NOTICE)
        expect(page.locator(".banner")).to_contain_text("copydesk ingest PATH")
        expect(page.locator(".suggestion").first).to_have_text(SAMPLE_QUESTIONS[0])
        page.locator(".suggestion").first.click()
        page.wait_for_selector("#live .is-answered")
        quote = page.locator("#live .words").first.inner_text()
        page.locator("#live .marker").first.click()
        expect(page.locator("dialog.reader mark.is-cited").first).to_contain_text(quote.split("\n")[0])
        page.keyboard.press("Escape")
        ask(page, "How many homes were evacuated?")
        expect(page.locator("#live .conflict")).to_contain_text("340")
        expect(page.locator("#live .conflict")).to_contain_text("410")
        expect(page.locator(".banner")).to_contain_text(NOTICE)
        page.goto(f"{address}library")
        expect(page.locator(".banner")).to_contain_text(NOTICE)


def test_a_missing_archive_says_what_to_do_and_is_noticed_when_it_comes(
    start_server: Start, open_page: Callable[..., Page], ask: Ask, tmp_path: Path
) -> None:
    archive, articles = tmp_path / "mine", tmp_path / "articles.jsonl"
    row = {
        "title": "Otter seen",
        "text": "An otter was seen in the mill pond on Friday, the keeper said.",
        "date": "2026-01-09",
    }
    articles.write_text(json.dumps(row), encoding="utf-8")
    with start_server([*CHAT, "--archive", str(archive)]) as address:
        page = open_page(address)
        expect(page.locator("#thread")).to_contain_text("No articles yet")
        expect(page.locator("#thread")).to_contain_text("copydesk ingest PATH")
        assert page.locator(".banner").count() == 0
        ask(page, "Where was the otter seen?", "is-trouble")
        command = [sys.executable, "-m", "ingest", str(articles), "--archive", str(archive)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        ask(page, "Where was the otter seen?")
        expect(page.locator("#live .words").first).to_contain_text("mill pond")
        expect(page.locator("#masthead")).to_contain_text("1 article")
        row |= {"title": "Heron seen", "text": "A heron was seen on the weir on Monday.", "publisher": "The Weir"}
        articles.write_text(json.dumps(row), encoding="utf-8")
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        page.click("#restart")
        page.wait_for_selector("#thread .welcome")
        ask(page, "Where was the heron seen?")
        expect(page.locator("#live .words").first).to_contain_text("on the weir")
        expect(page.locator("#masthead")).to_contain_text("2 articles")
        page.click("#narrow > button")
        page.click("#publishers input")
        expect(page.get_by_role("option", name="The Weir")).to_be_visible()
