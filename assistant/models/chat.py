"""A language model that writes as a stream of typed pieces, within a deadline, and never half an answer as a whole."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Generator, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any

from assistant.models.background import iterate, pause
from assistant.models.chat_faults import overgrown, too_slow, translate
from assistant.models.heard import UNHEARD, HeardCall, hear
from assistant.models.listening import Listening, as_part
from assistant.models.pace import Pace

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk, BaseMessage
    from pydantic import SecretStr

    from assistant.models.chat_faults import Fault

__all__ = ["Ended", "LanguageModel", "Message", "Piece", "Restarted", "Retrying", "Words"]

CHARACTERS_A_TOKEN = 12
"""More than any tokenizer packs into a token on average: beyond, the server does not keep to the limit it was given."""
LONGEST_WAIT = 10.0
"""Seconds: a server that asks for a longer wait is reported instead."""
FIRST_WAIT = 0.5

Message = tuple[str, str]
"""Who speaks (`system`, `human`, `ai`) and what."""


@dataclass(frozen=True, slots=True)
class Words:
    """A part of the answer; empty while the model reasons, and every BEAT seconds in which nothing comes."""

    text: str


@dataclass(frozen=True, slots=True)
class Retrying:
    """The request failed before anything was written and is sent again, the `attempt`-th time."""

    attempt: int
    reason: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The last piece of a whole answer: tokens as the server counted them, None where it does not."""

    prompt_tokens: int | None
    output_tokens: int | None
    retry_count: int


@dataclass(frozen=True, slots=True)
class Restarted:
    """All words so far were the model's reasoning; the answer begins now."""


Piece = Words | Retrying | Restarted | Ended


class LanguageModel:
    """A chat model of LangChain's behind limits of ours. Safe to share between threads."""

    def __init__(
        self,
        chat: BaseChatModel,
        *,
        name: str,
        host: str,
        output_tokens: int = 1024,
        deadline: float = 120.0,
        retries: int = 2,
        calls_per_minute: int = 60,
        tracing: bool = False,
        secret: SecretStr | None = None,
        pace: Pace | None = None,
    ) -> None:
        """`secret` is taken out of whatever the server says; `pace`, shared with other models, counts in the
        place of `calls_per_minute`."""
        self.name, self.host = name, host
        self._chat = chat
        self._output_tokens, self._deadline, self._retries = output_tokens, deadline, retries
        self._pace = pace or Pace(calls_per_minute)
        self._tracing = tracing
        self._secret = secret

    def stream(
        self, messages: Sequence[Message], schema: dict[str, Any] | None = None, ends_at: float | None = None
    ) -> Iterator[Piece]:
        """Words as they come, and Ended when the answer is whole. Closing the iterator stops the request.

        `schema` is a JSON schema that servers which can hold the model to; `ends_at`, on the monotonic clock, an end
        before its own deadline. Raises ModelError: ModelCutOff for an answer that is not whole, though words of it
        have come, ModelSilent and ModelRefused for a whole one without words.
        """
        latest = monotonic() + self._deadline
        ends_at = latest if ends_at is None else min(ends_at, latest)
        fault: Fault | None = None
        for attempt in range(self._retries + 1):
            self._pace.count()
            fault = yield from self._attempt(messages, schema, ends_at, attempt, fault)
            if fault is None:
                return
            wait = FIRST_WAIT * 2**attempt if fault.wait_seconds is None else fault.wait_seconds
            is_last = attempt == self._retries or wait > min(LONGEST_WAIT, ends_at - monotonic())
            if not fault.may_pass or is_last:
                raise fault.error
            yield Retrying(attempt + 2, str(fault.error))
            for _ in pause(wait):
                yield Words("")

    def complete(self, messages: Sequence[Message], schema: dict[str, Any] | None = None) -> str:
        """The whole answer at once. Raises ModelError."""
        words: list[str] = []
        for piece in self.stream(messages, schema):
            if isinstance(piece, Restarted):
                words.clear()
            elif isinstance(piece, Words):
                words.append(piece.text)
        return "".join(words)

    def _attempt(
        self,
        messages: Sequence[Message],
        schema: dict[str, Any] | None,
        ends_at: float,
        retry_count: int,
        before: Fault | None,
    ) -> Generator[Piece, None, Fault | None]:
        """One request; returns the fault that ended it, if a new one may be made.

        Where time runs out for a retry, what the server said to the request `before` is the reason.
        """
        listening = Listening(self._secret)
        asked = _as_messages(messages)
        with hear(self.name, asked, is_traced=self._tracing) as call:
            try:
                yield from self._listen(listening, call, asked, schema, max(0.01, ends_at - monotonic()))
            except TimeoutError:
                raise (too_slow(self.host) if before is None else before.error) from None
            except Exception as error:  # translate() knows which are the server's; others go on
                fault = translate(error, self.host, has_begun=listening.written_count > 0)
                if fault is None:
                    raise
                if listening.written_count:
                    raise fault.error from None
                call.failure = fault.error
                return fault
            call.words.append(listening.finish(self.host, self._output_tokens))
            call.usage = listening.usage
            yield Words(call.words[-1])
        yield Ended(listening.usage.get("input_tokens"), listening.usage.get("output_tokens"), retry_count)
        return None

    def _listen(
        self,
        listening: Listening,
        call: HeardCall,
        messages: Sequence[BaseMessage],
        schema: dict[str, Any] | None,
        seconds: float,
    ) -> Iterator[Piece]:
        for message in iterate(lambda: self._chunks(messages, schema), seconds):
            if message is None:
                yield Words("")
                continue
            text = listening.take(message)
            if listening.written_count > CHARACTERS_A_TOKEN * self._output_tokens:
                raise overgrown(self.host)
            if listening.begins_again(text):
                call.words.clear()
                yield Restarted()
            call.words.append(text)
            yield Words(text)

    async def _chunks(
        self, messages: Sequence[BaseMessage], schema: dict[str, Any] | None
    ) -> AsyncGenerator[AIMessageChunk, None]:
        """Callbacks hear of the call by `hear`: here they would be given each part before it is checked."""
        from langsmith.run_helpers import tracing_context

        options: dict[str, Any] = {}
        if schema:  # what is given with a call takes the place of what was given for all, the limit on output with it
            held = getattr(self._chat, "extra_body", None) or {}
            options = {"extra_body": {**held, "response_format": _as_response_format(schema)}}
        with tracing_context(enabled=False):
            async with aclosing(self._chat.astream(list(messages), UNHEARD, **options)) as parts:  # type: ignore[type-var]  # it is an async generator
                async for part in parts:
                    yield as_part(part)


def _as_messages(messages: Sequence[Message]) -> list[BaseMessage]:
    from langchain_core.messages import convert_to_messages

    return convert_to_messages(list(messages))


def _as_response_format(schema: dict[str, Any]) -> dict[str, Any]:
    return {"type": "json_schema", "json_schema": {"name": "answer", "strict": True, "schema": schema}}
