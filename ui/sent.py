"""What a page sends. Nothing of it is trusted: each part has its type and its size, and nothing else is taken."""

from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from assistant.answer import WriterChoice
from assistant.errors import InputError
from ui.language import say
from ui.narrowing import Narrowing

__all__ = ["Listed", "Sent", "read_sent"]

_Kind = TypeVar("_Kind", bound=BaseModel)


def _whole(value: object) -> object:
    """Half a character cannot be stored or sent."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


class Sent(BaseModel):
    """What is asked, of which turn or in which conversation."""

    model_config = ConfigDict(extra="forbid")

    conversation: str = Field("", max_length=200)
    turn: str = Field("", max_length=200)
    question: Annotated[str, BeforeValidator(_whole)] = Field("", max_length=1_000_000)
    filters: Narrowing | None = None
    writer: WriterChoice | None = None
    alone: bool = False
    seen: tuple[int, int, int] = (0, 0, 0)


class Listed(BaseModel):
    """Which conversations, and what becomes of one."""

    model_config = ConfigDict(extra="forbid")

    conversation: str = Field("", max_length=200)
    query: str = Field("", max_length=500)
    title: str = Field("", max_length=2000)
    is_pinned: bool = False


def read_sent(kind: type[_Kind], sent: object) -> _Kind:
    """Raises InputError for what no page of this version sends."""
    try:
        return kind.model_validate(sent)
    except ValidationError:
        raise InputError(say("chat.mismatch")) from None
