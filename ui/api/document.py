"""The OpenAPI document: what every address takes, and everything that it may answer."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from fastapi.openapi.utils import get_openapi
from starlette.routing import BaseRoute

from ui.api.schemas import reference_to, reply_schemas

__all__ = ["described", "write_document"]

_ALWAYS = (400, 401, 403, 413, 421, 422, 503)
_STREAMS = {
    "application/x-ndjson": "An event a line, each as in the schema Event.",
    "text/event-stream": "Server-sent events, named as `event` in their data, which is as in the schema Event.",
}
_ABOUT = (
    "Questions to an archive of news articles: every sentence of an answer is quoted, cited and checked. Offsets count "
    "characters (Unicode code points) of an article's text, end exclusive. docs/http.md has examples."
)


def described(name: str, *more: str | int, limited: bool = True) -> dict[int | str, dict[str, Any]]:
    """What an address may answer: the schema of that name (or text), other media types, and failures.

    `limited`: whether the rate of requests is.
    """
    content: dict[str, Any] = (
        {name: {"schema": {"type": "string"}}} if "/" in name else {"application/json": {"schema": reference_to(name)}}
    )
    content |= {
        kind: {"schema": {"type": "string", "description": _STREAMS[kind]}} for kind in more if isinstance(kind, str)
    }
    failures = {*_ALWAYS, *(429 for _ in range(limited)), *(status for status in more if isinstance(status, int))}
    return {
        200: {"description": "Done.", "content": content},
        **{status: _failure(status) for status in sorted(failures)},
    }


def _failure(status: int) -> dict[str, Any]:
    told: dict[str, Any] = {
        "description": HTTPStatus(status).phrase,
        "content": {"application/problem+json": {"schema": reference_to("Problem")}},
    }
    if status == 429:
        told["headers"] = {"Retry-After": {"schema": {"type": "string"}, "description": "Seconds.", "required": True}}
    return told


def write_document(routes: Sequence[BaseRoute], version: str) -> dict[str, Any]:
    """The document as plain JSON types."""
    document = get_openapi(title="Copydesk", version=version, description=_ABOUT, routes=routes)
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas |= reply_schemas()
    document["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    document["security"] = [{}, {"token": []}]
    return document
