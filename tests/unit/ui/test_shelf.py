"""A reader's conversations: listed, searched, renamed, pinned, deleted; nobody's but their own."""

from datetime import date
from typing import Any

import pytest

from assistant.answer import Answer
from assistant.errors import ArchiveMissing, InputError
from tests.asking import Asker
from ui.desk import Desk
from ui.shelf import Shelf


@pytest.fixture(autouse=True)
def _answered(scripted: Any, answer: Answer) -> None:
    scripted.answers(answer)


def asked(desk: Desk, question: str, owner: str = "") -> str:
    return str(Asker.at(desk, owner).ask(question)["conversation"])


def test_conversations_are_listed_searched_renamed_pinned_and_deleted(desk: Desk) -> None:
    shelf = Shelf(desk)
    bridge, ferry = asked(desk, "Why was the bridge closed?"), asked(desk, "Who saw the ferry?")
    listed = shelf.conversations("", {})["html"]
    assert listed.index(ferry) < listed.index(bridge)
    assert "Today" in listed
    assert ferry not in shelf.conversations("", {"query": "why was the bridge"})["html"]
    assert "No conversation holds these words" in shelf.conversations("", {"query": "zebra"})["html"]
    assert (
        '<bdi dir="auto">Old &amp; dear</bdi>'
        in shelf.rename("", {"conversation": bridge, "title": "Old & dear"})["html"]
    )
    pinned = shelf.pin("", {"conversation": bridge, "is_pinned": True})["html"]
    assert pinned.index("Pinned") < pinned.index(bridge) < pinned.index(ferry)
    assert bridge not in shelf.delete("", {"conversation": bridge})["html"]
    assert desk.assistant().archive.readers.conversation(bridge) is None


def test_nobody_sees_or_changes_somebody_elses(desk: Desk) -> None:
    shelf = Shelf(desk)
    conversation = asked(desk, "Why?", "ines")
    assert conversation in shelf.conversations("ines", {})["html"]
    assert conversation not in shelf.conversations("teague", {})["html"]
    for change in (shelf.rename, shelf.pin, shelf.delete):
        with pytest.raises(InputError, match="not here any more"):
            change("teague", {"conversation": conversation, "title": "Mine"})
    assert "Mine" not in shelf.conversations("ines", {})["html"]


def test_what_no_page_of_ours_sends_is_refused(desk: Desk) -> None:
    strange: tuple[object, ...] = (None, [], {"where": 1}, {"query": 3}, {"title": "x" * 10_000})
    for sent in strange:
        with pytest.raises(InputError, match="Load the page again"):
            Shelf(desk).conversations("", sent)


def test_without_an_archive_the_list_is_empty(desk: Desk) -> None:
    def missing() -> Any:
        message = "There is none."
        raise ArchiveMissing(message)

    assert Shelf(Desk(desk.archive_path, missing), lambda: date(2026, 5, 4)).conversations("", {}) == {"html": ""}
