"""The samples, read as a sceptical reporter reads them: who says it, of when, corrected or not, how many say so."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant import Answer, Assistant, Settings, Statement
from ingest.samples import SAMPLE_QUESTIONS

WITHDRAWN, RIGHT = "18.4 million", "14.8 million"


@pytest.fixture(scope="module")
def assistant(samples_archive: Path) -> Iterator[Assistant]:
    with Assistant.from_settings(Settings.load(archive=samples_archive, today=date(2026, 11, 29))) as opened:
        yield opened


def named(answer: Answer, words: str) -> Statement:
    return next(one for one in answer.statements if words in one.text)


def check_truth(answer: Answer) -> None:
    """What holds of every answer, whatever was asked."""
    for statement in answer.statements:
        if WITHDRAWN in statement.text and RIGHT not in statement.text:
            assert statement.correction == "corrected on 5 July: 14.8 million crowns", statement.text
        cited = [answer.citations[number - 1] for number in statement.citations]
        assert statement.kind == (cited[0].kind if cited else None)
        if cited and cited[0].kind == "opinion" and answer.writer == "extractive":
            assert "argues in" in (statement.attribution or "")
    again = Answer.from_json(answer.to_json())
    assert (again.statements, again.citations) == (answer.statements, answer.citations)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        *zip(
            SAMPLE_QUESTIONS,
            ("cracks in four", "612 jobs", "17 to 12", "homes", "Vensel", "Norbert Cray"),
            strict=True,
        ),
        ("How much is the contract with Stavely-Quist Engineering worth?", "14.8 million crowns in all"),
        ("When was the river chart drawn?", "about 1712 and not in 1688"),
        ("What does the columnist Bertrand Ashgrove want?", "I believe that the council should build"),
        ("Should the city build a second bridge?", "I believe that the council should build"),
        ("What does the skipper say the city should learn from the ferry?", "a boat does not need bearings"),
        ("Who is the mayor of Ombersund now?", "Rosalind Teague"),
    ],
)
def test_the_first_statement_answers(assistant: Assistant, question: str, first: str) -> None:
    answer = assistant.ask(question)
    check_truth(answer)
    assert answer.outcome == "answered"
    assert first in answer.statements[0].text
    assert not any("Correction:" in one.text for one in answer.statements)


def test_a_withdrawn_figure_stands_behind_the_right_one_with_its_correction(assistant: Assistant) -> None:
    answer = assistant.ask("What was the contract with Stavely-Quist Engineering worth when the council approved it?")
    check_truth(answer)
    withdrawn = named(answer, WITHDRAWN)
    assert withdrawn.standing != "disagrees"
    citation = answer.citations[withdrawn.citations[0] - 1]
    assert citation.correction is not None
    assert citation.correction.text.startswith("Correction: An article published in the Lantern on 2 July")
    assert "(corrected on 5 July: 14.8 million crowns)" in answer.text


def test_two_outlets_that_count_otherwise_disagree(assistant: Assistant) -> None:
    answer = assistant.ask("How many homes were evacuated in the Tidegate flood?")
    assert {named(answer, "340").standing, named(answer, "410").standing} == {"disagrees"}
    assert {one.publisher for one in answer.citations} >= {"The Ombersund Lantern", "Ropewalk Post"}


def test_who_asks_for_the_correction_gets_it(assistant: Assistant) -> None:
    answer = assistant.ask("What did the Lantern correct?")
    assert "Correction:" in answer.statements[0].text
    assert named(answer, "The correct figure is 14.8 million")


@pytest.mark.parametrize(
    ("question", "day", "words"),
    [
        ("What was known on 3 July 2025 about the bridge contract?", date(2025, 7, 3), WITHDRAWN),
        ("What was known on 12 March 2025 about Candlemaker Bridge?", date(2025, 3, 12), "cracks in four"),
        ("On 1 December 2025, what was known about the chart?", date(2025, 12, 1), "missing for more than a century"),
    ],
)
def test_what_was_known_on_a_day(assistant: Assistant, question: str, day: date, words: str) -> None:
    answer = assistant.ask(question)
    check_truth(answer)
    assert answer.outcome == "answered"
    assert answer.filters.as_of == day
    assert named(answer, words)
    assert all((one.published_at or "")[:10] <= day.isoformat() for one in answer.citations)


def test_an_overview_has_several_outlets_and_no_notice(assistant: Assistant) -> None:
    answer = assistant.ask("Give me an overview of the bridge repair")
    check_truth(answer)
    assert len({one.publisher for one in answer.citations}) > 1
    assert not any("Correction:" in one.text for one in answer.statements)


def test_an_answer_about_now_says_how_old_it_is(assistant: Assistant) -> None:
    notices = assistant.ask("Who is the mayor of Ombersund now?").notices
    assert "Newest source: 6 months old (Ropewalk Post, 29 May 2026)." in notices


def test_what_answers_is_among_the_three(assistant: Assistant) -> None:
    answer = assistant.ask("When was the chart of the Omber drawn?")
    assert any("about 1712 and not in 1688" in one.text for one in answer.statements)


def test_opinion_alone_says_so_unless_it_was_asked_for(assistant: Assistant) -> None:
    said = "Everything here is opinion; no report is quoted."
    asked = "Should the council build a crossing at Tallow Row for people on foot and bicycles?"
    assert said in assistant.ask(asked).notices
    assert said not in assistant.ask("Opinion pieces about the bridge").notices


def test_a_greeting_is_no_question_to_the_articles(assistant: Assistant) -> None:
    assert assistant.ask("hello").citations == ()


@pytest.mark.parametrize("question", SAMPLE_QUESTIONS)
def test_what_is_offered_to_ask_next_is_answered(assistant: Assistant, question: str) -> None:
    offered = assistant.ask(question).follow_ups
    assert offered
    assert [assistant.ask(one).outcome for one in offered] == ["answered"] * len(offered)
