"""What a reader does with an answer: say what is wrong with it, change the question, take it along."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.looks import check_accessible

Ask = Callable[..., None]
QUESTION = "Why was Candlemaker Bridge closed?"
THANKS = "Thank you. Your feedback was kept."


def voice(page: Page) -> Locator:
    return page.locator(".voice[role=status]")


def say_what_is_wrong(page: Page) -> None:
    """By keyboard: a failure is said and loses nothing, then it is kept."""
    flag, form = page.get_by_role("button", name="Feedback on statement 1", exact=True), page.locator("form.feedback")
    flag.focus()
    page.keyboard.press("Enter")
    expect(flag).to_have_attribute("aria-expanded", "true")
    expect(form.get_by_label("Wrong source")).to_be_focused()
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)
    expect(flag).to_be_focused()
    page.keyboard.press("Enter")
    form.get_by_role("button", name="Send").press("Enter")
    expect(form.locator(".feedback-trouble")).to_have_text("Choose what is wrong, or write it.")
    form.get_by_label("Wrong source").focus()
    page.keyboard.press("ArrowDown")
    expect(form.get_by_label("Not supported")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.type("It was shut on Tuesday.")
    check_accessible(page)
    page.route("**/component_server/", lambda route: route.abort())
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(form.locator(".feedback-trouble")).to_contain_text("The server does not answer")
    expect(voice(page)).to_contain_text("The server does not answer")
    page.unroute("**/component_server/")
    form.get_by_role("button", name="Send").press("Enter")
    expect(page.locator("#live .statement .feedback-thanks")).to_have_text(THANKS)
    expect(voice(page)).to_have_text(THANKS)
    expect(flag).to_be_focused()


def ask_it_otherwise(page: Page, ask: Ask) -> None:
    """What was taken over is dropped; a question is changed, and what was half typed comes back."""
    ask(page, "And who crossed it first?")
    chip = page.locator("#live .understood .chip")
    expect(chip).to_have_text("about: what was asked after 2 turns")
    chip.locator(".drop").press("Enter")
    page.wait_for_selector("#live .is-answered")
    expect(page.locator("#live .question")).to_have_text("And who crossed it first?")
    expect(chip).to_have_count(0)
    box = page.locator("#question textarea")
    box.fill("half typed")
    edit = page.locator("#live [data-edit]")
    for _ in range(2):
        edit.press("Enter")
        expect(box).to_have_value("And who crossed it first?")
        expect(box).to_be_focused()
        page.keyboard.press("Escape")
        expect(box).to_have_value("half typed")
        expect(edit).to_be_focused()
    edit.press("Enter")
    expect(box).to_have_value("And who crossed it first?")
    check_accessible(page)
    box.fill("Who was the lamplighter?")
    box.press("Enter")
    expect(page.locator("#live .question")).to_have_text("Who was the lamplighter?")
    page.wait_for_selector("#live .is-answered")
    expect(box).to_have_value("half typed")
    expect(page.locator("#editing")).to_have_count(0)
    page.locator("#live [data-retry]").press("Enter")
    expect(page.locator(".question", has_text="Who was the lamplighter?")).to_have_count(2)
    page.wait_for_selector("#live .is-answered")


@pytest.mark.holds_requests
def test_all_can_be_done_at_a_desk_by_keyboard(open_page: Callable[..., Page], address: str, ask: Ask) -> None:
    page = open_page(address, width=1366, height=768)
    page.wait_for_selector("#thread .welcome")
    ask(page, QUESTION)
    say_what_is_wrong(page)
    page.locator("#live .export summary").press("Enter")
    check_accessible(page)
    for name in ("This answer", "The whole conversation"):
        links = page.get_by_role("list", name=f"Export {name.lower()} as")
        with page.expect_download() as download:
            links.get_by_role("link", name="Markdown").press("Enter")
        assert QUESTION in download.value.path().read_text(encoding="utf-8")
    ask_it_otherwise(page, ask)
    page.reload()
    page.wait_for_selector("#thread .turn")
    states = page.locator("#desk .exchange").evaluate_all(
        "(all) => all.map((one) => one.querySelectorAll('.tools').length)"
    )
    assert states == [1] * 5


def test_all_can_be_done_on_a_phone_in_the_dark(open_page: Callable[..., Page], address: str, ask: Ask) -> None:
    page = open_page(address, width=390, height=844, scheme="dark")
    page.wait_for_selector("#thread .welcome")
    ask(page, QUESTION)
    form = page.locator("form.feedback")
    page.locator("#live .card .flag").first.click()
    expect(page.locator("dialog.reader")).to_have_count(0)  # the card opens the article, its flag does not
    expect(form).to_be_in_viewport()
    form.get_by_label("Missed an article").check()
    check_accessible(page)
    form.get_by_role("button", name="Send").click()
    expect(page.locator("#live .card .feedback-thanks")).to_have_text(THANKS)
    page.locator("#live .tools [data-flag]").click()
    form.get_by_label("In your words").fill("Nobody asked the ferry.")
    form.get_by_role("button", name="Send").click()
    expect(page.locator("#live .foot .feedback-thanks")).to_have_text(THANKS)
    page.locator("#live [data-copy]").click()
    assert page.evaluate("navigator.clipboard.readText()").startswith(QUESTION)
    ask(page, "Who won the zebra race?", "is-nothing")
    check_accessible(page)
    page.locator("#live .ask-about").click()
    page.wait_for_selector("#live .is-answered")
    expect(page.locator("#live .question")).to_contain_text("What is “")
