"""How often is too often."""

from ui.users.throttle import Throttle


def test_tries_run_out_and_come_back() -> None:
    now = 100.0
    throttle = Throttle(2, 60, clock=lambda: now)
    assert [throttle.take("a"), throttle.take("a")] == [0, 0]
    now = 130.0
    assert throttle.take("a") == 30
    assert throttle.take("b") == 0
    throttle.give_back("b")
    assert [throttle.take("b"), throttle.take("b")] == [0, 0]
    assert throttle.take("b") > 0
    throttle.forget("b")
    assert throttle.take("b") == 0
    now = 161.0
    assert throttle.take("a") == 0, "a refused try does not count"


def test_what_is_remembered_has_a_bound() -> None:
    throttle = Throttle(1, 60, remembered=100, clock=lambda: 0.0)
    for number in range(1000):
        throttle.take(str(number))
    assert len(throttle) == 100
    assert throttle.take("999") > 0
