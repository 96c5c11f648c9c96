"""How answers and failures leave the server: JSON that nothing in an article can break, and problem details."""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from assistant.errors import CopydeskError
from ui.addresses import route_path
from ui.problems import Problem, encode_json, problem_of, say_faults

__all__ = ["PlainJSON", "add_problem_handlers", "reply_to", "wants_text"]

_SAID = {
    400: ("RequestInvalid", "The request cannot be used: its body is no JSON that can be read."),
    404: ("NotFound", "There is nothing here. /api/openapi.json lists every address."),
    405: ("MethodNotAllowed", "This address takes another method."),
    415: ("UnsupportedMediaType", "Send JSON, with the header Content-Type: application/json."),
}
_NOT_USABLE = "The request cannot be used"
_UNEXPECTED = "Something unexpected happened. The server's log says more."


class PlainJSON(JSONResponse):
    """Python's values as JSON."""

    def render(self, content: Any) -> bytes:
        return encode_json(content)


def wants_text(request: Request) -> bool:
    """Whether plain text is asked for and JSON is not: many clients say that they would take either."""
    accepted = request.headers.get("accept", "")
    return "text/plain" in accepted and "application/json" not in accepted


def _sends_json(request: Request) -> bool:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json"))


def reply_to(problem: Problem, path: str) -> Response:
    """The problem for whoever asked at this address."""
    status, body, headers = problem.written_for(path)
    return Response(body, status, headers)


def add_problem_handlers(app: FastAPI) -> None:
    """Every failure below the guards in one shape, whatever raised it."""

    def fail(request: Request, error: Exception) -> Response:
        assert isinstance(error, CopydeskError)
        return reply_to(problem_of(error), route_path(request.scope))

    def refuse(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        found = error.errors()
        faults = say_faults(found)
        if not _sends_json(request) and any(fault["loc"] == ("body",) and fault.get("input") for fault in found):
            return reply_to(Problem(415, *_SAID[415]), route_path(request.scope))
        first = f": {faults[0]['where']} {faults[0]['why']}" if faults else ""
        return reply_to(
            Problem(422, "RequestInvalid", f"{_NOT_USABLE}{first}.", {"errors": faults}), route_path(request.scope)
        )

    def miss(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        name, message = _SAID.get(error.status_code, ("RequestInvalid", f"{_NOT_USABLE}."))
        reply = reply_to(Problem(error.status_code, name, message), route_path(request.scope))
        reply.headers.update(error.headers or {})
        return reply

    def break_down(request: Request, _: Exception) -> Response:
        return reply_to(Problem(500, "Unexpected", _UNEXPECTED), route_path(request.scope))

    app.add_exception_handler(CopydeskError, fail)
    app.add_exception_handler(RequestValidationError, refuse)
    app.add_exception_handler(HTTPException, miss)
    app.add_exception_handler(Exception, break_down)
