"""From lines to paragraphs."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sources.pdf_lines import paragraphs_of

FULL = "The river rose over the flood wall on Monday evening, and the council met"


def test_words_that_a_line_end_parted_are_one_again() -> None:
    page = f"{FULL} in an emer-\ngency session. It voted on a well-known plan and a by-pass for the old bridge.\n"
    page += "Nobody opposed the well-\nknown plan, nor Anna Smith-\nJones, nor the 20-\n30 metre wall."
    assert paragraphs_of([page]) == [
        f"{FULL} in an emergency session. It voted on a well-known plan and a by-pass for the old bridge. "
        "Nobody opposed the well-known plan, nor Anna Smith-Jones, nor the 20-30 metre wall.",
    ]


def test_a_short_last_line_ends_a_paragraph_and_a_full_one_does_not() -> None:
    lines = [FULL, FULL, "It was short.", FULL, f"{FULL[:-4]} met.", FULL, "The end."]
    assert [len(paragraph.split()) for paragraph in paragraphs_of(["\n".join(lines)])] == [31, 44]


def test_headings_bullets_and_empty_lines_part() -> None:
    page = f"Bridge shut\nBy Ines Corrado\n{FULL}\non it.\n• one thing\n• another\n\nAfter a gap it went on\nand on."
    assert paragraphs_of([page]) == [
        *("Bridge shut", "By Ines Corrado", f"{FULL} on it.", "• one thing", "• another"),
        "After a gap it went on and on.",
    ]


def page(number: int, head: str = "The Lantern, 3 May 2024") -> str:
    words = "x" * number  # so that no line is another page's but for its numbers
    story = f"Story {number}{words} and {FULL}\nand goes on {words} to its end on page {number}."
    return f"{head}\n{story}\nPage {number} of 9"


def test_heads_and_page_numbers_are_left_out() -> None:
    text = "\n".join(paragraphs_of([page(number) for number in range(1, 10)]))
    assert text.count("The Lantern") == 1  # on the first page it may be the headline
    assert "of 9" not in text
    assert all(f"Story {number}x" in text and f"on page {number}." in text for number in range(1, 10))


def test_heads_of_even_and_odd_pages() -> None:
    pages = [page(number, "Left head" if number % 2 else "Right head") for number in range(1, 11)]
    text = "\n".join(paragraphs_of(pages))
    assert (text.count("Left head"), text.count("Right head")) == (1, 0)


def test_numbers_that_do_not_count_pages_stay() -> None:
    assert paragraphs_of(["Votes for the plan\n41", "Votes against it\n17"])[1::2] == ["41", "17"]
    assert paragraphs_of(["Some words here\n1"]) == ["Some words here"]
    assert "12" in "".join(paragraphs_of(["Some words here\n12"]))


def test_two_equal_pages_are_kept() -> None:
    assert len(paragraphs_of(["May 5\n\nWater came.", "May 5\n\nWater came."])) == 4


def test_a_word_a_line_is_one_text() -> None:
    words = re.findall(r"\S+", "Module One introduces the learner to the importance of development ● what ● why")
    first, *items = paragraphs_of(["\n".join(words * 2)])
    assert first.startswith("Module One introduces the learner to")
    assert items[0] == "• what"


def test_letters_are_plain() -> None:
    assert paragraphs_of(["The ﬁnal oﬀice\t was  ﬂooded co\u00adoperation"]) == [
        "The final office was flooded cooperation"
    ]
    assert paragraphs_of(["\uf0a7 one", "\uf0b7two"]) == ["• one", "• two"]


@pytest.mark.parametrize("pages", [[], [""], ["", " \n\n"], ["-\n-"], ["1"]])
def test_next_to_nothing(pages: list[str]) -> None:
    assert all(paragraph.strip() for paragraph in paragraphs_of(pages))


@given(st.lists(st.text(st.sampled_from("abc -.•1\nA,"), max_size=200), max_size=5))
def test_no_word_is_made_up(pages: list[str]) -> None:
    letters = [character for character in "".join(pages) if character.isalpha()]
    read = [character for character in "".join(paragraphs_of(pages)) if character.isalpha()]
    assert len(read) <= len(letters)
    assert len(pages) > 2 or read == letters
