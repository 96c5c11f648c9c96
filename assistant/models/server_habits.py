"""What a server of the chat protocol does not take: it is left out or said in another way, and remembered."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import httpx2

from assistant.models.chat_faults import is_overfull
from assistant.models.whole_answers import as_stream, read_whole

__all__ = ["FittingTransport", "ServerHabits"]

Body = dict[str, Any]

_LIMITS = ("max_tokens", "max_completion_tokens")
"""Two names of one thing: where one is refused, the other is tried."""
_OPTIONAL = ("stream_options", "temperature", "response_format", *_LIMITS)
_STREAM = "stream"
_SYSTEM = "system role"
_RULING = ("system", "developer")
_MAY_NAME = frozenset({400, 404, 405, 406, 415, 422, 500, 501})
"""Statuses with which servers refuse a parameter; llama.cpp gives 500 for what a chat template does not know."""
_MAY_BE_SILENT = frozenset({400, 422, 501})
_NO_SYSTEM = re.compile(
    r"\bsystem\b.{0,80}\brole|\brole.{0,80}\bsystem\b|\broles must alternate\b|\bonly user and assistant\b",
    re.IGNORECASE | re.DOTALL,
)
_NO = r"\b(?:not|cannot|non|unsupported|unavailable|unknown|unrecogni[sz]ed|unexpected|disabled?|false|only)\b|n['’]t\b"
_NO_STREAM = re.compile(
    rf"(?:{_NO}).{{0,60}}(?<!\w)stream(?:ing|ed)?(?!\w)|(?<!\w)stream(?:ing|ed)?(?!\w).{{0,60}}(?:{_NO})",
    re.IGNORECASE | re.DOTALL,
)
_WHERE = ("param", "loc", "parameter", "field")
"""Under these keys an error names the parameter, where its sentence may name others besides."""
_LONGEST_ERROR = 65_536
_DEEPEST = 8


class ServerHabits:
    """What one server has refused. Safe to share between threads: it only ever grows."""

    def __init__(self) -> None:
        self._refused: frozenset[str] = frozenset()

    def fit(self, body: Body) -> Body:
        """The request without what the server has refused."""
        return _without(body, self._refused)

    def learn(self, sent: Body, status: int, said: str) -> bool:
        """Whether the server's words name something that was sent, and the next request goes without."""
        if status not in _MAY_NAME or is_overfull(said):
            return False
        named = frozenset(_named(sent, said)) - self._refused
        self._refused |= named
        return bool(named)

    def give_up(self, sent: Body, names: frozenset[str]) -> None:
        """The server took the request only without all of these."""
        self._refused |= {name for name in names if _is_sent(name, sent)}


_BARE = frozenset((*_OPTIONAL, _SYSTEM))
"""Without these a request has the conversation and the model's name, and asks for a stream."""


class FittingTransport(httpx2.AsyncBaseTransport):
    """Sends a chat request so that the server takes it; any other goes through as it is."""

    def __init__(self, transport: httpx2.AsyncBaseTransport, habits: ServerHabits | None = None) -> None:
        self._transport = transport
        self._habits = habits or ServerHabits()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        wanted = _body_of(await request.aread())
        if wanted is None:
            return await self._transport.handle_async_request(request)
        while True:
            sent = self._habits.fit(wanted)
            response = await self._send(request, sent)
            if response.status_code not in _MAY_NAME:
                return await as_stream(response) if wanted.get(_STREAM) else response
            said = (await read_whole(response))[:_LONGEST_ERROR].decode("utf-8", "replace")
            if self._habits.learn(sent, response.status_code, said):
                continue
            if response.status_code not in _MAY_BE_SILENT or is_overfull(said):
                return response
            return await self._try_bare(request, sent) or response

    async def _try_bare(self, request: httpx2.Request, sent: Body) -> httpx2.Response | None:
        """Some servers refuse without a word why: the request goes out once without all that may be left out, and
        once more in one piece."""
        tried = sent
        for names in (_BARE, _BARE | {_STREAM}):
            bare = _without(sent, names)
            if bare == tried:
                continue
            tried = bare
            response = await self._send(request, bare)
            if response.status_code < 300:
                self._habits.give_up(sent, names)
                return await as_stream(response) if sent.get(_STREAM) else response
            await response.aclose()
        return None

    async def _send(self, request: httpx2.Request, body: Body) -> httpx2.Response:
        headers = [(name, value) for name, value in request.headers.multi_items() if name.lower() != "content-length"]
        content = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
        fitted = httpx2.Request(
            request.method, request.url, headers=headers, content=content, extensions=request.extensions
        )
        return await self._transport.handle_async_request(fitted)

    async def aclose(self) -> None:
        await self._transport.aclose()


def _body_of(content: bytes) -> Body | None:
    try:
        body = json.loads(content)
    except ValueError:
        return None
    return body if isinstance(body, dict) and isinstance(body.get("messages"), list) else None


def _named(sent: Body, said: str) -> Iterator[str]:
    """What of the request an error names: by a field of its own, else by its sentence."""
    fields = set(_fields(_parsed(said)))
    names = [name for name in _OPTIONAL if _is_sent(name, sent)]
    exact = [name for name in (*names, _STREAM) if name in fields and _is_sent(name, sent)]
    found = exact or [name for name in names if re.search(rf"(?<!\w){name}(?!\w)", said)]
    yield from found
    if not found and sent.get(_STREAM) and _NO_STREAM.search(said):
        yield _STREAM
    if _is_sent(_SYSTEM, sent) and _NO_SYSTEM.search(said):
        yield _SYSTEM


def _parsed(said: str) -> object:
    try:
        return json.loads(said)
    except (ValueError, RecursionError):
        return None


def _fields(error: object, depth: int = 0) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    if isinstance(error, dict):
        for key, value in error.items():
            if key in _WHERE:
                yield from _strings(value)
            yield from _fields(value, depth + 1)
    elif isinstance(error, list):
        for item in error:
            yield from _fields(item, depth + 1)


def _strings(value: object) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str):
            yield one.split(".")[0]  # `stream_options.include_usage`


def _is_sent(name: str, body: Body) -> bool:
    return _has_system(body) if name == _SYSTEM else name in body


def _has_system(body: Body) -> bool:
    return any(_role(message) in _RULING for message in body["messages"])


def _role(message: object) -> object:
    return message.get("role") if isinstance(message, dict) else None


def _without(body: Body, refused: frozenset[str]) -> Body:
    """A limit goes by its other name; where both are refused, none is sent: what a model writes is bounded here too."""
    left_out = refused | {"stream_options"} if _STREAM in refused else refused
    fitted = {name: value for name, value in body.items() if name not in left_out}
    for name, other in (_LIMITS, _LIMITS[::-1]):
        if name in refused and other not in refused and body.get(name) is not None:
            fitted.setdefault(other, body[name])
    return fitted | ({"messages": _merge_system(body["messages"])} if _SYSTEM in refused else {})


def _merge_system(messages: list[Any]) -> list[Any]:
    """The rules stand before the first question, as templates without a system role have them."""
    rules = [str(message.get("content")) for message in messages if _role(message) in _RULING]
    rest = [message for message in messages if _role(message) not in _RULING]
    if not rules or not rest or not isinstance(rest[0], dict) or not isinstance(rest[0].get("content"), str):
        return messages
    return [{**rest[0], "content": "\n\n".join([*rules, rest[0]["content"]])}, *rest[1:]]
