from collections.abc import Iterator

from assistant.answering.evidence import Evidence
from assistant.answering.outcome import ANSWERED, CLOSE, NOT_ABOUT, UNSURE, Decision
from assistant.answering.parts import Part, join_parts, quote_parts, say_open
from assistant.answering.writers import Draft, Source
from assistant.archive import Filters
from assistant.retrieval import Ranking
from tests.unit.assistant.answering.conftest import make_candidate, make_evidence

TICKET = make_candidate("A single ticket costs 14 crowns. It was 12 before. It may rise.", passage_id=1)
CAPTAIN = make_candidate("The captain is Lotte Brandt. She is new.", passage_id=2)


def part(asked: str, decision: Decision = ANSWERED, candidate: object = TICKET) -> Part:
    assert candidate in (TICKET, CAPTAIN)
    chosen = TICKET if candidate is TICKET else CAPTAIN
    count = len(chosen.passage.sentences)
    evidence = make_evidence(asked, *((chosen, number, 0.9 - number / 10) for number in range(count)))
    return Part(asked, Ranking((chosen,)), Filters(), evidence, decision)


def write(evidence: Evidence) -> Iterator[Draft]:
    for one in evidence.sentences:
        yield Draft(one.sentence.text, (Source(one.sentence.candidate, one.sentence.span),))


def test_each_part_is_quoted_under_its_own_words() -> None:
    parts = [part("How much is it"), part("who is the captain?", candidate=CAPTAIN)]
    assert [(draft.label, draft.text) for draft in quote_parts(parts, write)] == [
        ("How much is it", "A single ticket costs 14 crowns."),
        ("How much is it", "It was 12 before."),
        ("who is the captain?", "The captain is Lotte Brandt."),
        ("who is the captain?", "She is new."),
    ]
    assert say_open(parts) == ()


def test_one_part_is_quoted_as_it_is() -> None:
    assert [draft.label for draft in quote_parts([part("How much is it?")], write)] == [None, None, None]
    assert list(quote_parts([part("How much?", Decision("nothing", 0.0, NOT_ABOUT))], write)) == []


def test_a_part_that_nothing_answers_is_said_to_be_open() -> None:
    parts = [part("How much is it"), part("who owns it?", Decision("nothing", 0.1, NOT_ABOUT), CAPTAIN)]
    assert {draft.label for draft in quote_parts(parts, write)} == {"How much is it"}
    assert say_open(parts) == ("Left open, for no article states it outright: “who owns it?”",)
    assert join_parts("both", parts).decision == ANSWERED


def test_a_part_that_may_be_answered_or_is_by_what_answers_another_is_not_said_to_be_open() -> None:
    unsure = part("who owns it?", Decision("closest", 0.6, UNSURE), CAPTAIN)
    assert say_open([part("How much is it"), unsure]) == ()
    same = part("what does it cost?", Decision("closest", 0.2, CLOSE), TICKET)
    assert say_open([part("How much is it"), same]) == ()


def test_a_sentence_that_answers_two_parts_is_told_once() -> None:
    texts = [draft.text for draft in quote_parts([part("How much"), part("how dear?")], write)]
    assert texts == ["A single ticket costs 14 crowns.", "It was 12 before."]
    labels = [draft.label for draft in quote_parts([part("How much"), part("how dear?")], write)]
    assert labels == ["How much · how dear?"] * 2


def test_what_answers_another_part_or_hardly_anything_supports_none() -> None:
    def read(asked: str, *scores: tuple[object, int, float]) -> Part:
        evidence = make_evidence(asked, *scores)  # type: ignore[arg-type]  # candidates
        return Part(asked, Ranking((TICKET, CAPTAIN)), Filters(), evidence, ANSWERED)

    fare = read("How much is it", (TICKET, 0, 0.9), (CAPTAIN, 0, 0.5))
    captain = read("who is the captain?", (CAPTAIN, 0, 0.9), (TICKET, 2, 0.01))
    assert [(draft.label, draft.text) for draft in quote_parts([fare, captain], write)] == [
        ("How much is it", "A single ticket costs 14 crowns."),
        ("who is the captain?", "The captain is Lotte Brandt."),
    ]


def test_parts_come_to_their_best_outcome_with_the_confidence_of_the_least_sure() -> None:
    close, far = Decision("closest", 0.4, CLOSE), Decision("closest", 0.2, CLOSE)
    parts = [part("How much"), part("who is it?", close, CAPTAIN), part("why?", far, CAPTAIN)]
    whole = join_parts("all", parts)
    assert whole.decision == ANSWERED
    assert join_parts("both", parts[1:]).decision == far
    assert [one.passage.passage_id for one in whole.ranking.candidates] == [1, 2]
    assert len(whole.evidence.sentences) == len({one.sentence.text for one in whole.evidence.sentences}) == 5
