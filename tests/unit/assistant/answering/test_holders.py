from dataclasses import replace
from datetime import date

import pytest

from assistant.answering.holders import read_post, weigh_holders
from assistant.answering.outcome import decide
from assistant.answering.timeliness import fit_to_time
from assistant.archive import Filters
from assistant.language import find_times
from assistant.question import AskedTimes, ReadFilters
from tests.unit.assistant.answering.conftest import make_candidate, make_evidence

TODAY = date(2026, 11, 29)
MUSEUM = (
    "Ingrid Falk has become director of the museum. "
    "She took over on 12 January from Peter Lomas, who had run it since 2014. "
    "The hall will reopen, director Ingrid Falk said."
)
FIRM = (
    "Daniel Koss will step down as chief executive of Orvane on 31 December. "
    "He will be followed by Amelie Durand, its chief financial officer. "
    "Orvane makes heat pumps in eleven countries."
)
TEAM = (
    "City's coach, Marta Vidal, said her side had slept. "
    "City have parted with coach Marta Vidal. "
    "Her assistant, Nils Aro, takes charge until Christmas. "
    "Emeka Okoye, a former sprinter, trains the runners."
)


def event_of(question: str) -> AskedTimes:
    return AskedTimes.of(question, find_times(question, TODAY))


def first_of(question: str, text: str, published_on: date = date(2026, 1, 20)) -> str:
    """All sentences are equally likely, the first a little more."""
    told = make_candidate(text, published_on=published_on)
    scored = [(told, place, 0.5 - place / 100) for place in range(len(told.passage.sentences))]
    read = ReadFilters(Filters(), Filters(), question, event=event_of(question))
    return fit_to_time(make_evidence(question, *scored), read).sentences[0].sentence.text


@pytest.mark.parametrize(
    ("question", "time", "called"),
    [
        ("Who is the chief executive of Orvane?", "now", "executive"),
        ("Who's the mayor?", "now", "mayor"),
        ("Who runs the museum?", "now", ""),
        ("Who used to run the museum?", "before", ""),
        ("Who was the previous director of the museum?", "before", "director"),
        ("Who was the museum's director before Ingrid Falk?", "before", "director"),
        ("Who led the museum until 2014?", "before", ""),
        ("Who was director of the museum in 2025?", "then", "director"),
    ],
)
def test_who_asks_for_the_holder_of_a_post_is_understood(question: str, time: str, called: str) -> None:
    post = read_post(question, event_of(question))
    assert post is not None
    assert (post.time, post.called) == (time, called)


@pytest.mark.parametrize(
    "question",
    ["Who was the mayor?", "Who won the match?", "Who is to be mayor?", "What did the mayor say?", "Who is Ann Lee?"],
)
def test_other_questions_ask_for_no_holder(question: str) -> None:
    assert read_post(question, event_of(question)) is None


@pytest.mark.parametrize(
    ("question", "text", "first"),
    [
        ("Who was director of the museum in 2025?", MUSEUM, "She took over"),
        ("Who used to run the museum?", MUSEUM, "She took over"),
        ("Who was director of the museum before Ingrid Falk?", MUSEUM, "She took over"),
        ("Who is the director of the museum?", MUSEUM, "Ingrid Falk has become"),
        ("Who is the chief executive of Orvane?", FIRM, "Daniel Koss will step down"),
        ("Who used to coach City?", TEAM, "City have parted with"),
        ("Who is coach of City?", TEAM.split(". ", 1)[1], "Her assistant, Nils Aro"),
        (
            "Who is secretary?",
            "Deputy secretary Colm Rand ate. Tui Rand, the secretary of the union, spoke.",
            "Tui Rand",
        ),
        (
            "Who was mayor in 2020?",
            "Mayor Ann Cole drove. Ann Cole, mayor since 2018, will not stand.",
            "Ann Cole, mayor",
        ),
    ],
)
def test_what_tells_of_the_holder_at_that_time_goes_first(question: str, text: str, first: str) -> None:
    assert first_of(question, text).startswith(first)


def test_since_when_somebody_held_it_says_that_they_did_then() -> None:
    question = "Who was mayor in 2020?"
    told = make_candidate("Ann Cole, mayor of Leeward since 2018, will not stand.", published_on=date(2026, 9, 8))
    evidence = make_evidence(question, (told, 0, 0.9))
    event = event_of(question)

    assert weigh_holders(evidence, read_post(question, event), event).is_of_asked_time
    event = event_of(earlier := "Who was mayor in 2015?")
    assert not weigh_holders(evidence, read_post(earlier, event), event).is_of_asked_time


def test_what_tells_of_no_post_is_no_answer() -> None:
    chart = make_candidate("Norbert Cray, a retired pilot, found it. The chart is signed by Josina Rade.")
    evidence = make_evidence("Who used to run the museum?", (chart, 1, 0.6), (chart, 0, 0.5))
    read = ReadFilters(Filters(), Filters(), evidence.view.question)
    found = fit_to_time(evidence, read)
    assert found.sentences[0].sentence.text == "The chart is signed by Josina Rade."
    assert decide(replace(found, confidence=0.94), Filters(), lambda: 1).outcome == "closest"
    told = replace(make_evidence("Who used to run the museum?", (make_candidate(MUSEUM), 1, 0.6)), confidence=0.94)
    assert decide(fit_to_time(told, read), Filters(), lambda: 1).outcome == "answered"
