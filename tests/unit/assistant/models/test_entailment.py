import pytest

from assistant.models import Entailment

CITED = "Inspectors closed the harbour bridge on Monday after they had found fourteen cracks in a bearing."


@pytest.fixture(scope="module")
def entailment() -> Entailment:
    return Entailment(threads=1)


def test_probabilities_make_one(entailment: Entailment) -> None:
    found = entailment.entail([CITED], "The bridge was shut.")
    assert found.carried + found.contradicted + found.not_there == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("The harbour bridge was shut by inspectors.", "The harbour bridge was opened by inspectors."),
        ("Cracks were found before the bridge was closed.", "The bridge was closed before cracks were found."),
        ("Inspectors found cracks in a bearing.", "A bearing found cracks in the inspectors."),
    ],
)
def test_what_is_said_is_likelier_carried_than_its_opposite(entailment: Entailment, true: str, false: str) -> None:
    assert entailment.entail([CITED], true).carried > entailment.entail([CITED], false).carried


def test_nothing_carries_nothing(entailment: Entailment) -> None:
    assert entailment.entail([], "The bridge was shut.").not_there == 1.0
    assert entailment.entail([CITED], "").not_there == 1.0
