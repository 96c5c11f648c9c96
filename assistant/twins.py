"""The other ways to ask: awaited (cancelled, they stop the model too), many at once, and as a part of LangChain."""

from abc import abstractmethod
from collections.abc import AsyncGenerator, Iterable, Iterator
from contextlib import aclosing
from typing import TYPE_CHECKING, Literal, overload

from assistant.answer import Answer, Event, RankedPassage, WriterChoice
from assistant.awaiting import items_of
from assistant.batch import answers_in_order, ask_all, last_answer, stream_patiently
from assistant.errors import CopydeskError
from assistant.request import GivenFilters, History, Request
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.runnables import RunnableConfig

    from assistant.runnable import AssistantRunnable
    from assistant.tool import AskArchive

__all__ = ["AskMixin"]


class AskMixin:
    """Stands on `stream` and `search`."""

    settings: Settings

    @abstractmethod
    def stream(
        self,
        question: str,
        *,
        history: History = (),
        filters: GivenFilters = None,
        writer: WriterChoice | None = None,
        read_filters: bool = True,
        config: "RunnableConfig | None" = None,
    ) -> Iterator[Event]: ...

    @abstractmethod
    def search(
        self,
        question: str,
        *,
        k: int = 10,
        filters: GivenFilters = None,
        read_filters: bool = True,
    ) -> tuple[RankedPassage, ...]: ...

    def stream_request(self, request: Request, config: "RunnableConfig | None" = None) -> Iterator[Event]:
        """As `stream`, for a question that is one value with all that belongs to it."""
        return self.stream(
            request.question,
            history=request.history,
            filters=request.filters,
            writer=request.writer,
            read_filters=request.read_filters,
            config=config,
        )

    async def aask(
        self,
        question: str,
        *,
        history: History = (),
        filters: GivenFilters = None,
        writer: WriterChoice | None = None,
        read_filters: bool = True,
        config: "RunnableConfig | None" = None,
    ) -> Answer:
        """As `ask`."""
        return await last_answer(
            self.astream(
                question, history=history, filters=filters, writer=writer, read_filters=read_filters, config=config
            )
        )

    async def astream(
        self,
        question: str,
        *,
        history: History = (),
        filters: GivenFilters = None,
        writer: WriterChoice | None = None,
        read_filters: bool = True,
        config: "RunnableConfig | None" = None,
    ) -> AsyncGenerator[Event, None]:
        """As `stream`. Leaving it, or being cancelled in it, stops the model."""
        request = Request.checked(question, history, filters, writer, read_filters=read_filters)
        async with aclosing(items_of(lambda _: self.stream_request(request, config))) as events:
            async for event in events:
                yield event

    async def asearch(
        self,
        question: str,
        *,
        k: int = 10,
        filters: GivenFilters = None,
        read_filters: bool = True,
    ) -> tuple[RankedPassage, ...]:
        """As `search`."""

        def once() -> Iterator[tuple[RankedPassage, ...]]:
            yield self.search(question, k=k, filters=filters, read_filters=read_filters)

        async with aclosing(items_of(lambda _: once())) as found:
            return await anext(found)

    @overload
    def batch(
        self, questions: Iterable[object], *, max_concurrency: int | None = None, return_errors: Literal[False] = False
    ) -> list[Answer]: ...

    @overload
    def batch(
        self, questions: Iterable[object], *, max_concurrency: int | None = None, return_errors: Literal[True]
    ) -> list[Answer | CopydeskError]: ...

    def batch(
        self, questions: Iterable[object], *, max_concurrency: int | None = None, return_errors: bool = False
    ) -> list[Answer] | list[Answer | CopydeskError]:
        """The answers in order. A question is a text, or a mapping of `question`, `history`, `filters`, `writer` and
        `read_filters`. Where a model's calls of the minute are used up, it waits.

        Raises the first error, unless `return_errors` puts each in its answer's place.
        """
        return _told(answers_in_order(self.stream_request, questions, max_concurrency), return_errors=return_errors)

    @overload
    async def abatch(
        self, questions: Iterable[object], *, max_concurrency: int | None = None, return_errors: Literal[False] = False
    ) -> list[Answer]: ...

    @overload
    async def abatch(
        self, questions: Iterable[object], *, max_concurrency: int | None = None, return_errors: Literal[True]
    ) -> list[Answer | CopydeskError]: ...

    async def abatch(
        self, questions: Iterable[object], *, max_concurrency: int | None = None, return_errors: bool = False
    ) -> list[Answer] | list[Answer | CopydeskError]:
        """As `batch`."""
        found = await ask_all(self.stream_request, questions, max_concurrency)
        return _told(found, return_errors=return_errors)

    def as_runnable(self) -> "AssistantRunnable":
        """The assistant as a LangChain runnable: a question in, a message with citations out."""
        from assistant.runnable import AssistantRunnable

        def patiently(request: Request, config: "RunnableConfig") -> Iterator[Event]:
            return stream_patiently(lambda one: self.stream_request(one, config), request)

        return AssistantRunnable(self.stream_request, tracing=self.settings.model_tracing, ask_patiently=patiently)

    def as_tool(self) -> "AskArchive":
        """The assistant as a LangChain tool: a model that calls it reads the answer with its markers and sources; the
        message's artifact is the answer's published form, with its citations."""
        from assistant.tool import AskArchive

        return AskArchive(ask=self.stream_request)


def _told(
    found: Iterable[Answer | CopydeskError], *, return_errors: bool
) -> list[Answer] | list[Answer | CopydeskError]:
    if return_errors:
        return list(found)
    answers = []
    for one in found:
        if isinstance(one, CopydeskError):
            raise one
        answers.append(one)
    return answers
