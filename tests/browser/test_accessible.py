"""Every state of the page, for those who hear it, use it by keyboard alone, enlarge it, or cannot bear what moves."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looks import check_accessible

Ask = Callable[..., None]
QUESTION = "Why was Candlemaker Bridge closed?"
WITHHELD = "Please withhold what is said of Candlemaker Bridge"
NARROW = "#narrow > button"


def check(page: Page) -> None:
    """That, and nothing that moves on its own."""
    check_accessible(page)
    assert page.evaluate("document.getAnimations().filter((one) => one.playState === 'running').length") == 0


def put(page: Page, question: str) -> None:
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")


def begun(page: Page, question: str) -> None:
    put(page, question)
    page.wait_for_selector("#live .is-open .statement")


def check_states(open_page: Callable[..., Page], address: str, ask: Ask, looks: list[tuple[int, int, str]]) -> None:
    """Three readers, so that one of them waits; each has a window of the list."""
    first, second, third = (
        open_page(address, width=width, height=height, scheme=scheme) for width, height, scheme in looks
    )
    for page in (first, second, third):
        page.wait_for_selector("#thread .welcome")
    check(first)
    begun(first, WITHHELD)
    check(first)
    begun(second, WITHHELD)
    put(third, QUESTION)
    expect(third.locator("#live .step")).to_contain_text("in line")
    check(third)
    for page in (first, second):
        page.click("#stop")
        page.wait_for_selector("#live .is-stopped")
        expect(page.locator("#ask")).to_be_visible()
    third.wait_for_selector("#live .turn.is-answered")
    for question, outcome in (("nearly the bridge", "closest"), ("zebra", "nothing"), ("refuse it", "trouble")):
        ask(first, question, f"is-{outcome}")
    check(first)  # the stopped one and these
    third.click(NARROW)
    check(third)
    ask(second, QUESTION)
    second.locator("#live .marker").first.focus()
    expect(second.locator("#live .hover-card").first).to_be_visible()
    check(second)
    second.keyboard.press("Enter")
    second.wait_for_selector("dialog.reader[open] mark.is-cited")
    check(second)
    second.keyboard.press("Escape")
    expect(second.locator("dialog.reader")).to_be_hidden()
    ask(second, "release the bridge")


def test_no_state_has_a_serious_finding(open_page: Callable[..., Page], address: str, ask: Ask) -> None:
    check_states(open_page, address, ask, [(1366, 768, "light"), (390, 844, "dark"), (1366, 768, "dark")])


@pytest.mark.soak
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844), (683, 384)])
def test_every_state_in_every_look(
    open_page: Callable[..., Page], address: str, ask: Ask, width: int, height: int, scheme: str
) -> None:
    check_states(open_page, address, ask, [(width, height, scheme)] * 3)


def test_the_keyboard_alone_asks_stops_opens_and_comes_back(open_page: Callable[..., Page], address: str) -> None:
    """At twice the size: a window of 1366 by 768 then has room for half of each."""
    page = open_page(address, width=683, height=384)
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.wait_for_selector("#thread .welcome")
    page.locator("#question textarea").focus()
    page.keyboard.type("Tell me slowly about the bridge")
    page.keyboard.press("Enter")
    page.wait_for_selector("#live .is-open .statement")
    press_until(page, "#stop")
    page.keyboard.press("Enter")
    page.wait_for_selector("#live .is-stopped")
    page.locator("#question textarea").focus()
    page.keyboard.type("Tell me slowly about Candlemaker Bridge")
    page.keyboard.press("Enter")
    page.wait_for_selector("#live .is-open .step")
    page.reload()
    page.wait_for_selector("#desk .turn.is-answered")
    check(page)
    page.locator("#desk .is-answered .question").evaluate("(one) => { one.tabIndex = -1; one.focus(); }")
    press_until(page, "#desk .is-answered .marker")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog.reader[open] mark.is-cited")
    check(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator("dialog.reader")).to_be_hidden()
    assert page.evaluate("document.activeElement.matches('#desk .marker')")
    assert errors == []


def press_until(page: Page, selector: str, most: int = 40) -> None:
    """Tab on to it."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{selector} was not reached in {most} steps")
