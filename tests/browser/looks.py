"""What every view of the page must be: fit for assistive technology, and no wider than its window."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

__all__ = ["check_accessible", "overflow"]


BEARABLE: dict[str, str] = {}
"""Findings of axe's that stay, each with its reason."""


def check_accessible(page: Page) -> None:
    """Nothing that assistive technology stumbles over, however lightly, and nothing wider than the window."""
    found = Axe().run(page).response["violations"]
    told = [(one["id"], one["impact"], one["nodes"][0]["html"][:300]) for one in found if one["id"] not in BEARABLE]
    assert told == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def overflow(page: Page) -> int:
    """Pixels by which the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
