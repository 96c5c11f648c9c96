"""What is no address for programs, or not by this method: said in their shape, whatever page stands behind."""

from collections.abc import Sequence

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Match, Route
from starlette.types import Receive, Scope, Send

__all__ = ["add_nothing"]


def add_nothing(app: FastAPI, known: Sequence[BaseRoute]) -> None:
    """The last of the routes below `/api/` and `/v1/`; `known` are all others."""
    for prefix in ("api", "v1"):
        app.router.routes.append(Route(f"/{prefix}/{{rest:path}}", _Nothing(known), include_in_schema=False))


class _Nothing:
    """An ASGI application that only refuses."""

    def __init__(self, known: Sequence[BaseRoute]) -> None:
        self._known = known

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        del receive, send  # the handler of failures answers
        methods: set[str] = set()
        for route in self._known:
            if route.matches(scope)[0] is not Match.NONE:
                methods |= getattr(route, "methods", None) or set()
        if methods:
            raise HTTPException(405, headers={"Allow": ", ".join(sorted(methods))})
        raise HTTPException(404)
