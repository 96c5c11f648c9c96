from collections.abc import Callable

import numpy as np

from assistant.answering.answerability import ANSWERABILITY_FEATURES, describe_evidence, load_judge
from assistant.answering.evidence import gather_evidence, load_chooser
from assistant.answering.features import QuestionView
from assistant.retrieval import Candidate, Rarity

TEXT = "The Omber bridge was shut on Monday. Engineers found 14 cracks in a bearing."


def row_of(question: str, candidate: Candidate) -> dict[str, float]:
    view = QuestionView(question, question, Rarity(100, {"bridg": 5, "crack": 2, "omber": 1}))
    row = describe_evidence(gather_evidence(view, [candidate], load_chooser()))
    return dict(zip(ANSWERABILITY_FEATURES, row.tolist(), strict=True))


def test_what_nothing_meets_is_counted(candidate_of: Callable[..., Candidate]) -> None:
    candidate = candidate_of(TEXT)

    met = row_of("How many cracks were found in the Omber bridge?", candidate)
    unmet = row_of("How many cracks did Zoltan Kerr paint in the Omber bridge in 1999?", candidate)

    assert met["unmet_share"] < unmet["unmet_share"]
    assert (met["unmet_names"], unmet["unmet_names"]) == (0, 2)
    assert (met["unmet_numbers"], unmet["unmet_numbers"]) == (0, 1)
    assert unmet["unknown_share"] > 0
    assert np.isnan(met["match"])


def test_a_negation_that_differs_is_seen(candidate_of: Callable[..., Candidate]) -> None:
    candidate = candidate_of(TEXT)

    assert row_of("What did engineers not find in the Omber bridge?", candidate)["negation_differs"] == 1
    assert row_of("What did engineers find in the Omber bridge?", candidate)["negation_differs"] == 0


def test_the_judge_that_travels_with_the_package_reads_these_columns(candidate_of: Callable[..., Candidate]) -> None:
    rows = np.array([list(row_of("How many cracks were found in the Omber bridge?", candidate_of(TEXT)).values())])

    assert 0 < load_judge().predict(rows)[0] < 1
