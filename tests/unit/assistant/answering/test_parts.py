from dataclasses import replace

from assistant.answering.outcome import Decision
from assistant.answering.parts import Part, join_parts, quote_parts, say_open
from assistant.answering.writers import ExtractiveWriter
from assistant.archive import Filters
from assistant.retrieval import Ranking
from tests.unit.assistant.answering.conftest import make_candidate, make_evidence

TICKETS = make_candidate("A ticket costs 4 crowns. It rained all day long.")
CAPTAIN = make_candidate("Mara Venn is the captain of the ferry. She has a dog.", passage_id=2, group_id=2)


def part(asked: str, outcome: str, *, confidence: float = 0.9) -> Part:
    candidate = TICKETS if "ticket" in asked else CAPTAIN
    evidence = make_evidence(asked, (candidate, 0, 0.9), (candidate, 1, 0.1))
    decision = Decision(outcome, confidence, None if outcome == "answered" else "It is not said.")  # type: ignore[arg-type]
    return Part(asked, Ranking((candidate,)), Filters(), evidence, decision)


def test_each_part_is_quoted_under_its_words() -> None:
    parts = [part("How much is the ticket?", "answered"), part("Who is the captain?", "answered")]

    drafts = list(quote_parts(parts, ExtractiveWriter().write))

    assert [(draft.label, draft.text) for draft in drafts if draft.text[0] in "AM"] == [
        ("How much is the ticket?", "A ticket costs 4 crowns."),
        ("Who is the captain?", "Mara Venn is the captain of the ferry."),
    ]


def test_a_part_of_which_nothing_is_near_is_not_quoted() -> None:
    parts = [part("How much is the ticket?", "answered"), part("Who is the captain?", "nothing")]

    assert {draft.label for draft in quote_parts(parts, ExtractiveWriter().write)} == {"How much is the ticket?"}


def test_a_part_that_nothing_answers_is_said_to_be_open() -> None:
    parts = [part("How much is the ticket?", "answered"), part("Who is the captain?", "closest")]

    (notice,) = say_open(parts)
    assert "“Who is the captain?”" in notice
    assert "ticket" not in notice
    assert say_open(parts[:1]) == say_open([parts[1]]) == ()


def test_together_they_are_as_sure_as_the_least_sure_of_the_best() -> None:
    one, other = part("How much is the ticket?", "answered"), part("Who is the captain?", "answered", confidence=0.7)

    whole = join_parts("both", [one, other])

    assert (whole.decision.outcome, whole.decision.confidence) == ("answered", 0.7)
    assert whole.ranking.candidates == (TICKETS, CAPTAIN)
    closest = replace(other, decision=Decision("closest", 0.2, "It is not said."))
    assert join_parts("both", [one, closest]).decision.outcome == "answered"
    assert join_parts("one", [one]) is one
