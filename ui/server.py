"""The HTTP application: the page, the reader, the library and the JSON addresses, all callers of one `Desk`."""

from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI, Request, Response
from fastapi.responses import FileResponse, HTMLResponse

from assistant.errors import CopydeskError
from assistant.settings import Settings
from ui.adder import Adder
from ui.addresses import route_path
from ui.api.replies import reply_to
from ui.application import add_api
from ui.carried import Carried
from ui.compression import Compression
from ui.desk import Desk
from ui.entrance import Entrance
from ui.frame import render_page
from ui.language import say
from ui.masthead import render_trouble_page
from ui.pages.adding import add_adding
from ui.pages.export import add_export
from ui.pages.library import add_library
from ui.pages.reader import add_reader
from ui.pages.settings import add_settings
from ui.pages.share import add_sharing
from ui.pages.state import add_state
from ui.problems import Problem, problem_of
from ui.sharing import Sharing
from ui.spoken import Spoken, render_script
from ui.users.pages import add_sign_in

if TYPE_CHECKING:
    from starlette.types import ASGIApp

__all__ = ["build_app"]

_STATIC = {path.name: path for path in (Path(__file__).parent / "static").iterdir()}
_FOR_PROGRAMS = ("/api/", "/v1/", "/page/", "/ready", "/metrics")
_FRAME_SCRIPT = "/static/js/iframeResizer.contentWindow.min.js"
"""Gradio's page loads it to be sized by a page around it, which this one never has."""


def build_app(
    desk: Desk,
    *,
    host: str = "127.0.0.1",
    entrance: Entrance | None = None,
    suggested_questions: tuple[str, ...] = (),
    settings: Settings | None = None,
) -> "ASGIApp":
    """The whole application with its guards outermost; without an `entrance`, for this machine at `host` alone."""
    entrance = entrance or Entrance(host)
    door = entrance.door()
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(Carried)
    app.add_middleware(Sharing)
    app.add_middleware(Spoken)
    app.add_middleware(Compression)

    def tell(request: Request, error: Exception) -> Response:
        return _tell(desk, request, error)

    add_api(app, desk, settings or Settings.load())
    app.add_exception_handler(CopydeskError, tell)
    desk.has_accounts = lambda: door.has_users
    add_sign_in(app, door, prefix=entrance.prefix)
    add_reader(app, desk)
    add_library(app, desk)
    adder = Adder(lambda: desk.settings)
    add_state(app, desk, adder)
    add_adding(app, desk, adder)
    add_export(app, desk)
    add_sharing(app, desk, door.shares, entrance.public.url if entrance.public else None)
    add_settings(app, desk)
    _add_static(app)
    _mount_chat(app, desk, suggested_questions)
    return entrance.guard(app, door)


def _tell(desk: Desk, request: Request, error: Exception) -> Response:
    """A failure with its class and the sentence that says what to do; as a page where a page was asked for."""
    assert isinstance(error, CopydeskError)
    problem = problem_of(error)
    if route_path(request.scope).startswith(_FOR_PROGRAMS) or "fragment" in request.query_params:
        return reply_to(problem, route_path(request.scope))
    page = render_page(say("not_found"), desk.scene(), render_trouble_page(str(error)), here="")
    return HTMLResponse(page, problem.status)


def _add_static(app: FastAPI) -> None:
    @app.get("/page/texts.js")
    def texts() -> Response:
        """Those of one language alone: the page has not to carry the others."""
        headers = {"Cache-Control": "no-cache", "Vary": "Cookie, Accept-Language"}
        return Response(render_script(), media_type="text/javascript", headers=headers)

    @app.get("/page/{name}")
    def static(name: str) -> Response:
        if name not in _STATIC:
            return reply_to(Problem(404, "NotFound", say("nothing_here")), "/page/")
        return FileResponse(_STATIC[name], headers={"Cache-Control": "no-cache"})

    @app.get(_FRAME_SCRIPT)
    def frame_script() -> Response:
        return Response(media_type="text/javascript", headers={"Cache-Control": "max-age=86400"})


def _mount_chat(app: FastAPI, desk: Desk, suggested_questions: tuple[str, ...]) -> None:
    from ui.app import HEAD, build_blocks, build_theme, mount
    from ui.chat import Chat
    from ui.jobs import Jobs
    from ui.shelf import Shelf
    from ui.wire import calls_of
    from ui.wire_check import WireCheck

    jobs = Jobs(desk)
    desk.before_closing(jobs.close)
    blocks = build_blocks(Chat(desk, jobs, suggested_questions), Shelf(desk))
    app.add_middleware(
        WireCheck,
        events=frozenset(blocks.fns),
        calls=calls_of(blocks),
        is_session=lambda name: name in blocks._queue.pending_messages_per_session,
    )
    mount(app, blocks, theme=build_theme(), head=HEAD, favicon=_STATIC["favicon.png"])
