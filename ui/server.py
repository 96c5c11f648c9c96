"""The HTTP application: the page, the reader, the library and the JSON addresses, all callers of one `Desk`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from fastapi import FastAPI, Query, Request, Response
from fastapi.responses import FileResponse, HTMLResponse

from assistant.errors import CopydeskError
from assistant.settings import Settings
from ui.addresses import PublicAddress, route_path
from ui.api import add_api
from ui.api.replies import reply_to
from ui.desk import Desk
from ui.differences import chosen_versions, find_changes
from ui.forwarded import Forwarded
from ui.frame import render_page
from ui.guards import Guards
from ui.library import PAGE_LENGTH, render_library
from ui.masthead import render_trouble_page
from ui.problems import Problem, problem_of
from ui.reader import parse_spans, render_article
from ui.versions import render_changes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.types import ASGIApp

    from assistant.archive import Article

__all__ = ["build_app"]

_STATIC = {path.name: path for path in (Path(__file__).parent / "static").iterdir()}
_FOR_PROGRAMS = ("/api/", "/v1/", "/page/", "/ready", "/metrics")
_NOT_STORED = {"Cache-Control": "no-store"}


def build_app(
    desk: Desk,
    *,
    host: str,
    public: PublicAddress | None = None,
    proxies: "Sequence[str]" = (),
    suggested_questions: tuple[str, ...] = (),
    settings: Settings | None = None,
) -> "ASGIApp":
    """The whole application with its guards outermost.

    `host` is the address it will listen on, `public` the one others open, `proxies` those whose word on that counts.
    """
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

    def tell(request: Request, error: Exception) -> Response:
        return _tell(desk, request, error)

    add_api(app, desk, settings or Settings.load())
    app.add_exception_handler(CopydeskError, tell)
    _add_reader(app, desk)
    _add_changes(app, desk)
    _add_library(app, desk)
    _add_static(app)
    _mount_chat(app, desk, suggested_questions)
    return Forwarded(Guards(app, host=host, public=public), public=public, proxies=proxies)


def _tell(desk: Desk, request: Request, error: Exception) -> Response:
    """A failure with its class and the sentence that says what to do; as a page where a page was asked for."""
    assert isinstance(error, CopydeskError)
    problem = problem_of(error)
    if route_path(request.scope).startswith(_FOR_PROGRAMS) or "fragment" in request.query_params:
        return reply_to(problem, route_path(request.scope))
    page = render_page("Not found", desk.scene(), render_trouble_page(str(error)), here="")
    return HTMLResponse(page, problem.status)


def _add_reader(app: FastAPI, desk: Desk) -> None:
    @app.get("/reader/{article_id}")
    def reader(
        article_id: str,
        version: Annotated[int | None, Query(ge=1, le=10**9)] = None,
        start: Annotated[int, Query(ge=0, le=10**9)] = 0,
        end: Annotated[int, Query(ge=0, le=10**9)] = 0,
        also: Annotated[str, Query(max_length=4000)] = "",
        fragment: bool = False,
    ) -> HTMLResponse:
        """The article; `fragment` leaves the page around it away, for the panel beside the answer."""
        with desk.assistant().archive.snapshot() as snapshot:
            article = snapshot.article(article_id, version)
            copies = snapshot.copies(article.article_id)
            versions = snapshot.versions(article.article_id)
        story = render_article(article, (start, end) if end > start else None, parse_spans(also), copies, versions)
        page = story if fragment else render_page(article.title or "Article", desk.scene(), story, here="")
        return HTMLResponse(page, headers=_NOT_STORED)


def _add_changes(app: FastAPI, desk: Desk) -> None:
    @app.get("/reader/{article_id}/changes")
    def changes(
        article_id: str,
        old: Annotated[int, Query(ge=1, le=10**9)],
        new: Annotated[int, Query(ge=1, le=10**9)],
        fragment: bool = False,
    ) -> HTMLResponse:
        """What became of one version in another; both must be kept."""
        with desk.assistant().archive.snapshot() as snapshot:
            stored = snapshot.versions(article_id)
        before, after = chosen_versions(stored, (old, new))
        story = render_changes(before, after, find_changes(before.text, after.text))
        page = story if fragment else render_page("What changed", desk.scene(), story, here="")
        return HTMLResponse(page, headers=_NOT_STORED)


def _add_library(app: FastAPI, desk: Desk) -> None:
    @app.get("/library")
    def library(
        q: Annotated[str, Query(max_length=500)] = "", offset: Annotated[int, Query(ge=0, le=10**9)] = 0
    ) -> HTMLResponse:
        scene = desk.scene()
        listed: list[tuple[Article, Sequence[Article]]] = []
        has_more = False
        if not scene.is_empty:
            with desk.assistant().archive.snapshot() as snapshot:
                found = snapshot.list_articles(query=q, offset=offset, limit=PAGE_LENGTH + 1, leads_only=True)
                has_more = len(found) > PAGE_LENGTH
                listed = [(article, snapshot.copies(article.article_id)) for article in found[:PAGE_LENGTH]]
        body = render_library(scene, listed, query=q, offset=offset, has_more=has_more)
        return HTMLResponse(render_page("Articles", scene, body, here="library"), headers=_NOT_STORED)


def _add_static(app: FastAPI) -> None:
    @app.get("/page/{name}")
    def static(name: str) -> Response:
        if name not in _STATIC:
            return reply_to(Problem(404, "NotFound", "There is nothing here."), "/page/")
        return FileResponse(_STATIC[name], headers={"Cache-Control": "no-cache"})


def _mount_chat(app: FastAPI, desk: Desk, suggested_questions: tuple[str, ...]) -> None:
    from ui.app import HEAD, build_blocks, build_theme, mount
    from ui.chat import Chat

    blocks = build_blocks(Chat(desk, suggested_questions))
    mount(app, blocks, theme=build_theme(), head=HEAD, favicon=_STATIC["favicon.png"])
