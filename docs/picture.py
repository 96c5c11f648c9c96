"""The picture in the README: `python docs/picture.py` draws `docs/images/answer.png` anew.

The real page over the invented samples, in Chromium (`COPYDESK_CHROMIUM`, else one on the path): conversations at the
left, an answer, and one of its sources open. Nothing in it moves, and nothing of this computer shows; which fonts there
are does.
"""

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

PICTURE = Path(__file__).parent / "images" / "answer.png"
QUESTION = "Why was Candlemaker Bridge closed?"
EARLIER = (
    "How many homes were evacuated in the Tidegate flood?",
    "How many jobs were lost when Ostrander Looms closed its mill?",
)
"""Conversations of their own, to stand at the left."""
WIDTH, HEIGHT = 1600, 900
COLOURS = 128
MOST_BYTES = 200_000
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_WITHOUT_SECONDS = """() => {
  const walker = document.createTreeWalker(document.querySelector("#live"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) walker.currentNode.data = walker.currentNode.data.replace(/ · [\\d.,]+ m?s$/, "");
}"""
"""How long it took differs each time."""
_ADDRESS = re.compile(r"at (http://\S+/)")


@contextmanager
def running(home: Path) -> Iterator[str]:
    """The address of a page of its own over the samples."""
    settings = {name: value for name, value in os.environ.items() if not name.startswith("COPYDESK_")}
    settings |= {"HOME": str(home), "XDG_DATA_HOME": str(home)}
    command = [sys.executable, "-m", "ui", "--samples", "--port", "0", "--no-browser"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=settings)
    assert server.stdout is not None
    try:
        yield next(match[1] for line in server.stdout if (match := _ADDRESS.search(line)))
    finally:
        server.terminate()
        server.wait(30)
        server.stdout.close()


def draw(page: Page, address: str) -> bytes:
    page.goto(address)
    for question in (*EARLIER, QUESTION):
        page.wait_for_selector("#thread .welcome")
        page.fill("#question textarea", question)
        page.press("#question textarea", "Enter")
        page.wait_for_selector("#live .turn.is-answered")
        if question != QUESTION:
            page.click("#restart")
    page.wait_for_function(
        "count => document.querySelectorAll('#kept .kept-title').length === count", arg=1 + len(EARLIER)
    )
    page.click("#live .marker >> nth=0")
    page.wait_for_selector("dialog.reader[open] mark.is-cited")
    page.mouse.move(0, 0)
    page.evaluate(_WITHOUT_SECONDS)
    page.wait_for_load_state("networkidle")
    return page.screenshot(animations="disabled", caret="hide")


def optimised(drawn: bytes) -> bytes:
    """Few colours are enough for words on paper."""
    packed = io.BytesIO()
    image = Image.open(io.BytesIO(drawn)).convert("RGB")
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(packed, "PNG", optimize=True)
    return packed.getvalue()


def main() -> None:
    chromium = os.environ.get("COPYDESK_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if chromium is None:
        sys.exit("No Chromium found: install it, or set COPYDESK_CHROMIUM to its path.")
    with tempfile.TemporaryDirectory() as home, running(Path(home)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, reduced_motion="reduce", locale="en-GB")
        packed = optimised(draw(page, address))
        browser.close()
    if len(packed) > MOST_BYTES:
        sys.exit(f"The picture has {len(packed):,} bytes, more than {MOST_BYTES:,}.")
    PICTURE.write_bytes(packed)
    sys.stdout.write(f"{PICTURE}: {len(packed):,} bytes\n")


if __name__ == "__main__":
    main()
