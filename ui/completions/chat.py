"""`POST /v1/chat/completions` and `GET /v1/models`: Copydesk as a model of OpenAI's kind."""

import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any
from uuid import uuid4

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse

from assistant.answer import Answer, Answered, Event, Stated
from assistant.errors import CopydeskError
from assistant.models import count_tokens
from ui.api.asking import GONE, begun, with_signs_of_life
from ui.api.document import described
from ui.api.replies import PlainJSON
from ui.api.room import Room, whole_answer
from ui.completions.bodies import ChatRequest
from ui.completions.chores import do_chore
from ui.completions.content import Written
from ui.completions.refusals import check_model
from ui.problems import encode_json, problem_of

__all__ = ["MODELS", "chat_routes"]

QUOTES = "copydesk-quotes"
MODELS = ("copydesk", QUOTES)
"""The writer that is set, and quotes alone."""
_EVENTS = "text/event-stream"
_DONE = b"data: [DONE]\n\n"


def chat_routes(room: Room) -> APIRouter:
    router = APIRouter(tags=["openai"])

    @router.post(
        "/v1/chat/completions",
        responses=described("ChatCompletion", _EVENTS, 404, 502, is_openai=True),
        response_class=PlainJSON,
    )
    async def complete(chat: ChatRequest, request: Request) -> Response:
        """Ask as OpenAI's clients do: the last message is the question, those before it the conversation.

        `annotations` of the message are the citations; the field `copydesk` is the whole answer.
        """
        check_model(chat.model, MODELS)
        reply = _Reply(chat, str(request.base_url).rstrip("/"))
        if (done := do_chore(chat.question())) is not None:
            return reply.of_chore(done)
        asked = chat.to_request(quotes_only=chat.model == QUOTES)
        if chat.stream:
            events = await begun(room.ask(asked, "openai stream"))
            parts = with_signs_of_life(reply.parts(events), b": still here\n\n")
            return StreamingResponse(parts, media_type=_EVENTS, headers={"Cache-Control": "no-store"})
        answer = await whole_answer(room.ask(asked, "openai"), request)
        return GONE if answer is None else PlainJSON(reply.whole(answer))

    @router.get("/v1/models", responses=described("Models", is_openai=True), response_class=PlainJSON)
    async def models() -> PlainJSON:
        """The models that can be asked."""
        return PlainJSON({"object": "list", "data": [_model(name) for name in MODELS]})

    @router.get("/v1/models/{model}", responses=described("Model", 404, is_openai=True), response_class=PlainJSON)
    async def model(model: str) -> PlainJSON:
        """One of them."""
        check_model(model, MODELS)
        return PlainJSON(_model(model))

    return router


def _model(name: str) -> dict[str, Any]:
    return {"id": name, "object": "model", "created": 0, "owned_by": "copydesk"}


class _Reply:
    """One completion, whole or in parts."""

    def __init__(self, chat: ChatRequest, address: str) -> None:
        self._chat = chat
        self._address = address
        self._head = {"id": f"chatcmpl-{uuid4().hex}", "created": int(time.time()), "model": chat.model}

    def whole(self, answer: Answer) -> dict[str, Any]:
        content, annotations = Written.whole(answer, self._address, has_sources=self._chat.wishes.sources)
        told = {"role": "assistant", "content": content, "refusal": None, "annotations": annotations}
        return {**self._completion(told, self._usage(answer, content)), "copydesk": answer.to_json()}

    def of_chore(self, content: str) -> Response:
        """The reply to what is no question."""
        usage = self._counted(content)
        if not self._chat.stream:
            told: dict[str, Any] = {"role": "assistant", "content": content, "refusal": None, "annotations": []}
            return PlainJSON(self._completion(told, usage))
        parts = [self._part({"role": "assistant", "content": content}), self._part({}, "stop")]
        parts += [self._usage_part(usage)] if self._chat.wants_usage else []
        return Response(b"".join([*parts, _DONE]), media_type=_EVENTS)

    async def parts(self, events: AsyncGenerator[Event, None]) -> AsyncGenerator[bytes, None]:
        """A part for each statement once it is checked, then what belongs to the whole."""
        written, said = Written(self._address), [""]
        async with aclosing(events):
            yield self._part({"role": "assistant", "content": ""})
            try:
                async for event in events:
                    if isinstance(event, Stated):
                        written.know(event.citations)
                        said.append(written.state(event.statement, event.reason))
                        yield self._part({"content": said[-1]})
                    elif isinstance(event, Answered):
                        said.append(written.end(event.answer, has_sources=self._chat.wishes.sources))
                        if said[-1]:
                            yield self._part({"content": said[-1]})
                        yield self._part({"annotations": written.annotations})
                        yield self._part({}, "stop", copydesk=event.answer.to_json())
                        if self._chat.wants_usage:
                            yield self._usage_part(self._usage(event.answer, "".join(said)))
                        yield _DONE
            except CopydeskError as error:
                yield b"data: " + encode_json(problem_of(error).to_openai()) + b"\n\n"

    def _completion(self, message: dict[str, Any], usage: dict[str, Any]) -> dict[str, Any]:
        choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
        return {**self._head, "object": "chat.completion", "choices": [choice], "usage": usage}

    def _part(self, delta: dict[str, Any], finish_reason: str | None = None, **more: Any) -> bytes:
        choice = {"index": 0, "delta": delta, "finish_reason": finish_reason, "logprobs": None}
        part = {**self._head, "object": "chat.completion.chunk", "choices": [choice], **more}
        if self._chat.wants_usage:
            part["usage"] = None
        return b"data: " + encode_json(part) + b"\n\n"

    def _usage_part(self, usage: dict[str, Any]) -> bytes:
        part = {**self._head, "object": "chat.completion.chunk", "choices": [], "usage": usage}
        return b"data: " + encode_json(part) + b"\n\n"

    def _usage(self, answer: Answer, content: str) -> dict[str, Any]:
        """What the writing model's server counted; where no model wrote, word pieces of the local one."""
        if "prompt_tokens" not in answer.tokens:
            return self._counted(content)
        asked = answer.tokens["prompt_tokens"] + answer.tokens.get("rewrite_prompt_tokens", 0)
        written = answer.tokens.get("output_tokens", 0) + answer.tokens.get("rewrite_output_tokens", 0)
        return {"prompt_tokens": asked, "completion_tokens": written, "total_tokens": asked + written}

    def _counted(self, content: str) -> dict[str, Any]:
        asked = count_tokens("\n".join(message.text() for message in self._chat.messages))
        written = count_tokens(content)
        return {"prompt_tokens": asked, "completion_tokens": written, "total_tokens": asked + written}
