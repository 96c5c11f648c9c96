from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.answering.evidence import EVIDENCE_PASSAGES, Evidence, gather_evidence, load_chooser
from assistant.answering.features import FEATURES, QuestionView
from assistant.answering.trees import Trees
from assistant.retrieval import Candidate, Rarity

MakeCandidate = Callable[..., Candidate]

QUESTION = "How many cracks were found in the Omber bridge?"
TEXT = "The Omber bridge was shut on Monday. Engineers found 14 cracks in a bearing. It rained all day long."


class OneColumn(Trees):
    """A chooser that trusts one feature."""

    def predict(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        return rows[:, FEATURES.index("coverage")]


@pytest.fixture
def chooser() -> Trees:
    nothing = np.zeros((0, 0))
    whole, truth = nothing.astype(np.int64), nothing.astype(np.bool_)
    return OneColumn(FEATURES, 0.0, whole, nothing, whole, whole, truth, nothing, 0)


@pytest.fixture
def view() -> QuestionView:
    return QuestionView(QUESTION, QUESTION, Rarity(100, {"bridg": 5, "crack": 2, "omber": 1}))


def texts(evidence: Evidence) -> list[str]:
    return [scored.sentence.text for scored in evidence.sentences]


def test_the_sentence_the_chooser_likes_comes_first(
    view: QuestionView, chooser: Trees, candidate_of: MakeCandidate
) -> None:
    evidence = gather_evidence(view, [candidate_of(TEXT)], chooser)
    assert sorted(texts(evidence), key=TEXT.index) == [
        "The Omber bridge was shut on Monday.",
        "Engineers found 14 cracks in a bearing.",
        "It rained all day long.",
    ]
    scores = [scored.score for scored in evidence.sentences]
    assert scores == sorted(scores, reverse=True)
    assert texts(evidence)[-1] == "It rained all day long."
    for scored in evidence.sentences:
        assert TEXT[slice(*scored.sentence.span)] == scored.sentence.text


def test_what_two_articles_say_alike_is_said_once_by_the_better_one(
    view: QuestionView, chooser: Trees, candidate_of: MakeCandidate
) -> None:
    wire = "Engineers found 14 cracks in the Omber bridge."
    first = candidate_of(wire, passage_id=1, article_id="a1")
    second = candidate_of(f"{wire.replace('found', 'FOUND')} Nobody said why they were there.", passage_id=2)
    evidence = gather_evidence(view, [first, second], chooser)
    assert texts(evidence) == [wire, "Nobody said why they were there."]
    assert evidence.candidates == (first, second)


def test_fragments_are_used_only_where_there_is_nothing_else(
    view: QuestionView, chooser: Trees, candidate_of: MakeCandidate
) -> None:
    with_fragment = candidate_of("14 cracks. Engineers were seen on the Omber bridge.")
    assert texts(gather_evidence(view, [with_fragment], chooser)) == ["Engineers were seen on the Omber bridge."]
    assert texts(gather_evidence(view, [candidate_of("14 cracks.")], chooser)) == ["14 cracks."]


def test_a_short_sentence_with_its_full_stop_is_no_fragment(
    view: QuestionView, chooser: Trees, candidate_of: MakeCandidate
) -> None:
    text = "It rained all day long. Nobody was hurt. Photo: Ann Lee. 12 May 2026."
    assert sorted(texts(gather_evidence(view, [candidate_of(text)], chooser))) == [
        "It rained all day long.",
        "Nobody was hurt.",
    ]


def test_only_the_best_passages_are_looked_at(view: QuestionView, chooser: Trees, candidate_of: MakeCandidate) -> None:
    candidates = [candidate_of(f"The bridge has {number} cracks in all.", passage_id=number) for number in range(20)]
    evidence = gather_evidence(view, candidates, chooser)
    assert evidence.candidates == tuple(candidates[:EVIDENCE_PASSAGES])
    assert len(evidence.sentences) == EVIDENCE_PASSAGES


def test_no_candidates_or_no_sentences_are_no_evidence(
    view: QuestionView, chooser: Trees, candidate_of: MakeCandidate
) -> None:
    assert gather_evidence(view, [], chooser).sentences == ()
    empty = candidate_of(" \n ")
    evidence = gather_evidence(view, [empty], chooser)
    assert (evidence.sentences, evidence.candidates) == ((), (empty,))


def test_the_trained_chooser_fits_the_features_and_gives_probabilities(
    view: QuestionView, candidate_of: MakeCandidate
) -> None:
    """Also without a local model, when the similarities are missing."""
    evidence = gather_evidence(view, [candidate_of(TEXT)], load_chooser())
    assert load_chooser() is load_chooser()
    assert all(0 <= scored.score <= 1 for scored in evidence.sentences)
    assert len(evidence.sentences) == 3
