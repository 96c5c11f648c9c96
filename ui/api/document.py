"""The OpenAPI document: what every address takes, and everything that it may answer."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from fastapi.openapi.utils import get_openapi
from starlette.routing import BaseRoute

from ui.api.openai_schemas import openai_schemas
from ui.api.schemas import reference_to, reply_schemas
from ui.problems import OPENAI_PREFIX

__all__ = ["described", "write_document"]

_ALWAYS = (400, 401, 403, 413, 415, 421, 422, 503)
_OPENAI_ALWAYS = tuple(status for status in _ALWAYS if status != 422)
"""OpenAI's server says 400 for whatever is wrong in a request."""
_STREAMS = {
    "text/plain": "What the command line prints.",
    "application/x-ndjson": "An event a line, each as in the schema Event.",
    "text/event-stream": "Server-sent events. Of /api/: named as `event` in their data, which is as in the schema "
    "Event. Of /v1/: as OpenAI's server sends them, ended by `[DONE]`.",
}
_ABOUT = (
    "Questions to an archive of news articles: every sentence of an answer is quoted, cited and checked. Offsets count "
    "characters (Unicode code points) of an article's text, end exclusive. docs/reference/http.md has examples."
)


def described(
    name: str, *more: str | int, limited: bool = True, is_openai: bool = False
) -> dict[int | str, dict[str, Any]]:
    """What an address may answer: the schema of that name (or text), other media types, and failures.

    `limited`: whether the rate of requests is; `is_openai`: whether failures have the shape of OpenAI's.
    """
    content: dict[str, Any] = (
        {name: {"schema": {"type": "string"}}} if "/" in name else {"application/json": {"schema": reference_to(name)}}
    )
    content |= {
        kind: {"schema": {"type": "string", "description": _STREAMS[kind]}} for kind in more if isinstance(kind, str)
    }
    failures = {
        *(_ALWAYS if not is_openai else _OPENAI_ALWAYS),
        *(429 for _ in range(limited)),
        *(status for status in more if isinstance(status, int)),
    }
    return {
        200: {"description": "Done.", "content": content},
        **{status: _failure(status, is_openai=is_openai) for status in sorted(failures)},
    }


def _failure(status: int, *, is_openai: bool) -> dict[str, Any]:
    kind, name = ("application/json", "OpenAIError") if is_openai else ("application/problem+json", "Problem")
    told: dict[str, Any] = {
        "description": HTTPStatus(status).phrase,
        "content": {kind: {"schema": reference_to(name)}},
    }
    if status == 400:  # what is no HTTP at all, such as a line of 100,000 characters, does not get as far as this
        told["content"]["text/plain"] = {"schema": {"type": "string"}}
    if status == 429:
        told["headers"] = {"Retry-After": {"schema": {"type": "string"}, "description": "Seconds.", "required": True}}
    return told


def write_document(routes: Sequence[BaseRoute], version: str) -> dict[str, Any]:
    """The document as plain JSON types."""
    document = get_openapi(title="Copydesk", version=version, description=_ABOUT, routes=routes)
    for path, operations in document["paths"].items():
        for operation in operations.values():
            if path.startswith(OPENAI_PREFIX):
                operation["responses"].pop("422", None)  # FastAPI adds it to whatever takes something
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas |= {**reply_schemas(), **openai_schemas()}
    document["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    document["security"] = [{}, {"token": []}]
    return document
