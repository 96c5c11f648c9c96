"""The library: the articles as a list that can be searched."""

from typing import Annotated

from fastapi import FastAPI, Query, Request
from fastapi.responses import HTMLResponse

from assistant.archive import Order
from ui.browsing import Found, Search, find_articles
from ui.desk import Desk
from ui.frame import render_page
from ui.language import say
from ui.library import render_library
from ui.readers import reader_of

__all__ = ["NOT_STORED", "add_library"]

NOT_STORED = {"Cache-Control": "no-store"}
_Name = Annotated[str, Query(max_length=500)]


def add_library(app: FastAPI, desk: Desk) -> None:
    @app.get("/library")
    def library(
        request: Request,
        q: _Name = "",
        outlet: _Name = "",
        author: _Name = "",
        kind: Annotated[str, Query(max_length=40)] = "",
        date_from: Annotated[str, Query(alias="from", max_length=40)] = "",
        date_to: Annotated[str, Query(alias="to", max_length=40)] = "",
        sort: Order = "newest",
        offset: Annotated[int, Query(ge=0, le=10**9)] = 0,
    ) -> HTMLResponse:
        scene = desk.scene()
        search = Search(q, outlet, author, kind, date_from, date_to, sort, offset)
        found = Found()
        if not scene.is_empty:
            with desk.assistant().archive.snapshot() as snapshot:
                found = find_articles(snapshot, search)
        body = render_library(scene, search, found, may_edit=reader_of(request.scope).may_edit)
        return HTMLResponse(render_page(say("articles_page"), scene, body, here="library"), headers=NOT_STORED)
