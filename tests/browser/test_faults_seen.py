"""What a reader meets when something breaks, and that nothing is lost by it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

Ask = Callable[..., None]
QUESTION = "Why was Candlemaker Bridge closed?"


def send(page: Page, question: str) -> None:
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")


WIRE = "**/gradio_api/component_server/"
IS_UPPERMOST = """(one) => {
  const box = one.getBoundingClientRect();
  return one.contains(document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2));
}"""
IS_WITHIN = """(one) => {
  const box = one.getBoundingClientRect();
  return box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth;
}"""


def cut(page: Page, *calls: str) -> None:
    """From now on these calls find no server."""

    def decide(route: Route) -> None:
        is_cut = any(f'"fn_name":"{call}"' in (route.request.post_data or "") for call in calls)
        route.abort("connectionrefused") if is_cut else route.continue_()

    page.route(WIRE, decide)


@pytest.mark.holds_requests
def test_a_lost_connection_is_told_and_the_answer_goes_on_when_it_is_back(desk: Page) -> None:
    cut(desk, "follow")
    send(desk, QUESTION)
    expect(desk.locator("#live .is-outage")).to_contain_text("The connection was lost")
    expect(desk.locator("#live .question")).to_have_text(QUESTION)
    desk.unroute(WIRE)
    desk.locator("#live .is-outage").get_by_role("button", name="Try again").click()
    desk.wait_for_selector("#live .is-answered")
    expect(desk.locator(".is-outage")).to_have_count(0)
    cut(desk, "ask")
    send(desk, "Who crossed the bridge first?")
    trouble = desk.locator("#live [role=alert]")
    expect(trouble).to_contain_text("The server does not answer.")
    expect(desk.locator("#live .question")).to_have_text("Who crossed the bridge first?")
    desk.unroute(WIRE)
    trouble.get_by_role("button", name="Try again").click()
    desk.wait_for_selector("#live .is-answered")
    assert desk.locator(".turn").count() == 2
    cut(desk, "open")
    desk.reload()
    expect(desk.locator("#thread [role=alert]")).to_contain_text("The server does not answer.")
    desk.unroute(WIRE)
    desk.get_by_role("button", name="Try again").click()
    expect(desk.locator("#thread .is-answered")).to_have_count(2)


def test_a_megabyte_is_refused_in_the_page_and_left_in_the_box(desk: Page, ask: Ask) -> None:
    question = "why " * 250_000
    desk.locator("#question textarea").evaluate(
        "(box, words) => { box.value = words; box.dispatchEvent(new Event('input', { bubbles: true })); }", question
    )
    desk.press("#question textarea", "Enter")
    expect(desk.locator("#live [role=alert]")).to_contain_text("1,000,000 characters; that is too much to send")
    expect(desk.locator("#ask")).to_be_visible()
    assert len(desk.locator("#question textarea").input_value()) == len(question)
    ask(desk, QUESTION)


def test_the_conversation_goes_along_to_the_articles_and_back(desk: Page, ask: Ask) -> None:
    ask(desk, QUESTION)
    conversation = desk.evaluate("new URLSearchParams(location.search).get('c')")
    desk.click(".masthead nav a:has-text('Articles')")
    desk.wait_for_selector(".articles")
    assert desk.evaluate("new URLSearchParams(location.search).get('c')") == conversation
    desk.click(".masthead nav a:has-text('Ask')")
    expect(desk.locator("#thread .question")).to_have_text([QUESTION])
    assert desk.evaluate("new URLSearchParams(location.search).get('c')") == conversation
    desk.click("#restart")
    desk.wait_for_selector("#thread .welcome")
    expect(desk.locator(".masthead nav a:has-text('Articles')")).not_to_have_attribute("href", conversation)


_LISTEN = """() => {
    window.heard = [];
    const voice = document.querySelector('.voice');
    const changed = new MutationObserver(() => heard.push(voice.textContent));
    changed.observe(voice, {childList: true, subtree: true, characterData: true});
}"""
"""What is said to a listener, all of it: the steps of the answer may follow it at once."""


def test_enter_while_an_answer_is_on_its_way_keeps_the_question_and_says_so(desk: Page) -> None:
    send(desk, "Tell me slowly about the bridge")
    expect(desk.locator("#live .step")).to_be_visible()
    desk.evaluate(_LISTEN)
    send(desk, QUESTION)
    desk.wait_for_timeout(500)
    assert any("An answer is on its way" in one for one in desk.evaluate("heard"))
    assert desk.locator("#question textarea").input_value() == QUESTION


def test_a_closed_article_leaves_no_card_over_the_next_marker(desk: Page, ask: Ask) -> None:
    ask(desk, QUESTION)
    desk.locator("#live .marker").first.click()
    expect(desk.locator("dialog.reader")).to_be_visible()
    desk.mouse.move(0, 0)
    desk.keyboard.press("Escape")
    expect(desk.locator("dialog.reader")).to_be_hidden()
    expect(desk.locator("#live .marker").first).to_be_focused()
    expect(desk.locator("#live .hover-card").first).to_be_hidden()
    desk.locator("#live .marker").first.hover()
    expect(desk.locator("#live .hover-card").first).to_be_visible()


@pytest.mark.parametrize("size", [(1366, 420), (390, 460)])
def test_a_card_leaves_its_own_marker_free(desk: Page, ask: Ask, size: tuple[int, int]) -> None:
    ask(desk, QUESTION)
    desk.set_viewport_size({"width": size[0], "height": size[1]})
    markers = desk.locator("#live .marker")
    for number in range(markers.count()):
        for place in ("start", "center", "end"):
            markers.nth(number).evaluate("(one, block) => one.scrollIntoView({ block })", place)
            if not markers.nth(number).evaluate(IS_UPPERMOST):
                continue  # it lies below the box for the question
            desk.mouse.move(0, 0)
            markers.nth(number).hover(force=True)
            expect(desk.locator("#live .hover-card").nth(number)).to_be_visible()
            assert markers.nth(number).evaluate(IS_UPPERMOST)
            assert desk.locator("#live .hover-card").nth(number).evaluate(IS_WITHIN)
