from dataclasses import replace

import pytest

from assistant.answering.asked_age import put_stated_age_first
from assistant.answering.outcome import decide
from assistant.archive import Filters
from tests.unit.assistant.answering.conftest import make_candidate, make_evidence

TEXT = (
    "Ann Moss, 43, runs the ward. The walker, 61, broke a wrist on the sands. Mia Farr, a 19-year-old from Holt, swam. "
    "Coach Jan Holm (51) watched. Lyle Haugen turned 74 in May. Moss and 12 others left on 4 May, 2026. "
    "The mill was sold for 95, far too little. Ada Penrose has died aged 80 at her home."
)


def asked(question: str, text: str = TEXT) -> tuple[str, bool]:
    count = text.count(". ") + 1
    evidence = put_stated_age_first(
        make_evidence(question, *((make_candidate(text), place, 0.5 - place / 100) for place in reversed(range(count))))
    )
    return evidence.sentences[0].sentence.text, evidence.is_stated


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("How old is Ann Moss?", "Ann Moss, 43"),
        ("What is Ms Moss's age?", "Ann Moss, 43"),
        ("How old was the walker with the broken wrist?", "The walker, 61"),
        ("What is the age of Mia Farr?", "Mia Farr, a 19"),
        ("How old is coach Holm?", "Coach Jan Holm (51)"),
        ("How old was Lyle Haugen when he died?", "Lyle Haugen turned 74"),
        ("How old was Ada Penrose when she died?", "Ada Penrose has died aged 80"),
    ],
)
def test_the_sentence_with_the_age_of_the_one_asked_for_states_it(question: str, first: str) -> None:
    sentence, is_stated = asked(question)
    assert sentence.startswith(first)
    assert is_stated


def test_an_age_is_not_that_of_a_namesake_or_of_whose_mother_it_is() -> None:
    text = "Bona Feld, 39, is an engineer. She beat her cousin Rolf Feld by a vote. His mother Sefina sings."
    assert not asked("How old is Rolf Feld?", text)[1]
    assert not asked("How old is Bona Feld's mother Sefina?", text)[1]
    assert asked("How old is Bona Feld?", text)[1]
    assert asked("How old is Rolf Feld?", "Feld, 39, is an engineer. Rolf Feld won by a vote.")[1]


@pytest.mark.parametrize(
    "question",
    ["How old is Dana Wirth?", "How old is the mayor?", "How old is she?", "Who is Ann Moss?", "How old is Holt?"],
)
def test_an_age_of_somebody_else_states_nothing(question: str) -> None:
    assert not asked(question)[1]


def test_a_stated_age_is_an_answer_however_unsure_the_reader_is() -> None:
    evidence = put_stated_age_first(make_evidence("How old is Ann Moss?", (make_candidate(TEXT), 0, 0.1)))
    evidence = replace(evidence, confidence=0.3)
    assert decide(evidence, Filters(), lambda: 1).outcome == "answered"
