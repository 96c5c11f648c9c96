"""The assistant as a tool: what a model reads, what the program keeps."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from langchain_core.messages import ToolMessage
from langchain_core.runnables import RunnableConfig
from langchain_tests.unit_tests import ToolsUnitTests

from assistant.answer import Answer, Answered, Citation, Event, Statement
from assistant.archive import Filters
from assistant.errors import QuestionError
from assistant.request import Request
from assistant.tool import AskArchive

QUOTE = "The ferry Heron sank."
CITATION = Citation(
    1, "a1", 1, "e1", "Ferry sinks", "The Lantern", (), "2026-05-04", None, None, QUOTE, 0, len(QUOTE), "0" * 64
)


def answer_to(request: Request) -> Answer:
    statements = (
        Statement(QUOTE, "verbatim", (1,)),
        Statement("Nobody knows why.", "unsupported", ()),
    )
    filters = request.filters or Filters()
    return Answer(
        request.question, request.question, "answered", 0.9, None, "extractive", statements, (CITATION,), (), filters,
        {}, notices=("Single source.",),
    )  # fmt: skip


def ask(request: Request, config: RunnableConfig | None) -> Iterator[Event]:
    if not request.question.strip():
        message = "The question is empty. Ask something about the articles."
        raise QuestionError(message)
    yield Answered(answer_to(request))


class TestAskArchive(ToolsUnitTests):
    """What LangChain expects of every tool."""

    @property
    def tool_constructor(self) -> type[AskArchive]:
        return AskArchive

    @property
    def tool_constructor_params(self) -> dict[str, Any]:
        return {"ask": ask}

    @property
    def tool_invoke_params_example(self) -> dict[str, Any]:
        return {"question": "What happened?"}


def call(**arguments: Any) -> dict[str, Any]:
    return {"type": "tool_call", "id": "c1", "name": "ask_archive", "args": {"question": "What happened?", **arguments}}


def test_the_model_reads_markers_and_sources_and_the_program_keeps_the_answer() -> None:
    tool = AskArchive(ask=ask)
    for message in (tool.invoke(call()), asyncio.run(tool.ainvoke(call()))):
        assert isinstance(message, ToolMessage)
        assert message.content == (
            "The ferry Heron sank. [1] Nobody knows why. (not backed by its sources)\n"
            "Sources:\n[1] The Lantern, 2026-05-04, Ferry sinks: “The ferry Heron sank.”\nNote: Single source."
        )
        assert message.artifact["citations"][0]["quote"] == QUOTE
    assert tool.invoke({"question": "What happened?"}) == message.content


def test_filters_are_the_models_to_give() -> None:
    message = AskArchive(ask=ask).invoke(call(publishers=["The Lantern"], date_from="2026-05"))
    assert message.artifact["filters"]["publishers"] == ["The Lantern"]
    assert message.artifact["filters"]["date_from"] == "2026-05-01"


@pytest.mark.parametrize("arguments", [{"question": " "}, {"date_from": "May"}])
def test_what_cannot_be_asked_is_told_to_the_model(arguments: dict[str, Any]) -> None:
    tool = AskArchive(ask=ask)
    for message in (tool.invoke(call(**arguments)), asyncio.run(tool.ainvoke(call(**arguments)))):
        assert message.status == "error"
        assert "The question is empty" in message.content or "not a day" in message.content
