"""The assistant as a LangChain tool: the model that calls it reads the answer, the program keeps the citations."""

from collections.abc import Callable, Iterator
from typing import Any, Literal

from langchain_core.callbacks import AsyncCallbackManagerForToolRun, CallbackManagerForToolRun
from langchain_core.runnables import RunnableConfig
from langchain_core.tools import BaseTool, ToolException
from pydantic import BaseModel, ConfigDict, Field

from assistant.answer import Answer, Answered, Event
from assistant.awaiting import items_of
from assistant.batch import last_answer
from assistant.errors import CopydeskError
from assistant.request import Request

__all__ = ["AskArchive", "Question", "answer_lines"]

_LONGEST_QUOTE = 300

Told = tuple[str, dict[str, Any]]


class Question(BaseModel):
    """What a model says when it calls the tool."""

    model_config = ConfigDict(extra="forbid")

    question: str = Field(description="The question, whole: it is understood without the conversation.")
    date_from: str | None = Field(default=None, description="Only articles from YYYY-MM-DD, YYYY-MM or YYYY on.")
    date_to: str | None = Field(default=None, description="Only articles published until then.")
    publishers: list[str] = Field(default_factory=list, max_length=50, description="Only these outlets, by name.")
    authors: list[str] = Field(default_factory=list, max_length=50, description="Only these authors, by name.")


class AskArchive(BaseTool):
    """Asks the archive. The content is the answer with its markers and a line for each source; the artifact is the
    published form of the answer, with its citations. An error becomes a message that says what to do."""

    name: str = "ask_archive"
    description: str = (
        "Ask an archive of news articles. The answer is made of quotes and checked statements with numbered sources; "
        "keep the numbers with what they stand behind. Where the articles do not say, the answer says so."
    )
    args_schema: Any = Question
    response_format: Literal["content", "content_and_artifact"] = "content_and_artifact"
    handle_tool_error: Any = True
    ask: Callable[[Request, RunnableConfig | None], Iterator[Event]] = Field(exclude=True, repr=False)

    def _run(
        self,
        question: str,
        date_from: str | None = None,
        date_to: str | None = None,
        publishers: list[str] | None = None,
        authors: list[str] | None = None,
        *,
        run_manager: CallbackManagerForToolRun | None = None,
    ) -> Told:
        try:
            request = _request(question, date_from, date_to, publishers, authors)
            *_, last = self.ask(request, _config_of(run_manager))
        except CopydeskError as error:
            raise ToolException(str(error)) from error
        assert isinstance(last, Answered)  # a stream ends in it or in an exception
        return _told(last.answer)

    async def _arun(
        self,
        question: str,
        date_from: str | None = None,
        date_to: str | None = None,
        publishers: list[str] | None = None,
        authors: list[str] | None = None,
        *,
        run_manager: AsyncCallbackManagerForToolRun | None = None,
    ) -> Told:
        config = _config_of(run_manager.get_sync() if run_manager else None)
        try:
            request = _request(question, date_from, date_to, publishers, authors)
            return _told(await last_answer(items_of(lambda _: self.ask(request, config))))
        except CopydeskError as error:
            raise ToolException(str(error)) from error


def answer_lines(answer: Answer) -> str:
    """The answer as text with its markers, and below it a line for each source."""
    lines = [answer.told]
    if answer.citations:
        lines.append("Sources:")
    for one in answer.citations:
        where = ", ".join(part for part in (one.publisher, one.published_at, one.title) if part)
        quote = one.quote if len(one.quote) <= _LONGEST_QUOTE else one.quote[:_LONGEST_QUOTE] + "…"
        lines.append(f"[{one.n}] {where or one.article_id}: “{' '.join(quote.split())}”")
    lines += [f"Note: {notice}" for notice in answer.notices]
    return "\n".join(lines)


def _request(
    question: str,
    date_from: str | None,
    date_to: str | None,
    publishers: list[str] | None,
    authors: list[str] | None,
) -> Request:
    filters = {"date_from": date_from, "date_to": date_to, "publishers": publishers or (), "authors": authors or ()}
    return Request.checked(question, filters=filters)


def _config_of(run: CallbackManagerForToolRun | None) -> RunnableConfig | None:
    return None if run is None else {"callbacks": run.get_child()}


def _told(answer: Answer) -> Told:
    return answer_lines(answer), answer.to_json()
