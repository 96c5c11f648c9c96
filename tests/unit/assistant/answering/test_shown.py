from datetime import date

import pytest

from assistant.answering.outcome import ALL_TOLD, decide
from assistant.answering.shown import put_shown_behind
from assistant.archive import Filters
from assistant.language import find_times
from assistant.question.follow_up import StandaloneQuestion
from assistant.question.times import AskedTimes
from tests.unit.assistant.answering.conftest import make_candidate, make_evidence

CANDIDATE = make_candidate("The bridge was shut on Monday. Engineers found four cracks.")
EVIDENCE = make_evidence("Why was the bridge shut?", (CANDIDATE, 0, 0.8), (CANDIDATE, 1, 0.6))


def texts(standalone: StandaloneQuestion) -> list[str]:
    return [one.sentence.text for one in put_shown_behind(EVIDENCE, standalone).sentences]


def test_what_was_told_stands_behind_what_is_new() -> None:
    standalone = StandaloneQuestion(
        "Why was it shut? (about: the bridge)", "Why was it shut?", "The bridge was shut on Monday. [1]"
    )
    assert texts(standalone) == ["Engineers found four cracks.", "The bridge was shut on Monday."]


def test_what_was_told_is_not_told_again_where_more_is_asked_for() -> None:
    standalone = StandaloneQuestion("Why?", "Why?", "“The bridge was shut on Monday.” [1]", asks_more=True)
    assert texts(standalone) == ["Engineers found four cracks."]


def test_that_there_is_no_more_is_said() -> None:
    told = f"{CANDIDATE.article.text} [1]"
    evidence = put_shown_behind(EVIDENCE, StandaloneQuestion("Why?", "Why?", told, asks_more=True))
    assert decide(evidence, Filters(), lambda: 1).reason == ALL_TOLD


def test_a_question_that_stands_alone_may_be_told_anything() -> None:
    assert texts(StandaloneQuestion("Why?", "Why?")) == [one.sentence.text for one in EVIDENCE.sentences]


@pytest.mark.parametrize(
    ("question", "text", "first"),
    [
        ("And in Harcourt?", "Leeward counts 21,000 a day. In Harcourt it is 12,500.", "In Harcourt it is 12,500."),
        ("Why?", "Cole will not stand again. She wants to rest.", "She wants to rest."),
    ],
)
def test_what_answered_last_is_no_answer_to_what_is_new(question: str, text: str, first: str) -> None:
    told = make_candidate(text)
    lead = text.split(". ", maxsplit=1)[0] + "."
    evidence = make_evidence(question, (told, 0, 0.9), (told, 1, 0.1))
    standalone = StandaloneQuestion(f"{question} (about: it)", question, f"{lead} [1]", f"{lead} [1]")

    assert put_shown_behind(evidence, standalone).sentences[0].sentence.text == first


def test_what_was_told_answers_again_where_the_follow_up_names_its_time() -> None:
    told = make_candidate("Trade fell by a third in 2025. Trade rose by a half in 2026.")
    question = "And what of it in 2025?"
    evidence = make_evidence(question, (told, 0, 0.5), (told, 1, 0.4))
    standalone = StandaloneQuestion(
        f"{question} (about: trade)", question, f"{told.article.text} [1]", "Trade fell [1]"
    )
    event = AskedTimes.of(question, find_times(question, date(2026, 12, 1)))

    assert put_shown_behind(evidence, standalone).sentences[0].score < 0.5
    assert put_shown_behind(evidence, standalone, event).sentences[0].score == 0.5
    plain = StandaloneQuestion("And what of it? (about: 2025)", "And what of it?", f"{told.article.text} [1]")
    assert put_shown_behind(evidence, plain, event).sentences[0].score < 0.5


def test_the_whole_that_was_told_is_no_answer_to_how_many_of_them() -> None:
    told = make_candidate("In all 212 people were killed. The number of cyclists killed rose to 27.")
    question, lead = "How many of them were cyclists?", "In all 212 people were killed."
    evidence = make_evidence(question, (told, 0, 0.9), (told, 1, 0.1))
    standalone = StandaloneQuestion(f"{question} (about: deaths)", question, f"{lead} [1]", f"{lead} [1]")
    assert put_shown_behind(evidence, standalone).sentences[0].sentence.text.startswith("The number of cyclists")
