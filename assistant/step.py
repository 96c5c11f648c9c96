"""One named step of a chain of LangChain runnables, whose parts are not shown before they are checked."""

from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager
from contextvars import Context
from typing import Any, Protocol, TypeVar

from langchain_core.runnables import Runnable, RunnableConfig
from langchain_core.runnables.config import (
    ensure_config,
    get_callback_manager_for_config,
    patch_config,
    set_config_context,
)

__all__ = ["Step", "Traced", "guard_tracing", "tracing_allowed"]


class Traced(Protocol):
    """What one step hands to the next."""

    @property
    def trace(self) -> dict[str, Any]:
        """What callbacks and tracing are told of it."""
        ...


Item = TypeVar("Item")


def tracing_allowed(*, is_wanted: bool) -> AbstractContextManager[None]:
    """LangSmith's own variables of the environment start no trace in it unless one is wanted: a question, its passages
    and the answer would go to another host."""
    from langsmith.run_helpers import tracing_context

    return tracing_context(enabled=None if is_wanted else False)


def guard_tracing(items: Iterator[Item], *, is_wanted: bool) -> Iterator[Item]:
    """The same items, each made where no more than the wanted tracing is allowed."""
    try:
        while True:
            with tracing_allowed(is_wanted=is_wanted):  # not around a yield: the caller's own code runs there
                try:
                    item = next(items)
                except StopIteration:
                    return
            yield item
    finally:
        if (close := getattr(items, "close", None)) is not None:
            close()


Taken = TypeVar("Taken", bound=Traced)

Work = Callable[[Taken, Iterator[Any]], Generator[Any, None, Traced | None]]
"""Gets what the step before handed on, and whatever else that step gives out. Yields events, or parts for the next
step; returns what the next step works on, None where the answer is whole or all of it was yielded."""


class Step(Runnable[Any, Any]):
    """Works on what is of its kind and passes on everything else: events of the steps before it.

    It does its own tracing: LangChain's would show each part that goes to the next step, unchecked words of a model
    among them, to whoever listens to the chain (`astream_events`). Callbacks hear of its beginning and its end, and are
    handed down to what it calls.
    """

    def __init__(self, name: str, takes: type[Taken], work: Work[Taken]) -> None:
        self.name = name
        self._takes = takes
        self._work = work

    def invoke(self, input: Any, config: RunnableConfig | None = None, **kwargs: Any) -> Any:
        """The last of what `stream` gives."""
        *_, last = self.stream(input, config, **kwargs)
        return last

    def stream(self, input: Any, config: RunnableConfig | None = None, **kwargs: Any) -> Iterator[Any]:
        yield from self.transform(iter((input,)), config, **kwargs)

    def transform(self, input: Iterator[Any], config: RunnableConfig | None = None, **kwargs: Any) -> Iterator[Any]:
        del kwargs
        for item in input:
            if not isinstance(item, self._takes):
                yield item
                continue
            handed = yield from self._run(item, input, ensure_config(config))
            if handed is not None:
                yield handed

    def _run(self, taken: Any, rest: Iterator[Any], config: RunnableConfig) -> Generator[Any, None, Traced | None]:
        run = get_callback_manager_for_config(config).on_chain_start(
            None, taken.trace, run_id=config.pop("run_id", None), name=config.get("run_name") or self.get_name()
        )
        try:
            with set_config_context(patch_config(config, callbacks=run.get_child())) as context:
                handed = yield from _within(context, self._work(taken, rest))
        except GeneratorExit:  # the reader left
            run.on_chain_end({})
            raise
        except BaseException as error:
            run.on_chain_error(error)
            raise
        run.on_chain_end({} if handed is None else handed.trace)
        return handed


def _within(context: Context, work: Generator[Any, None, Traced | None]) -> Generator[Any, None, Traced | None]:
    """The same generator, each of its steps run where what it calls finds the config."""
    try:
        while True:
            try:
                item = context.run(next, work)
            except StopIteration as ended:
                handed: Traced | None = ended.value
                return handed
            yield item
    finally:
        context.run(work.close)
