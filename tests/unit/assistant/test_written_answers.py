"""Models that behave in every way a model can, scripted, over a real archive: what the reader gets of each."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import pytest
from langchain_core.messages import BaseMessage

from assistant.answer import Answer, Answered, Stated, Writing
from assistant.answering import ModelWriter
from assistant.answering.writing import QUOTES_INSTEAD
from assistant.chain import INCOMPLETE
from assistant.errors import ModelCutOff, ModelError, ModelRefused, ModelSilent
from assistant.models import LanguageModel
from assistant.pipeline import Assistant
from assistant.settings import Settings
from tests.scripted_model import saying, scripted

if TYPE_CHECKING:
    from tests.unit.assistant.conftest import Desk

FERRY = (
    "The ferry Heron sank off Ombersund on Tuesday. All 31 passengers were rescued by the pilot boat Gannet. "
    "“Nobody was hurt,” mayor Anna Teague said."
)
QUESTION = "The ferry Heron: were all 31 passengers rescued?"
Script = Callable[[Sequence[BaseMessage]], Iterator[str]]


def written(desk: "Desk", model: LanguageModel, question: str = QUESTION) -> Answer:
    return desk.assistant(ModelWriter(model)).ask(question)


def evidence_lines(messages: Sequence[BaseMessage]) -> list[tuple[str, str]]:
    """The ids and words that the model was given."""
    return re.findall(r"^\[(\d+\.\d+)\] (.*)$", messages[-1].text, re.MULTILINE)


def cite_all(messages: Sequence[BaseMessage]) -> Iterator[str]:
    """Repeats each sentence with its id."""
    for number, words in evidence_lines(messages):
        yield f"{words.rstrip('.')} [{number}].\n"


def test_one_that_cites_perfectly(desk: "Desk") -> None:
    article_id = desk.put(FERRY)
    answer = written(desk, scripted(cite_all))
    assert not answer.abstained
    assert answer.writer == "scripted:model"
    assert [statement.citations for statement in answer.statements] == [(1,), (2,), (3,)]
    assert {statement.status for statement in answer.statements} <= {"verbatim", "supported"}
    assert all(citation.article_id == article_id for citation in answer.citations)
    assert [FERRY[citation.start : citation.end] for citation in answer.citations] == [
        citation.quote for citation in answer.citations
    ]


def test_numbers_are_given_in_order_of_first_use_and_stay(desk: "Desk") -> None:
    desk.put(FERRY)
    model = saying("All 31 passengers were rescued [1.2]. The ferry Heron sank [1.1]. All 31 were rescued [1.2].")
    events = list(desk.assistant(ModelWriter(model)).stream(QUESTION))
    stated = [event for event in events if isinstance(event, Stated)]
    assert [event.statement.citations for event in stated] == [(1,), (2,), (1,)]
    assert [[citation.n for citation in event.citations] for event in stated] == [[1], [2], []]
    answered = events[-1]
    assert isinstance(answered, Answered)
    assert tuple(citation for event in stated for citation in event.citations) == answered.answer.citations


def test_one_that_invents_ids(desk: "Desk") -> None:
    desk.put(FERRY)
    answer = written(
        desk, saying("The ferry Heron sank off Ombersund [1.1][8.8]. All 31 passengers were rescued [1.2][1.99].")
    )
    assert [statement.citations for statement in answer.statements] == [(1,), (2,)]
    assert "2 citations were removed because they pointed to nothing." in answer.notices
    assert "8.8" not in answer.text


def test_one_that_cites_nothing_is_given_the_sentence_that_carries_it(desk: "Desk") -> None:
    desk.put(FERRY)
    answer = written(desk, saying("All 31 passengers were rescued by the pilot boat Gannet."))
    (statement,) = answer.statements
    assert statement.status in ("verbatim", "supported")
    assert answer.citations[0].quote == "All 31 passengers were rescued by the pilot boat Gannet."


def test_one_that_quotes_falsely(desk: "Desk") -> None:
    desk.put(FERRY)
    answer = written(desk, saying("“Everyone was drunk,” mayor Anna Teague said [1.3]. The ferry Heron sank [1.1]."))
    false, true = answer.statements
    assert false.status in ("unsupported", "partly_supported")
    assert false.status == "unsupported" or "“" not in false.text
    assert false.reason
    assert true.status == "supported"


def test_one_that_flips_numbers(desk: "Desk") -> None:
    desk.put(FERRY)
    answer = written(desk, saying("The ferry Heron sank [1.1]. All 13 passengers were rescued [1.2]."))
    assert answer.statements[1].status == "unsupported"
    assert answer.statements[1].attribution is None
    assert answer.statements[1].reason is not None
    assert "13" in answer.statements[1].reason
    assert (answer.outcome, answer.reason) == ("answered", None)


@pytest.mark.parametrize(
    "text",
    [
        "Paris is the capital of France. It has two million people.",
        "Paris is the capital of France [1.1].",
        "NOT_IN_EVIDENCE",
        "The provided passages do not mention this.",
    ],
)
def test_one_that_answers_from_general_knowledge_or_not_at_all(desk: "Desk", text: str) -> None:
    """What it says is marked, and the articles' own words stand under it."""
    desk.put(FERRY, "Ferry sinks")
    answer = written(desk, saying(text))
    assert answer.outcome == "closest"
    statuses = {one.text: one.status for one in answer.statements}
    assert {status for said, status in statuses.items() if said not in FERRY} <= {"unsupported"}
    assert ("Paris is the capital of France." in statuses) == ("Paris" in text)
    assert list(statuses.values())[-1] == "verbatim"
    assert all(citation.quote in FERRY for citation in answer.citations)


def test_one_that_never_stops(desk: "Desk") -> None:
    desk.put(FERRY)

    def chatter(messages: Sequence[BaseMessage]) -> Iterator[str]:
        while True:
            yield "word "

    with pytest.raises(ModelCutOff, match="without coming to an end") as caught:
        written(desk, scripted(chatter, output_tokens=200))
    assert QUOTES_INSTEAD in str(caught.value)


@pytest.mark.parametrize("ending", ["length", "content_filter", None])
def test_half_an_answer_is_never_a_whole_one(desk: "Desk", ending: str | None) -> None:
    desk.put(FERRY)
    assistant = desk.assistant(ModelWriter(saying("The ferry Heron sank [1.1]. All 31", ending=ending)))
    seen: list[object] = []
    with pytest.raises(ModelError, match="choose the extractive writer") as caught:
        seen.extend(assistant.stream(QUESTION))
    assert not any(isinstance(event, Answered) for event in seen)
    assert assistant.ask(QUESTION, writer="extractive").statements
    partial = caught.value.partial
    assert [statement.text for statement in partial.statements] == ["The ferry Heron sank."]
    assert tuple(event.statement for event in seen if isinstance(event, Stated)) == partial.statements
    assert partial.citations[0].quote in FERRY
    assert partial.notices[0] == INCOMPLETE


@pytest.mark.parametrize(
    "model",
    [
        saying("The ferry", ending="length"),
        saying("A boat sailed to Zanzibar with 99 goats.", ending=None),
        saying("The ferry Heron", failure=ValueError("broken")),
    ],
)
def test_a_failure_before_anything_is_carried_has_no_answer_in_part(desk: "Desk", model: LanguageModel) -> None:
    desk.put(FERRY)
    with pytest.raises(ModelError) as caught:
        written(desk, model)
    assert caught.value.partial is None


def test_a_model_that_goes_on_and_on_keeps_what_was_checked(desk: "Desk") -> None:
    desk.put(FERRY)

    def chatter(messages: Sequence[BaseMessage]) -> Iterator[str]:
        yield "The ferry Heron sank [1.1]. "
        for number in range(40):
            yield f"Zebra {number} came. "

    with pytest.raises(ModelCutOff, match="without coming to an end") as caught:
        written(desk, scripted(chatter))
    assert caught.value.partial.statements[0].text == "The ferry Heron sank."
    assert caught.value.partial.outcome == "answered"


@pytest.mark.parametrize("text", ["", " \n", "**", "[1.1]", "Sure! Let me know if you need more.", "<think>The ferry"])
def test_silence_is_the_models_failure_and_no_answer(desk: "Desk", text: str) -> None:
    desk.put(FERRY)
    with pytest.raises(ModelSilent, match="choose the extractive writer"):
        written(desk, saying(text))


@pytest.mark.parametrize(
    "text", ["I'm sorry, but I can't assist with that.", "As an AI language model, I must decline. Let me know!"]
)
def test_a_refusal_is_the_models_failure_and_no_answer(desk: "Desk", text: str) -> None:
    desk.put(FERRY)
    with pytest.raises(ModelRefused, match="declined"):
        written(desk, saying(text))


def test_talk_beside_the_answer_is_not_shown(desk: "Desk") -> None:
    desk.put(FERRY)
    said = (
        "Sure! Here is the answer:\n\n- The ferry Heron sank [1.1].\n\nSources:\n- [1.1]\n\nLet me know if I can help!"
    )
    assert [one.text for one in written(desk, saying(said)).statements] == ["The ferry Heron sank."]


def test_a_passage_cited_as_a_whole_gives_the_sentence_that_carries_it(desk: "Desk") -> None:
    desk.put(FERRY)
    answer = written(desk, saying("All 31 passengers were rescued by the pilot boat [1]."))
    assert [citation.quote for citation in answer.citations] == [
        "All 31 passengers were rescued by the pilot boat Gannet."
    ]


def test_a_marker_on_the_wrong_sentence_is_moved_to_the_one_that_carries_it(desk: "Desk") -> None:
    desk.put(FERRY)
    answer = written(desk, saying("All 31 passengers were rescued by the pilot boat [1.1]."))
    assert answer.statements[0].status == "supported"
    assert [citation.quote for citation in answer.citations] == [
        "All 31 passengers were rescued by the pilot boat Gannet."
    ]


def test_a_model_that_goes_round_in_circles_is_heard_once(desk: "Desk") -> None:
    desk.put(FERRY)
    answer = written(desk, saying("The ferry Heron sank [1.1]. " * 6))
    assert [one.text for one in answer.statements] == ["The ferry Heron sank."]


def test_progress_is_shown_and_no_words_before_their_check(desk: "Desk") -> None:
    desk.put(FERRY)
    events = list(
        desk.assistant(ModelWriter(saying("The ", "ferry Heron ", "sank [1.1]", ". Zebras fly [1.1]."))).stream(
            QUESTION
        )
    )
    assert any(isinstance(event, Writing) for event in events)
    before = events[: next(index for index, event in enumerate(events) if isinstance(event, Stated))]
    assert "sank" not in "".join(str(event) for event in before if isinstance(event, Writing))


def test_unsupported_statements_can_be_dropped(desk: "Desk") -> None:
    desk.put(FERRY)
    model = saying("The ferry Heron sank [1.1]. All 13 passengers drowned [1.2].")
    made = desk.assistant(ModelWriter(model))
    dropping = Assistant(desk.archive, made._retriever, ModelWriter(model), Settings.load(unsupported="drop"))
    answer = dropping.ask(QUESTION)
    assert [statement.text for statement in answer.statements] == ["The ferry Heron sank."]
    assert any("1 statement was left out" in notice for notice in answer.notices)


def test_the_rule_about_language_goes_out_with_every_question(desk: "Desk") -> None:
    desk.put(FERRY)
    heard: list[str] = []

    def hear(messages: Sequence[BaseMessage]) -> Iterator[str]:
        heard.append(messages[0].text)
        yield "NOT_IN_EVIDENCE"

    written(desk, scripted(hear))
    assert "Answer in the language of the question." in heard[0]
