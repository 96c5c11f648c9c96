"""The language of the page: the browser's, or the one that was chosen in Settings, with everything a script says."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

SIZES = pytest.mark.parametrize(("width", "height", "scheme"), [(1366, 768, "light"), (390, 844, "dark")])


def open_in(browser: Browser, locale: str, address: str, **viewport: object) -> Page:
    context = browser.new_context(locale=locale, reduced_motion="reduce", **viewport)  # type: ignore[arg-type]
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("#thread .welcome")
    return page


@SIZES
def test_a_spanish_browser_gets_a_spanish_page(
    browser: Browser, address: str, ask: Callable[..., None], width: int, height: int, scheme: str
) -> None:
    size = {"width": width, "height": height}
    page = open_in(browser, "es-ES", address, viewport=size, color_scheme=scheme)
    try:
        assert page.locator("html").get_attribute("lang") == "es"
        assert page.locator("#question textarea").get_attribute("placeholder") == "Su pregunta…"
        assert page.locator("#thread .welcome-title").inner_text() == "Pregunte al archivo"
        assert page.locator("#ask").inner_text() == "Preguntar"
        ask(page, "Why was Candlemaker Bridge closed?")
        turn = page.locator("#live .turn")
        assert "Textual" in turn.inner_text()
        assert "2025" in turn.locator(".marker").first.inner_text()
        turn.get_by_role("button", name="Copiar").click()
        page.wait_for_selector("text=Copiado")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert "@@" not in page.content()
    finally:
        page.context.close()


def test_the_language_is_chosen_in_settings_and_kept(browser: Browser, address: str) -> None:
    page = open_in(browser, "en-GB", address)
    try:
        page.goto(f"{address}settings")
        page.get_by_label("Español").check()
        page.get_by_role("button", name="Use this language").click()
        assert page.locator("h2").first.inner_text() == "Ajustes"
        assert page.locator("html").get_attribute("lang") == "es"
        page.goto(address)
        page.wait_for_selector("#thread .welcome")
        assert page.locator("#ask").inner_text() == "Preguntar"
        page.goto(f"{address}settings")
        page.get_by_label("Como el navegador").check()
        page.get_by_role("button", name="Usar este idioma").click()
        assert page.locator("h2").first.inner_text() == "Settings"
    finally:
        page.context.close()


def test_an_address_carries_the_conversation_without_a_script(open_page: Callable[..., Page], address: str) -> None:
    page = open_page(f"{address}library?c=c1", script=False)
    for name in ("Copydesk", "Ask", "Articles", "Settings"):
        links = page.locator(".masthead").get_by_role("link", name=name, exact=True)
        assert "c=c1" in (links.first.get_attribute("href") or ""), name
    page.locator("input[name=q]").fill("bridge")
    page.get_by_role("button", name="Search").click()
    assert "c=c1" in page.url


def test_what_was_asked_again_folds_away(desk: Page, ask: Callable[..., None]) -> None:
    ask(desk, "Why was Candlemaker Bridge closed?")
    desk.locator("#live .turn").get_by_role("button", name="Ask again", exact=True).click()
    desk.wait_for_selector("#thread .earlier")
    desk.wait_for_selector("#live .came-from")
    assert desk.locator("#live .came-from").inner_text() == "Asked again"
    assert not desk.locator("#thread .earlier .turn").is_visible()
    desk.locator("#thread .earlier summary").first.click()
    assert desk.locator("#thread .earlier .turn").is_visible()
    desk.reload()
    desk.wait_for_selector("#thread .came-from")
    assert desk.locator("#thread .earlier").count() == 1
    assert not desk.locator("#thread .earlier .turn").is_visible()
