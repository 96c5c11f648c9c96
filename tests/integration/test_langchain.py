"""Copydesk as a part of LangChain programs, over the sample articles and the real local model."""

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.documents import Document
from langchain_core.messages import AIMessage, AIMessageChunk
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import RunnableLambda
from langchain_tests.integration_tests import RetrieversIntegrationTests

from assistant import Assistant, Filters, Settings
from assistant.errors import QuestionError
from assistant.retrieval import PassageRetriever
from assistant.runnable import AssistantRunnable
from ingest.samples import SAMPLE_QUESTIONS

QUESTION = "Who found the lost chart of the Omber in the Harbour Museum?"
OTHER = "How did the council vote on the repair of Candlemaker Bridge?"
OFF_TOPIC = "How long should I boil an egg?"


@pytest.fixture(scope="module")
def assistant(samples_archive: Path) -> Iterator[Assistant]:
    with Assistant.from_settings(Settings.load(archive=samples_archive)) as opened:
        yield opened


@pytest.fixture(scope="module")
def runnable(assistant: Assistant) -> AssistantRunnable:
    return assistant.as_runnable()


# langchain-tests counts on pytest-asyncio's automatic mode, which this project does not use.
pytest.mark.asyncio(RetrieversIntegrationTests.test_ainvoke_returns_documents)


class TestPassageRetriever(RetrieversIntegrationTests):
    """What LangChain expects of every retriever."""

    @pytest.fixture(autouse=True)
    def _parts(self, assistant: Assistant) -> None:
        made = assistant.as_retriever()
        self._params = {"archive": made.archive, "retriever": made.retriever}

    @property
    def retriever_constructor(self) -> type[BaseRetriever]:
        return PassageRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return self._params

    @property
    def retriever_query_example(self) -> str:
        return QUESTION


def test_the_retriever_finds_what_search_finds(assistant: Assistant) -> None:
    filters = Filters(publishers=("Ropewalk Post",))
    documents = assistant.as_retriever(k=4, filters=filters).invoke(QUESTION)
    found = assistant.search(QUESTION, k=4, filters=filters)
    assert [document.page_content for document in documents] == [passage.text for passage in found]
    for document in documents:
        article = assistant.article(document.metadata["article_id"], document.metadata["version"])
        assert article.text[document.metadata["start"] : document.metadata["end"]] == document.page_content
        assert document.metadata["publisher"] == "Ropewalk Post"


@pytest.mark.parametrize(
    "question",
    [
        *SAMPLE_QUESTIONS,
        "What did the Ropewalk Post report about the flood wall in 2025?",
        "How did the counsil vote on Candelmaker Bridge?",
        "What was reported in March 2026?",
        "What did The Ombersund Lantern publish last year about the museum?",
    ],
)
def test_it_reads_a_question_as_search_does(assistant: Assistant, question: str) -> None:
    found = [passage.passage_id for passage in assistant.search(question)]
    assert [int(document.id or 0) for document in assistant.as_retriever().invoke(question)] == found
    plain = [passage.passage_id for passage in assistant.search(question, read_filters=False)]
    unread = assistant.as_retriever().invoke(question, read_filters=False)
    assert [int(document.id or 0) for document in unread] == plain


def test_the_retriever_is_the_first_part_of_a_chain(assistant: Assistant) -> None:
    count = RunnableLambda[list[Document], int](len)
    assert (assistant.as_retriever(k=3) | count).batch([QUESTION, OTHER]) == [3, 3]


def annotations_of(message: AIMessage) -> list[dict[str, Any]]:
    return [one for block in message.content if isinstance(block, dict) for one in block.get("annotations", [])]


def add(chunks: Sequence[AIMessage]) -> AIMessage:
    whole, *rest = chunks
    assert isinstance(whole, AIMessageChunk)
    for chunk in rest:
        assert isinstance(chunk, AIMessageChunk)
        whole = whole + chunk
    return whole


def test_annotations_cut_the_statements_out_of_the_text(assistant: Assistant, runnable: AssistantRunnable) -> None:
    message, answer = runnable.invoke(QUESTION), assistant.ask(QUESTION)
    assert message.text == answer.text
    cited = [(statement.text, number) for statement in answer.statements for number in statement.citations]
    found = [
        (message.text[one["start_index"] : one["end_index"]], one["extras"]["n"]) for one in annotations_of(message)
    ]
    assert found == cited != []
    for one in annotations_of(message):
        article = assistant.article(one["extras"]["article_id"], one["extras"]["version"])
        assert article.text[one["extras"]["start"] : one["extras"]["end"]] == one["cited_text"]
        assert (one["type"], one["title"]) == ("citation", article.title)


@pytest.mark.parametrize("question", [QUESTION, OFF_TOPIC])
def test_every_way_of_calling_gives_the_same_text(runnable: AssistantRunnable, question: str) -> None:
    async def later() -> list[AIMessage]:
        streamed = [chunk async for chunk in runnable.astream(question)]
        return [await runnable.ainvoke(question), *await runnable.abatch([question]), add(streamed)]

    at_once = runnable.invoke(question)
    others = [*runnable.batch([question]), add(list(runnable.stream(question))), *asyncio.run(later())]
    for message in others:
        assert message.text == at_once.text
        places = [(one["start_index"], one["end_index"]) for one in annotations_of(message)]
        assert places == [(one["start_index"], one["end_index"]) for one in annotations_of(at_once)]
        answer = message.response_metadata["answer"]
        assert (answer["schema"], answer["outcome"]) == (2, "nothing" if question == OFF_TOPIC else "answered")


def test_a_batch_keeps_its_order_and_its_failures_apart(runnable: AssistantRunnable) -> None:
    first, failed, second = runnable.batch([QUESTION, "", OTHER], return_exceptions=True)
    assert isinstance(first, AIMessage)
    assert isinstance(second, AIMessage)
    assert "Norbert Cray" in first.text
    assert "17 to 12" in second.text
    assert isinstance(failed, QuestionError)


def test_history_and_filters_come_with_the_question(runnable: AssistantRunnable) -> None:
    history = [{"role": "user", "content": "Why was the reopening of Candlemaker Bridge put back to May?"}]
    message = runnable.invoke({"question": "And what did that add to the cost?", "history": history})
    assert "Candlemaker Bridge" in message.response_metadata["answer"]["standalone_question"]
    narrow = runnable.invoke({"question": QUESTION, "filters": Filters(publishers=("Nobody",))})
    assert narrow.response_metadata["answer"]["filters"]["publishers"] == ["Nobody"]
    assert narrow.response_metadata["answer"]["abstained"]


class Recorder(BaseCallbackHandler):
    def __init__(self) -> None:
        self.starts: list[tuple[Any, dict[str, Any]]] = []
        self.ends: list[Any] = []

    def on_chain_start(self, serialized: Any, inputs: Any, *, run_id: UUID, **kwargs: Any) -> None:
        self.starts.append((inputs, kwargs))

    def on_chain_end(self, outputs: Any, *, run_id: UUID, **kwargs: Any) -> None:
        self.ends.append(outputs)


def test_the_callers_config_reaches_every_run(runnable: AssistantRunnable) -> None:
    recorder = Recorder()
    config: Any = {"callbacks": [recorder], "tags": ["desk"], "metadata": {"shift": "night"}, "run_name": "asking"}
    runnable.invoke(QUESTION, config)
    list(runnable.stream(QUESTION, config))
    asyncio.run(runnable.ainvoke(QUESTION, config))
    assert [given["name"] for _, given in recorder.starts].count("asking") == 3
    steps = ["understand", "retrieve", "read", "write", "check"]
    assert [name for _, given in recorder.starts if (name := given["name"]) in steps] == 3 * steps
    for _, given in recorder.starts:
        assert "desk" in given["tags"]
        assert given["metadata"]["shift"] == "night"
    said = [output.text for output in recorder.ends if isinstance(output, AIMessage)]
    assert said == 3 * [runnable.invoke(QUESTION).text]


def test_leaving_an_async_stream_leaves_the_archive_free(assistant: Assistant, runnable: AssistantRunnable) -> None:
    async def first_of(question: str) -> AIMessage:
        chunk: AIMessage = await anext(runnable.astream(question))
        return chunk

    assert asyncio.run(first_of(QUESTION)).text
    assert assistant.ask(QUESTION).text
