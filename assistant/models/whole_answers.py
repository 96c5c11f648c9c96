"""An answer that a server gives in one piece, told again as the stream of events that was asked for."""

from __future__ import annotations

import json
from typing import Any

import httpx2

__all__ = ["as_stream", "read_whole"]

_LEFT_OUT = ("choices", "object", "usage")


async def as_stream(response: httpx2.Response) -> httpx2.Response:
    """The response as it is, unless it is a whole chat completion in JSON: servers that cannot stream give that,
    asked to or not. What is in the message (text, reasoning, a refusal, tool calls) goes on as one part."""
    if response.status_code != httpx2.codes.OK or "json" not in response.headers.get("content-type", ""):
        return response
    parts = _parts(await read_whole(response))
    if parts is None:
        return response
    events = [*(f"data: {json.dumps(part)}\n\n" for part in parts), "data: [DONE]\n\n"]
    return httpx2.Response(
        httpx2.codes.OK,
        headers={"content-type": "text/event-stream"},
        content="".join(events).encode(),
    )


async def read_whole(response: httpx2.Response) -> bytes:
    """All that the server sends, which the transport bounds; it stays readable for whoever the response goes to."""
    try:
        return await response.aread()
    finally:
        await response.aclose()


def _parts(content: bytes) -> list[dict[str, Any]] | None:
    """The message, how it ended, and what it took; None for what is no whole answer."""
    try:
        whole = json.loads(content)
        choice = whole["choices"][0]
        message = dict(choice["message"])
    except (ValueError, TypeError, LookupError, RecursionError):
        return None
    calls = message.get("tool_calls")
    if isinstance(calls, list):
        message["tool_calls"] = [
            {"index": index, **call} if isinstance(call, dict) else call for index, call in enumerate(calls)
        ]
    frame = {"id": "whole", "created": 0, "model": ""} | {key: whole[key] for key in whole if key not in _LEFT_OUT}
    frame["object"] = "chat.completion.chunk"
    told = [{"index": 0, "delta": message, "finish_reason": None}]
    ended = [{"index": 0, "delta": {}, "finish_reason": choice.get("finish_reason")}]
    parts = [{**frame, "choices": told}, {**frame, "choices": ended}]
    return [*parts, {**frame, "choices": [], "usage": whole["usage"]}] if whole.get("usage") else parts
