"""Everything that a model's server can do wrong: what it does, the error that comes of it, a part of its message."""

import gzip
import json
from typing import Any

from assistant.errors import ModelCutOff, ModelError, ModelOverfull, ModelRefused, ModelSilent, ModelUnavailable
from tests.chat_server import RAW, Behaviour, Handler, delta, events, giving, saying


def hang(handler: Handler, body: dict[str, Any]) -> None:
    handler.server.stopped.wait(UNENDING_SECONDS)


def stall(handler: Handler, body: dict[str, Any]) -> None:
    handler.open_stream()
    handler.send_event(delta("The ferry"))
    handler.server.stopped.wait(UNENDING_SECONDS)


def drip(handler: Handler, body: dict[str, Any]) -> None:
    """A byte at a time: no single read ever times out."""
    handler.open_stream()
    for byte in (b"data: " + json.dumps(delta("The ferry sank.")).encode()) * 50:
        handler.send(bytes([byte]))
        if handler.server.stopped.wait(0.05):
            return


def close_halfway(handler: Handler, body: dict[str, Any]) -> None:
    """An orderly end of the connection in the middle of the stream."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.wfile.write(b"data: " + json.dumps(delta("The ferry sank. It")).encode() + b"\n\n")
    handler.close_connection = True


def reset_halfway(handler: Handler, body: dict[str, Any]) -> None:
    handler.open_stream()
    handler.send_event(delta("The ferry sank. It"))
    handler.cut()


def hang_up(handler: Handler, body: dict[str, Any]) -> None:
    handler.cut()


def flood(handler: Handler, body: dict[str, Any]) -> None:
    """20 MB in one line."""
    handler.open_stream()
    handler.send(b'data: {"choices": [{"delta": {"content": "')
    for _ in range(320):
        handler.send(b"A" * 65536)


def flood_of_events(handler: Handler, body: dict[str, Any]) -> None:
    handler.open_stream()
    for _ in range(100_000):
        handler.send_event(delta("word " * 20))


def zipped(handler: Handler, body: dict[str, Any]) -> None:
    content = gzip.compress(b"data: " + json.dumps(delta("A" * 10_000_000)).encode() + b"\n\n")
    handler.answer(200, content, Content_Type="text/event-stream", Content_Encoding="gzip")


def bad_line(handler: Handler, body: dict[str, Any]) -> None:
    events([delta("The ferry sank."), b"{not json " + RAW.encode()])(handler, body)


def reasoning(field: str) -> Behaviour:
    return events([delta("", **{field: "The ferry sank."}), delta(None, "stop"), b"[DONE]"])


SSE = "text/event-stream"
OVERFULL = {"error": {"code": 400, "message": f"the request exceeds the available context size {RAW}"}}
NO_CHOICE = {**delta(None), "choices": []}
CALL = {"name": "search", "arguments": "{}"}
TOOL = {"index": 0, "id": "x", "type": "function", "function": CALL}
NULL_CHOICES = {**delta(None), "choices": None}
NULL_DELTA = {**delta(None), "choices": [{"index": 0, "delta": None, "finish_reason": None}]}

UNENDING = frozenset({"hang", "stall", "drip"})
"""What only a deadline ends; all else ends by itself, however slow the machine."""
UNENDING_SECONDS = 20
"""How long they go on where no deadline holds, at least."""

FAULTS: dict[str, tuple[Behaviour, type[ModelError], str]] = {
    "400": (giving(400), ModelUnavailable, "COPYDESK_MODEL_TEMPERATURE"),
    "400 context overflow": (giving(400, json.dumps(OVERFULL).encode()), ModelOverfull, "CONTEXT_TOKENS"),
    "401": (giving(401), ModelUnavailable, "COPYDESK_MODEL_API_KEY"),
    "402": (giving(402), ModelUnavailable, "status 402"),
    "403": (giving(403), ModelUnavailable, "allowed to do"),
    "404, wrong model name": (giving(404), ModelUnavailable, "does not know this model"),
    "405": (giving(405), ModelUnavailable, "status 405"),
    "407": (giving(407), ModelUnavailable, "COPYDESK_MODEL_PROXY"),
    "408": (giving(408), ModelUnavailable, "Try again"),
    "409": (giving(409), ModelUnavailable, "Try again"),
    "413": (giving(413), ModelUnavailable, "EVIDENCE_TOKENS"),
    "422": (giving(422), ModelUnavailable, "COPYDESK_MODEL"),
    "429": (giving(429), ModelUnavailable, "Wait"),
    "429 with Retry-After": (giving(429, Retry_After="1"), ModelUnavailable, "Wait"),
    "429 with Retry-After 3600": (giving(429, Retry_After="3600"), ModelUnavailable, "Wait"),
    "429 with a date": (giving(429, Retry_After="Wed, 21 Oct 2026 07:28:00 GMT"), ModelUnavailable, "Wait"),
    "500": (giving(500), ModelUnavailable, "status 500"),
    "502 HTML": (giving(502, f"<html>{RAW}".encode(), Content_Type="text/html"), ModelUnavailable, "status 502"),
    "503": (giving(503), ModelUnavailable, "status 503"),
    "a redirect without address": (giving(307), ModelUnavailable, "not followed"),
    "hang": (hang, ModelUnavailable, "in time"),
    "stall": (stall, ModelUnavailable, "in time"),
    "drip": (drip, ModelUnavailable, "in time"),
    "hang up at once": (hang_up, ModelUnavailable, "could not be reached"),
    "half a stream, closed": (close_halfway, ModelCutOff, "broke off"),
    "half a stream, reset": (reset_halfway, ModelCutOff, "broke off"),
    "no finish_reason": (saying("The ferry sank.", ending=None), ModelCutOff, "broke off"),
    "no finish_reason, no [DONE]": (saying("The ferry", ending=None, done=False), ModelCutOff, "broke off"),
    "length": (saying("The ferry sank. It", ending="length"), ModelCutOff, "COPYDESK_MODEL_OUTPUT_TOKENS"),
    "content_filter": (saying("The ferry", ending="content_filter"), ModelCutOff, "filter"),
    "tool_calls": (saying("", ending="tool_calls"), ModelSilent, "asked for a tool"),
    "tool call as text": (saying('<tool_call>{"name": "search"}</tool_call>'), ModelSilent, "asked for a tool"),
    "a tool call that says stop": (
        events([delta(None, tool_calls=[TOOL]), delta(None, "stop")]),
        ModelSilent,
        "a tool",
    ),
    "an old function call": (events([delta(None, function_call=CALL), delta(None, "stop")]), ModelSilent, "a tool"),
    "silence": (saying(""), ModelSilent, "wrote nothing"),
    "blanks": (saying(" \n", "\t"), ModelSilent, "wrote nothing"),
    "content null": (events([delta(None), delta(None, "stop"), b"[DONE]"]), ModelSilent, "wrote nothing"),
    "reasoning alone": (reasoning("reasoning_content"), ModelSilent, "COPYDESK_MODEL_OUTPUT_TOKENS"),
    "reasoning alone, as Ollama says it": (reasoning("reasoning"), ModelSilent, "reasoned"),
    "reasoning in the text, not closed": (saying("<think>The ferry", " sank."), ModelSilent, "reasoned"),
    "reasoning in the text, closed, and no more": (saying("Hm, the ferry.", "</think>\n"), ModelSilent, "reasoned"),
    "a refusal": (events([delta(None, refusal=RAW), delta(None, "stop")]), ModelRefused, "declined"),
    "a bad SSE line": (bad_line, ModelUnavailable, "not a model's answer"),
    "an error inside 200": (events([delta("The"), {"error": {"message": RAW}}]), ModelUnavailable, "failed"),
    "an overflow inside 200": (events([{"error": {"message": "exceeds the context window"}}]), ModelOverfull, "reads"),
    "HTML": (giving(200, f"<html>{RAW}".encode(), Content_Type="text/html"), ModelUnavailable, "not a model's"),
    "HTML as a stream": (giving(200, f"<html>{RAW}".encode(), Content_Type=SSE), ModelUnavailable, "not a model's"),
    "JSON in one piece": (giving(200, json.dumps(delta("Hi.", "stop")).encode()), ModelUnavailable, "not a model's"),
    "an empty body": (giving(200, b"", Content_Type=SSE), ModelUnavailable, "not a model's answer"),
    "only [DONE]": (events([b"[DONE]"]), ModelUnavailable, "not a model's answer"),
    "choices []": (events([NO_CHOICE, b"[DONE]"]), ModelCutOff, "broke off"),
    "choices null": (events([NULL_CHOICES, b"[DONE]"]), ModelCutOff, "broke off"),
    "delta null": (events([NULL_DELTA, b"[DONE]"]), ModelUnavailable, "not a model's answer"),
    "a list": (events([b"[1, 2]"]), ModelUnavailable, "not a model's answer"),
    "a number": (events([b"7"]), ModelUnavailable, "not a model's answer"),
    "null": (events([b"null"]), ModelUnavailable, "not a model's answer"),
    "a flood in one line": (flood, ModelUnavailable, "more than an answer"),
    "a flood of events": (flood_of_events, ModelCutOff, "without coming to an end"),
    "a zipped flood": (zipped, ModelUnavailable, "more than an answer"),
}
