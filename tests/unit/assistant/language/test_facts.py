from dataclasses import replace

import pytest

from assistant.language.facts import explains, read_sentence, states_reason


def test_what_a_sentence_states() -> None:
    facts = read_sentence('"We did not shut 14 bridges," said Ann Lee on Monday because of rain.')

    assert facts.numbers == {"14"}
    assert {"ann", "lee"} in facts.names
    assert "bridg" in facts.stems
    assert facts.states_date
    assert facts.states_speech
    assert facts.states_reason
    assert facts.has_quotation
    assert facts.is_first_person
    assert facts.is_negated
    assert facts.word_count == 14
    assert [one.text for one in facts.quantities] == ["14"]
    assert [one.weekday for one in facts.days] == [0]
    assert not facts.lies_ahead


def test_a_plain_sentence_states_none_of_these() -> None:
    facts = read_sentence("Rain fell.")

    assert not any(
        (facts.states_date, facts.states_speech, facts.has_quotation, facts.is_negated, facts.is_first_person)
    )


def test_what_belongs_to_a_date_is_no_quantity() -> None:
    facts = read_sentence("On 4 May 2026 it rained for 5 hours.")

    assert [one.text for one in facts.quantities] == ["5 hours"]
    assert replace(facts, states_speech=True).quantities == facts.quantities


@pytest.mark.parametrize(
    ("sentence", "is_reason"),
    [("He was fined over £5.", False), ("He resigned over the contract.", True), ("It shut because of ice.", True)],
)
def test_over_an_amount_is_no_reason(sentence: str, is_reason: bool) -> None:
    assert states_reason(sentence) is is_reason


def test_a_reason_is_told_from_a_time() -> None:
    assert explains("It was shut after inspectors found cracks.")
    assert not explains("It reopened 420 days after it was shut.")
