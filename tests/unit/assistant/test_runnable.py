"""The messages of the runnable, from events written by hand; over a real archive in tests/integration."""

import asyncio
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.messages import AIMessage, AIMessageChunk, HumanMessage
from langchain_core.prompts import PromptTemplate
from langchain_core.runnables import RunnableLambda

from assistant.answer import Answer, Answered, Citation, Event, Found, Searching, Stated, Statement, Writing
from assistant.archive import Filters
from assistant.errors import ModelUnavailable, QuestionError
from assistant.request import Request
from assistant.runnable import AssistantRunnable, to_message

HISTORY = ({"role": "user", "content": "x"}, {"role": "assistant", "content": "y"})
TOLD = "The ferry Heron sank. All 31 passengers were rescued."


def citation(n: int, start: int, end: int, url: str | None = "https://lantern.example/heron") -> Citation:
    return Citation(
        n, "a1", 1, "e1", "Ferry sinks", "The Lantern", ("Ann Lee",), "2026-05-04", None, url, TOLD[start:end], start,
        end, "0" * 64,
    )  # fmt: skip


FIRST, SECOND = citation(1, 0, 21), citation(2, 22, len(TOLD), url=None)
STATEMENTS = (
    Statement(FIRST.quote, "verbatim", (1,)),
    Statement("Everybody lived [9].", "supported", (2, 1)),
    Statement("So it was.", "no_claim", ()),
)


def answer_of(statements: Sequence[Statement], reason: str | None = None) -> Answer:
    return Answer(
        question="What happened?",
        standalone_question="What happened?",
        outcome="answered" if reason is None else "closest" if statements else "nothing",
        confidence=0.5,
        reason=reason,
        writer="extractive",
        statements=tuple(statements),
        citations=(FIRST, SECOND) if statements else (),
        passages=(),
        filters=Filters(),
        timings={"total": 1.0},
    )


class Scripted:
    """Streams one answer, and keeps what it was called with."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.calls: list[Request] = []
        self.is_left = False

    def __call__(self, request: Request, config: Any = None) -> Iterator[Event]:
        self.calls.append(request)
        try:
            yield Searching(self.answer.standalone_question, self.answer.filters)
            yield Found(())
            fresh = list(self.answer.citations)
            for statement in self.answer.statements:
                first_used = tuple(one for one in fresh if one.n in statement.citations)
                fresh = [one for one in fresh if one not in first_used]
                yield Stated(statement, first_used, self.answer.outcome, self.answer.reason)
            yield Answered(self.answer)
        finally:
            self.is_left = True


@pytest.fixture
def scripted() -> Scripted:
    return Scripted(answer_of(STATEMENTS))


def annotations_of(message: AIMessage) -> list[dict[str, Any]]:
    return [one for block in message.content if isinstance(block, dict) for one in block["annotations"]]


def add(chunks: Sequence[AIMessage]) -> AIMessageChunk:
    whole, *rest = chunks
    assert isinstance(whole, AIMessageChunk)
    for chunk in rest:
        assert isinstance(chunk, AIMessageChunk)
        whole = whole + chunk
    return whole


def test_an_annotation_cuts_the_statement_out_of_the_text() -> None:
    message = to_message(answer_of(STATEMENTS))
    cut = [message.text[one["start_index"] : one["end_index"]] for one in annotations_of(message)]
    assert cut == [STATEMENTS[0].text, STATEMENTS[1].text, STATEMENTS[1].text]
    assert [one["extras"]["n"] for one in annotations_of(message)] == [1, 2, 1]


def test_what_comes_close_is_told_before_it_and_annotated_behind() -> None:
    answer = answer_of(STATEMENTS, reason="The articles come close but do not answer this.")
    message = to_message(answer)
    assert message.text == answer.text
    assert message.text.startswith("The articles come close but do not answer this. The ferry Heron sank. [1]")
    cut = [message.text[one["start_index"] : one["end_index"]] for one in annotations_of(message)]
    assert cut == [STATEMENTS[0].text, STATEMENTS[1].text, STATEMENTS[1].text]
    whole = add(list(AssistantRunnable(Scripted(answer)).stream("What happened?")))
    assert whole.text == message.text
    assert [one["start_index"] for one in annotations_of(whole)] == [
        one["start_index"] for one in annotations_of(message)
    ]


def test_an_annotation_is_langchains_citation() -> None:
    first, second, _ = annotations_of(to_message(answer_of(STATEMENTS)))
    assert (first["type"], first["url"], first["title"]) == ("citation", "https://lantern.example/heron", "Ferry sinks")
    assert first["cited_text"] == FIRST.quote
    assert (first["extras"]["start"], first["extras"]["end"]) == (FIRST.start, FIRST.end)
    assert second.get("url") is None


def test_the_message_carries_the_published_answer(scripted: Scripted) -> None:
    message = AssistantRunnable(scripted).invoke("What happened?")
    assert type(message) is AIMessage
    assert message.response_metadata["answer"] == scripted.answer.to_json()
    assert message.text == scripted.answer.text


def test_chunks_add_up_to_the_message(scripted: Scripted) -> None:
    runnable = AssistantRunnable(scripted)
    chunks = list(runnable.stream("What happened?"))
    assert len(chunks) == len(STATEMENTS) + 1
    whole, message = add(chunks), runnable.invoke("What happened?")
    assert whole.text == message.text
    assert whole.response_metadata["answer"] == message.response_metadata["answer"]
    streamed, at_once = annotations_of(whole), annotations_of(message)
    assert [(one["start_index"], one["end_index"], one["extras"]["n"]) for one in streamed] == [
        (one["start_index"], one["end_index"], one["extras"]["n"]) for one in at_once
    ]


def test_an_abstention_is_one_chunk_without_annotations() -> None:
    answer = answer_of((), reason="Nothing is said of it.")
    (chunk,) = AssistantRunnable(Scripted(answer)).stream("What happened?")
    assert chunk.text == to_message(answer).text == answer.text
    assert annotations_of(chunk) == []


def test_history_and_filters_are_handed_on(scripted: Scripted) -> None:
    history, filters = [{"role": "user", "content": "x"}], Filters(publishers=("The Lantern",))
    runnable = AssistantRunnable(scripted)
    runnable.invoke({"question": "And then?", "history": history, "filters": filters})
    runnable.invoke({"question": "And then?"})
    runnable.invoke({"question": "And then?", "history": None, "filters": None})
    plain = Request("And then?")
    assert scripted.calls == [Request("And then?", tuple(history), filters), plain, plain]


@pytest.mark.parametrize(
    "asked", [{}, {"question": None}, {"question": ["x"]}, None, 5, [], {"question": "x", "history": 5}]
)
def test_another_input_is_refused_with_the_form_it_should_have(scripted: Scripted, asked: Any) -> None:
    runnable = AssistantRunnable(scripted)
    for call in (runnable.invoke, lambda given: list(runnable.stream(given))):
        with pytest.raises(QuestionError, match=r"Give the question as text|needs a role|\bturn\b"):
            call(asked)


class Recorder(BaseCallbackHandler):
    def __init__(self) -> None:
        self.seen: list[tuple[str, Any]] = []
        self.metadata: list[Mapping[str, Any] | None] = []

    def on_chain_start(self, serialized: Any, inputs: Any, *, run_id: UUID, **kwargs: Any) -> None:
        self.seen.append(("start", inputs))
        self.metadata.append(kwargs.get("metadata"))

    def on_chain_end(self, outputs: Any, *, run_id: UUID, **kwargs: Any) -> None:
        self.seen.append(("end", outputs))

    def on_chain_error(self, error: BaseException, *, run_id: UUID, **kwargs: Any) -> None:
        self.seen.append(("error", error))


async def _ainvoke(runnable: AssistantRunnable, recorder: Recorder) -> None:
    await runnable.ainvoke("What happened?", {"callbacks": [recorder], "metadata": {"desk": "night"}})


async def _astream(runnable: AssistantRunnable, recorder: Recorder) -> None:
    async for _ in runnable.astream("What happened?", {"callbacks": [recorder], "metadata": {"desk": "night"}}):
        pass


@pytest.mark.parametrize(
    "call",
    [
        lambda one, seen: one.invoke("What happened?", {"callbacks": [seen], "metadata": {"desk": "night"}}),
        lambda one, seen: list(one.stream("What happened?", {"callbacks": [seen], "metadata": {"desk": "night"}})),
        lambda one, seen: one.batch(["What happened?"], {"callbacks": [seen], "metadata": {"desk": "night"}}),
        lambda one, seen: asyncio.run(_ainvoke(one, seen)),
        lambda one, seen: asyncio.run(_astream(one, seen)),
    ],
    ids=["invoke", "stream", "batch", "ainvoke", "astream"],
)
def test_a_tracer_sees_the_call(scripted: Scripted, call: Callable[[AssistantRunnable, Recorder], None]) -> None:
    recorder = Recorder()
    call(AssistantRunnable(scripted), recorder)
    assert [kind for kind, _ in recorder.seen] == ["start", "end"]
    assert recorder.seen[1][1].text == scripted.answer.text
    assert recorder.metadata[0] is not None
    assert recorder.metadata[0]["desk"] == "night"


def test_a_failure_reaches_the_caller_and_the_tracer() -> None:
    def failing(request: Request, config: Any = None) -> Iterator[Event]:
        yield Searching(request.question, Filters())
        message = "The model did not answer."
        raise ModelUnavailable(message)

    for call in (AssistantRunnable.invoke, lambda *given: list(AssistantRunnable.stream(*given))):
        recorder = Recorder()
        with pytest.raises(ModelUnavailable):
            call(AssistantRunnable(failing), "What happened?", {"callbacks": [recorder]})
        assert [kind for kind, _ in recorder.seen] == ["start", "error"]


def test_a_stream_that_is_left_leaves_the_events(scripted: Scripted) -> None:
    chunks = AssistantRunnable(scripted).stream("What happened?")
    next(chunks)
    assert not scripted.is_left
    chunks.close()  # type: ignore[attr-defined]  # a generator
    assert scripted.is_left


def test_it_is_a_part_of_a_chain(scripted: Scripted) -> None:
    ask = RunnableLambda[str, str](lambda topic: f"What of {topic}?")
    read = RunnableLambda[AIMessage, str](lambda message: message.text)
    assert (ask | AssistantRunnable(scripted) | read).invoke("the ferry") == scripted.answer.text
    assert scripted.calls == [Request("What of the ferry?")]


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        (HumanMessage("And then?"), Request("And then?")),
        (PromptTemplate.from_template("And {what}?").invoke({"what": "then"}), Request("And then?")),
        ([("human", "x"), ("ai", "y"), ("human", "And then?")], Request("And then?", HISTORY)),
        ({"messages": [("human", "x"), ("ai", "y"), ("human", "And then?")]}, Request("And then?", HISTORY)),
    ],
)
def test_langchains_own_values_are_understood(scripted: Scripted, asked: Any, wanted: Request) -> None:
    runnable = AssistantRunnable(scripted)
    runnable.invoke(asked)
    list(runnable.stream(asked))
    asyncio.run(runnable.ainvoke(asked))
    assert scripted.calls == [wanted] * 3


def test_the_state_of_a_graph_gets_its_update(scripted: Scripted) -> None:
    update = AssistantRunnable(scripted).invoke({"messages": [HumanMessage("What happened?")], "steps": 3})
    assert [message.text for message in update["messages"]] == [scripted.answer.text]


def test_keywords_of_a_call_and_bound_ones_work_or_raise(scripted: Scripted) -> None:
    runnable = AssistantRunnable(scripted)
    bound = runnable.bind(filters={"publishers": "The Lantern"}, read_filters=False)
    runnable.invoke("What happened?", writer="extractive")
    bound.invoke("What happened?")
    list(bound.stream("What happened?"))
    asyncio.run(bound.ainvoke("What happened?"))
    bound.batch(["What happened?"])
    narrow = Request("What happened?", filters=Filters(publishers=("The Lantern",)), read_filters=False)
    assert scripted.calls == [Request("What happened?", writer="extractive"), *[narrow] * 4]
    with pytest.raises(QuestionError, match="Did you mean `filters`"):
        runnable.invoke("What happened?", filter={})
    with pytest.raises(QuestionError, match="no keyword of a question"):
        list(runnable.stream("What happened?", stop=["x"]))


def test_the_tokens_of_a_model_are_the_messages_usage(scripted: Scripted) -> None:
    assert AssistantRunnable(scripted).invoke("What happened?").usage_metadata is None
    tokens = {"prompt_tokens": 100, "output_tokens": 20, "rewrite_prompt_tokens": 10, "rewrite_output_tokens": 2}
    counted = AssistantRunnable(Scripted(replace(scripted.answer, tokens=tokens)))
    usage = {"input_tokens": 110, "output_tokens": 22, "total_tokens": 132}
    assert counted.invoke("What happened?").usage_metadata == usage
    assert add(list(counted.stream("What happened?"))).usage_metadata == usage


@pytest.mark.parametrize("way", ["ainvoke", "astream", "abatch"])
def test_a_caller_who_is_cancelled_ends_the_events(way: str) -> None:
    started, ended = threading.Event(), threading.Event()

    def waiting(request: Request, config: Any = None) -> Iterator[Event]:
        try:
            while True:
                started.set()
                yield Writing(0)
        finally:
            ended.set()

    async def call(runnable: AssistantRunnable) -> None:
        if way == "astream":
            async for _ in runnable.astream("What happened?"):
                pass
        await (runnable.abatch(["What happened?"]) if way == "abatch" else runnable.ainvoke("What happened?"))

    async def main() -> None:
        task = asyncio.create_task(call(AssistantRunnable(waiting)))
        await asyncio.to_thread(started.wait, 10)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(main())
    assert ended.wait(10)


def test_a_batch_asks_patiently(scripted: Scripted) -> None:
    other = Scripted(scripted.answer)
    runnable = AssistantRunnable(scripted, ask_patiently=other)
    assert len(runnable.batch(["a", "b"])) == len(asyncio.run(runnable.abatch(["a", "b"]))) == 2
    assert (len(scripted.calls), len(other.calls)) == (0, 4)


def test_tracing_variables_of_the_environment_start_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    """With LANGSMITH_TRACING LangChain sends every run, question and answer, to another host."""
    from langsmith.utils import get_env_var, tracing_is_enabled

    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    monkeypatch.setenv("LANGSMITH_ENDPOINT", "http://127.0.0.1:9")
    get_env_var.cache_clear()  # type: ignore[attr-defined]  # an lru_cache under overloads
    seen: list[object] = []

    def note(request: Request, config: Any = None) -> Iterator[Event]:
        seen.append(tracing_is_enabled())
        raise QuestionError
        yield

    assert tracing_is_enabled()
    runnable = AssistantRunnable(note)
    for ask in (runnable.invoke, lambda question: list(runnable.stream(question))):
        with pytest.raises(QuestionError):
            ask("?")
    get_env_var.cache_clear()  # type: ignore[attr-defined]  # an lru_cache under overloads
    assert seen == [False, False]
