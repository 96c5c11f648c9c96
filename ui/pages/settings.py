"""The page of settings."""

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from ui.desk import Desk
from ui.frame import render_page
from ui.language import COOKIE, LANGUAGES, choose_language, say
from ui.markup import own_address
from ui.pages.library import NOT_STORED
from ui.settings_view import render_settings
from ui.users.pages import form_fields

__all__ = ["add_settings"]

_YEAR_SECONDS = 365 * 24 * 3600


def add_settings(app: FastAPI, desk: Desk) -> None:
    @app.get("/settings")
    def settings(request: Request) -> HTMLResponse:
        scene = desk.scene()
        chosen = request.cookies.get(COOKIE, "")
        asked = choose_language("", request.headers.get("accept-language", ""))
        body = render_settings(scene, chosen if chosen in LANGUAGES else "", asked)
        return HTMLResponse(render_page(say("settings"), scene, body, here="settings"), headers=NOT_STORED)

    @app.post("/settings/language")
    async def choose(request: Request) -> Response:
        """Kept by the browser alone, for a year; an empty choice leaves it to the browser again."""
        wanted = form_fields(await request.body()).get("language", "")
        back = RedirectResponse(f"{request.scope.get('root_path') or ''}/{own_address('settings')}", 303, NOT_STORED)
        place, seconds = f"{desk.prefix}/", _YEAR_SECONDS if wanted in LANGUAGES else 0
        back.set_cookie(COOKIE, wanted if seconds else "", max_age=seconds, path=place, samesite="lax", httponly=True)
        return back
