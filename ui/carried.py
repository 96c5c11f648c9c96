"""The conversation that a reader came from: every address that is drawn for them carries it, so that the way back leads
there."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["Carried", "carrying", "conversation"]

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_LONGEST_QUERY = 20_000
_MOST_FIELDS = 100
_CARRIED: ContextVar[str] = ContextVar("carried", default="")


def conversation() -> str:
    """Its id; empty where the reader came from none."""
    return _CARRIED.get()


@contextmanager
def carrying(conversation_id: str) -> Iterator[None]:
    """What no id of ours looks like is carried nowhere."""
    token = _CARRIED.set(conversation_id if _ID.fullmatch(conversation_id) else "")
    try:
        yield
    finally:
        _CARRIED.reset(token)


class Carried:
    """Reads it from `c` in the query of each request."""

    def __init__(self, app: "ASGIApp") -> None:
        self._app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        with carrying(_asked(scope.get("query_string", b""))):
            await self._app(scope, receive, send)


def _asked(query: bytes) -> str:
    if b"c=" not in query or len(query) > _LONGEST_QUERY:
        return ""
    try:
        return parse_qs(query.decode("latin-1"), max_num_fields=_MOST_FIELDS).get("c", [""])[-1]
    except ValueError:
        return ""
