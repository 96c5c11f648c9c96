import pytest

from assistant.models import Entailment

CITED = "Inspectors closed the harbour bridge on Monday after they had found fourteen cracks in a bearing."


@pytest.fixture(scope="module")
def entailment() -> Entailment:
    return Entailment(threads=1)


@pytest.mark.slow
def test_probabilities_make_one(entailment: Entailment) -> None:
    found = entailment.entail([CITED], "The bridge was shut.")
    assert found.carried + found.contradicted + found.not_there == pytest.approx(1.0, abs=1e-5)


def test_what_is_cited_carries_itself_and_nothing_of_another_subject(entailment: Entailment) -> None:
    own = entailment.entail([CITED], CITED)
    other = entailment.entail([CITED], "The festival of kites drew a record crowd to the northern beach in spring.")
    assert own.carried > 0.5 > other.carried


def test_a_denial_is_less_likely_carried(entailment: Entailment) -> None:
    denied = CITED.replace("had found", "had not found")
    assert entailment.entail([CITED], denied).carried < entailment.entail([CITED], CITED).carried


def test_nothing_carries_nothing(entailment: Entailment) -> None:
    assert entailment.entail([], "The bridge was shut.").not_there == 1.0
    assert entailment.entail([CITED], "").not_there == 1.0
