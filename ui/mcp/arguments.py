"""What the tools take. The fields stand side by side, as models write them best."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.answer import Turn
from assistant.archive import Filters
from assistant.request import Request
from ui.narrowing import Narrowing, SentText

__all__ = ["AskArguments", "DossierArguments", "ReadArguments", "SearchArguments", "VersionsArguments"]

_ID = "Of an article, as citations, passages and resources give it."
LONGEST_TEXT = 20_000

_Id = Annotated[SentText, Field(min_length=1, max_length=2000, description=_ID)]


class _Question(Narrowing):
    question: Annotated[SentText, Field(min_length=1, max_length=100_000)]
    read_filters: Annotated[
        bool, Field(description="Whether what the question says about time, outlet, author and kind narrows it.")
    ] = True

    def narrowed(self) -> Filters | None:
        """Raises FilterError."""
        filters = self.to_filters()
        return None if filters.is_empty else filters


class _Message(BaseModel):
    model_config = ConfigDict(extra="forbid")

    role: Literal["user", "assistant"]
    content: SentText


class AskArguments(_Question):
    """Days as YYYY-MM-DD, YYYY-MM or YYYY; both ends are included."""

    history: Annotated[
        list[_Message],
        Field(default_factory=list, max_length=500, description="Earlier questions and answers, for a follow-up."),
    ]
    writer: Annotated[
        Literal["model", "extractive"] | None,
        Field(description="`extractive`: quotes alone; default: the model if one is set."),
    ] = None

    def to_request(self) -> Request:
        """Raises FilterError."""
        turns = tuple(Turn(one.role, one.content) for one in self.history)
        return Request(self.question, turns, self.narrowed(), self.writer, self.read_filters)


class SearchArguments(_Question):
    """Days as YYYY-MM-DD, YYYY-MM or YYYY; both ends are included."""

    limit: Annotated[int, Field(ge=1, le=100, description="How many passages.")] = 10


class DossierArguments(_Question):
    """Days as YYYY-MM-DD, YYYY-MM or YYYY; both ends are included."""


class ReadArguments(BaseModel):
    """`start` and `end` count characters of the article's text, end exclusive."""

    model_config = ConfigDict(extra="forbid")

    article_id: _Id
    version: Annotated[int, Field(ge=1, le=10**9)] | None = None
    start: Annotated[int, Field(ge=0, le=10**9)] = 0
    length: Annotated[int, Field(ge=1, le=LONGEST_TEXT, description="Characters of the text, at most.")] = LONGEST_TEXT


class VersionsArguments(BaseModel):
    """Which article."""

    model_config = ConfigDict(extra="forbid")

    article_id: _Id
