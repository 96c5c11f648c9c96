"""Nobody is served while others are still coming in."""

from threading import Event, Thread

from ui.jobs.door import Door


def test_whoever_waits_is_let_go_when_the_last_one_is_in() -> None:
    door, passed = Door(), Event()

    def serve() -> None:
        door.wait()
        passed.set()

    with door.arriving():
        with door.arriving():
            pass
        server = Thread(target=serve)
        server.start()
        assert not passed.is_set()
    assert passed.wait(20)
    server.join()


def test_nobody_waits_for_ever() -> None:
    door = Door()
    with door.arriving():
        door.wait()
