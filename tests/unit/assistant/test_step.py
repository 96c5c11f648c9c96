"""One step of a chain: what it takes, what it passes on, and what callbacks hear of it."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.runnables import RunnableLambda
from langchain_core.runnables.config import ensure_config

from assistant.step import Step, guard_tracing


@dataclass(frozen=True)
class Number:
    value: int

    @property
    def trace(self) -> dict[str, Any]:
        return {"value": self.value}


@dataclass(frozen=True)
class Doubled(Number):
    pass


class Listening(BaseCallbackHandler):
    def __init__(self) -> None:
        self.heard: list[tuple[str, Any]] = []
        self.names: dict[UUID, str] = {}

    def on_chain_start(self, serialized: Any, inputs: Any, *, run_id: UUID, **kwargs: Any) -> None:
        self.names[run_id] = kwargs["name"]
        self.heard.append((f"{kwargs['name']} begins", inputs))

    def on_chain_end(self, outputs: Any, *, run_id: UUID, **kwargs: Any) -> None:
        self.heard.append((f"{self.names[run_id]} ends", outputs))

    def on_chain_error(self, error: BaseException, *, run_id: UUID, **kwargs: Any) -> None:
        self.heard.append((f"{self.names[run_id]} fails", error))


def double(number: Number, rest: Iterator[Any]) -> Generator[Any, None, Number]:
    yield f"doubling {number.value}"
    return Doubled(2 * number.value)


def spell(number: Doubled, rest: Iterator[Any]) -> Generator[Any, None, None]:
    yield from (f"it is {number.value}", "done")


CHAIN = Step("double", Number, double) | Step("spell", Doubled, spell)


def test_what_is_not_its_own_passes_and_its_own_is_worked_on() -> None:
    assert list(CHAIN.stream(Number(3))) == ["doubling 3", "it is 6", "done"]
    assert list(CHAIN.stream("a word")) == ["a word"]
    assert Step("double", Number, double).invoke(Number(3)) == Doubled(6)


def test_each_step_is_over_when_the_next_begins() -> None:
    listening = Listening()
    list(CHAIN.with_config(run_name="both").stream(Number(3), {"callbacks": [listening]}))
    inner = [one for one in listening.heard if not one[0].startswith("both")]
    assert inner == [
        ("double begins", {"value": 3}),
        ("double ends", {"value": 6}),
        ("spell begins", {"value": 6}),
        ("spell ends", {}),
    ]


def test_what_a_step_calls_finds_the_callbacks() -> None:
    listening = Listening()

    def call(number: Number, rest: Iterator[Any]) -> Generator[Any, None, None]:
        yield RunnableLambda[int, int](lambda value: value + 1, name="add").invoke(number.value)

    assert list(Step("call", Number, call).stream(Number(1), {"callbacks": [listening]})) == [2]
    assert [what for what, _ in listening.heard] == ["call begins", "add begins", "add ends", "call ends"]
    assert ensure_config()["callbacks"] is None, "nothing of it is left behind"


def test_a_failure_is_told_and_goes_on_to_the_caller() -> None:
    listening = Listening()

    def fail(number: Doubled, rest: Iterator[Any]) -> Generator[Any, None, None]:
        yield "begun"
        raise ZeroDivisionError

    chain = Step("double", Number, double) | Step("fail", Doubled, fail)
    stream = chain.stream(Number(1), {"callbacks": [listening]})
    with pytest.raises(ZeroDivisionError):
        list(stream)
    assert "fail fails" in [what for what, _ in listening.heard]


def test_a_stream_that_is_left_closes_what_is_open() -> None:
    listening, closed = Listening(), []

    def wait(number: Number, rest: Iterator[Any]) -> Generator[Any, None, None]:
        try:
            yield "first"
            yield "second"
        finally:
            closed.append(True)

    stream = Step("wait", Number, wait).stream(Number(1), {"callbacks": [listening]})
    assert next(stream) == "first"
    stream.close()  # type: ignore[attr-defined]  # it is a generator
    assert closed == [True]
    assert [what for what, _ in listening.heard] == ["wait begins", "wait ends"]


@pytest.mark.parametrize("is_wanted", [False, True])
def test_the_environment_starts_no_trace(monkeypatch: pytest.MonkeyPatch, is_wanted: bool) -> None:
    from langsmith.utils import get_env_var, tracing_is_enabled

    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    get_env_var.cache_clear()  # type: ignore[attr-defined]  # an lru_cache under overloads
    here: list[object] = []
    for inside in guard_tracing((tracing_is_enabled() for _ in range(2)), is_wanted=is_wanted):
        here.append(tracing_is_enabled())
        assert bool(inside) is is_wanted
    monkeypatch.undo()
    get_env_var.cache_clear()  # type: ignore[attr-defined]
    assert [bool(one) for one in here] == [True, True], "the caller's own code is its own affair"
