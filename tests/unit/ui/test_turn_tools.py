"""The ways on from a turn: only those that lead somewhere."""

from collections.abc import Callable
from typing import Any

import pytest

from ui.turn_tools import Kept, render_tools

KEPT = Kept("t1", "c1")


def drawn(html: str, checked: Callable[[str], Any]) -> list[str]:
    return [one.text_content() for one in checked(html).iter("button", "summary")]


@pytest.mark.parametrize(
    ("kept", "copied", "ways"),
    [
        (KEPT, "It fell.", ["Copy", "Ask again", "Edit question", "Feedback", "Export"]),
        (KEPT, "", ["Ask again", "Edit question"]),
        (None, "It fell.", ["Copy"]),
        (None, "", []),
    ],
)
def test_a_way_stands_only_where_it_leads_somewhere(
    kept: Kept | None, copied: str, ways: list[str], checked: Callable[[str], Any]
) -> None:
    assert drawn(render_tools(kept, copied), checked) == ways


def test_another_writer_is_offered_by_what_it_does(checked: Callable[[str], Any]) -> None:
    root = checked(render_tools(KEPT, "It fell.", other_writer="model"))
    offered = {one.get("data-writer"): one.text_content() for one in root.iter("button") if "data-retry" in one.attrib}
    assert offered == {None: "Ask again", "model": "Written answer"}


def test_answer_and_conversation_can_be_taken_along(checked: Callable[[str], Any]) -> None:
    addresses = [link.get("href") for link in checked(render_tools(KEPT, "It fell.")).iter("a")]
    assert {"export/t1.md", "export/c1.md"} < set(addresses)
