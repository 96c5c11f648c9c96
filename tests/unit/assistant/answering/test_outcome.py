from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from assistant.answering.evidence import Evidence, gather_evidence, load_chooser
from assistant.answering.features import QuestionView
from assistant.answering.outcome import (
    BY_COVERAGE,
    BY_MATCH,
    CLOSE,
    DENIED,
    NO_ARTICLES,
    NO_WORDS,
    NOT_ABOUT,
    UNBACKED,
    UNFOUND,
    Decision,
    Reading,
    decide,
    decide_by,
    put_first,
    read_evidence,
    without_model_answer,
)
from assistant.archive import Filters
from assistant.retrieval import Candidate, Rarity, TokenMatch, content_stems

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


def one_article() -> int:
    return 1


@pytest.mark.parametrize(
    ("match", "outcome", "reason"),
    [(0.95, "answered", None), (0.71, "answered", None), (0.69, "closest", CLOSE), (0.41, "closest", CLOSE)],
)
def test_the_outcome_is_a_label_by_the_match(
    candidate_of: MakeCandidate, match: float, outcome: str, reason: str | None
) -> None:
    evidence = evidence_of("Who repaired the Omber bridge?", matched(candidate_of(TEXT), match))
    decision = decide(evidence, Filters(), one_article)
    assert (decision.outcome, decision.reason) == (outcome, reason)
    assert decision.confidence is not None
    assert 0 < decision.confidence < 1


def test_a_sentence_with_all_words_and_the_kind_that_is_asked_for_answers(candidate_of: MakeCandidate) -> None:
    candidate = matched(candidate_of("Engineers found 14 cracks in a bearing."), 0.5)
    outcomes = [
        decide(evidence_of(question, candidate), Filters(), one_article).outcome
        for question in (
            "How many cracks were in a bearing?",
            "How many cracks were in a tunnel?",
            "Cracks?",
        )
    ]
    assert outcomes == ["answered", "closest", "closest"]


@pytest.mark.parametrize(
    ("question", "filters", "outcome"),
    [
        ("What happened at the Omber bridge in 2050?", Filters(), "closest"),
        ("What happened at the Omber bridge in 2026?", Filters(), "answered"),  # the article is from then
        ("What happened at the Omber bridge in 2019?", Filters(date_from=date(2019, 1, 1)), "answered"),  # it narrowed
        ("What happened at the Omber bridge to 2050 people?", Filters(), "answered"),  # no year
    ],
)
def test_a_year_of_which_nothing_is_known_cannot_be_told_of(
    candidate_of: MakeCandidate, question: str, filters: Filters, outcome: str
) -> None:
    candidate = matched(candidate_of(TEXT), 1.0)
    candidate = replace(candidate, article=replace(candidate.article, published_on=date(2026, 5, 4)))
    assert decide(evidence_of(question, candidate), filters, one_article).outcome == outcome


def test_the_thresholds_are_inclusive() -> None:
    for thresholds in (BY_MATCH, BY_COVERAGE):
        outcomes = [decide_by(Reading(value, thresholds, None)).outcome for value in (1, 0)]
        edges = [
            decide_by(Reading(value, thresholds, None)).outcome for value in (thresholds.answered, thresholds.closest)
        ]
        assert (outcomes, edges) == (["answered", "nothing"], ["answered", "closest"])


def test_confidence_is_a_probability_and_low_where_nothing_is_near(candidate_of: MakeCandidate) -> None:
    near, far = (
        read_evidence(evidence_of("Who found cracks in the Omber bridge?", matched(candidate_of(TEXT), match)))
        for match in (0.9, 0.1)
    )
    assert near.confidence is not None
    assert far.confidence is not None
    assert far.confidence < 0.1 < near.confidence < 1


def test_without_a_local_model_the_words_decide(candidate_of: MakeCandidate) -> None:
    whole = decide(evidence_of("Who found cracks in the Omber bridge?", candidate_of(TEXT)), Filters(), one_article)
    half = decide(
        evidence_of("Who found rust and cracks in the Omber bridge?", candidate_of(TEXT)), Filters(), one_article
    )
    none = decide(evidence_of("How long should I boil an egg?", candidate_of(TEXT)), Filters(), one_article)
    assert [one.outcome for one in (whole, half, none)] == ["answered", "closest", "nothing"]
    assert whole.confidence is None


def test_one_good_passage_among_poor_ones_is_enough(candidate_of: MakeCandidate) -> None:
    poor = matched(candidate_of("The council met in the old hall."), 0.0)
    evidence = evidence_of("Omber bridge cracks?", poor, matched(candidate_of(TEXT), 1.0))
    assert decide(evidence, Filters(), one_article).outcome == "answered"


def test_an_archive_about_other_things_has_nothing(candidate_of: MakeCandidate) -> None:
    decision = decide(
        evidence_of("How long should I boil an egg?", matched(candidate_of(TEXT), 0.1)), Filters(), one_article
    )
    assert (decision.outcome, decision.reason) == ("nothing", NOT_ABOUT)


def test_with_filters_nothing_is_said_of_the_articles_they_leave_out(candidate_of: MakeCandidate) -> None:
    evidence = evidence_of("How long should I boil an egg?", matched(candidate_of(TEXT), 0.1))
    decision = decide(evidence, Filters(publishers=("The Post",)), one_article)
    assert decision.outcome == "nothing"
    assert decision.reason == "None of the articles that match the filters (in The Post) are about this."


def test_an_article_with_the_words_of_the_question_is_about_it(candidate_of: MakeCandidate) -> None:
    decision = decide(evidence_of("Omber bridge cracks?", matched(candidate_of(TEXT), 0.1)), Filters(), one_article)
    assert (decision.outcome, decision.reason) == ("closest", CLOSE)


def test_a_question_without_words_is_said_to_have_none(candidate_of: MakeCandidate) -> None:
    decision = decide(evidence_of("?!", matched(candidate_of(TEXT), 0.1)), Filters(), one_article)
    assert (decision.outcome, decision.reason) == ("nothing", NO_WORDS)


@pytest.mark.parametrize(
    ("filters", "article_count", "said", "not_said"),
    [
        (Filters(), 3, ("words of the question",), ("filter",)),
        (Filters(), 0, (NO_ARTICLES,), ("filter",)),
        (Filters(publishers=("The Post",)), 0, ("No article matches the filters", "The Post"), ("words",)),
        (Filters(publishers=("The Post",)), 2, ("that matches the filters", "The Post", "words of the question"), ()),
        (Filters(date_from=date(2026, 1, 1), authors=("Ann Lee",)), 0, ("2026-01-01", "Ann Lee"), ()),
    ],
)
def test_without_candidates_the_reason_names_what_narrowed(
    filters: Filters, article_count: int, said: tuple[str, ...], not_said: tuple[str, ...]
) -> None:
    decision = decide(evidence_of("Omber bridge?"), filters, lambda: article_count)
    assert (decision.outcome, decision.confidence) == ("nothing", 0.0)
    assert decision.reason is not None
    assert all(word in decision.reason for word in said)
    assert not any(word in decision.reason for word in not_said)


def test_what_is_found_needs_no_count(candidate_of: MakeCandidate) -> None:
    def count() -> int:
        raise AssertionError

    decide(evidence_of("Omber bridge?", matched(candidate_of(TEXT), 0.9)), Filters(), count)


def test_a_number_that_no_sentence_states_is_not_answered(candidate_of: MakeCandidate) -> None:
    text = "The skipper of the ferry Heron has a dog and a boat. The ferry sails to the port of Ombersund."
    candidate = matched(candidate_of(text), 0.95)
    assert decide(evidence_of("How old is the skipper?", candidate), Filters(), one_article).outcome == "closest"
    assert decide(evidence_of("Who has a dog and a boat?", candidate), Filters(), one_article).outcome == "answered"


def test_a_premise_that_an_article_denies_is_answered_by_its_sentence(candidate_of: MakeCandidate) -> None:
    ban = "Norland is not on the minister's fishing list of countries."
    candidate = matched(candidate_of(f"The girls of the Norland team came to the festival on Monday. {ban}"), 0.95)
    question = "Since Norland is on the minister's fishing list of countries, who came to the festival?"
    view = QuestionView(question, question, Rarity(100, dict.fromkeys(content_stems(f"{question} {ban}"), 5)))
    evidence = gather_evidence(view, [candidate], load_chooser())
    decision = decide(evidence, Filters(), one_article)
    assert (decision.outcome, decision.reason) == ("closest", DENIED)
    assert put_first(evidence, decision.first).sentences[0].sentence.text == ban
    assert len(put_first(evidence, decision.first).sentences) == len(evidence.sentences)
    assert put_first(evidence, None) is evidence


@pytest.mark.parametrize(
    ("outcome", "has_written", "expected", "reason"),
    [
        ("answered", False, "closest", UNFOUND),
        ("closest", False, "closest", UNFOUND),
        ("nothing", False, "nothing", NOT_ABOUT),
        ("answered", True, "closest", UNBACKED),
    ],
)
def test_a_model_that_states_nothing_carried_leaves_the_closest(
    outcome: str, *, has_written: bool, expected: str, reason: str
) -> None:
    before = Decision(outcome, 0.5, NOT_ABOUT if outcome == "nothing" else None)  # type: ignore[arg-type]
    after = without_model_answer(before, has_written=has_written)
    assert (after.outcome, after.reason, after.confidence) == (expected, reason, 0.5)


def test_what_a_model_wrote_of_a_far_subject_is_not_said_to_have_quotes_after_it() -> None:
    after = without_model_answer(Decision("nothing", 0.1, NOT_ABOUT), has_written=True)
    assert after.outcome == "closest"
    assert after.reason is not None
    assert "sentences" not in after.reason
