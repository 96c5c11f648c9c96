"""Jobs of one kind wait in line; what is given up holds nobody up."""

from dataclasses import dataclass, field
from threading import Event

import pytest

from ui.jobs.lane import Lane, LaneFull


@dataclass
class Held:
    """A job that runs until it is let go."""

    turn_id: str
    begun: Event = field(default_factory=Event)
    go_on: Event = field(default_factory=Event)
    done: Event = field(default_factory=Event)


def run(job: Held) -> None:
    job.begun.set()
    assert job.go_on.wait(20)
    job.done.set()


@pytest.fixture
def lane() -> Lane[Held]:
    return Lane("test", run, at_once=2, most_waiting=3)


def put(lane: Lane[Held], count: int) -> list[Held]:
    jobs = [Held(str(number)) for number in range(count)]
    for job in jobs:
        lane.put(job)
    return jobs


def test_so_many_at_once_and_the_rest_in_order(lane: Lane[Held]) -> None:
    jobs = put(lane, 5)
    assert jobs[0].begun.wait(20)
    assert jobs[1].begun.wait(20)
    assert [lane.place(job.turn_id) for job in jobs] == [0, 0, 1, 2, 3]
    with pytest.raises(LaneFull):
        lane.check_room()
    jobs[1].go_on.set()
    assert jobs[2].begun.wait(20)
    assert [lane.place(job.turn_id) for job in jobs[2:]] == [0, 1, 2]
    lane.check_room()
    for job in jobs:
        job.go_on.set()
    assert all(job.done.wait(20) for job in jobs)


def test_what_is_given_up_while_it_waits_is_never_begun(lane: Lane[Held]) -> None:
    jobs = put(lane, 4)
    lane.leave("2")
    assert lane.place("3") == 1
    for job in jobs:
        job.go_on.set()
    assert jobs[3].done.wait(20)
    assert not jobs[2].begun.is_set()


def test_what_is_given_up_while_a_model_stalls_holds_nobody_up(lane: Lane[Held]) -> None:
    jobs = put(lane, 3)
    assert jobs[0].begun.wait(20)
    lane.leave("0")
    assert jobs[2].begun.wait(20)
    for job in jobs:
        job.go_on.set()
    assert all(job.done.wait(20) for job in jobs)
