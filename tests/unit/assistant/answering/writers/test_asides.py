import pytest

from assistant.answering.writers.asides import SourceList, find_aside, is_heading, strip_opening


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("Sure, the ferry sank.", "The ferry sank."),
        ("Answer: the ferry sank.", "The ferry sank."),
        ("Assistant: The ferry sank.", "The ferry sank."),
        ("A: The ferry sank.", "The ferry sank."),
        ("Based on the provided evidence, the ferry sank.", "The ferry sank."),
        ("According to the passages, the ferry sank.", "The ferry sank."),
        ("According to passage 2, the ferry sank.", "The ferry sank."),
        ("As stated in the article: the ferry sank.", "The ferry sank."),
        ("The evidence shows that the ferry sank.", "The ferry sank."),
        ("Certainly! Based on the text, the ferry sank.", "The ferry sank."),
        ("According to the harbour master, it sank.", "According to the harbour master, it sank."),
        ("According to the Lantern, it sank.", "According to the Lantern, it sank."),
        ("In May, it sank.", "In May, it sank."),
        ("Evidence was found.", "Evidence was found."),
    ],
)
def test_words_that_lead_to_a_statement_go(text: str, statement: str) -> None:
    assert strip_opening(text) == statement


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("Sure!", "talk"),
        ("Here is what I found:", "talk"),
        ("Here's a summary of the information.", "talk"),
        ("Based on the evidence:", "talk"),
        ("The reasons were as follows:", "talk"),
        ("Let me know if you need more!", "talk"),
        ("Note: I only used the passages provided.", "talk"),
        ("Please note that this answer is based on the articles above.", "talk"),
        ("Note: the passages do not say when.", "absence"),
        ("Note: the ferry was sold in May.", None),
        ("I hope this helps.", "talk"),
        ("If you have any further questions, just ask.", "talk"),
        ("Would you like to know more?", "talk"),
        ("Why did the ferry sink?", "talk"),
        ("This answer is based on the passages above.", "talk"),
        ("The evidence does not say why it sank.", "absence"),
        ("The provided articles don’t mention the captain.", "absence"),
        ("There is no information about the captain in the passages.", "absence"),
        ("The captain is not named in the text; it is not mentioned in the passages.", "absence"),
        ("I could not find an answer.", "absence"),
        ("I’m sorry, but the context does not contain this.", "absence"),
        ("Unknown.", "absence"),
        ("I'm sorry, but I can't assist with that.", "refusal"),
        ("As an AI language model, I cannot answer.", "refusal"),
        ("I must decline.", "refusal"),
        ("The ferry sank.", None),
        ("The council found no money for the pier.", None),
        ("The ferry cannot sail before May.", None),
        ("“I hope this helps,” the mayor said.", None),
        ("“We cannot wait,” the union said.", None),
        ("31", None),
    ],
)
def test_what_stands_beside_an_answer_is_told_from_it(text: str, aside: str | None) -> None:
    assert find_aside(text, has_ids=False) == aside


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("There is no evidence of a fire, the agency said.", None),
        ("We cannot wait, the union wrote.", None),
        ("The evidence does not mention a captain.", "absence"),
        ("The reasons were as follows:", None),
    ],
)
def test_with_a_marker_it_is_a_statement_unless_it_is_of_the_evidence(text: str, aside: str | None) -> None:
    assert find_aside(text, has_ids=True) == aside


def held(*rows: tuple[str, bool, bool]) -> list[bool]:
    sources = SourceList()
    return [
        sources.holds(piece, piece.lstrip("-0123456789. "), has_ids=has_ids, follows_blank=blank)
        for piece, has_ids, blank in rows
    ]


def test_a_list_of_sources_ends_where_something_else_begins() -> None:
    assert held(("It sank.", True, False), ("Sources:", False, True), ("The Lantern, 4 May", True, False)) == [
        False,
        True,
        True,
    ]
    assert held(("Sources:", False, False), ("- The Lantern", False, True), ("It sank.", False, True)) == [
        True,
        True,
        False,
    ]
    assert held(("Sources: 1.1, 1.2", False, False), ("- It sank.", True, True)) == [True, False]
    assert (
        held(("Quellen", False, False), ("1. The Lantern", False, False), ("2. The Herald", False, False)) == [True] * 3
    )


def test_sources_in_a_sentence_are_words() -> None:
    assert held(("Sources in the police say so.", False, False)) == [False]


def test_headings_are_those_of_markdown() -> None:
    assert is_heading("## Summary")
    assert not is_heading("#1 in the charts")
