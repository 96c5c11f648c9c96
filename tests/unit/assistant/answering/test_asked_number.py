import pytest

from assistant.answering.asked_number import lacks_number
from assistant.answering.evidence import Evidence
from tests.unit.assistant.answering.conftest import make_candidate, make_evidence


def evidence_of(question: str, *sentences: str) -> Evidence:
    """The sentences, best first."""
    candidate = make_candidate(" ".join(sentences), title="The ferry")
    return make_evidence(
        question, *((candidate, number, 0.9 - number / 100) for number in range(len(candidate.passage.sentences)))
    )


SAILED = "The ferry sailed to the port of Ombersund as it always does."


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How many passengers were on the ferry?", "The passengers went to the upper deck of the ferry."),
        ("How many passengers were on the ferry?", "The passengers were expected on 20 October, two months late."),
        ("How many passengers were on the ferry?", "The ferry with its passengers failed a test of its pumps."),
        ("How old is the skipper of the ferry?", "The skipper of the ferry has 2 dogs and a boat."),
        ("How much does a ticket cost?", "A ticket is sold on board of the ferry in 2 offices."),
        ("How far is Ombersund from the capital?", "Ombersund has 2 roads that lead to the capital."),
        ("How old is the skipper of the ferry?", "The skipper said that she had not been on the ferry for long."),
        ("How many people died on the ferry?", "The ferry ran aground with 143 people on board."),
        ("What is the price of a ticket?", "A ticket is sold on board of the ferry in 2 offices."),
    ],
)
def test_where_nothing_states_the_number_it_is_not_said(question: str, sentence: str) -> None:
    assert lacks_number(evidence_of(question, sentence, SAILED))


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How many passengers were on the ferry?", "There were 31 passengers on the ferry on that day."),
        ("How many passengers were on the ferry?", "Nobody was on the ferry on that day of the week."),
        ("How many passengers were on the ferry?", "Dozens were on the ferry on that day of the week."),
        ("How many passengers were hurt on the ferry?", "All of the passengers were hurt when the ferry sank."),
        ("How many people died on the ferry?", "The ferry took 143 people to their deaths."),
        ("How many people died on the ferry?", "Nobody was hurt, but 143 people left the ferry."),
        ("How many years did the man get who killed the skipper?", "The man was sent away for 12 years in all."),
        ("How old is the skipper of the ferry?", "The skipper, who is 54 years old, has a boat and dogs."),
        ("How much does a ticket cost?", "A ticket is free for whoever lives in Ombersund."),
        ("How much did the ferry cost?", "The ferry was built for 40 million kroner in Norland."),
        ("How much does a ticket cost?", "Nobody pays anything for a ticket of the ferry to Ombersund."),
        ("How much did the ferry cost?", "The ferry was built for 300 crowns, the oldest bill says."),
        ("How much did the ferry cost?", "The ferry was built for 12 million of the old coins of Norland."),
        ("How far is Ombersund from the capital?", "Ombersund lies forty miles from the capital by road."),
        ("How many paid days off does the crew get?", "The crew gets 28 days off each year, all of them with pay."),
        ("How much did the skipper know of the cracks?", "The skipper knew all that the engineers had found."),
        ("How often does the ferry sail?", "The ferry sails daily, in the morning and in the evening."),
        ("Who steered the ferry?", "The passengers went to the upper deck of the ferry."),  # no number is asked for
        ("Why do a number of passengers stay away?", "The passengers are afraid of the old ferry and its skipper."),
        ("How long has the ferry sailed?", "The ferry has sailed since the skipper was a child."),
    ],
)
def test_a_number_that_is_stated_or_not_asked_for(question: str, sentence: str) -> None:
    assert not lacks_number(evidence_of(question, sentence, SAILED))


def test_any_of_the_best_sentences_may_state_it() -> None:
    question = "How many passengers were on the ferry?"
    first = "The passengers went to the upper deck of the ferry."
    other = "They were counted by the skipper, and there were 31."
    assert not lacks_number(evidence_of(question, first, other, SAILED))
    late = [first, SAILED, "The port is large and its water is deep.", other]
    assert lacks_number(evidence_of(question, *late))


def test_all_counts_only_beside_what_is_counted() -> None:
    question = "How many passengers were on the ferry?"
    assert lacks_number(evidence_of(question, "From all that I have read, the passengers went on deck.", SAILED))
