"""A reader's conversations, as the page lists, searches, renames, pins and deletes them; nobody sees another's."""

from collections.abc import Callable
from datetime import date, datetime

from assistant.errors import InputError
from ui.desk import Desk
from ui.language import say
from ui.sent import Listed, read_sent
from ui.shelf_view import render_shelf

__all__ = ["Shelf"]

_MOST_LISTED = 200


class Shelf:
    """Each call answers with the list as it is then: a mapping of JSON types."""

    def __init__(self, desk: Desk, today: Callable[[], date] = lambda: datetime.now().astimezone().date()) -> None:
        self._desk, self._today = desk, today

    def conversations(self, owner: str, sent: object) -> dict[str, str]:
        asked = read_sent(Listed, sent)
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

    def _own(self, owner: str, sent: object) -> Listed:
        asked = read_sent(Listed, sent)
        kept = self._desk.assistant().archive.readers.conversation(asked.conversation)
        if kept is None or kept.owner != owner:
            raise InputError(say("chat.gone"))
        return asked
