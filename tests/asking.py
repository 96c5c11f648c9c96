"""Asking as the script of the page does, without a browser: put a question, follow its turn to the end."""

import asyncio
import re
from typing import Any

from ui.chat import Chat, Reply
from ui.desk import Desk
from ui.jobs import Jobs

_SEEN = re.compile(r'data-seen="(\d+)\.(\d+)\.(\d+)"')


class Asker:
    """One reader's page. Keeps the conversation, as an address does, and each piece of HTML that was shown."""

    def __init__(self, chat: Chat, owner: str = "") -> None:
        self.chat, self.owner = chat, owner
        self.conversation = ""
        self.shown: list[Reply] = []

    @classmethod
    def at(cls, desk: Desk, owner: str = "") -> "Asker":
        jobs = Jobs(desk)
        desk.before_closing(jobs.close)
        return cls(Chat(desk, jobs), owner)

    def put(self, question: str, name: str = "ask", **sent: Any) -> Reply:
        """What comes back at once."""
        words = {"question": question} if name in ("ask", "edit") else {}
        return self._note(getattr(self.chat, name)(self.owner, {"conversation": self.conversation, **words, **sent}))

    def ask(self, question: str, name: str = "ask", **sent: Any) -> Reply:
        """What comes back at last."""
        return self.to_the_end(self.put(question, name, **sent))

    def to_the_end(self, reply: Reply) -> Reply:
        while reply["is_open"]:
            reply = self.follow(reply)
        return reply

    def follow(self, reply: Reply, seconds: float = 20.0) -> Reply:
        sent = {"turn": reply["turn"], "seen": seen_of(reply)}
        return self._note(asyncio.run(self.chat.follow(self.owner, sent, seconds)))

    def stop(self, reply: Reply) -> Reply:
        return self._note(self.chat.stop(self.owner, {"turn": reply["turn"], "seen": seen_of(reply)}))

    def opened(self, conversation: str | None = None) -> str:
        """The conversation, or another one, as it is drawn when its address is opened."""
        return str(self.chat.open(self.owner, {"conversation": conversation or self.conversation})["html"])

    def _note(self, reply: Reply) -> Reply:
        self.conversation = reply.get("conversation", self.conversation)
        self.shown.append(reply)
        return reply


def seen_of(reply: Reply) -> tuple[int, ...]:
    found = _SEEN.search(reply["html"])
    return tuple(map(int, found.groups())) if found else (0, 0, 0)
