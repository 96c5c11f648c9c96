"""A chat model that says what it is told, in the parts it is told, as a real subclass of LangChain's."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult

from assistant.models import LanguageModel

Part = str | list[str | dict[str, Any]]
Script = Callable[[Sequence[BaseMessage]], Iterator[Part]]


class ScriptedChat(BaseChatModel):
    """`script` gets the messages and yields the parts of the answer; `ending` is what the server says at the end."""

    script: Script
    ending: str | None = "stop"
    seen: list[list[BaseMessage]]
    failure: Exception | None = None

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        self.seen.append(messages)
        for part in self.script(messages):
            yield ChatGenerationChunk(message=AIMessageChunk(content=part))
        if self.failure is not None:
            raise self.failure
        said = {"finish_reason": self.ending} if self.ending else None
        yield ChatGenerationChunk(message=AIMessageChunk(content=""), generation_info=said)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        text = "".join(part for part in self.script(messages) if isinstance(part, str))
        return ChatResult(generations=[ChatGeneration(message=AIMessage(content=text))])


def saying(*parts: str, **given: Any) -> LanguageModel:
    """A model that says these parts whatever it is asked."""
    return scripted(lambda messages: iter(parts), **given)


def scripted(
    script: Script, *, ending: str | None = "stop", failure: Exception | None = None, **given: Any
) -> LanguageModel:
    chat = ScriptedChat(script=script, ending=ending, seen=[], failure=failure)
    known: dict[str, Any] = {"name": "scripted:model", "host": "model.example", "deadline": 600.0, "retries": 0}
    return LanguageModel(chat, **{**known, **given})
