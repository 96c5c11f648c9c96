"""Jobs: answered apart by kind, followed from anywhere, stopped from anywhere, and ended when the server goes."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from threading import Event as Signal
from threading import Semaphore
from typing import Any

import pytest

from assistant.answer import Answer, Answered, Event, Searching
from assistant.archive import Filters
from assistant.archive.readers import ReaderStore
from assistant.errors import ArchiveDamaged, ArchiveError
from ui.desk import Desk
from ui.jobs import Jobs, Mark, QueuedQuestion, TooManyWaiting, TurnState

TOLD = "The bridge was closed."


@pytest.fixture
def jobs(desk: Desk) -> Jobs:
    jobs = Jobs(desk)
    desk.before_closing(jobs.close)
    return jobs


def asking(question: str = "Why?", **named: Any) -> QueuedQuestion:
    return QueuedQuestion(question, Filters(), **named)


def end_of(jobs: Jobs, state: TurnState) -> TurnState:
    async def follow() -> TurnState:
        now = state
        while now.is_open:
            found = await jobs.follow(now.turn.turn_id, "", now.mark, seconds=20)
            assert found is not None
            now = found
        return now

    return asyncio.run(follow())


class Stalling:
    """A script that stalls until it is let go."""

    def __init__(self) -> None:
        self.begun, self.go_on = Semaphore(0), Signal()

    def has_begun(self, times: int = 1) -> bool:
        return all(self.begun.acquire(timeout=20) for _ in range(times))

    def __call__(self) -> Iterator[Event]:
        yield Searching("Why?", Filters())
        self.begun.release()
        assert self.go_on.wait(20)
        yield Searching("Why?", Filters())


def test_quotes_do_not_wait_behind_models_that_stall(scripted: Any, desk: Desk, jobs: Jobs, answer: Answer) -> None:
    scripted.has_model = True
    stalling = Stalling()
    scripted.script = stalling
    stalled = [jobs.ask(asking(writer="model"), "") for _ in range(5)]
    assert stalling.has_begun(4)
    assert [state.mark.place for state in stalled] == [0, 0, 0, 0, 1]
    scripted.answers(answer)
    assert end_of(jobs, jobs.ask(asking(writer="extractive"), "")).turn.state == "answered"
    assert jobs.ask(asking(writer="model"), "").mark.place == 2
    stalling.go_on.set()
    assert end_of(jobs, stalled[4]).turn.state == "answered"


def test_another_process_can_follow_and_stop(scripted: Any, jobs: Jobs, answer: Answer) -> None:
    stalling = Stalling()
    scripted.script = stalling
    state = jobs.ask(asking(), "")
    assert stalling.has_begun()
    elsewhere = Desk(scripted.archive.path, lambda: scripted)  # shares the store, knows no job
    others = Jobs(elsewhere)
    seen = asyncio.run(others.follow(state.turn.turn_id, "", Mark(), seconds=20))
    assert seen is not None
    assert seen.progress is not None
    assert seen.progress.searching == Searching("Why?", Filters())
    stopped = others.stop(state.turn.turn_id, "")
    assert stopped is not None
    assert stopped.turn.state == "stopped"
    stalling.go_on.set()
    assert end_of(jobs, state).turn.state == "stopped"


def test_nobody_follows_or_stops_somebody_elses_turn(scripted: Any, jobs: Jobs, answer: Answer) -> None:
    stalling = Stalling()
    scripted.script = stalling
    turn_id = jobs.ask(asking(), "ines").turn.turn_id
    assert stalling.has_begun()
    assert jobs.state(turn_id, "teague") is None
    assert jobs.stop(turn_id, "teague") is None
    assert asyncio.run(jobs.follow(turn_id, "teague", Mark(), seconds=20)) is None
    own = jobs.state(turn_id, "ines")
    assert own is not None
    assert own.is_open
    stalling.go_on.set()


def test_following_waits_for_no_longer_than_it_is_told(scripted: Any, jobs: Jobs) -> None:
    stalling = Stalling()
    scripted.script = stalling
    state = jobs.ask(asking(), "")
    assert stalling.has_begun()
    seen = asyncio.run(jobs.follow(state.turn.turn_id, "", Mark(), seconds=20))
    assert seen is not None
    again = asyncio.run(jobs.follow(state.turn.turn_id, "", seen.mark, seconds=0.05))
    assert again is not None
    assert (again.is_open, again.mark) == (True, seen.mark)
    stalling.go_on.set()


def test_a_line_that_is_full_takes_nobody(scripted: Any, desk: Desk) -> None:
    stalling = Stalling()
    scripted.script = stalling
    jobs = Jobs(desk, quotes_at_once=1, most_waiting=1)
    jobs.ask(asking(), "")
    assert stalling.has_begun()
    jobs.ask(asking(), "")
    with pytest.raises(TooManyWaiting, match="Ask again in a minute"):
        jobs.ask(asking(), "")
    stalling.go_on.set()
    jobs.close()


class Faltering:
    """A store whose database is away for a while, as soon as it is told so."""

    def __init__(self, store: ReaderStore) -> None:
        self._store, self.faults_left, self.fault = store, 0, ArchiveError("The database is away.")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def start(self, turn_id: str, worker_id: str) -> bool:
        self._falter()
        return self._store.start(turn_id, worker_id)

    def end(self, turn_id: str, ending: Any, **named: Any) -> bool:
        self._falter()
        return self._store.end(turn_id, ending, **named)

    def _falter(self) -> None:
        if self.faults_left:
            self.faults_left -= 1
            raise self.fault


@pytest.fixture
def faltering(scripted: Any, monkeypatch: pytest.MonkeyPatch) -> Faltering:
    store = Faltering(scripted.archive.readers)
    monkeypatch.setattr(type(scripted.archive), "readers", store)
    return store


def test_a_question_is_answered_when_the_store_is_back(
    scripted: Any, jobs: Jobs, answer: Answer, faltering: Faltering
) -> None:
    scripted.answers(answer)
    faltering.faults_left = 2  # its beginning cannot be stored, and then it can
    assert end_of(jobs, jobs.ask(asking(), "")).turn.state == "answered"

    def falters_at_the_end() -> Iterator[Event]:
        yield Searching("Why?", Filters())
        faltering.faults_left = 2
        yield Answered(answer)

    scripted.script = falters_at_the_end
    assert end_of(jobs, jobs.ask(asking(), "")).turn.state == "answered"
    assert faltering.faults_left == 0


def test_a_store_that_is_gone_for_good_keeps_nobody_else_waiting(
    scripted: Any, desk: Desk, answer: Answer, faltering: Faltering
) -> None:
    jobs = Jobs(desk, quotes_at_once=1)
    desk.before_closing(jobs.close)
    scripted.answers(answer)
    faltering.fault, faltering.faults_left = ArchiveDamaged("The conversations cannot be read."), 1
    first, second = jobs.ask(asking(), ""), jobs.ask(asking(), "")
    assert end_of(jobs, second).turn.state == "answered"
    assert end_of(jobs, second).turn.turn_id != first.turn.turn_id


def test_what_is_on_its_way_when_the_server_ends_is_ended_with_the_reason(scripted: Any, desk: Desk) -> None:
    stalling = Stalling()
    scripted.script = stalling
    jobs = Jobs(desk, quotes_at_once=1)
    desk.before_closing(jobs.close)
    running, waiting = jobs.ask(asking(), ""), jobs.ask(asking(), "")
    assert stalling.has_begun()
    path = scripted.archive.path
    desk.close()
    stalling.go_on.set()
    with closing(ReaderStore(path / "readers.sqlite3")) as store:
        for state in (running, waiting):
            turn = store.turn(state.turn.turn_id)
            assert turn is not None
            assert turn.state == "failed"
            assert "server" in (turn.reason or "")
