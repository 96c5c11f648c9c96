"""The clock of the machine, set forward and back under a test."""

import sys
import time
from datetime import UTC, date, datetime, timedelta, tzinfo
from types import ModuleType
from typing import Any, Self

import pytest

__all__ = ["MachineClock", "machine_clock"]

_OURS = ("assistant", "copydesk", "ingest", "ui")


class MachineClock:
    """What every module of ours takes for the time; `monotonic` goes on as it does on a real machine."""

    def __init__(self) -> None:
        self.shift = timedelta()

    def set(self, **shift: float) -> None:
        """So far from the true time: `set(days=-366)`."""
        self.shift = timedelta(**shift)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.shift


class _Alike(type):
    """Values of the real type are values of ours, as isinstance sees them."""

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, cls.__mro__[1])


def _types(clock: MachineClock) -> dict[int, object]:
    class ShiftedTime(datetime, metaclass=_Alike):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return datetime.now(tz) + clock.shift  # type: ignore[return-value]  # a plain one, as everywhere else

    class ShiftedDay(date, metaclass=_Alike):
        @classmethod
        def today(cls) -> Self:
            return (datetime.now() + clock.shift).date()  # type: ignore[return-value]  # as above

    shifted = ModuleType("time")
    shifted.__dict__.update(time.__dict__)
    shifted.__dict__["time"] = lambda: time.time() + clock.shift.total_seconds()
    return {id(datetime): ShiftedTime, id(date): ShiftedDay, id(time): shifted}


@pytest.fixture
def machine_clock(monkeypatch: pytest.MonkeyPatch) -> MachineClock:
    """For the modules of ours that are imported by then; default arguments keep the true clock."""
    clock = MachineClock()
    shifted = _types(clock)
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in _OURS:
            known: dict[str, Any] = vars(module)
            for attribute in ("datetime", "date", "time"):
                if id(known.get(attribute)) in shifted:
                    monkeypatch.setattr(module, attribute, shifted[id(known[attribute])])
    return clock
