"""An article, and what changed between two of its versions: as a page, and as the panel beside an answer."""

from typing import Annotated

from fastapi import FastAPI, Query, Request
from fastapi.responses import HTMLResponse

from assistant.archive import Span
from ui.desk import Desk
from ui.differences import chosen_versions, find_changes
from ui.frame import render_page
from ui.language import say
from ui.pages.library import NOT_STORED
from ui.reader import parse_spans, render_article
from ui.readers import reader_of
from ui.versions import Place, render_changes
from ui.walk import parse_walk, written_walk

__all__ = ["add_reader"]

_Version = Annotated[int | None, Query(ge=1, le=10**9)]
_Known = Annotated[int, Query(ge=1, le=10**9)]
_Offset = Annotated[int, Query(ge=0, le=10**9)]
_Spans = Annotated[str, Query(max_length=4000)]


def add_reader(app: FastAPI, desk: Desk) -> None:
    @app.get("/reader/{article_id}")
    def reader(
        request: Request,
        article_id: str,
        version: _Version = None,
        start: _Offset = 0,
        end: _Offset = 0,
        also: _Spans = "",
        walk: _Spans = "",
        fragment: bool = False,
    ) -> HTMLResponse:
        """The article; `fragment` leaves the page around it away, for the panel beside the answer."""
        with desk.assistant().archive.snapshot() as snapshot:
            article = snapshot.article(article_id, version)
            copies = snapshot.copies(article.article_id)
            versions = snapshot.versions(article.article_id)
            pages = snapshot.page_starts(article)
        may_edit = reader_of(request.scope).may_edit and desk.sample_notice is None
        story = render_article(
            article,
            _span(start, end),
            parse_spans(also),
            copies,
            versions,
            pages,
            parse_walk(walk),
            is_pane=fragment,
            may_edit=may_edit and versions[-1].is_current,
        )
        page = story if fragment else render_page(article.title or say("reader.article"), desk.scene(), story, here="")
        return HTMLResponse(page, headers=NOT_STORED)

    @app.get("/reader/{article_id}/changes")
    def changes(
        article_id: str,
        old: _Known,
        new: _Known,
        version: _Version = None,
        start: _Offset = 0,
        end: _Offset = 0,
        also: _Spans = "",
        walk: _Spans = "",
        fragment: bool = False,
    ) -> HTMLResponse:
        """What became of one version in another; both must be kept. The rest says where the reader came from."""
        with desk.assistant().archive.snapshot() as snapshot:
            stored = snapshot.versions(article_id)
        before, after = chosen_versions(stored, (old, new))
        back = Place(version or after.version, _span(start, end), parse_spans(also), written_walk(parse_walk(walk)))
        story = render_changes(before, after, find_changes(before.text, after.text), back, is_pane=fragment)
        page = story if fragment else render_page(say("versions.changes"), desk.scene(), story, here="")
        return HTMLResponse(page, headers=NOT_STORED)


def _span(start: int, end: int) -> Span | None:
    return (start, end) if end > start else None
