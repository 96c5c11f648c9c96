"""A request to a model as callbacks hear of it: its beginning and its end, never the unchecked words between."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage
    from langchain_core.runnables import RunnableConfig

__all__ = ["NO_STREAM", "UNHEARD", "HeardCall", "hear"]

NO_STREAM = "nostream"
"""The tag by which LangGraph knows a model whose words are not shown as they come, nor when they are whole."""
UNHEARD: RunnableConfig = {"callbacks": []}
"""The config of a call whose parts no callback hears of."""


class HeardCall:
    """What comes of one request, for whoever listens."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.usage: Mapping[str, Any] = {}
        self.failure: Exception | None = None
        """Set where the request failed and is made again."""


@contextmanager
def hear(name: str, messages: Sequence[BaseMessage], *, is_traced: bool) -> Iterator[HeardCall]:
    """Tell the callbacks of the chain that runs of one request; LangSmith only where `is_traced`."""
    from langchain_core.messages import AIMessage
    from langchain_core.outputs import ChatGeneration, LLMResult
    from langchain_core.runnables.config import ensure_config, get_callback_manager_for_config
    from langsmith.run_helpers import tracing_context

    call = HeardCall()
    with tracing_context(enabled=None if is_traced else False):  # not around the yield
        callbacks = get_callback_manager_for_config(ensure_config({"tags": [NO_STREAM]}))
        kind = {"lc": 1, "type": "not_implemented", "id": ["assistant", "models", "LanguageModel"]}
        (run,) = callbacks.on_chat_model_start(kind, [list(messages)], name=name)
    try:
        yield call
    except BaseException as error:
        run.on_llm_error(error)
        raise
    if call.failure is not None:
        run.on_llm_error(call.failure)
        return
    usage: Any = dict(call.usage) or None
    message = AIMessage(content="".join(call.words), usage_metadata=usage)
    run.on_llm_end(LLMResult(generations=[[ChatGeneration(message=message)]]))
