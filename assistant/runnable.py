"""The assistant in LangChain's words: a question in, a message with standard citation annotations out."""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForChainRun
from langchain_core.messages import AIMessage, AIMessageChunk
from langchain_core.messages.content import create_citation
from langchain_core.runnables import Runnable, RunnableConfig
from langchain_core.runnables.config import run_in_executor

from assistant.answer import Answer, Answered, Citation, Event, Stated, Statement
from assistant.archive import Filters
from assistant.errors import QuestionError
from assistant.step import guard_tracing, tracing_allowed

__all__ = ["AssistantRunnable", "to_message"]

Question = str | dict[str, Any]
"""The question itself, or `{"question", "history", "filters", "read_filters", "writer"}`; the first is needed."""


class AssistantRunnable(Runnable[Question, AIMessage]):
    """invoke, stream, batch and their async twins; every call runs under the caller's `config`, so tracing works.

    LangSmith's own variables of the environment start no trace unless `tracing` is set: a question, its passages and
    the answer would go to another host. Callbacks of the `config` always run.
    """

    def __init__(self, stream: Callable[..., Iterator[Event]], *, tracing: bool = False) -> None:
        self._stream = stream
        self._tracing = tracing

    def invoke(self, input: Question, config: RunnableConfig | None = None, **kwargs: Any) -> AIMessage:
        del kwargs
        with tracing_allowed(is_wanted=self._tracing):
            return self._call_with_config(self._answer, input, config, run_type="chain")

    def stream(self, input: Question, config: RunnableConfig | None = None, **kwargs: Any) -> Iterator[AIMessage]:
        """A chunk for each statement, once it is checked, and a last one with the whole answer's JSON."""
        del kwargs
        chunks = self._transform_stream_with_config(iter([input]), self._chunks, config, run_type="chain")
        yield from guard_tracing(chunks, is_wanted=self._tracing)

    async def astream(
        self, input: Question, config: RunnableConfig | None = None, **kwargs: Any
    ) -> AsyncIterator[AIMessage]:
        chunks = self.stream(input, config, **kwargs)
        while (chunk := await run_in_executor(config, next, chunks, None)) is not None:
            yield chunk

    def _answer(self, question: Question, run_manager: CallbackManagerForChainRun, config: RunnableConfig) -> AIMessage:
        del run_manager  # the config has it
        *_, last = self._events(question, config)
        assert isinstance(last, Answered)  # a stream ends in it or in an exception
        return to_message(last.answer)

    def _chunks(
        self, questions: Iterator[Question], run_manager: CallbackManagerForChainRun, config: RunnableConfig
    ) -> Iterator[AIMessageChunk]:
        del run_manager
        for question in questions:
            position = 0
            citations: dict[int, Citation] = {}
            for event in self._events(question, config):
                if isinstance(event, Stated):
                    citations.update({citation.n: citation for citation in event.citations})
                    before = " " if position else f"{event.reason} " if event.reason else ""
                    text = f"{before}{event.statement.marked_text}"
                    annotations = _annotate(event.statement, citations, position + len(before))
                    position += len(text)
                    yield AIMessageChunk(content=[_text_block(text, annotations)])
                elif isinstance(event, Answered):
                    answer = event.answer
                    rest: list[str | dict[Any, Any]] = [] if answer.statements else [_text_block(answer.text, [])]
                    yield AIMessageChunk(content=rest, response_metadata={"answer": answer.to_json()})

    def _events(self, question: Question, config: RunnableConfig) -> Iterator[Event]:
        if isinstance(question, str):
            return self._stream(question, config=config)
        if not _is_readable(question):
            message = 'Give the question as text, or as {"question": …, "history": […], "filters": Filters(…)}.'
            raise QuestionError(message)
        wanted: dict[str, Any] = {"config": config}
        wanted |= {} if question.get("read_filters", True) else {"read_filters": False}
        wanted |= {"writer": question["writer"]} if question.get("writer") else {}
        return self._stream(question["question"], question.get("history") or (), question.get("filters"), **wanted)


def _is_readable(question: object) -> bool:
    return (
        isinstance(question, dict)
        and question.keys() <= {"question", "history", "filters", "read_filters", "writer"}
        and isinstance(question.get("question"), str)
        and isinstance(question.get("history") or (), Sequence)
        and isinstance(question.get("filters") or Filters(), Filters)
        and isinstance(question.get("read_filters", True), bool)
    )


def to_message(answer: Answer) -> AIMessage:
    """One text block; each annotation's start_index and end_index count characters of that block."""
    citations = {citation.n: citation for citation in answer.citations}
    annotations = []
    position = len(answer.reason) + 1 if answer.reason else 0
    for statement in answer.statements:
        annotations += _annotate(statement, citations, position)
        position += len(statement.marked_text) + 1
    return AIMessage(content=[_text_block(answer.text, annotations)], response_metadata={"answer": answer.to_json()})


def _annotate(statement: Statement, citations: dict[int, Citation], position: int) -> list[Any]:
    return [
        create_citation(
            url=citation.url,
            title=citation.title,
            start_index=position,
            end_index=position + len(statement.text),
            cited_text=citation.quote,
            n=citation.n,
            article_id=citation.article_id,
            version=citation.version,
            start=citation.start,
            end=citation.end,
            publisher=citation.publisher,
            published_at=citation.published_at,
        )
        for citation in (citations[number] for number in statement.citations)
    ]


def _text_block(text: str, annotations: list[Any]) -> dict[str, Any]:
    return {"type": "text", "text": text, "annotations": annotations}
