"""Whether whoever asks has somebody to share with: then each of their answers is drawn with the way to its link."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from ui.readers import reader_of

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["Sharing", "can_share", "sharing"]

_CAN_SHARE: ContextVar[bool] = ContextVar("can_share", default=False)


def can_share() -> bool:
    return _CAN_SHARE.get()


@contextmanager
def sharing(can: bool) -> Iterator[None]:
    token = _CAN_SHARE.set(can)
    try:
        yield
    finally:
        _CAN_SHARE.reset(token)


class Sharing:
    """A reader who signed in can share; the one at this machine and a browser without a name cannot."""

    def __init__(self, app: "ASGIApp") -> None:
        self._app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        with sharing(scope["type"] == "http" and reader_of(scope).is_signed_in):
            await self._app(scope, receive, send)
