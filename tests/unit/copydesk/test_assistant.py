"""The assistant for programs: opened with what a caller brings, closed, forked, cancelled."""

import asyncio
import multiprocessing
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult

from assistant.errors import ArchiveMissing, InputError, SettingsError
from assistant.settings import Settings
from copydesk.assistant import Assistant
from tests.scripted_model import ScriptedChat

TEXT = "Candlemaker Bridge was shut on Monday because of cracks."
QUESTION = "Why was Candlemaker Bridge shut?"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("desk") / "archive"
    with Assistant.open(path, create=True) as opened:
        opened.archive.add({"id": "b", "text": TEXT, "publisher": "The Lantern"})
    return path


class Endless(BaseChatModel):
    """Says one word and then nothing, for ever; `ended` is set when its answer is given up."""

    begun: threading.Event
    ended: threading.Event

    @property
    def _llm_type(self) -> str:
        return "endless"

    def _generate(self, messages: list[BaseMessage], *_: Any, **__: Any) -> ChatResult:
        raise NotImplementedError

    async def _astream(self, messages: list[BaseMessage], *_: Any, **__: Any) -> AsyncIterator[ChatGenerationChunk]:
        try:
            yield ChatGenerationChunk(message=AIMessageChunk(content="The "))
            self.begun.set()
            await asyncio.Event().wait()
        finally:
            self.ended.set()


@pytest.mark.slow
def test_a_model_and_an_archive_are_what_the_caller_says(folder: Path) -> None:
    chat = ScriptedChat(script=lambda messages: iter(["Because of cracks [1.1]."]), seen=[])
    settings = Settings.load(archive="elsewhere", unsupported="drop")
    with Assistant.open(str(folder), model=chat, settings=settings) as opened:
        answer = opened.ask(QUESTION)
        assert (answer.writer, answer.statements[0].citations) == ("ScriptedChat", (1,))
        assert opened.writers == ("model", "extractive")
        assert (opened.settings.archive, opened.settings.unsupported) == (folder, "drop")
        assert opened.passages_go_to == "ScriptedChat"


def test_where_there_is_no_archive_one_is_made_only_if_that_is_meant(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing):
        Assistant.open(tmp_path / "nothing")
    assert not (tmp_path / "nothing").exists()
    wrong: Any = 5
    with pytest.raises(SettingsError):
        Assistant.open(tmp_path, model=wrong)
    with pytest.raises(SettingsError, match=r"The archive is a int\. Give the path of its folder"):
        Assistant.open(wrong)
    with pytest.raises(SettingsError, match="The settings are a int"):
        Assistant.open(tmp_path, settings=wrong)
    with pytest.raises(SettingsError, match=r"The Chroma server is a int\. Give its address"):
        Assistant.open(tmp_path, chroma=wrong)
    with pytest.raises(SettingsError, match="The archive has an empty path"):
        Assistant.open("")


def test_a_number_that_cannot_be_meant_is_told_at_once(folder: Path) -> None:
    versions: list[Any] = ["1", True, 1.0]
    counts: list[Any] = ["1", True, 0, 2.5, 101]
    pages: list[Any] = [{"limit": "1"}, {"offset": -1}]
    with Assistant.open(folder) as opened:
        article_id = opened.archive.articles()[0].article_id
        for wrong in versions:
            with pytest.raises(InputError, match=r"`version` is .*\. Give a whole number\."):
                opened.article(article_id, version=wrong)
        for wrong in counts:
            with pytest.raises(InputError, match=r"`k` is .*\. Give a whole number from 1 to 100\."):
                opened.as_retriever(k=wrong)
        for given in pages:
            with pytest.raises(InputError, match=f"`{next(iter(given))}` is"):
                opened.archive.articles(**given)
        assert opened.article(article_id, version=1).version == 1


def test_what_is_asked_after_close_is_an_error(folder: Path) -> None:
    opened = Assistant.from_settings(Settings.load(archive=folder))
    runnable, retriever = opened.as_runnable(), opened.as_retriever()
    opened.close()
    opened.close()
    for call in (opened.ask, opened.search, runnable.invoke):
        with pytest.raises(InputError, match="This assistant is closed"):
            call(QUESTION)
    with pytest.raises(InputError, match="closed"):
        retriever.invoke(QUESTION)


async def cancel(opened: Assistant, chat: Endless, ask: Callable[[], Awaitable[object]]) -> None:
    chat.begun.clear()
    chat.ended.clear()
    task = asyncio.ensure_future(ask())
    assert await asyncio.to_thread(chat.begun.wait, 30)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await asyncio.to_thread(chat.ended.wait, 30)


@pytest.mark.slow
def test_cancelling_reaches_the_model(folder: Path) -> None:
    chat = Endless(begun=threading.Event(), ended=threading.Event())

    async def main(opened: Assistant) -> None:
        async def stream() -> None:
            async for _ in opened.astream(QUESTION):
                pass

        runnable = opened.as_runnable()
        for ask in (stream, partial(opened.aask, QUESTION), partial(opened.abatch, [QUESTION])):
            await cancel(opened, chat, ask)
        for call in (runnable.ainvoke, opened.as_tool().ainvoke):
            await cancel(opened, chat, partial(call, {"question": QUESTION}))

    with Assistant.open(folder, model=chat) as opened:
        asyncio.run(main(opened))


@pytest.mark.slow
def test_await_gives_what_the_others_give(folder: Path) -> None:
    async def main(opened: Assistant) -> Iterator[str]:
        answers = await opened.abatch([QUESTION, {"question": QUESTION, "filters": {"publishers": "Nobody"}}])
        passages = await opened.asearch(QUESTION, k=1)
        return iter([(await opened.aask(QUESTION)).text, *(one.text for one in answers), passages[0].text])

    with Assistant.open(folder) as opened:
        asked, first, second, passage = asyncio.run(main(opened))
        assert asked == first == opened.ask(QUESTION).text == opened.batch([QUESTION])[0].text
        assert (passage, TEXT in second) == (TEXT, False)
        assert isinstance(opened.batch([""], return_errors=True)[0], InputError)
        with pytest.raises(InputError):
            opened.batch([""])


def ask_in_child(opened: Assistant, told: Any) -> None:
    told.put(opened.ask(QUESTION).text)


@pytest.mark.slow
@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="this system cannot fork")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_process_that_was_forked_off_opens_everything_anew(folder: Path) -> None:
    context = multiprocessing.get_context("fork")
    with Assistant.open(folder) as opened:
        opened.archive.prepare()
        text = opened.ask(QUESTION).text
        told = context.Queue()
        child = context.Process(target=ask_in_child, args=(opened, told))
        child.start()
        assert told.get(timeout=60) == text
        child.join(60)
        assert child.exitcode == 0
        assert opened.ask(QUESTION).text == text
