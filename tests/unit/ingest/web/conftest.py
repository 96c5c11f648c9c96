"""Time that passes at once."""

import pytest

from ingest.web.politeness import Clock


class Still(Clock):
    """A clock that waits by moving on at once, and keeps how long it was asked to wait."""

    def __init__(self) -> None:
        super().__init__()
        self.time = 100.0
        self.waits: list[float] = []

    def now(self) -> float:
        return self.time

    def wait(self, seconds: float) -> None:
        super().wait(0)
        self.waits.append(round(max(seconds, 0.0), 3))
        self.time += max(seconds, 0.0)


@pytest.fixture
def still() -> Still:
    return Still()
