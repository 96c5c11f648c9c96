"""The chain as LangChain sees it: its steps, their children, and streams without an unchecked word."""

import asyncio
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.documents import Document
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.prompts import ChatPromptTemplate
from langgraph.graph import START, MessagesState, StateGraph
from langgraph.prebuilt import ToolNode

from assistant.answer import Answered, Event, Found, Searching, Stated, Writing
from assistant.answering import ModelWriter
from assistant.errors import ModelUnavailable, QuestionError
from assistant.pipeline import Assistant
from assistant.request import Request
from assistant.retrieval import LateInteraction, Retriever
from assistant.settings import Settings
from tests.scripted_model import saying, scripted

if TYPE_CHECKING:
    from tests.unit.assistant.conftest import Desk

FERRY = "The ferry Heron sank off Ombersund on Tuesday. All 31 passengers were rescued by the pilot boat Gannet."
QUESTION = "The ferry Heron: were all 31 passengers rescued?"
TRUE, FALSE = "All 31 passengers were rescued", "Every one of the 97 Xanthic sailors drowned"
SAID = (TRUE[:9], TRUE[9:], " [1.2]. ", FALSE[:12], FALSE[12:], " [1.1].")
STEPS = ["understand", "retrieve", "read", "write", "check"]


class Tree(BaseCallbackHandler):
    """Who is whose child, by name."""

    def __init__(self) -> None:
        self.names: dict[UUID, str] = {}
        self.parents: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.failed: list[str] = []
        self.documents: list[str] = []
        self.parts: list[str] = []

    def _begin(self, run_id: UUID, parent_run_id: UUID | None = None, name: str = "", **_: Any) -> None:
        self.names[run_id] = name
        self.parents.append((name, self.names[parent_run_id] if parent_run_id else None))
        self.open.append(name)

    def on_chain_start(self, serialized: Any, inputs: Any, **given: Any) -> None:
        self._begin(**given)

    def on_retriever_start(self, serialized: Any, query: str, **given: Any) -> None:
        self._begin(**given)

    def on_chat_model_start(self, serialized: Any, messages: list[list[BaseMessage]], **given: Any) -> None:
        self._begin(**given)

    def on_chain_end(self, outputs: Any, *, run_id: UUID, **_: Any) -> None:
        self.open.remove(self.names[run_id])

    def on_llm_end(self, response: Any, *, run_id: UUID, **_: Any) -> None:
        self.open.remove(self.names[run_id])

    def on_retriever_end(self, documents: Sequence[Document], *, run_id: UUID, **_: Any) -> None:
        self.documents += [document.page_content for document in documents]
        self.open.remove(self.names[run_id])

    def on_chain_error(self, error: BaseException, *, run_id: UUID, **_: Any) -> None:
        self.failed.append(self.names[run_id])
        self.open.remove(self.names[run_id])

    on_llm_error = on_chain_error

    def on_llm_new_token(self, token: str | list[Any], **_: Any) -> None:
        self.parts.append(str(token))


@pytest.fixture
def written(desk: "Desk") -> Assistant:
    desk.put(FERRY)
    desk.put("The bakery in Tidegate sells rye bread again.")
    return desk.assistant(ModelWriter(saying(*SAID)))


def kinds_of(events: Sequence[Event]) -> list[type]:
    kinds: list[type] = []
    for event in events:
        if not isinstance(event, Writing) and type(event) not in kinds:
            kinds.append(type(event))
    return kinds


def test_the_steps_run_by_name_and_the_retriever_and_the_model_are_their_children(written: Assistant) -> None:
    tree = Tree()
    written.ask(QUESTION, config={"callbacks": [tree]})
    assert tree.parents[0] == ("copydesk", None)
    assert [name for name, parent in tree.parents if parent == "copydesk"] == STEPS
    children = {(name, parent) for name, parent in tree.parents if parent in STEPS}
    assert children == {("PassageRetriever", "retrieve"), ("prompt", "write"), ("scripted:model", "write")}
    assert FERRY in tree.documents
    assert (tree.open, tree.failed, tree.parts) == ([], [], [])


def test_the_runnable_and_the_face_run_the_same_chain(written: Assistant) -> None:
    tree = Tree()
    message = written.as_runnable().invoke(QUESTION, {"callbacks": [tree]})
    assert [name for name, parent in tree.parents if parent == "copydesk"] == STEPS
    assert tree.parents[1] == ("copydesk", "AssistantRunnable")
    assert message.text == written.ask(QUESTION).text


def test_its_stream_gives_typed_events(written: Assistant) -> None:
    events = list(written.chain.stream(Request(QUESTION)))
    assert kinds_of(events) == [Searching, Found, Stated, Answered]
    assert isinstance(events[-1], Answered)
    assert events[-1].answer.text == written.ask(QUESTION).text


@pytest.mark.parametrize("question", ["hello", "How many articles are there?"])
def test_what_needs_no_search_ends_with_the_first_step(written: Assistant, question: str) -> None:
    tree = Tree()
    answer = written.ask(question, config={"callbacks": [tree]})
    assert answer.text
    assert [name for name, _ in tree.parents] == ["copydesk", "understand"]


def test_no_stream_shows_a_word_that_is_not_checked(desk: "Desk") -> None:
    desk.put(FERRY)
    settings = Settings.load(archive=desk.archive.path, unsupported="drop")
    retriever = Retriever(desk.embedder, LateInteraction(desk.embedder))
    runnable = Assistant(desk.archive, retriever, ModelWriter(saying(*SAID)), settings).as_runnable()

    async def events() -> list[Any]:
        return [event async for event in runnable.astream_events(QUESTION, version="v2")]

    heard = asyncio.run(events())
    streamed = [event for event in heard if event["event"].endswith("_stream")]
    # A fast answer may end before LangChain has begun to repeat the chain's stream as the runnable's own.
    assert {event["name"] for event in streamed} - {"AssistantRunnable"} == {"copydesk"}
    assert "Xanthic" not in str([event["data"] for event in streamed])
    assert TRUE in str([event["data"] for event in streamed])
    assert {"on_chat_model_start", "on_chat_model_end", "on_retriever_end"} <= {event["event"] for event in heard}


@pytest.mark.parametrize("is_async", [False, True])
def test_a_graph_that_streams_messages_shows_checked_text_alone(written: Assistant, is_async: bool) -> None:
    runnable = written.as_runnable()

    def answer(state: MessagesState) -> dict[str, Any]:
        return {"messages": [runnable.invoke(state["messages"][-1].text)]}

    async def answer_later(state: MessagesState) -> dict[str, Any]:
        return {"messages": [await runnable.ainvoke(state["messages"][-1].text)]}

    graph = StateGraph(MessagesState)
    graph.add_node("answer", answer_later if is_async else answer)
    graph.add_edge(START, "answer")
    compiled, asked = graph.compile(), {"messages": [("human", QUESTION)]}

    async def later() -> list[Any]:
        return [one async for one in compiled.astream(asked, stream_mode="messages")]  # type: ignore[call-overload]  # as its documents show

    shown = asyncio.run(later()) if is_async else list(compiled.stream(asked, stream_mode="messages"))  # type: ignore[call-overload]
    assert [message.text for message, _ in shown] == [written.ask(QUESTION).text]


def call_of(question: str) -> AIMessage:
    return AIMessage("", tool_calls=[{"name": "ask_archive", "args": {"question": question}, "id": "1"}])


@pytest.mark.parametrize("kind", ["node", "after a prompt", "tool"])
@pytest.mark.parametrize("is_async", [False, True])
def test_nothing_unchecked_leaves_a_graph_that_has_it_unchanged(desk: "Desk", kind: str, is_async: bool) -> None:
    desk.put(FERRY)
    settings = Settings.load(archive=desk.archive.path, unsupported="drop")
    retriever = Retriever(desk.embedder, LateInteraction(desk.embedder))
    assistant = Assistant(desk.archive, retriever, ModelWriter(saying(*SAID)), settings)
    prompt = ChatPromptTemplate([("placeholder", "{messages}")])
    nodes: dict[str, Any] = {
        "node": assistant.as_runnable(),
        "after a prompt": prompt | assistant.as_runnable() | (lambda message: {"messages": [message]}),
        "tool": ToolNode([assistant.as_tool()]),
    }
    graph = StateGraph(MessagesState)
    graph.add_node("answer", nodes[kind])
    graph.add_edge(START, "answer")
    compiled = graph.compile()
    asked: Any = {"messages": [call_of(QUESTION) if kind == "tool" else ("human", QUESTION)]}

    async def later() -> tuple[list[Any], list[Any], Any]:
        shown = [one async for one in compiled.astream(asked, stream_mode="messages")]
        events = [one async for one in compiled.astream_events(asked, version="v2")]
        return shown, events, await compiled.ainvoke(asked)

    if is_async:
        shown, events, state = asyncio.run(later())
    else:
        shown, events, state = list(compiled.stream(asked, stream_mode="messages")), [], compiled.invoke(asked)
    last = state["messages"][-1]
    assert last.text.startswith(assistant.ask(QUESTION).text)
    assert [message.text for message, _ in shown] == [last.text]
    streamed = [event["data"] for event in events if event["event"].endswith("_stream")]
    assert "Xanthic" not in str([last.text, streamed])
    if kind == "tool":
        assert last.artifact["citations"]


def test_a_failure_of_the_model_is_told_where_it_happens(desk: "Desk") -> None:
    desk.put(FERRY)
    tree = Tree()
    assistant = desk.assistant(ModelWriter(saying(failure=ValueError("secret"))))
    with pytest.raises(ModelUnavailable):
        assistant.ask(QUESTION, config={"callbacks": [tree]})
    assert tree.failed == ["scripted:model", "write", "check", "copydesk"]
    assert tree.open == []
    with pytest.raises(QuestionError):
        assistant.ask("   ", config={"callbacks": [tree]})
    assert tree.open == []


def test_a_reader_who_leaves_leaves_nothing_open(desk: "Desk") -> None:
    desk.put(FERRY)

    def endless(messages: Sequence[BaseMessage]) -> Iterator[str]:
        while True:
            yield "and "

    tree = Tree()
    stream = desk.assistant(ModelWriter(scripted(endless))).stream(QUESTION, config={"callbacks": [tree]})
    assert any(isinstance(event, Writing) for event in stream)
    stream.close()  # type: ignore[attr-defined]  # it is a generator
    assert tree.open == []
    desk.put("The bakery in Tidegate sells rye bread again.")
    assert len(desk.assistant().search("rye bread in Tidegate")) == 2
