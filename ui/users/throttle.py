"""How often something may be tried, remembered for a bounded number of those who try."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable

__all__ = ["Throttle"]


class Throttle:
    """At most `most` tries within `seconds` for each key; the keys not heard of for longest are forgotten first."""

    def __init__(
        self, most: int, seconds: float, *, remembered: int = 10_000, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = most
        self._seconds = seconds
        self._remembered = remembered
        self._clock = clock
        self._tries: OrderedDict[str, deque[float]] = OrderedDict()

    def take(self, key: str) -> float:
        """Note a try: 0 lets it through, else the seconds until the next is."""
        now = self._clock()
        tries = self._tries.setdefault(key, deque(maxlen=self._most))
        self._tries.move_to_end(key)
        while len(self._tries) > self._remembered:
            self._tries.popitem(last=False)
        while tries and tries[0] <= now - self._seconds:
            tries.popleft()
        if len(tries) >= self._most:
            return tries[0] + self._seconds - now
        tries.append(now)
        return 0.0

    def forget(self, key: str) -> None:
        """None of its tries were guesses after all."""
        self._tries.pop(key, None)

    def give_back(self, key: str) -> None:
        """The newest try was no guess."""
        if tries := self._tries.get(key):
            tries.pop()

    def __len__(self) -> int:
        return len(self._tries)
