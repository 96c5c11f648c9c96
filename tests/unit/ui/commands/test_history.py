"""What `copydesk history` says of an article's versions."""

from dataclasses import replace
from datetime import date

import pytest
from rich.console import Console

from assistant import Article
from assistant.errors import InputError
from ui.commands.history import diff_lines, diff_to_json, history_table, history_to_json
from ui.differences import chosen_versions, find_changes

FIRST = Article(
    article_id="a1", version=1, text="Three people died. Rain fell.", text_sha256="", title="Ferry fire",
    publisher="The Lantern", authors=("Ann Lee",), published_at="2024-01-08", published_on=date(2024, 1, 8),
    updated_at=None, updated_on=None, fetched_at=None, url=None, external_id=None, source_name="", language="en",
    kind="news", group_id=1, is_current=False, stands_from=date(2024, 1, 8), stands_until=date(2024, 1, 12),
)  # fmt: skip
SECOND = replace(
    FIRST, version=2, text="Eleven people died. Rain fell.", title="Ferry fire\x1b[31m kills 11", is_current=True,
    updated_at="2024-01-12T10:00:00+01:00", correction="An earlier version said three.", stands_until=None,
    stands_from=date(2024, 1, 12),
)  # fmt: skip
SPACED = replace(SECOND, version=3, text="Eleven people died.  Rain fell.", is_withdrawn=False)


def printed(*things: object) -> str:
    console = Console(width=160, record=True, file=None, force_terminal=False)
    with console.capture() as capture:
        for thing in things:
            console.print(thing)
    return capture.get()


def test_the_table_names_versions_days_and_changes() -> None:
    shown = printed(history_table([FIRST, SECOND, SPACED]))
    lines = shown.splitlines()
    assert "first" in lines[1]
    assert "8 Jan 2024" in lines[1]
    assert "2 current" in lines[2]
    assert "1 place in the text, headline, updated, correction" in lines[2]
    assert "white space" in lines[3]
    assert "\x1b" not in shown


def test_json_has_every_version_and_what_changed() -> None:
    found = history_to_json([FIRST, SECOND])
    assert found["article_id"] == "a1"
    first, second = found["versions"]
    assert (first["version"], first["changed"], first["stands_until"]) == (1, [], "2024-01-12")
    assert second["changed"] == ["title", "text", "updated_at", "correction"]
    assert second["correction"] == "An earlier version said three."


def test_the_difference_shows_what_went_and_what_came() -> None:
    changes = find_changes(FIRST.text, SECOND.text)
    assert printed(*diff_lines(changes)).strip() == "[-Three-] {+Eleven+} people died.".replace("-] {", "-]{")
    plain = diff_to_json(FIRST, SECOND, changes)
    assert (plain["from"], plain["to"]) == (1, 2)
    (change,) = plain["changes"]
    assert change["old"] == {"start": 0, "end": 18, "text": "Three people died."}
    assert change["new"]["text"] == "Eleven people died."


def test_the_last_two_are_compared_unless_two_are_named() -> None:
    stored = [FIRST, SECOND, SPACED]
    assert [one.version for one in chosen_versions(stored, ())] == [2, 3]
    assert [one.version for one in chosen_versions(stored, (3, 1))] == [3, 1]
    for numbers in ((1,), (1, 1), (1, 9), (1, 2, 3)):
        with pytest.raises(InputError, match="1, 2, 3"):
            chosen_versions(stored, numbers)
    with pytest.raises(InputError, match="one version"):
        chosen_versions([FIRST], ())
