from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.answering import abstention
from assistant.answering.abstention import NOT_SAID, Abstention, judge
from assistant.answering.evidence import Evidence, gather_evidence, load_chooser
from assistant.answering.features import QuestionView
from assistant.archive import Filters
from assistant.retrieval import Candidate, Rarity, TokenMatch

MakeCandidate = Callable[..., Candidate]

TEXT = "The Omber bridge was shut on Monday. Engineers found 14 cracks in a bearing."


def evidence_of(question: str, *candidates: Candidate) -> Evidence:
    view = QuestionView(question, question, Rarity(100, {"bridg": 5, "crack": 2, "omber": 1}))
    return gather_evidence(view, candidates, load_chooser())


def matched(candidate: Candidate, similarity: float) -> Candidate:
    """The same candidate after a model found all of the question in it, or nothing."""
    match = TokenMatch(
        similarities=np.full((1, 1), similarity, dtype=np.float32),
        weights=np.ones(1, dtype=np.float32),
        starts=np.array([0]),
        ends=np.array([3]),
    )
    return replace(candidate, token_match=match)


def test_a_passage_that_has_the_words_is_enough(candidate_of: MakeCandidate) -> None:
    question = "How many cracks were found in the Omber bridge?"
    assert judge(evidence_of(question, matched(candidate_of(TEXT), 1.0)), Filters()) is None
    assert judge(evidence_of(question, candidate_of(TEXT)), Filters()) is None  # no model ran


def test_one_good_passage_among_poor_ones_is_enough(candidate_of: MakeCandidate) -> None:
    poor = matched(candidate_of("The council met in the old hall."), 0.0)
    assert judge(evidence_of("Omber bridge cracks?", poor, matched(candidate_of(TEXT), 1.0)), Filters()) is None


def test_an_archive_about_other_things_is_not_enough(candidate_of: MakeCandidate) -> None:
    evidence = evidence_of("How long should I boil an egg?", matched(candidate_of(TEXT), 0.0))
    assert isinstance(judge(evidence, Filters()), Abstention)


@pytest.mark.parametrize(
    ("filters", "said", "not_said"),
    [
        (Filters(), (), ("filter",)),
        (Filters(publishers=("The Post",)), ("The Post",), ()),
        (Filters(date_from=date(2026, 1, 1), authors=("Ann Lee",)), ("2026-01-01", "Ann Lee"), ()),
    ],
)
def test_without_candidates_the_reason_names_what_narrowed(
    filters: Filters, said: tuple[str, ...], not_said: tuple[str, ...]
) -> None:
    abstention = judge(evidence_of("Omber bridge?"), filters)
    assert abstention is not None
    assert all(word in abstention.reason for word in said)
    assert not any(word in abstention.reason for word in not_said)


def test_its_text_says_that_the_archive_is_silent_and_why() -> None:
    assert Abstention("No passage matches.").text == f"{NOT_SAID} No passage matches."


@pytest.mark.parametrize(
    ("question", "filters", "is_enough"),
    [
        ("What happened at the Omber bridge in 2050?", Filters(), False),
        ("What happened at the Omber bridge in 2026?", Filters(), True),  # the article is from then
        ("What happened at the Omber bridge in 2019?", Filters(date_from=date(2019, 1, 1)), True),  # it narrowed
        ("What happened at the Omber bridge to 2050 people?", Filters(), True),  # no year
    ],
)
def test_a_year_of_which_nothing_is_known_cannot_be_told_of(
    candidate_of: MakeCandidate, question: str, filters: Filters, *, is_enough: bool
) -> None:
    candidate = matched(candidate_of(TEXT), 1.0)
    candidate = replace(candidate, article=replace(candidate.article, published_on=date(2026, 5, 4)))
    assert (judge(evidence_of(question, candidate), filters) is None) == is_enough


@pytest.mark.parametrize(
    ("question", "language", "is_judged"),
    [
        ("When did Anna Weber not resign as mayor of Lisbon?", "en", True),
        ("List the cracks of the Omber bridge", "en", False),
        ("Give a timeline of the Omber bridge", "en", False),
        ("When did Anna Weber not resign as mayor of Lisbon?", "es", False),
    ],
)
def test_one_thing_that_may_be_missing_is_judged(
    candidate_of: MakeCandidate, question: str, language: str, is_judged: bool
) -> None:
    """The sentences are as near as can be and hold nothing that is asked for."""
    candidate = matched(candidate_of("The old hall has a red roof. Nobody was there."), 0.6)
    candidate = replace(candidate, article=replace(candidate.article, language=language))
    assert (judge(evidence_of(question, candidate), Filters()) is not None) == is_judged


class Doubtful:
    """A judge that takes nothing for an answer."""

    def predict(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.zeros(len(rows))


def test_of_quotations_the_judge_knows_nothing(candidate_of: MakeCandidate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(abstention, "load_judge", Doubtful)
    candidate = matched(candidate_of('"The cracks are deep", the mayor said of the Omber bridge.'), 1.0)
    assert judge(evidence_of("Quote the mayor on the cracks", candidate), Filters()) is None
    assert judge(evidence_of("Who spoke of the cracks?", candidate), Filters()) is not None


def test_a_reply_with_every_word_of_the_question_is_enough(
    candidate_of: MakeCandidate, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The judge has hardly seen interviews; where a word is missing it is asked all the same."""
    monkeypatch.setattr(abstention, "load_judge", Doubtful)
    interview = matched(candidate_of("Do you still see the bridge?\n\nTakk: I see nothing else but cracks."), 1.0)
    assert judge(evidence_of("What did Takk say about the bridge?", interview), Filters()) is None
    assert judge(evidence_of("What did Takk say about the tunnel?", interview), Filters()) is not None
