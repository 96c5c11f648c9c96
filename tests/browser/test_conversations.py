"""A reader's conversations at the left: found again, named, kept on top, deleted."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

Ask = Callable[..., None]
BRIDGE, LAMP = "Why was Candlemaker Bridge closed?", "Who was the lamplighter of Quay Street?"


def test_conversations_are_listed_searched_named_pinned_opened_and_deleted(
    open_page: Callable[..., Page], address: str, ask: Ask
) -> None:
    page = open_page(address, width=1366, height=768)
    page.wait_for_selector("#thread .welcome")
    ask(page, LAMP)
    here = page.locator("#kept [aria-current]")
    expect(here).to_have_text(LAMP)
    lamp = page.evaluate("new URLSearchParams(location.search).get('c')")
    page.click("#restart")
    page.wait_for_selector("#thread .welcome")
    expect(here).to_have_count(0)
    ask(page, BRIDGE)
    expect(here).to_have_text(BRIDGE)
    kept = page.locator(f"#kept [data-conversation='{lamp}']")
    kept.locator("summary").click()
    kept.get_by_role("button", name="Rename").click()
    page.keyboard.type("The <b>last</b> lamp")
    page.keyboard.press("Enter")
    expect(kept.locator("a")).to_have_text("The <b>last</b> lamp")
    page.fill("#kept [name=query]", "lamplighter last")
    expect(page.locator("#kept [data-conversation]").first).to_have_attribute("data-conversation", lamp)
    expect(page.locator("#kept")).not_to_contain_text(BRIDGE)
    page.fill("#kept [name=query]", "")
    expect(here).to_have_text(BRIDGE)
    kept.locator("summary").click()
    kept.get_by_role("button", name="Pin").click()
    expect(page.locator("#kept .kept-day").first).to_have_text("Pinned")
    kept.locator("a").click()
    expect(page.locator("#thread .question")).to_have_text([LAMP])
    page.go_back()
    expect(page.locator("#thread .question")).to_have_text([BRIDGE])
    page.go_forward()
    expect(page.locator("#thread .question")).to_have_text([LAMP])
    kept.locator("summary").click()
    kept.get_by_role("button", name="Delete").click()
    kept.get_by_role("button", name="Delete for good").click()
    expect(kept).to_have_count(0)
    page.wait_for_selector("#thread .welcome")
    page.goto(f"{address}?c={lamp}")
    page.wait_for_selector("#thread .welcome")


def test_on_a_phone_the_list_is_folded_away(open_page: Callable[..., Page], address: str, ask: Ask) -> None:
    page = open_page(address, width=390, height=844, scheme="dark")
    page.wait_for_selector("#thread .welcome")
    ask(page, BRIDGE)
    expect(page.locator("#kept .shelf")).to_be_hidden()
    page.get_by_role("button", name="Toggle Sidebar").click()
    expect(page.locator("#kept [aria-current]")).to_be_visible()
    page.locator("#kept [data-open]").last.click()
    expect(page.locator("#kept .shelf")).to_be_hidden()
    page.wait_for_selector("#thread .turn")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
