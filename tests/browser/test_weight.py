"""What a browser loads before the first question."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

MOST_BYTES = 300_000


def test_the_page_stays_light(open_page: Callable[..., Page], address: str) -> None:
    page = open_page("about:blank", width=1366, height=768)
    sent: list[int] = []
    of_archive: set[str] = set()  # conversations and names: what the archive holds, not what the page is
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")

    def note(event: dict[str, Any]) -> None:
        if "/component_server/" in event["request"]["url"]:
            of_archive.add(event["requestId"])

    def count(event: dict[str, Any]) -> None:
        if event["requestId"] not in of_archive:
            sent.append(int(event["encodedDataLength"]))

    network.on("Network.requestWillBeSent", note)
    network.on("Network.loadingFinished", count)
    page.goto(address)
    page.wait_for_selector("#thread .welcome")
    page.wait_for_load_state("networkidle")
    assert len(sent) > 30
    assert sum(sent) < MOST_BYTES, sorted(sent)[-30:]
