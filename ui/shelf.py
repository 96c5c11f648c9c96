"""A reader's conversations, as the page lists, searches, renames, pins and deletes them; nobody sees another's."""

from collections.abc import Callable
from datetime import date, datetime

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import InputError
from ui.desk import Desk
from ui.shelf_view import render_shelf

__all__ = ["Shelf"]

_MOST_LISTED = 200


class _Sent(BaseModel):
    """What a page sends; nothing of it is trusted."""

    model_config = ConfigDict(extra="forbid")

    conversation: str = Field("", max_length=200)
    query: str = Field("", max_length=500)
    title: str = Field("", max_length=2000)
    is_pinned: bool = False


class Shelf:
    """Each call answers with the list as it is then: a mapping of JSON types."""

    def __init__(self, desk: Desk, today: Callable[[], date] = lambda: datetime.now().astimezone().date()) -> None:
        self._desk, self._today = desk, today

    def conversations(self, owner: str, sent: object) -> dict[str, str]:
        asked = _read(sent)
        if self._desk.scene().coverage is None:
            return {"html": ""}
        kept = self._desk.assistant().archive.readers.conversations(owner, asked.query, _MOST_LISTED)
        return {"html": render_shelf(kept, self._today(), asked.query)}

    def rename(self, owner: str, sent: object) -> dict[str, str]:
        """An empty title gives back the first question."""
        asked = self._own(owner, sent)
        self._desk.assistant().archive.readers.rename(asked.conversation, asked.title)
        return self.conversations(owner, {"query": asked.query})

    def pin(self, owner: str, sent: object) -> dict[str, str]:
        asked = self._own(owner, sent)
        self._desk.assistant().archive.readers.pin(asked.conversation, asked.is_pinned)
        return self.conversations(owner, {"query": asked.query})

    def delete(self, owner: str, sent: object) -> dict[str, str]:
        """For good, with its turns."""
        asked = self._own(owner, sent)
        self._desk.assistant().archive.readers.delete(asked.conversation)
        return self.conversations(owner, {"query": asked.query})

    def _own(self, owner: str, sent: object) -> _Sent:
        asked = _read(sent)
        kept = self._desk.assistant().archive.readers.conversation(asked.conversation)
        if kept is None or kept.owner != owner:
            message = "This conversation is not here any more."
            raise InputError(message)
        return asked


def _read(sent: object) -> _Sent:
    try:
        return _Sent.model_validate(sent)
    except ValidationError:
        message = "The page and the server do not understand each other. Load the page again."
        raise InputError(message) from None
