"""The tools, one row each: what it is called, what it takes, what it answers."""

from collections.abc import Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from functools import partial
from typing import Any

from pydantic import BaseModel

from assistant.answer import Answered
from assistant.pipeline import Assistant
from ui.api.room import Room
from ui.api.seats import call
from ui.mcp.arguments import (
    AskArguments,
    DossierArguments,
    ReadArguments,
    SearchArguments,
    VersionsArguments,
)
from ui.mcp.replies import Reply, tell_answer, tell_article, tell_dossier, tell_passages, tell_versions

__all__ = ["ToolRow", "tool_rows"]


@dataclass(frozen=True, slots=True)
class ToolRow:
    """`run` takes what `takes` has validated; it raises CopydeskError."""

    name: str
    title: str
    description: str
    takes: type[BaseModel]
    answers: str
    """The name of the schema of its reply."""
    run: Callable[[Room, Any], Awaitable[Reply]]


def tool_rows() -> tuple[ToolRow, ...]:
    return (
        ToolRow(
            "ask_archive",
            "Ask the archive",
            "Answer a question from the archive of news articles. Every statement is quoted or checked and cites the "
            "exact sentences it comes from. Where nothing answers, it says so: do not fill the gap from memory.",
            AskArguments,
            "Answer",
            _ask,
        ),
        ToolRow(
            "search_archive",
            "Search the archive",
            "Find the passages nearest to a question or some words, best first, without an answer.",
            SearchArguments,
            "Passages",
            partial(_with_assistant, what=_search),
        ),
        ToolRow(
            "read_article",
            "Read an article",
            "The text of an article by its id, in its newest version or in the one asked for, some stretch at a time.",
            ReadArguments,
            "ArticlePart",
            partial(_with_assistant, what=_read),
        ),
        ToolRow(
            "list_versions",
            "List an article's versions",
            "All versions that are kept of an article, the oldest first: what was updated or corrected, and when.",
            VersionsArguments,
            "Versions",
            partial(_with_assistant, what=_list_versions),
        ),
        ToolRow(
            "dossier",
            "Gather a dossier",
            "Every statement on a disputed subject, by side (for, against, open) and in time, in the speakers' own "
            "words. Ask who was for and who against something.",
            DossierArguments,
            "Dossier",
            partial(_with_assistant, what=_dossier),
        ),
    )


async def _ask(room: Room, wanted: AskArguments) -> Reply:
    async with aclosing(room.ask(wanted.to_request(), "mcp")) as events:
        async for event in events:
            if isinstance(event, Answered):
                return tell_answer(event.answer)
    message = "the events ended without an answer"
    raise AssertionError(message)


async def _with_assistant(room: Room, wanted: Any, what: Callable[[Assistant, Any], Reply]) -> Reply:
    return await call(room.seats, lambda: what(room.desk.assistant(), wanted))


def _search(assistant: Assistant, wanted: SearchArguments) -> Reply:
    found = assistant.search(
        wanted.question, k=wanted.limit, filters=wanted.narrowed(), read_filters=wanted.read_filters
    )
    return tell_passages(wanted.question, found)


def _read(assistant: Assistant, wanted: ReadArguments) -> Reply:
    return tell_article(assistant.article(wanted.article_id, wanted.version), wanted.start, wanted.length)


def _list_versions(assistant: Assistant, wanted: VersionsArguments) -> Reply:
    return tell_versions(assistant.versions(wanted.article_id))


def _dossier(assistant: Assistant, wanted: DossierArguments) -> Reply:
    return tell_dossier(assistant.dossier(wanted.question, filters=wanted.narrowed(), read_filters=wanted.read_filters))
