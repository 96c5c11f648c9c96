import pytest

from assistant.answering.features import QuestionView, view_sentences
from assistant.answering.fitness import (
    FRAGMENT_SHARE,
    HEADLINE_WEIGHT,
    PLAN_SHARE,
    QUESTION_SHARE,
    SILENT_SHARE,
    fitness_of,
)
from assistant.retrieval import Rarity, content_stems
from tests.unit.assistant.answering.conftest import make_candidate


def fitness(question: str, text: str, title: str = "News of the day", number: int = 0) -> float:
    candidate = make_candidate(text, title=title)
    view = QuestionView(question, question, Rarity(100, dict.fromkeys(content_stems(f"{question} {text}"), 5)))
    return fitness_of(view, view_sentences(view, [candidate])[number])


WHEN = "When did the bridge reopen?"


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        (WHEN, "The bridge was opened again on Monday.", 1.0),
        (WHEN, "When did the bridge last reopen so late?", QUESTION_SHARE),
        (WHEN, "the bridge that was opened again on Monday.", FRAGMENT_SHARE),
        (WHEN, "Photo: the bridge was opened again on Monday.", FRAGMENT_SHARE),
        (WHEN, "The bridge will not reopen before May.", PLAN_SHARE),
        (WHEN, "The bridge should reopen before Christmas.", PLAN_SHARE),
        (WHEN, "The bridge is expected to reopen before Christmas.", PLAN_SHARE),
        (WHEN, "The bridge, which will be painted, was opened on Monday.", 1.0),
        ("When was the bridge due to reopen?", "The bridge was due to reopen in June.", 1.0),
        ("When did Theresa May resign?", "Theresa May resigned over the bridge on 7 June.", 1.0),
        ("Who was arrested in May 2019?", "A man was arrested on 3 May 2019 on the bridge.", 1.0),
        ("What did the fire claim?", "The fire took the houses on the bridge.", 1.0),
        ("When will the bridge reopen?", "The bridge should reopen before Christmas.", 1.0),
        ("What did the mayor say of the bridge?", "The mayor said that the bridge should reopen soon.", 1.0),
        ("What did the mayor say of the bridge?", "The mayor lifted the barrier of the bridge.", SILENT_SHARE),
        ("What did the mayor do on the bridge?", "The mayor lifted the barrier of the bridge.", 1.0),
    ],
)
def test_a_sentence_is_fit_where_it_is_of_the_kind_that_is_asked_for(question: str, text: str, expected: float) -> None:
    assert fitness(question, text) == pytest.approx(expected)


def test_the_first_sentence_tells_what_its_headline_says() -> None:
    text = "It was opened to traffic again on Monday. A baker's van was the first across."
    headline = "Bridge reopens after 420 days"
    assert fitness(WHEN, text, headline) == pytest.approx(HEADLINE_WEIGHT)
    assert fitness(WHEN, text, headline, number=1) == pytest.approx(1.0)
    assert fitness("When did the ferry reopen?", text, headline) == pytest.approx(1.0)
