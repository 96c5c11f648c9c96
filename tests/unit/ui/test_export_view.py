"""The links to what can be taken along."""

from collections.abc import Callable
from typing import Any

from ui.export_view import render_export
from ui.sharing import sharing


def test_each_form_has_its_address(checked: Callable[[str], Any]) -> None:
    root = checked(render_export("c1f"))
    addresses = [link.get("href") for link in root.iter("a")]
    assert addresses == ["export/c1f.md", "export/c1f.docx", "export/c1f.html", "export/c1f.json"]
    assert root.find(".//ul").get("aria-label") == "Export this answer as"


def test_an_answer_can_be_taken_with_its_conversation(checked: Callable[[str], Any]) -> None:
    lists = checked(render_export("t1", conversation="c1")).findall(".//ul")
    assert [one.get("aria-label") for one in lists] == ["Export this answer as", "Export the whole conversation as"]
    assert lists[1].find(".//a").get("href") == "export/c1.md"


def test_who_can_share_finds_the_way_to_the_link(checked: Callable[[str], Any]) -> None:
    with sharing(True):
        addresses = [link.get("href") for link in checked(render_export("t1", conversation="c1")).iter("a")]
    assert [one for one in addresses if "share" in one] == ["share/t1", "share/c1"]
