"""The forms in which a question is understood, and what is said of the others."""

from datetime import date
from typing import Any

import pytest
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage, ToolMessage
from langchain_core.prompts import ChatPromptTemplate

from assistant.answer import Turn
from assistant.archive import Filters
from assistant.errors import FilterError, QuestionError
from assistant.request import Request, read_history, read_request

TOLD = ({"role": "user", "content": "Who won?"}, {"role": "assistant", "content": "Ann Lee won."})
PROMPT = ChatPromptTemplate([("system", "Be brief."), ("human", "What of {subject}?")])


@pytest.mark.parametrize(
    "asked",
    [
        "What of it?", {"question": "What of it?"}, {"input": "What of it?"}, HumanMessage("What of it?"),
        {"messages": [HumanMessage("What of it?")]}, {"messages": "What of it?", "remaining_steps": 7},
        [("human", "What of it?")], PROMPT.invoke({"subject": "it"}), Request("What of it?"),
        {"question": "What of it?", "history": None, "filters": None, "writer": None, "read_filters": None},
        [{"type": "text", "role": "user", "content": [{"type": "text", "text": "What of it?"}]}],
    ],
)  # fmt: skip
def test_a_question_is_understood_in_every_usual_form(asked: Any) -> None:
    request = read_request(asked)
    assert (request.question, request.filters, request.writer) == ("What of it?", None, None)
    assert [turn for turn in request.history if not isinstance(turn, dict) or turn["role"] != "system"] == []


@pytest.mark.parametrize(
    "asked",
    [
        [*TOLD, {"role": "user", "content": "And who lost?"}],
        [HumanMessage("Who won?"), AIMessage("Ann Lee won."), HumanMessage("And who lost?")],
        {"messages": [("user", "Who won?"), ("ai", "Ann Lee won."), ("user", "And who lost?"), AIMessage("…")]},
        {"question": "And who lost?", "history": [HumanMessage("Who won?"), AIMessage("Ann Lee won.")]},
        {"input": "And who lost?", "chat_history": [("human", "Who won?"), ("ai", "Ann Lee won.")]},
        {"input": "And who lost?", "history": TOLD},
    ],
)  # fmt: skip
def test_what_was_said_before_is_its_history(asked: Any) -> None:
    request = read_request(asked)
    assert (request.question, list(request.history)) == ("And who lost?", list(TOLD))


def test_what_tools_and_systems_say_keeps_its_role() -> None:
    history = read_history([SystemMessage("x"), ToolMessage("y", tool_call_id="1"), Turn("user", "z")])
    roles = [turn.role if isinstance(turn, Turn) else turn["role"] for turn in history]
    assert roles == ["system", "tool", "user"]


def test_filters_and_the_rest_come_beside_it_and_keywords_win() -> None:
    words = {"publishers": "The Lantern", "date_from": "2026-05"}
    filters = Filters(date_from=date(2026, 5, 1), publishers=("The Lantern",))
    asked = {"messages": [HumanMessage("Who won?")], "filters": words, "writer": "extractive"}
    assert read_request(asked) == Request("Who won?", (), filters, "extractive")
    request = read_request(asked, {"filters": {"kinds": ["news"]}, "read_filters": False, "history": TOLD})
    assert request == Request("Who won?", TOLD, Filters(kinds=("news",)), "extractive", read_filters=False)


@pytest.mark.parametrize(
    "asked",
    [
        None, 5, b"x", [], {}, {"question": 5}, {"question": ["x"]}, {"question": "x", "input": "y"},
        {"input": {"q": 1}}, [AIMessage("x")], {"messages": []}, [object()], [("nobody", "x")],
    ],
)  # fmt: skip
def test_another_form_is_refused_with_the_forms_there_are(asked: Any) -> None:
    with pytest.raises(QuestionError, match="Give the question as text, as"):
        read_request(asked)


def test_a_misspelt_word_is_refused_with_the_right_one() -> None:
    with pytest.raises(QuestionError, match="Did you mean `question`"):
        read_request({"qestion": "x"})
    with pytest.raises(QuestionError, match="Did you mean `filters`"):
        read_request("x", {"filter": {}})
    with pytest.raises(FilterError, match="Did you mean `publishers`"):
        read_request({"question": "x", "filters": {"publisher": "x"}})
    with pytest.raises(FilterError, match="not a day"):
        read_request({"question": "x", "filters": {"date_from": "May"}})
    with pytest.raises(QuestionError, match="true or false"):
        read_request({"question": "x", "read_filters": "no"})
