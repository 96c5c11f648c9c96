"""The list of conversations as HTML."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from assistant.archive.readers import StoredConversation
from ui.shelf_view import render_shelf, render_shelf_frame

TODAY = date(2026, 5, 4)


def kept(title: str, changed_at: str, *, is_pinned: bool = False) -> StoredConversation:
    return StoredConversation("c1", "", title, is_pinned, 2, changed_at, changed_at)


def test_days_are_named_from_near_to_far(checked: Callable[[str], Any]) -> None:
    listed = [
        kept("Pinned one", "2025-01-01T12:00:00+00:00", is_pinned=True),
        kept("New", "2026-05-04T12:00:00+00:00"),
        kept("Newer", "2026-05-04T11:00:00+00:00"),
        kept("Old", "2026-05-03T12:00:00+00:00"),
        kept("Older", "2026-03-09T12:00:00+00:00"),
        kept("Broken", "soon"),
    ]
    root = checked(render_shelf(listed, TODAY))
    days = [day.text for day in root.find_class("kept-day")]
    assert days == ["Pinned", "Today", "Yesterday", "9 March 2026", "Earlier"]
    assert [link.get("href") for link in root.find_class("kept-title")] == ["./?c=c1"] * 6
    assert "2 questions" in root.text_content()


def test_nothing_kept_says_so(checked: Callable[[str], Any]) -> None:
    assert "What you ask is kept here." in checked(render_shelf((), TODAY)).text_content()
    assert "No conversation holds these words." in checked(render_shelf((), TODAY, "zebra")).text_content()
    checked(render_shelf_frame())


def test_hostile_titles_stay_text(hostile_strings: Sequence[str], checked: Callable[[str], Any]) -> None:
    checked(render_shelf([kept(string, "2026-05-04T12:00:00+00:00") for string in hostile_strings], TODAY))
