from datetime import date

import pytest

from assistant.answering.writers.extractive import choose
from assistant.answering.writers.sides import set_side_by_side
from assistant.retrieval import Candidate
from tests.unit.assistant.answering.conftest import make_candidate, make_evidence


def report(text: str, number: int, outlet: str, day: int, score: float) -> Candidate:
    return make_candidate(
        text,
        passage_id=number,
        group_id=number,
        publisher=outlet,
        title="News",
        score=score,
        published_on=date(2026, 5, day),
    )


def told(question: str, *scored: tuple[Candidate, int, float]) -> list[tuple[str, str]]:
    evidence = make_evidence(question, *scored)
    return [(side, one.sentence.text) for side, one in set_side_by_side(evidence, evidence.sentences)]


def test_outlets_are_compared_on_one_event_where_both_wrote_of_it() -> None:
    shut = report("The bridge was shut.", 1, "Omber Courier", 1, 0.8)
    opened = report("The bridge was opened.", 2, "Omber Courier", 20, 0.7)
    feast = report("A feast was held on the bridge.", 3, "The Lantern", 22, 0.9)
    far = report("The bridge is old.", 4, "The Lantern", 11, 0.95)
    sentences = ((shut, 0, 0.9), (opened, 0, 0.8), (feast, 0, 0.7), (far, 0, 0.6))
    question = "Compare what the Courier and the Lantern said about the bridge."
    assert told(question, *sentences) == [
        ("Courier", "The bridge was opened."),
        ("Lantern", "A feast was held on the bridge."),
    ]
    poor = report("A feast was held on the bridge.", 3, "The Lantern", 22, 0.2)
    assert told(question, (shut, 0, 0.9), (opened, 0, 0.8), (poor, 0, 0.7), (far, 0, 0.6)) == [
        ("Courier", "The bridge was shut."),
        ("Lantern", "The bridge is old."),
    ]


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("the bridge", "The bridge was shut on Monday."),
        ("cracks in the bridge", "Engineers found cracks in the bridge."),
    ],
)
def test_a_report_is_told_by_what_opens_it_unless_something_particular_is_asked(subject: str, expected: str) -> None:
    courier = report("The bridge was shut on Monday. Engineers found cracks in the bridge.", 1, "Omber Courier", 1, 0.9)
    lantern = report("The bridge is closed.", 2, "The Lantern", 2, 0.8)
    scored = ((courier, 1, 0.9), (lantern, 0, 0.5), (courier, 0, 0.1))
    found = told(f"Compare what the Courier and the Lantern wrote about {subject}.", *scored)
    assert found == [("Courier", expected), ("Lantern", "The bridge is closed.")]


def test_what_has_no_sides_or_one_alone_is_not_set_side_by_side() -> None:
    courier = report("The bridge was shut.", 1, "Omber Courier", 1, 0.9)
    assert told("Compare them.", (courier, 0, 0.9)) == []
    assert told("Compare what the Courier and the Lantern said about the bridge.", (courier, 0, 0.9)) == []


def test_long_sides_are_left_to_the_plain_answer() -> None:
    long = report(f"The bridge {'really ' * 70}was shut.", 1, "Omber Courier", 1, 0.9)
    other = report(f"The bridge {'truly ' * 70}was closed.", 2, "The Lantern", 2, 0.8)
    evidence = make_evidence(
        "Compare what the Courier and the Lantern said about the bridge.", (long, 0, 0.9), (other, 0, 0.8)
    )
    assert {choice.label for choice in choose(evidence)} == {None}


@pytest.mark.parametrize(
    "question",
    [
        "How did Orvane do in the first quarter compared with the second?",
        "Compare Orvane's first and second quarter.",
        "How do Orvane's first quarter and second quarter compare?",
    ],
)
def test_quarters_have_a_side_each(question: str) -> None:
    first = report("Orvane earned 41 million in the first quarter.", 1, "Daily", 1, 0.9)
    second = report("Orvane earned 58 million in the second quarter.", 2, "Daily", 9, 0.5)
    found = told(question, (first, 0, 0.9), (second, 0, 0.05))
    assert [text for _, text in found] == [first.article.text, second.article.text]


def test_a_side_is_told_by_the_sentence_that_names_it() -> None:
    rents = report(
        "Rents in Leeward rose by 6.8 per cent. In Harcourt they went up by 3.1 per cent.", 1, "Daily", 1, 0.9
    )
    found = told("Compare rents in Leeward and Harcourt.", (rents, 0, 0.9), (rents, 1, 0.05))
    assert [side for side, _ in found] == ["rents in Leeward", "Harcourt"]
    assert found[1][1] == "In Harcourt they went up by 3.1 per cent."


TURNOUTS = (
    make_candidate("Turnout fell to 54 percent.", passage_id=2, title="Vote", published_on=date(2026, 6, 29)),
    make_candidate("Turnout was 61 percent.", passage_id=1, title="Vote", published_on=date(2023, 5, 15)),
    make_candidate("Hallam, mayor until 2023, spoke.", passage_id=3, title="Vote", published_on=date(2026, 6, 29)),
)


def test_times_that_are_compared_have_a_side_each() -> None:
    scored = [(one, 0, 0.6 - place / 10) for place, one in enumerate(TURNOUTS)]
    assert told("Compare the turnout in 2023 and 2026", *scored) == [
        ("turnout in 2023", "Turnout was 61 percent."),
        ("2026", "Turnout fell to 54 percent."),
    ]


def test_a_time_of_which_nothing_is_told_has_no_side() -> None:
    scored = [(one, 0, 0.6 - place / 10) for place, one in enumerate(TURNOUTS)]
    assert told("Compare the turnout in 2019 and 2026", *scored) == []
