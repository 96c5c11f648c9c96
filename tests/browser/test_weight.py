"""What a browser loads before the first question."""

from collections.abc import Callable

from playwright.sync_api import Page

MOST_BYTES = 300_000


def test_the_page_stays_light(open_page: Callable[..., Page], address: str) -> None:
    page = open_page("about:blank", width=1366, height=768)
    sent: list[int] = []
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.loadingFinished", lambda event: sent.append(int(event["encodedDataLength"])))
    page.goto(address)
    page.wait_for_selector("#thread .welcome")
    page.wait_for_load_state("networkidle")
    assert len(sent) > 30
    assert sum(sent) < MOST_BYTES
