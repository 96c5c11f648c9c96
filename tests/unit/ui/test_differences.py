"""What changed between two texts."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ui.differences import Change, find_changes

OLD = "Fire broke out on Monday. Three people died on the ferry. The harbour was closed. Rain fell."
NEW = "Fire broke out on Monday. Eleven people died on the ferry. Rain fell. An inquiry began."

WORDS = st.lists(st.sampled_from(["dam", "Dam.", "held.", "It", "broke!", "\n\n", "Mr.", "ünï", "7.5"]), max_size=15)
TEXTS = WORDS.map(" ".join)


def old_of(change: Change) -> str:
    return "".join(piece.text for piece in change.pieces if piece.kind != "added")


def new_of(change: Change) -> str:
    return "".join(piece.text for piece in change.pieces if piece.kind != "removed")


def test_an_edited_sentence_is_shown_word_by_word_and_whole_ones_come_and_go() -> None:
    edited, came = find_changes(OLD, NEW)
    assert [(piece.kind, piece.text) for piece in edited.pieces] == [
        ("removed", "Three"),
        ("added", "Eleven"),
        ("same", " people died on the ferry."),
        ("removed", " The harbour was closed."),
    ]
    assert NEW[came.new_start : came.new_end] == "An inquiry began."
    assert old_of(came) == ""


def test_unlike_sentences_are_not_mixed_word_by_word() -> None:
    (change,) = find_changes("The mayor resigned.", "Rain fell over Ombersund; schools closed early today.")
    assert [piece.kind for piece in change.pieces] == ["removed", "added"]


def test_white_space_is_no_change() -> None:
    assert find_changes("Rain fell.  It\nstopped.", "Rain fell. It stopped.\n") == []


def test_a_very_long_stretch_is_replaced_whole_and_takes_no_time() -> None:
    old, new = "a b " * 5000, "b a " * 5000
    pieces = [piece for change in find_changes(old, new) for piece in change.pieces]
    assert {piece.kind for piece in pieces} <= {"removed", "added"}


@pytest.mark.timeout(30)
def test_sentences_that_repeat_are_compared_in_bounded_time() -> None:
    """A version of 14 kB made of two sentences held the page up for minutes."""
    begun = time.process_time()
    assert find_changes("A one. B two. " * 1_000, "B two. A one. C x. " * 1_000)
    assert time.process_time() - begun < 8


def test_a_long_article_is_compared_sentence_by_sentence() -> None:
    old = "".join(f"Report {number} came in. " for number in range(3_000))
    changes = find_changes(old, old.replace("Report 700 ", "Word 700 ").replace("Report 2100 ", "Word 2100 "))
    assert [old_of(change).strip() for change in changes] == ["Report 700 came in.", "Report 2100 came in."]


@settings(deadline=None)  # the first sentence split loads its rules
@given(old=TEXTS, new=TEXTS)
def test_the_pieces_make_both_texts(old: str, new: str) -> None:
    changes = find_changes(old, new)
    for change in changes:
        assert old_of(change) == old[change.old_start : change.old_end]
        assert new_of(change) == new[change.new_start : change.new_end]
    rebuilt, position = "", 0
    for change in changes:
        rebuilt += old[position : change.old_start] + new[change.new_start : change.new_end]
        position = change.old_end
    assert "".join((rebuilt + old[position:]).split()) == "".join(new.split())


@given(text=TEXTS)
def test_a_text_differs_in_nothing_from_itself(text: str) -> None:
    assert find_changes(text, text) == []
