"""What OpenAI's clients send. Fields that mean nothing here are let through unread: every client sends some."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.answer import Turn
from assistant.request import Request
from ui.api.bodies import Whole
from ui.completions.content import without_sources
from ui.completions.refusals import InvalidRequest
from ui.narrowing import Narrowing, SentText

__all__ = ["ChatRequest", "EmbeddingRequest", "RerankRequest"]

_LENIENT = ConfigDict(extra="ignore", strict=True)
_TEXT_PARTS = ("text", "input_text")
_NAMES_FOR_SENT = Annotated[SentText, Field(max_length=200)]


class _Part(BaseModel):
    model_config = _LENIENT

    type: _NAMES_FOR_SENT
    text: SentText | None = None


class _ChatMessage(BaseModel):
    model_config = _LENIENT

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: SentText | Annotated[list[_Part], Field(max_length=200)] | None = None

    def text(self) -> str:
        if isinstance(self.content, str):
            return self.content
        return "\n".join(part.text or "" for part in self.content or () if part.type in _TEXT_PARTS)

    def has_more_than_text(self) -> bool:
        return isinstance(self.content, list) and any(part.type not in _TEXT_PARTS for part in self.content)


class _StreamOptions(BaseModel):
    model_config = _LENIENT

    include_usage: bool | None = None


class _Wishes(BaseModel):
    """Ours, in the field `copydesk` of the request."""

    model_config = ConfigDict(extra="forbid", strict=True)

    filters: Narrowing = Field(default_factory=Narrowing)
    read_filters: bool = True
    sources: bool = True
    """Whether the list of sources stands at the end of the content."""


class ChatRequest(BaseModel):
    """The body of `POST /v1/chat/completions`."""

    model_config = _LENIENT

    model: _NAMES_FOR_SENT
    messages: Annotated[list[_ChatMessage], Field(min_length=1, max_length=500)]
    stream: bool | None = None
    stream_options: _StreamOptions | None = None
    copydesk: _Wishes | None = None

    @property
    def wishes(self) -> _Wishes:
        return self.copydesk or _Wishes()

    @property
    def wants_usage(self) -> bool:
        return self.stream_options is not None and bool(self.stream_options.include_usage)

    def question(self) -> str:
        """The last message. Raises InvalidRequest where it is not the user's, or more than text."""
        last = self.messages[-1]
        if last.role != "user" or not last.text().strip():
            message = "The last message must be the user's question."
            raise InvalidRequest(message)
        if last.has_more_than_text():
            message = "Copydesk reads text alone. Leave images, sounds and files out."
            raise InvalidRequest(message)
        return last.text()

    def turns(self) -> tuple[Turn, ...]:
        """What was asked and answered before. What the client tells a system is no part of it."""
        return tuple(
            Turn("user" if one.role == "user" else "assistant", without_sources(one.text()))
            for one in self.messages[:-1]
            if one.role in ("user", "assistant") and one.text().strip()
        )

    def to_request(self, *, quotes_only: bool) -> Request:
        """Raises FilterError."""
        filters = self.wishes.filters.to_filters()
        return Request(
            self.question(),
            self.turns(),
            None if filters.is_empty else filters,
            "extractive" if quotes_only else None,
            self.wishes.read_filters,
        )


_Input = Annotated[SentText, Field(min_length=1, max_length=200_000)]


class EmbeddingRequest(BaseModel):
    """The body of `POST /v1/embeddings`."""

    model_config = _LENIENT

    model: _NAMES_FOR_SENT
    input: _Input | Annotated[list[_Input], Field(min_length=1, max_length=256)]
    encoding_format: Literal["float", "base64"] | None = None
    dimensions: Whole | None = None

    def texts(self) -> list[str]:
        return [self.input] if isinstance(self.input, str) else self.input


class _Document(BaseModel):
    model_config = _LENIENT

    text: _Input


class RerankRequest(BaseModel):
    """The body of `POST /v1/rerank`, as Jina's and Cohere's servers take it."""

    model_config = _LENIENT

    model: _NAMES_FOR_SENT
    query: Annotated[SentText, Field(min_length=1, max_length=4000)]
    documents: Annotated[list[_Input | _Document], Field(min_length=1, max_length=100)]
    top_n: Annotated[Whole, Field(ge=1, le=100)] | None = None
    return_documents: bool | None = None

    def texts(self) -> Sequence[str]:
        return [one if isinstance(one, str) else one.text for one in self.documents]
