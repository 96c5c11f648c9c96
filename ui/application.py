"""The addresses for programs, put beside the page or served alone."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache, partial
from importlib import metadata
from threading import Thread
from typing import TYPE_CHECKING

from fastapi import FastAPI, Request
from starlette.routing import Route

from assistant.errors import CopydeskError
from assistant.settings import Settings
from ui.api.asking import asking_routes
from ui.api.document import write_document
from ui.api.health import health_routes
from ui.api.nothing import add_nothing
from ui.api.rates import Rates, Watched
from ui.api.reading import reading_routes
from ui.api.replies import PlainJSON, add_problem_handlers
from ui.api.room import Room
from ui.api.writing import writing_routes
from ui.completions.chat import chat_routes
from ui.completions.vectors import vector_routes
from ui.desk import Desk
from ui.entrance import Entrance
from ui.mcp.over_http import McpOverHttp

if TYPE_CHECKING:
    from starlette.types import ASGIApp

__all__ = ["add_api", "build_api"]


def add_api(app: FastAPI, desk: Desk, settings: Settings) -> Room:
    """Every address for programs, with their limits, counters and failures: below `/api/` and `/v1/` are no others."""
    room = Room.of(desk, settings)
    add_problem_handlers(app)
    routers = [
        asking_routes(room),
        reading_routes(room),
        writing_routes(room),
        chat_routes(room),
        vector_routes(room),
        health_routes(room),
    ]
    routes = [route for router in routers for route in router.routes]
    document = cache(partial(write_document, routes, metadata.version("copydesk")))
    for router in routers:
        app.include_router(router)

    @app.get("/api/openapi.json", include_in_schema=False)
    def openapi(request: Request) -> PlainJSON:  # in a thread of its own: writing the document takes a while, once
        return PlainJSON({**document(), "servers": [{"url": request.scope.get("root_path") or "/"}]})

    app.router.routes.append(Route("/mcp", McpOverHttp(room), include_in_schema=False))
    add_nothing(app, [*routes, *app.router.routes])
    app.add_middleware(Watched, rates=Rates(settings.requests_per_minute), counts=room.counts)
    return room


def build_api(desk: Desk, settings: Settings, entrance: Entrance | None = None) -> "ASGIApp":
    """The application without a page; opens the archive as soon as it is served, without holding up its start.

    Without an `entrance` it is for this machine alone.
    """

    @asynccontextmanager
    async def warm(_: FastAPI) -> AsyncIterator[None]:
        Thread(target=_open, args=(desk,), name="copydesk-opening", daemon=True).start()
        yield

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=warm)
    add_api(app, desk, settings)
    entrance = entrance or Entrance(settings.host)
    return entrance.guard(app, entrance.door())


def _open(desk: Desk) -> None:
    try:
        desk.assistant()
    except CopydeskError:
        return  # who asks is told
