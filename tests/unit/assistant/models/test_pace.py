import pytest

from assistant.errors import ModelLimit
from assistant.models.pace import Pace


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_so_many_calls_a_minute_and_no_more() -> None:
    clock = Clock()
    pace = Pace(2, clock)
    pace.count()
    clock.now += 10
    pace.count()
    with pytest.raises(ModelLimit, match=r"2 model calls a minute.*Wait 50 s.*COPYDESK_MODEL_CALLS_PER_MINUTE"):
        pace.count()
    clock.now += 50
    pace.count()
    with pytest.raises(ModelLimit, match="Wait 10 s"):
        pace.count()
