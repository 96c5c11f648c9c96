"""What is loaded ahead of the first question is loaded quietly, and never sent for elsewhere."""

from pathlib import Path
from typing import Any

import pytest

from assistant.answering import ExtractiveWriter
from assistant.archive import Archive
from assistant.chain import RetrievalChain
from assistant.errors import ArchiveMissing, ModelUnavailable
from assistant.reading import CandidateReader
from assistant.retrieval import LateInteraction, Retriever
from assistant.settings import Settings
from tests.unit.ui.conftest import ScriptedAssistant
from ui.desk import Desk
from ui.warming import warm_up


class Searched(ScriptedAssistant):
    """Keeps what it was searched for, and whether its reader was loaded."""

    def __init__(self, archive: Archive, settings: Settings) -> None:
        super().__init__(archive, settings)
        self.searched: list[tuple[str, bool]] = []
        self.reader = Loaded()
        retriever = Retriever(None, LateInteraction(None))  # type: ignore[arg-type]  # nothing is retrieved
        self._chain = RetrievalChain(archive, retriever, ExtractiveWriter(), settings, sentences=self.reader)

    def search(self, question, *, k=10, filters=None, read_filters=True):  # type: ignore[no-untyped-def]  # as the parent
        self.searched.append((question, read_filters))
        if self.failure is not None:
            raise self.failure
        return ()

    failure: Exception | None = None


class Loaded(CandidateReader):
    count = 0

    def begin_loading(self) -> None:
        self.count += 1


@pytest.fixture
def searched(stored_archive: Archive) -> Searched:
    return Searched(stored_archive, Settings.load(archive=stored_archive.path))


def test_it_searches_for_what_the_archive_can_answer_while_the_reader_loads(searched: Searched) -> None:
    warm_up(Desk(searched.archive.path, lambda: searched)).join(20)
    ((question, read_filters),) = searched.searched
    assert question.startswith("What is reported about ")
    assert (read_filters, searched.reader.count) == (False, 1)
    assert not searched.archive.readers.conversations()


def test_it_opens_the_index_which_a_search_alone_need_not(searched: Searched, monkeypatch: pytest.MonkeyPatch) -> None:
    prepared: list[Archive] = []
    monkeypatch.setattr(Archive, "prepare", lambda archive: prepared.append(archive))
    warm_up(Desk(searched.archive.path, lambda: searched)).join(20)
    assert prepared == [searched.archive]


@pytest.mark.parametrize("error", [ArchiveMissing("none"), RuntimeError("odd")])
def test_what_cannot_be_opened_or_answered_ends_it_quietly(error: Exception) -> None:
    def fail() -> Any:
        raise error

    thread = warm_up(Desk(Path("somewhere"), fail))
    thread.join(20)
    assert not thread.is_alive()


def test_nothing_is_sent_to_an_embedding_model_elsewhere(searched: Searched) -> None:
    searched.settings = Settings.load(archive=searched.archive.path, embedding_model="openai:small")
    warm_up(Desk(searched.archive.path, lambda: searched)).join(20)
    assert (searched.searched, searched.reader.count) == ([], 0)


def test_the_desk_is_closed_after_it(searched: Searched) -> None:
    searched.failure = ModelUnavailable("gone")
    desk = Desk(searched.archive.path, lambda: searched)
    desk.assistant()
    thread = warm_up(desk)
    desk.close()
    assert (thread.is_alive(), searched.is_closed) == (False, True)
