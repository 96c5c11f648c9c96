from assistant.answering.sentence_facts import read_sentence


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
    assert not facts.is_question
    assert facts.word_count == 14


def test_a_plain_sentence_states_none_of_these() -> None:
    facts = read_sentence("Rain fell.")

    assert not any(
        (facts.states_date, facts.states_speech, facts.has_quotation, facts.is_negated, facts.is_first_person)
    )
    assert read_sentence("Did rain fall?”").is_question
