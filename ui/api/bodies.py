"""What is sent to the JSON addresses: every field bounded, every value of its own type."""

import json
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from assistant.answer import Turn
from assistant.archive import Filters
from assistant.request import Request
from ui.narrowing import Narrowing, SentText

__all__ = ["AddedArticles", "AskedQuestion", "SearchedFor", "WantedDossier", "Whole"]


def _as_whole(sent: object) -> object:
    """`3.0` is an integer in JSON."""
    return int(sent) if isinstance(sent, float) and sent.is_integer() else sent


Whole = Annotated[int, BeforeValidator(_as_whole)]

_MOST_TURNS = 500
_MOST_ARTICLES = 500
_STRICT = ConfigDict(extra="forbid", strict=True)


class _Message(BaseModel):
    model_config = _STRICT

    role: Literal["user", "assistant"]
    content: SentText


class _Question(BaseModel):
    model_config = _STRICT

    question: Annotated[SentText, Field(min_length=1, max_length=100_000)]
    filters: Narrowing = Field(default_factory=Narrowing)
    read_filters: bool = True
    """Whether what the question itself says about time, outlet, author and kind narrows it."""

    def to_filters(self) -> Filters | None:
        """None when nothing narrows; raises FilterError."""
        filters = self.filters.to_filters()
        return None if filters.is_empty else filters


class AskedQuestion(_Question):
    """The body of `POST /api/ask`."""

    history: list[_Message] = Field(default_factory=list, max_length=_MOST_TURNS)
    writer: Literal["model", "extractive"] | None = None

    def to_request(self) -> Request:
        """Raises FilterError."""
        turns = tuple(Turn(message.role, message.content) for message in self.history)
        return Request(self.question, turns, self.to_filters(), self.writer, self.read_filters)


class SearchedFor(_Question):
    """The body of `POST /api/search`."""

    limit: Annotated[Whole, Field(ge=1, le=100)] = 10
    """How many passages."""


class WantedDossier(_Question):
    """The body of `POST /api/dossier`."""


def _check_json(row: dict[str, Any]) -> dict[str, Any]:
    """Python's reader takes more for JSON than there is."""
    try:
        json.dumps(row, allow_nan=False)
    except (ValueError, RecursionError):
        message = "is no JSON: it holds NaN or Infinity, or is nested too deep"
        raise ValueError(message) from None
    return row


_Row = Annotated[dict[str, Any], AfterValidator(_check_json)]


class AddedArticles(BaseModel):
    """The body of `POST /api/ingest`."""

    model_config = _STRICT

    articles: Annotated[list[_Row], Field(min_length=1, max_length=_MOST_ARTICLES)]
    """Rows as in a JSON Lines file: `text`, and what is known of `title`, `publisher`, `published_at`, `url`, ..."""
    source: Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[\w .-]+$")] = "api"
    """Part of the identity of articles without an address."""
