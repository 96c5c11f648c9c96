"""How long each stage of an answer takes."""

from time import perf_counter

__all__ = ["Stopwatch"]


class Stopwatch:
    """Milliseconds by stage, all its laps together. Time the caller takes between two events is counted in the stage
    that waits."""

    def __init__(self) -> None:
        self._started = self._last = perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, stage: str) -> None:
        now = perf_counter()
        self._laps[stage] = self._laps.get(stage, 0.0) + 1000 * (now - self._last)
        self._last = now

    @property
    def timings(self) -> dict[str, float]:
        return {**self._laps, "total": 1000 * (perf_counter() - self._started)}
