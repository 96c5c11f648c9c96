from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from assistant.answering.features import FEATURES, QuestionView, carries, view_sentences
from assistant.language.facts import read_sentence
from assistant.retrieval import Candidate, Rarity, TokenMatch

TEXT = "The Omber bridge was shut on Monday. Engineers found 14 cracks in a bearing. It rained."


def view(question: str) -> QuestionView:
    return QuestionView(question, question, Rarity(100, {"bridg": 5, "crack": 2, "omber": 1}))


def column(rows: np.ndarray, name: str) -> list[float]:
    return [float(value) for value in rows[:, FEATURES.index(name)]]


def test_each_sentence_has_one_row_and_its_exact_words(candidate_of: Callable[..., Candidate]) -> None:
    candidate = candidate_of(TEXT)
    sentences = view_sentences(view("How many cracks were found in the Omber bridge?"), [candidate])
    assert [TEXT[slice(*sentence.span)] for sentence in sentences] == [sentence.text for sentence in sentences]
    assert len(sentences) == 3
    assert all(sentence.features.shape == (len(FEATURES),) for sentence in sentences)


def test_the_sentence_with_the_number_carries_what_is_asked(candidate_of: Callable[..., Candidate]) -> None:
    sentences = view_sentences(view("How many cracks were found in the Omber bridge?"), [candidate_of(TEXT)])
    rows = np.stack([sentence.features for sentence in sentences])
    assert column(rows, "carries_kind") == [0, 1, 0]
    assert column(rows, "asks_number") == [1, 1, 1]
    coverage = column(rows, "coverage")
    assert coverage[1] > coverage[2] == 0
    assert column(rows, "neighbour_coverage")[1] > coverage[1]


def test_without_token_vectors_similarities_are_missing_not_zero(candidate_of: Callable[..., Candidate]) -> None:
    rows = np.stack([sentence.features for sentence in view_sentences(view("Which bridge?"), [candidate_of(TEXT)])])
    assert np.isnan(rows[:, FEATURES.index("similarity")]).all()


def test_similarity_comes_from_the_tokens_of_the_sentence(candidate_of: Callable[..., Candidate]) -> None:
    candidate = candidate_of(TEXT)
    spans = candidate.passage.sentences
    match = TokenMatch(
        similarities=np.array([[0.2, 0.9, 0.1]], dtype=np.float32),
        weights=np.ones(1, dtype=np.float32),
        starts=np.array([start for start, _ in spans]),
        ends=np.array([end for _, end in spans]),
    )
    sentences = view_sentences(view("Which bridge?"), [replace(candidate, token_match=match)])
    rows = np.stack([sentence.features for sentence in sentences])
    assert np.allclose(column(rows, "similarity"), [0.2, 0.9, 0.1])
    assert column(rows, "similarity_share") == [0, 1, 0]


@pytest.mark.parametrize(
    ("question", "stems"),
    [
        ("Give the exact wording of the mayor's promise.", {"mayor", "promis"}),
        ("What were the literal words of the mayor?", {"mayor"}),
        ("Which words did the mayor cross out?", {"word", "mayor", "cross"}),  # asks for no quotation
    ],
)
def test_words_that_ask_for_a_quotation_stand_in_no_article(question: str, stems: set[str]) -> None:
    assert view(question).stems >= stems
    assert view(question).stems - stems <= {"give"}


def test_no_candidates_no_sentences() -> None:
    assert view_sentences(view("Anything?"), []) == []


@pytest.mark.parametrize(
    ("question", "sentence", "does"),
    [
        ("How many died?", "It killed 107 people.", True),
        ("How many died in 2015?", "The 2015 crash was bad.", False),
        ("Who won in Hong Kong?", "The winner was Nathan Law.", True),
        ("Who won in Hong Kong?", "It was held in Hong Kong.", False),
        ("When was it held?", "It was held on Sunday.", True),
        ("Why was it shut?", "It was shut because of cracks.", True),
        ("Quote the mayor.", "The mayor was glad.", False),
    ],
)
def test_a_sentence_must_bring_something_the_question_did_not_name(question: str, sentence: str, does: bool) -> None:
    assert carries(view(question), sentence, read_sentence(sentence)) is does


def test_an_answer_in_an_interview_stands_behind_its_question(candidate_of: Callable[..., Candidate]) -> None:
    candidate = candidate_of("How do ants heal? They eat what harms them. It works well.")
    rows = np.stack([sentence.features for sentence in view_sentences(view("How do ants heal?"), [candidate])])
    assert column(rows, "answers_question") == [0, 1, 2]
