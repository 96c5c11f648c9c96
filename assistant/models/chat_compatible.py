"""LangChain's client of OpenAI-compatible servers, which also hears what is not an answer.

LangChain drops a refusal and the reasoning that such servers send beside the text: an answer that has nothing else
would look like silence, and the reader could not be told what to do.
"""

from __future__ import annotations

from typing import Any

from langchain_core.outputs import ChatGenerationChunk
from langchain_openai import ChatOpenAI

__all__ = ["CompatibleChat"]

_BESIDE = {"refusal": "refusal", "reasoning_content": "reasoning_content", "reasoning": "reasoning_content"}
"""Fields of a delta, and the names under which LangChain's other providers keep them; Ollama says `reasoning`."""


class CompatibleChat(ChatOpenAI):
    def _convert_chunk_to_generation_chunk(
        self, chunk: dict[str, Any], default_chunk_class: type, base_generation_info: dict[str, Any] | None
    ) -> ChatGenerationChunk | None:
        made = super()._convert_chunk_to_generation_chunk(chunk, default_chunk_class, base_generation_info)
        choices = chunk.get("choices")
        delta = choices[0].get("delta") if choices else None
        if made is not None and isinstance(delta, dict):
            for field, name in _BESIDE.items():
                if isinstance(said := delta.get(field), str) and said:
                    made.message.additional_kwargs[name] = said
        return made
