"""Sixty payloads in every field of an article and in what a model writes, wherever the page shows them."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from itertools import islice, zip_longest
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.counted import Counted

Start = Callable[[list[str]], AbstractContextManager[str]]
COUNT = 60
OPENED = 6
OWN_PATHS = (
    "/assets/",
    "/gradio_api/",
    "/page/",
    "/static/",
    "/reader/",
    "/library",
    "/export/",
    "/theme.css",
    "/favicon",
    "/manifest",
)
PARTS_OF_THEIRS = """(selector) => {
  const own = ["form.refine", "form.search", ".library form"].join(", ");
  const strange = "script, style, link, meta, base, iframe, frame, object, embed, img, image, video, audio, source, " +
    "math, marquee, template, portal, input[autofocus], [srcdoc], [formaction], [contenteditable]";
  const found = [];
  for (const root of document.querySelectorAll(selector)) {
    for (const one of root.querySelectorAll("*")) {
      const names = [...one.attributes].map((attribute) => attribute.name);
      const address = one.getAttribute("href") || one.getAttribute("xlink:href") || one.getAttribute("action");
      const isOdd = one.matches(strange) || (one.matches("form") && !one.matches(own)) ||
        names.some((name) => name.startsWith("on") || name === "style") ||
        (address && !["http:", "https:"].includes(new URL(address, location).protocol));
      if (isOdd) found.push(one.outerHTML.slice(0, 300));
    }
  }
  return found;
}"""


def spread(shared_data: Path, count: int) -> list[str]:
    """One of each kind and source after the other, so that a few are of every sort."""
    sorts: dict[tuple[str, str], list[str]] = {}
    for line in (shared_data / "adversarial" / "strings.jsonl").read_text(encoding="utf-8").split("\n"):
        row = json.loads(line) if line else {}
        if len(row.get("text", "").strip()) > 8:
            sorts.setdefault((row["kind"], row["source"]), []).append(row["text"][:2000])
    ordered = sorted(sorts.values(), key=len, reverse=True)  # the largest lists are those of scripts
    turns = (text for row in zip_longest(*ordered) for text in row if text)
    return list(islice(dict.fromkeys(turns), count))


@pytest.fixture
def hostile(start_server: Start, shared_data: Path, tmp_path: Path) -> Iterator[Callable[[int], str]]:
    """Start a page over so many payloads."""
    started: list[AbstractContextManager[str]] = []

    def start(count: int) -> str:
        payloads = tmp_path / "payloads.json"
        payloads.write_text(json.dumps(spread(shared_data, count)), encoding="utf-8")
        script = Path(__file__).parent / "hostile_server.py"
        started.append(start_server([str(script), str(tmp_path / "a"), str(payloads)]))
        return started[-1].__enter__()

    yield start
    for one in started:
        one.__exit__(None, None, None)


def is_covered(page: Page) -> bool:
    """Whether what lies uppermost anywhere on the page is none of its parts."""
    return bool(
        page.evaluate(
            """() => {
              for (let x = 20; x < innerWidth; x += 90) for (let y = 20; y < innerHeight; y += 60) {
                const isFixed = (one) => getComputedStyle(one).position === "fixed";
                const fixed = document.elementsFromPoint(x, y).find(isFixed);
                if (fixed && !fixed.closest("dialog.reader, #composer, .voice, .masthead, gradio-app > *")) return true;
              }
              return getComputedStyle(document.body).display === "none";
            }"""
        )
    )


def look(page: Page, selector: str) -> None:
    assert page.locator(selector).count() > 0
    assert page.evaluate(PARTS_OF_THEIRS, selector) == []
    assert page.locator(f":is({selector}) script").count() == 0
    assert not is_covered(page)


def walk(page: Page, address: str, each: int) -> int:
    """Chat, cards, what was not used, the reader from each so-manieth marker, a reload, nothing found, the export, the
    library. Gives back how many sentences were cited."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(address)
    page.wait_for_selector("#thread .welcome")
    look(page, "#desk .turns, .masthead")
    page.fill("#question textarea", "What did the saboteur write?")
    page.press("#question textarea", "Enter")
    page.wait_for_selector("#live .turn.is-answered")
    for details in page.locator("#live details").all():
        details.evaluate("(one) => { one.open = true; }")
    look(page, "#desk .turns")
    markers = page.locator("#live .marker")
    markers.first.hover()
    expect(page.locator("#live .hover-card").first).to_be_visible()
    look(page, ".hover-card")
    cited = markers.count()
    for number in range(0, cited, each):
        markers.nth(number).click()
        expect(page.locator("dialog.reader mark.is-cited").first).to_be_visible()  # lines of a payload have one each
        expect(page.locator("dialog.reader .story-text")).to_contain_text("Saboteur")
        look(page, "dialog.reader")
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        expect(page.locator("dialog.reader")).to_be_hidden()
    page.reload()
    page.wait_for_selector("#thread .turn.is-answered")
    look(page, "#desk .turns")
    page.fill("#question textarea", "zebra")
    page.press("#question textarea", "Enter")
    page.wait_for_selector("#live .turn.is-nothing")
    look(page, "#live .turns")
    conversation = page.evaluate("new URLSearchParams(location.search).get('c')")
    page.goto(f"{address}library")
    look(page, ".articles")
    exported = page.request.get(f"{address}export/{conversation}.html")
    assert exported.ok
    page.goto("about:blank")
    page.set_content(exported.text())
    assert page.evaluate(PARTS_OF_THEIRS, "body") == []
    assert [path for path in asked if path not in ("/", "blank") and not path.startswith(OWN_PATHS)] == []
    return cited


def test_sixty_payloads_stay_words(
    hostile: Callable[[int], str], open_page: Callable[..., Page], counted: Counted
) -> None:
    assert walk(open_page("about:blank", width=1366, height=768), hostile(COUNT), COUNT // OPENED) > COUNT * 0.8
    counted("hostile articles on the page", COUNT)


@pytest.mark.soak
@pytest.mark.parametrize(("width", "scheme"), [(1366, "dark"), (390, "light")])
def test_many_payloads_stay_words_everywhere(
    hostile: Callable[[int], str], open_page: Callable[..., Page], width: int, scheme: str, counted: Counted
) -> None:
    cited = walk(open_page("about:blank", width=width, height=844, scheme=scheme), hostile(100), 1)
    assert cited > 80  # some payloads leave nothing that is a sentence
    counted("hostile articles on the page", cited)
