"""The assistant in LangChain's words: a question in, a message with standard citation annotations out."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import aclosing
from functools import partial
from typing import Any

from langchain_core.callbacks import CallbackManagerForChainRun
from langchain_core.messages import AIMessage, AIMessageChunk
from langchain_core.messages.ai import UsageMetadata
from langchain_core.messages.content import create_citation
from langchain_core.runnables import Runnable, RunnableConfig
from langchain_core.runnables.config import get_config_list

from assistant.answer import Answer, Answered, Citation, Event, Stated, Statement
from assistant.awaiting import items_of, until_left
from assistant.request import Request, read_request
from assistant.step import guard_tracing, tracing_allowed

__all__ = ["AssistantRunnable", "to_message"]

_AT_ONCE = 8
"""Questions of an asynchronous batch that does not say how many it wants at once."""

Ask = Callable[[Request, RunnableConfig], Iterator[Event]]


class AssistantRunnable(Runnable[Any, Any]):
    """invoke, stream, batch and their async twins; every call runs under the caller's `config`, so tracing works.

    It takes the question as text, as a mapping (`{"question", "history", "filters", "read_filters", "writer"}`, of
    which the first may be called `input`), as a prompt's value, as a message or as messages, of which the last one of a
    person is asked and those before it are its history. What stands beside the question may be given as keywords, and
    bound. It gives an AIMessage; for the state of a graph, `{"messages": […]}`, its update with that message in it.

    LangSmith's own variables of the environment start no trace unless `tracing` is set: a question, its passages and
    the answer would go to another host. Callbacks of the `config` always run.
    """

    def __init__(self, ask: Ask, *, tracing: bool = False, ask_patiently: Ask | None = None) -> None:
        """`ask_patiently` waits where a limit of calls is reached, as batches do."""
        self._ask = ask
        self._ask_patiently = ask_patiently or ask
        self._tracing = tracing

    def invoke(self, input: Any, config: RunnableConfig | None = None, **kwargs: Any) -> Any:
        return self._whole(self._ask, threading.Event(), input, config, kwargs)

    def stream(self, input: Any, config: RunnableConfig | None = None, **kwargs: Any) -> Iterator[Any]:
        """A chunk for each statement, once it is checked, and a last one with the whole answer's JSON."""
        yield from self._parts(threading.Event(), input, config, kwargs)

    def batch(
        self,
        inputs: list[Any],
        config: RunnableConfig | list[RunnableConfig] | None = None,
        *,
        return_exceptions: bool = False,
        **kwargs: Any,
    ) -> list[Any]:
        """All answers, in order; where the limit of a model's calls is reached, it waits."""
        patient = AssistantRunnable(self._ask_patiently, tracing=self._tracing)
        return Runnable.batch(patient, inputs, config, return_exceptions=return_exceptions, **kwargs)

    async def ainvoke(self, input: Any, config: RunnableConfig | None = None, **kwargs: Any) -> Any:
        """As `invoke`; cancelled, it stops the model too."""
        return await self._awaited(self._ask, input, config, kwargs)

    async def astream(self, input: Any, config: RunnableConfig | None = None, **kwargs: Any) -> AsyncIterator[Any]:
        """As `stream`; cancelled or left, it stops the model too."""
        async with aclosing(items_of(lambda left: self._parts(left, input, config, kwargs))) as parts:
            async for part in parts:
                yield part

    async def abatch(
        self,
        inputs: list[Any],
        config: RunnableConfig | list[RunnableConfig] | None = None,
        *,
        return_exceptions: bool = False,
        **kwargs: Any,
    ) -> list[Any]:
        patient = AssistantRunnable(self._ask_patiently, tracing=self._tracing)
        configs = get_config_list(config, len(inputs))
        for one in configs:
            if one.get("max_concurrency") is None:
                one["max_concurrency"] = _AT_ONCE
        return await Runnable.abatch(patient, inputs, configs, return_exceptions=return_exceptions, **kwargs)

    def _whole(
        self,
        ask: Ask,
        left: threading.Event,
        asked: Any,
        config: RunnableConfig | None,
        given: Mapping[str, Any],
    ) -> Any:
        answer = partial(self._answer, ask, left, given)
        with tracing_allowed(is_wanted=self._tracing):
            return self._call_with_config(answer, asked, config, run_type="chain")

    def _parts(
        self, left: threading.Event, asked: Any, config: RunnableConfig | None, given: Mapping[str, Any]
    ) -> Iterator[AIMessageChunk]:
        chunks = partial(self._chunks, left, given)
        parts = self._transform_stream_with_config(iter([asked]), chunks, config, run_type="chain")
        yield from guard_tracing(parts, is_wanted=self._tracing)

    async def _awaited(self, ask: Ask, asked: Any, config: RunnableConfig | None, given: Mapping[str, Any]) -> Any:
        def once(left: threading.Event) -> Iterator[Any]:
            yield self._whole(ask, left, asked, config, given)

        async with aclosing(items_of(once)) as answers:
            async for answer in answers:
                return answer
        raise asyncio.CancelledError  # an iterator of one ends in it or in an exception

    def _answer(
        self,
        ask: Ask,
        left: threading.Event,
        given: Mapping[str, Any],
        asked: Any,
        run_manager: CallbackManagerForChainRun,
        config: RunnableConfig,
    ) -> Any:
        del run_manager  # the config has it
        *_, last = until_left(ask(read_request(asked, given), config), left)
        assert isinstance(last, Answered)  # a stream ends in it or in an exception
        message = to_message(last.answer)
        return {"messages": [message]} if isinstance(asked, Mapping) and "messages" in asked else message

    def _chunks(
        self,
        left: threading.Event,
        given: Mapping[str, Any],
        questions: Iterator[Any],
        run_manager: CallbackManagerForChainRun,
        config: RunnableConfig,
    ) -> Iterator[AIMessageChunk]:
        del run_manager
        for asked in questions:
            yield from _chunks_of(until_left(self._ask(read_request(asked, given), config), left))


def _chunks_of(events: Iterator[Event]) -> Iterator[AIMessageChunk]:
    position = 0
    citations: dict[int, Citation] = {}
    for event in events:
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
            yield AIMessageChunk(
                content=rest, response_metadata={"answer": answer.to_json()}, usage_metadata=_usage(answer)
            )


def to_message(answer: Answer) -> AIMessage:
    """One text block; each annotation's start_index and end_index count characters of that block."""
    citations = {citation.n: citation for citation in answer.citations}
    annotations = []
    position = len(answer.reason) + 1 if answer.reason else 0
    for statement in answer.statements:
        annotations += _annotate(statement, citations, position)
        position += len(statement.marked_text) + 1
    return AIMessage(
        content=[_text_block(answer.text, annotations)],
        response_metadata={"answer": answer.to_json()},
        usage_metadata=_usage(answer),
    )


def _usage(answer: Answer) -> UsageMetadata | None:
    """What a model's server counted for the answer and for reading a follow-up; None where it counted nothing."""
    if not answer.tokens:
        return None
    taken = sum(answer.tokens.get(name, 0) for name in ("prompt_tokens", "rewrite_prompt_tokens"))
    given = sum(answer.tokens.get(name, 0) for name in ("output_tokens", "rewrite_output_tokens"))
    return UsageMetadata(input_tokens=taken, output_tokens=given, total_tokens=taken + given)


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
