"""A reader asks, reads on in the source, comes back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.looks import overflow

Ask = Callable[..., None]
QUESTION = "Why was Candlemaker Bridge closed?"


def is_in_view(page: Page, selector: str) -> bool:
    """Whether the element lies inside the window and inside whatever scrolls around it."""
    return bool(
        page.evaluate(
            """(selector) => {
              const box = document.querySelector(selector).getBoundingClientRect();
              const around = document.querySelector(".reader-scroll")?.getBoundingClientRect();
              return box.top >= (around?.top ?? 0) && box.bottom <= (around?.bottom ?? innerHeight) && box.height > 0;
            }""",
            selector,
        )
    )


def test_an_answer_comes_with_markers_and_cards(desk: Page, ask: Ask) -> None:
    ask(desk, QUESTION)
    statements = desk.locator("#live .statement")
    assert (
        statements.count() == desk.locator("#live .card .number").count() == desk.locator("#live .marker").count() > 0
    )
    expect(statements.first).to_contain_text("Verbatim")
    expect(desk.locator("#live .card .quote")).to_have_count(0)  # each stands among the statements already
    expect(desk.locator("#masthead")).to_contain_text("Nothing leaves this computer")
    assert desk.locator("#question textarea").input_value() == ""


def test_steps_and_statements_are_shown_as_they_come(desk: Page) -> None:
    desk.fill("#question textarea", "Tell me slowly about the bridge")
    desk.click("#ask")
    expect(desk.locator("#live .step")).to_contain_text("Searching the archive…")
    expect(desk.locator("#live .step")).to_contain_text("passages in")
    desk.wait_for_selector("#live .is-open .statement")
    expect(desk.locator("#stop")).to_be_visible()
    desk.wait_for_selector("#live .is-answered")
    expect(desk.locator("#stop")).to_be_hidden()


def test_a_marker_opens_the_article_at_the_quoted_sentence(desk: Page, ask: Ask) -> None:
    ask(desk, "Who was the lamplighter?")
    quote = desk.locator("#live .words").first.inner_text()
    desk.click("#live .marker >> nth=0")
    desk.wait_for_selector("dialog.reader[open] mark.is-cited")
    assert desk.locator("dialog.reader mark.is-cited").inner_text() == quote
    assert is_in_view(desk, "#cited")
    assert desk.evaluate("document.querySelector('.reader-scroll').scrollTop") > 500
    for said in ("unknown outlet", "Published unknown", "Byline unknown"):
        expect(desk.locator("dialog.reader")).to_contain_text(said, ignore_case=True)


def test_every_marker_and_card_opens_its_own_quote(desk: Page, ask: Ask) -> None:
    ask(desk, QUESTION)
    for number in range(desk.locator("#live .marker").count()):
        quote = desk.locator("#live .words").nth(number).inner_text()
        marker = desk.locator("#live .marker").nth(number)
        for opener in (marker, desk.locator(f"#live .card [data-source='{marker.locator('b').inner_text()}'] .number")):
            opener.click()
            expect(desk.locator("dialog.reader")).to_be_visible()  # closed, it still holds the sentence before
            expect(desk.locator("dialog.reader mark.is-cited")).to_have_text(quote)
            desk.keyboard.press("Escape")
            expect(desk.locator("dialog.reader")).to_be_hidden()


@pytest.mark.holds_requests
def test_escape_keeps_an_article_on_its_way_from_opening(desk: Page, ask: Ask) -> None:
    ask(desk, QUESTION)
    on_their_way: list[Route] = []
    desk.route("**/reader/*fragment=1*", lambda route: on_their_way.append(route))
    with desk.expect_request("**/reader/*fragment=1*"):
        desk.click("#live .marker >> nth=0")
    desk.keyboard.press("Escape")
    with desk.expect_response("**/reader/*fragment=1*"):
        on_their_way[0].continue_()
    desk.wait_for_timeout(300)
    expect(desk.locator("dialog.reader")).to_be_hidden()
    desk.unroute("**/reader/*fragment=1*")
    desk.click("#live .marker >> nth=0")
    expect(desk.locator("dialog.reader mark.is-cited")).to_be_visible()


def test_the_answer_stays_readable_beside_the_reader(desk: Page, ask: Ask) -> None:
    ask(desk, QUESTION)
    desk.click("#live .marker >> nth=0")
    desk.wait_for_selector("dialog.reader[open]")
    words = desk.locator("#live .words").first.bounding_box()
    reader = desk.locator("dialog.reader").bounding_box()
    assert words is not None
    assert reader is not None
    assert words["x"] + words["width"] <= reader["x"]
    assert overflow(desk) <= 0


def test_a_reload_restores_the_conversation(desk: Page, ask: Ask) -> None:
    ask(desk, QUESTION)
    ask(desk, "And who crossed the bridge first?")
    expect(desk.locator("#live")).to_contain_text("asked after 2 turns")
    desk.reload()
    desk.wait_for_selector("#thread .turn")
    assert desk.locator("#thread .question").all_inner_texts() == [QUESTION, "And who crossed the bridge first?"]
    desk.locator("#thread .marker").first.click()
    desk.wait_for_selector("dialog.reader[open] mark.is-cited")
    desk.keyboard.press("Escape")
    desk.click("#restart")
    desk.wait_for_selector("#thread .welcome")
    assert desk.evaluate("location.search") == ""


def test_a_reload_and_a_second_tab_follow_the_answer_on_its_way(desk: Page, address: str, ask: Ask) -> None:
    desk.fill("#question textarea", "Why  withhold\nthe bridge?")
    desk.press("#question textarea", "Enter")
    desk.wait_for_selector("#live .is-open .statement")
    other, third = desk.context.new_page(), desk.context.new_page()
    other.goto(desk.url)
    desk.reload()
    for page in (desk, other):
        page.wait_for_selector("#live .is-open .statement")
        expect(page.locator("#stop")).to_be_visible()
        expect(page.locator("#ask")).to_be_hidden()
    third.goto(address)
    third.wait_for_selector("#thread .welcome")
    ask(third, "Please release the bridge")
    for page in (desk, other):
        page.wait_for_selector("#live .is-answered")
        expect(page.locator("#ask")).to_be_visible()
        assert page.locator(".turn").count() == 1
    desk.goto(desk.url.replace("?c=", "#c="))  # as addresses were written before
    desk.wait_for_selector("#thread .is-answered")
    assert desk.locator(".turn .question").all_text_contents() == ["Why  withhold\nthe bridge?"]
    assert desk.evaluate("location.hash") == ""


def test_two_tabs_do_not_mix(desk: Page, ask: Ask, address: str) -> None:
    other = desk.context.new_page()  # of the same browser profile: storage is shared, the conversation is not
    other.goto(address)
    other.wait_for_selector("#thread .welcome")
    for page, question in ((desk, "Tell me slowly about the bridge"), (other, "Who was slowly the lamplighter?")):
        page.fill("#question textarea", question)
        page.press("#question textarea", "Enter")
    for page in (desk, other):
        page.wait_for_selector("#live .is-answered")
    assert "lamplighter" not in desk.locator("#live").inner_text()
    assert "Candlemaker" not in other.locator("#live").inner_text()
    assert desk.evaluate("location.search") != other.evaluate("location.search")
    other.reload()
    other.wait_for_selector("#thread .turn")
    assert other.locator("#thread .question").all_inner_texts() == ["Who was slowly the lamplighter?"]


def test_where_nothing_is_near_the_turn_is_calm_and_useful(desk: Page, ask: Ask) -> None:
    ask(desk, "Who won the zebra race?", "is-nothing")
    live = desk.locator("#live")
    expect(live).to_contain_text("None of the articles are about this.")
    expect(live).to_contain_text("4 articles from 3 outlets")
    assert live.locator("[role=alert]").count() == 0
    live.locator(".near a").first.click()
    desk.wait_for_selector("dialog.reader[open] .story")


def test_what_only_comes_close_is_labelled_above_its_quotes(desk: Page, ask: Ask) -> None:
    ask(desk, "Who nearly crossed Candlemaker Bridge?", "is-closest")
    label = desk.locator("#live .close")
    expect(label).to_have_text("The articles come close but do not answer this.")
    above, below = label.bounding_box(), desk.locator("#live .words").first.bounding_box()
    assert above is not None
    assert below is not None
    assert above["y"] < below["y"]
    desk.click("#live .marker >> nth=0")
    expect(desk.locator("dialog.reader mark.is-cited")).to_be_visible()


def test_filters_that_leave_nothing_are_dropped_by_one_click(desk: Page, ask: Ask) -> None:
    desk.click("#narrow > button")
    desk.fill(".day input >> nth=0", "2030-01-01")
    ask(desk, QUESTION, "is-nothing")
    desk.get_by_role("button", name="Ask again without filters").click()
    desk.wait_for_selector("#live .is-answered")
    expect(desk.locator("#live .chip")).to_have_count(0)


def test_a_failure_says_what_to_do(desk: Page, ask: Ask) -> None:
    ask(desk, "Please refuse", "is-trouble")
    expect(desk.locator("#live [role=alert]")).to_contain_text("The model did not answer in time. Ask again.")
    assert desk.locator("#question textarea").input_value() == "Please refuse"
    ask(desk, QUESTION)


def test_an_unforeseen_error_leaves_a_usable_page(desk: Page, ask: Ask, server_log: Path) -> None:
    ask(desk, "Please crash", "is-trouble")
    expect(desk.locator("#live")).to_contain_text("Copydesk failed")
    assert "secret" not in desk.content()
    assert "secret internals" in server_log.read_text()
    ask(desk, QUESTION)


def test_a_question_that_is_too_long_is_refused_with_a_message(desk: Page, ask: Ask) -> None:
    ask(desk, "why " * 25_000, "is-trouble")
    expect(desk.locator("#live [role=alert]")).to_contain_text("at most 4,000")
    assert overflow(desk) <= 0


def test_stop_stops(desk: Page, ask: Ask) -> None:
    desk.fill("#question textarea", "Tell me slowly about the bridge")
    desk.press("#question textarea", "Enter")
    desk.wait_for_selector("#live .statement")
    desk.click("#stop")
    expect(desk.locator("#ask")).to_be_visible()
    expect(desk.locator("#live .stopped")).to_be_visible()
    count = desk.locator("#live .statement").count()
    desk.wait_for_timeout(2500)
    assert desk.locator("#live .statement").count() == count
    assert desk.locator("#live .is-answered").count() == 0
    ask(desk, QUESTION)
    desk.reload()
    desk.wait_for_selector("#thread .is-stopped .statement")
    assert [desk.locator(f"#thread .turn.{state}").count() for state in ("is-stopped", "is-answered")] == [1, 1]
    desk.fill("#question textarea", "Tell me slowly about the bridge")
    desk.press("#question textarea", "Enter")
    desk.wait_for_selector("#live .statement")
    desk.click("#stop")
    desk.fill("#question textarea", QUESTION)
    desk.press("#question textarea", "Enter")  # right after Stop
    desk.wait_for_selector("#live .is-answered")
    expect(desk.locator("#thread .turn.is-stopped")).to_have_count(2)


def test_narrowing_is_shown_with_the_answer(desk: Page, ask: Ask) -> None:
    desk.click("#narrow > button")
    desk.fill(".day input >> nth=0", "2026-01-01")
    desk.click("#publishers input")
    desk.get_by_role("option", name="The Courier").click()
    desk.keyboard.press("Escape")
    ask(desk, "Tell me about Candlemaker Bridge")
    chips = desk.locator("#live .narrowed .chip").all_inner_texts()
    assert chips == ["from 1 January 2026", "outlet: The Courier"]
    desk.click("#narrow > button")
    expect(desk.locator("#narrow > button")).to_have_attribute("aria-expanded", "false")
    expect(desk.locator("#narrow > button span").first).to_have_attribute("data-count", "2")
    assert desk.locator("#live .card").count() == 1
    expect(desk.locator("#live .notice")).to_contain_text("undated articles were left out")


def test_a_filter_that_was_read_can_be_dropped_and_changed(desk: Page, ask: Ask) -> None:
    ask(desk, "What of Candlemaker Bridge, according to The Courier?")
    chips, cards = desk.locator("#live .narrowed .chip"), desk.locator("#live .card")
    expect(chips).to_have_text(["outlet: The Courier"])
    expect(cards).to_have_count(1)
    desk.fill("#question textarea", "half typed")
    chips.locator(".drop").focus()
    desk.keyboard.press("Enter")
    expect(chips).to_have_count(0)
    expect(cards.filter(has_text="The Lantern").first).to_be_visible()
    assert desk.locator("#question textarea").input_value() == "half typed"
    desk.click("#thread .earlier > summary")
    desk.click("#thread .change summary")
    desk.fill("#thread .refine [name=publishers]", "The Lantern")
    desk.fill("#thread .refine [name=date_from]", "2025-01-01")
    desk.click("#thread .refine button")
    expect(chips).to_have_text(["from 1 January 2025", "outlet: The Lantern"])
    expect(cards.locator(".publisher").first).to_have_text("The Lantern")
    questions = desk.locator(".turn .question").all_text_contents()
    assert questions == ["What of Candlemaker Bridge, according to The Courier?"] * 3
    expect(desk.locator(".understood")).to_have_count(0)


def test_an_answer_as_of_a_day_opens_the_version_of_that_day(desk: Page, ask: Ask) -> None:
    desk.click("#narrow > button")
    desk.get_by_label("As the articles stood on this day").fill("2026-05-10")
    ask(desk, "When was Candlemaker Bridge reopened?")
    expect(desk.locator("#live .as-of")).to_have_text("As of 10 May 2026: what the articles said on that day.")
    desk.locator("#live .statement").filter(has_text="reopened on Monday").locator(".marker").click()
    reader = desk.locator("dialog.reader")
    expect(reader.locator("mark.is-cited")).to_have_text("Candlemaker Bridge reopened on Monday.")
    expect(reader).to_contain_text("This is version 1; the archive holds a newer one.")
    expect(reader.locator(".versions .correction")).to_contain_text("named the wrong day")
    reader.get_by_role("link", name="What changed in version 2").click()
    expect(reader.locator(".changes del")).to_have_text(["Monday"])
    expect(reader.locator(".changes ins")).to_have_text(["Tuesday"])
    reader.get_by_role("link", name="in the text").click()
    expect(reader.locator("mark.is-cited")).to_have_text("Candlemaker Bridge reopened on Tuesday.")
    desk.keyboard.press("Escape")
    desk.click("#live .drop")
    expect(desk.locator("#live .statement").filter(has_text="reopened on Tuesday")).to_have_count(1)
    expect(desk.locator("#live .as-of")).to_have_count(0)


def test_a_suggestion_asks_itself(desk: Page) -> None:
    desk.locator(".suggestion").first.click()
    desk.wait_for_selector("#live .is-answered")


def test_the_answer_can_be_copied_with_its_sources(desk: Page, ask: Ask) -> None:
    ask(desk, QUESTION)
    desk.click("#live [data-copy]")
    expect(desk.locator("#live [data-copy]")).to_have_text("Copied")
    copied = desk.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(QUESTION)
    assert "[1] The" in copied


def test_everything_can_be_done_by_keyboard(desk: Page) -> None:
    desk.bring_to_front()  # beside another browser the page may have the focus and not be the active one
    expect(desk.locator("#question textarea")).to_be_focused()
    desk.keyboard.type("Why was Candlemaker Bridge closed?")
    desk.keyboard.press("Enter")
    desk.wait_for_selector("#live .is-answered")
    desk.evaluate("document.querySelector('#live .question').setAttribute('tabindex', '-1')")
    desk.evaluate("document.querySelector('#live .question').focus()")
    desk.keyboard.press("Tab")
    focused = desk.evaluate("document.activeElement.getAttribute('aria-label')")
    assert focused.startswith("Source 1: ")
    desk.keyboard.press("Enter")
    desk.wait_for_selector("dialog.reader[open] #cited:focus")
    desk.keyboard.press("Escape")
    assert desk.evaluate("document.activeElement.getAttribute('aria-label')") == focused
    outline = desk.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_what_happens_is_said_aloud(desk: Page, ask: Ask) -> None:
    region = desk.locator(".voice[role=status][aria-live=polite]")
    expect(region).to_have_count(1)
    ask(desk, QUESTION)
    expect(region).to_contain_text("Done: ")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_everything_without_sideways_scrolling(
    open_page: Callable[..., Page], address: str, ask: Ask, scheme: str
) -> None:
    page = open_page(address, width=375, height=740, scheme=scheme)
    page.wait_for_selector("#thread .welcome")
    assert overflow(page) <= 0
    ask(page, QUESTION)
    assert overflow(page) <= 0
    statement, card = (
        page.locator("#live .statement").first.bounding_box(),
        page.locator("#live .card").first.bounding_box(),
    )
    assert statement is not None
    assert card is not None
    assert card["y"] > statement["y"] + statement["height"]
    page.click("#live .marker >> nth=0")
    page.wait_for_selector("dialog.reader[open] mark.is-cited")
    assert is_in_view(page, "#cited")
    assert overflow(page) <= 0
    page.go_back()
    expect(page.locator("dialog.reader")).to_be_hidden()
    page.locator("#live .card").first.click()
    expect(page.locator("dialog.reader mark.is-cited").first).to_be_visible()
    assert is_in_view(page, "#cited")
    page.click("dialog.reader [data-close]")
    expect(page.locator("dialog.reader")).to_be_hidden()
    assert page.locator("#live .is-answered").count() == 1
    page.click("#narrow > button")
    page.wait_for_timeout(300)
    assert overflow(page) <= 0
    page.goto(f"{address}library")
    assert overflow(page) <= 0


def test_dark_follows_the_system(open_page: Callable[..., Page], address: str) -> None:
    def brightness(scheme: str) -> int:
        page = open_page(address, scheme=scheme)
        page.wait_for_selector("#thread .welcome")
        colour = page.evaluate("getComputedStyle(document.querySelector('.gradio-container')).backgroundColor")
        return int(colour.split("(")[1].split(",")[0])

    assert brightness("light") > 200
    assert brightness("dark") < 60
