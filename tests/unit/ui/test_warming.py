"""What is loaded ahead of the first question is loaded quietly, and never sent for elsewhere."""

from pathlib import Path
from typing import Any

import pytest

from assistant.errors import ArchiveMissing, ModelUnavailable
from assistant.settings import Settings
from ui.desk import Desk
from ui.warming import warm_up


def test_one_question_is_asked_that_the_archive_can_answer(scripted: Any, make_answer: Any) -> None:
    scripted.answers(make_answer())
    desk = Desk(scripted.archive.path, lambda: scripted)
    warm_up(desk).join(20)
    ((question, history, _),) = scripted.asked
    assert question.startswith("What is reported about ")
    assert (history, scripted.writers_asked, scripted.filters_read) == ((), ["extractive"], [False])
    assert not scripted.archive.readers.conversations()


@pytest.mark.parametrize("error", [ArchiveMissing("none"), RuntimeError("odd")])
def test_what_cannot_be_opened_or_answered_ends_it_quietly(error: Exception) -> None:
    def fail() -> Any:
        raise error

    thread = warm_up(Desk(Path("somewhere"), fail))
    thread.join(20)
    assert not thread.is_alive()


def test_nothing_is_sent_to_an_embedding_model_elsewhere(scripted: Any, make_answer: Any) -> None:
    scripted.answers(make_answer())
    scripted.settings = Settings.load(archive=scripted.archive.path, embedding_model="openai:small")
    warm_up(Desk(scripted.archive.path, lambda: scripted)).join(20)
    assert scripted.asked == []


def test_the_desk_is_closed_after_it(scripted: Any) -> None:
    def fail() -> Any:
        message = "gone"
        raise ModelUnavailable(message)
        yield

    scripted.script = fail
    desk = Desk(scripted.archive.path, lambda: scripted)
    desk.assistant()
    thread = warm_up(desk)
    desk.close()
    assert (thread.is_alive(), scripted.is_closed) == (False, True)
