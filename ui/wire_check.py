"""What Gradio is asked to call, looked at before Gradio is: it answers what no page of ours sends with a fault of its
own, and a trace of it in the log for each."""

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeGuard
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Receive, Scope, Send

from ui.addresses import route_path
from ui.bodies import refuse, taken_whole

__all__ = ["WireCheck"]

_JOIN = "/gradio_api/queue/join"
_SERVER = "/gradio_api/component_server/"
_CANCEL = "/gradio_api/cancel"
_STREAM = "/gradio_api/queue/data"
_LONGEST_HASH = 100
_LOST = {"msg": "unexpected_error", "message": "", "session_not_found": True, "success": False}
"""What Gradio's script takes for the end of its session."""
_NOT_OURS = "No page of this server sends that. Load the page again."


class WireCheck:
    """ASGI middleware around the page: calls to parts and events that are not there end here."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        events: frozenset[int],
        calls: Mapping[int, frozenset[str]],
        is_session: Callable[[str], bool],
    ) -> None:
        """`events`: the numbers of the page's events; `calls`: for a part of the page, by number, its functions;
        `is_session`: whether something waits under the name of a session."""
        self._app = app
        self._events = events
        self._calls = calls
        self._is_session = is_session

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = route_path(scope) if scope["type"] == "http" else ""
        if path == _STREAM and not self._is_session(_session_in(scope.get("query_string", b""))):
            await _say_lost(send)
            return
        if scope.get("method") != "POST" or path not in (_JOIN, _SERVER, _CANCEL):
            await self._app(scope, receive, send)
            return
        taken = await taken_whole(receive)
        if taken is None:
            return
        body, again = taken
        if not self._is_ours(path, _parsed(body)):
            await refuse(send, path, 404, _NOT_OURS)
            return
        await self._app(scope, again, send)

    def _is_ours(self, path: str, sent: object) -> bool:
        if not isinstance(sent, dict) or not _is_hash(sent.get("session_hash")):
            return False
        if path == _SERVER:
            part, name = sent.get("component_id"), str(sent.get("fn_name"))
            return _is_number(part) and name in self._calls.get(part, frozenset())
        if path == _JOIN:
            event = sent.get("fn_index")
            trigger = sent.get("trigger_id")
            return (
                _is_number(event)
                and event in self._events
                and isinstance(sent.get("data"), list)
                and (trigger is None or _is_number(trigger))
            )
        return _is_number(sent.get("fn_index")) and isinstance(sent.get("event_id"), str)


async def _say_lost(send: Send) -> None:
    headers = [(b"content-type", b"text/event-stream; charset=utf-8"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": f"data: {json.dumps(_LOST)}\n\n".encode()})


def _session_in(query: bytes) -> str:
    try:
        return parse_qs(query.decode("latin-1"), max_num_fields=10).get("session_hash", [""])[0]
    except ValueError:
        return ""


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _is_number(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_hash(value: object) -> bool:
    """What Gradio keeps something under for each, so not too long; the script of its page makes up eleven letters."""
    return isinstance(value, str) and 0 < len(value) <= _LONGEST_HASH and value.isascii() and value.isprintable()
