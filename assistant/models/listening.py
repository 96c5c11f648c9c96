"""What comes of a model's answer while it streams: its words, how it ended, and what it had in the place of words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.models.chat_faults import check_ending, check_words
from assistant.models.reasoning import ReasoningFilter
from assistant.models.withheld import Withheld

if TYPE_CHECKING:
    from langchain_core.messages import AIMessage, AIMessageChunk
    from pydantic import SecretStr

__all__ = ["Listening", "as_part"]

_ENDINGS = ("finish_reason", "stop_reason", "done_reason", "status")
"""Where LangChain's providers say how an answer ended."""


class Listening:
    """Listens to one answer."""

    def __init__(self, secret: SecretStr | None = None) -> None:
        self.written_count = 0
        """Characters, reasoning included."""
        self.usage: dict[str, Any] = {}
        self._ending: str | None = None
        self._has_words = False
        self._beside: set[str] = set()
        self._reasoning = ReasoningFilter()
        self._withheld = Withheld(secret.get_secret_value().strip() if secret else "")

    def take(self, message: AIMessageChunk) -> str:
        """The words of a part of the answer that are certainly none of reasoning and none of the secret."""
        self.written_count += len(message.text)
        self._ending = _ending_of(message) or self._ending
        self.usage = dict(message.usage_metadata or self.usage)
        self._beside |= _beside_words(message)
        text = self._withheld.feed(self._reasoning.feed(message.text))
        self._has_words |= bool(text.strip())
        return text

    def begins_again(self, text: str) -> bool:
        """Whether all words before `text`, the last that was taken, were reasoning."""
        if not self._reasoning.found_unopened():
            return False
        self._has_words = bool(text.strip())
        return True

    def finish(self, host: str, output_tokens: int) -> str:
        """The last words. Raises ModelCutOff for an answer that is not whole, ModelSilent and ModelRefused for one
        without words."""
        check_ending(self._ending, host, output_tokens)
        text = self._withheld.feed(self._reasoning.finish()) + self._withheld.finish()
        if not self._has_words and not text.strip():
            kept_out = {"reasoning": self._reasoning.was_found, "tool": self._reasoning.called_tool}
            check_words(self._beside | {name for name, is_there in kept_out.items() if is_there}, host)
        return text


def as_part(message: AIMessage) -> AIMessageChunk:
    """A part as it is; the whole message of a model that does not stream as its only part, which is not cut off."""
    from langchain_core.messages import AIMessageChunk
    from langchain_core.messages.tool import tool_call_chunk

    if isinstance(message, AIMessageChunk):
        return message
    ended = {} if _ending_of(message) else {"finish_reason": "stop"}
    calls = [tool_call_chunk(name=call["name"], args="", id=call["id"]) for call in message.tool_calls]
    return AIMessageChunk(
        content=message.content,
        additional_kwargs=message.additional_kwargs,
        response_metadata={**message.response_metadata, **ended},
        usage_metadata=message.usage_metadata,
        tool_call_chunks=calls,
    )


def _beside_words(message: AIMessageChunk) -> set[str]:
    said = message.additional_kwargs
    kinds = {str(block.get("type")) for block in message.content if isinstance(block, dict)}
    found = {
        "refusal": bool(said.get("refusal")) or "refusal" in kinds,
        "reasoning": bool(said.get("reasoning_content")) or not kinds.isdisjoint(("reasoning", "thinking")),
        "tool": bool(message.tool_call_chunks or said.get("function_call")),
    }
    return {name for name, is_there in found.items() if is_there}


def _ending_of(message: AIMessage) -> str | None:
    said = (message.response_metadata.get(name) for name in _ENDINGS)
    return next((ending for ending in said if isinstance(ending, str) and ending), None)
