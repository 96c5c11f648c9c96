"""Failures over HTTP, in one shape: problem details (RFC 9457), and OpenAI's own under `/v1/`.

Nothing of what was sent comes back in them but the names of fields, cut: a refusal is never longer than a page.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from assistant.errors import (
    ArchiveBusy,
    ArticleNotFound,
    CopydeskError,
    InputError,
    ModelError,
    NotAllowed,
    nearest_word,
)

__all__ = ["OPENAI_PREFIX", "Problem", "encode_json", "failure_to_json", "problem_of", "say_faults", "status_of"]

OPENAI_PREFIX = "/v1/"

_MOST_FAULTS = 10
_MOST_CHARACTERS = 1000
_MOST_OF_A_NAME = 60

_OPENAI_TYPES = {401: "authentication_error", 403: "permission_error", 404: "not_found_error", 429: "rate_limit_error"}


_FAULTS = {
    "missing": "is missing",
    "extra_forbidden": "is not known here",
    "string_type": "is not text",
    "string_too_short": "is too short: at least {min_length} are needed",
    "string_too_long": "is too long: at most {max_length} are read",
    "too_short": "is too short: at least {min_length} are needed",
    "too_long": "is too long: at most {max_length} are read",
    "string_pattern_mismatch": "has characters that cannot stand there",
    "int_type": "is not a whole number",
    "int_parsing": "is not a whole number",
    "int_from_float": "is not a whole number",
    "bool_type": "is neither true nor false",
    "bool_parsing": "is neither true nor false",
    "list_type": "is not a list",
    "dict_type": "is not an object",
    "greater_than_equal": "is less than {ge}",
    "less_than_equal": "is more than {le}",
    "literal_error": "is not one of {expected}",
    "json_invalid": "is not JSON",
    "model_attributes_type": "is not an object",
    "model_type": "is not an object",
}
"""What is wrong with a field, by pydantic's names."""

_KNOWN = (
    *("question", "history", "filters", "read_filters", "writer", "limit", "content", "articles", "source"),
    *("date_from", "date_to", "as_of", "publishers", "authors", "kinds", "article_id", "version", "start", "length"),
)
"""What is sent, wherever it may stand."""

_FORM = re.compile(r"_|str$|(?:function-\w+|constrained-\w+|list|nullable|union)(?:\[|$)")
"""How pydantic names one of the forms of a value: by its type or its class, which is ours alone."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A refusal or a failure, before it is written for one kind of client."""

    status: int
    error: str
    """The class of the failure, for programs."""
    message: str
    """For a person: what happened, then what to do."""
    more: Mapping[str, Any] = field(default_factory=dict)
    retry_after: float | None = None
    """Seconds."""

    def to_json(self) -> dict[str, Any]:
        """The members of RFC 9457, and `error` and `message`, which Copydesk had before it used them."""
        message = self.message[:_MOST_CHARACTERS]
        return {
            "type": f"urn:copydesk:error:{self.error}",
            "title": _title(self.status),
            "status": self.status,
            "detail": message,
            "error": self.error,
            "message": message,
            **({} if self.retry_after is None else {"retry_after": self.retry_after}),
            **self.more,
        }

    def to_openai(self) -> dict[str, Any]:
        fallback = "server_error" if self.status >= 500 else "invalid_request_error"
        partial = {name: value for name, value in self.more.items() if name == "partial"}
        told: dict[str, Any] = {
            "message": self.message[:_MOST_CHARACTERS],
            "type": _OPENAI_TYPES.get(self.status, fallback),
            "param": self.more.get("param"),
            "code": self.more.get("code", self.error),
        }
        return {"error": told, **({"copydesk": partial} if partial else {})}

    def written_for(self, path: str) -> tuple[int, bytes, dict[str, str]]:
        """The status, the body and the headers for whoever asked at this address."""
        is_openai = path.startswith(OPENAI_PREFIX)
        status = 400 if is_openai and self.status == 422 else self.status
        body = encode_json(self.to_openai() if is_openai else self.to_json())
        headers = {"content-type": "application/json" if is_openai else "application/problem+json"}
        if self.retry_after is not None:
            headers["retry-after"] = str(max(1, round(self.retry_after)))
        return status, body, headers


def problem_of(error: CopydeskError) -> Problem:
    """Of one of Copydesk's own errors, with what of an answer was checked before a model failed."""
    partial = error.partial if isinstance(error, ModelError) else None
    kept: dict[str, Any] = {"partial": partial.to_json()} if partial is not None else {}
    code = getattr(type(error), "code", None)
    kept |= {"code": code} if code else {}
    return Problem(status_of(error), type(error).__name__, str(error), kept, error.retry_after)


def status_of(error: CopydeskError) -> int:
    """What went wrong in the terms of HTTP; 503 for an archive that cannot be used."""
    own = getattr(type(error), "http_status", None)
    if isinstance(own, int):
        return own
    if isinstance(error, NotAllowed):
        return 403
    if isinstance(error, InputError):
        return 422
    if isinstance(error, ArticleNotFound):
        return 404
    if isinstance(error, ArchiveBusy):
        return 409
    return 502 if isinstance(error, ModelError) else 503


def failure_to_json(error: CopydeskError) -> dict[str, Any]:
    """Its class, what to do, and what of an answer was checked before a model failed."""
    told = problem_of(error)
    return {"error": told.error, "message": told.message, **told.more}


def say_faults(faults: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Where a request is wrong and why, as pydantic found it, without any value that was sent."""
    found = [(_place(fault), str(fault.get("type", "")), _why(fault)[:200]) for fault in faults]
    told = [
        {"where": where, "why": why}
        for where, kind, why in found
        if not kind.endswith("_type") or not any(_tells_more(other, where) for other in found)
    ]
    return told[:_MOST_FAULTS]


def _tells_more(other: tuple[str, str, str], where: str) -> bool:
    """Whether a fault shows that the value had another of the forms it may have."""
    place, kind, _ = other
    return place.startswith(f"{where}.") or (place == where and not kind.endswith("_type"))


def encode_json(value: Any) -> bytes:
    """Half a surrogate pair becomes its escape: it is no UTF-8, and JSON may hold it."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False).encode("utf-8", "backslashreplace")


def _why(fault: Mapping[str, Any]) -> str:
    """As Copydesk says it; in pydantic's words where it has none of its own."""
    limits = fault.get("ctx") or {}
    if fault.get("type") == "extra_forbidden":
        meant = nearest_word(str(fault["loc"][-1]), _KNOWN)
        return _FAULTS["extra_forbidden"] + (f" (did you mean `{meant}`?)" if meant else "")
    said = _FAULTS.get(str(fault.get("type", "")))
    if said is None:
        return str(fault.get("msg", "")).removeprefix("Value error, ")
    if fault.get("type") in ("string_too_short", "too_short") and limits.get("min_length") == 1:
        return "is empty"
    return said.format_map(_Limits(limits))


class _Limits(dict[str, Any]):
    def __missing__(self, name: str) -> str:
        return "allowed"


def _place(fault: Mapping[str, Any]) -> str:
    """Without the forms that a value may have, which pydantic names between: nobody sent those."""
    where: Sequence[Any] = fault.get("loc", ())
    is_unknown = fault.get("type") == "extra_forbidden"
    parts = [
        part for at, part in enumerate(where) if not _FORM.match(str(part)) or (is_unknown and at == len(where) - 1)
    ]
    names = [str(part)[:_MOST_OF_A_NAME] for part in parts[:8]]
    return ".".join(name.encode("utf-8", "replace").decode() for name in names)


def _title(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Failure"
