"""An article, and what changed between two of its versions: as a page, and as the panel beside an answer."""

from dataclasses import replace
from typing import Annotated

from fastapi import Depends, FastAPI, Query, Request
from fastapi.responses import HTMLResponse

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


async def _place_of(
    version: _Version = None, start: _Offset = 0, end: _Offset = 0, also: _Spans = "", walk: _Spans = ""
) -> Place:
    """The place that `place_query` wrote into an address."""
    cited = (start, end) if end > start else None
    return Place(version, cited, parse_spans(also), written_walk(parse_walk(walk)))


_Place = Annotated[Place, Depends(_place_of)]


def add_reader(app: FastAPI, desk: Desk) -> None:
    @app.get("/reader/{article_id}")
    def reader(
        request: Request,
        article_id: str,
        place: _Place,
        fragment: bool = False,
    ) -> HTMLResponse:
        """The article; `fragment` leaves the page around it away, for the panel beside the answer."""
        with desk.assistant().archive.snapshot() as snapshot:
            article = snapshot.article(article_id, place.version)
            copies = snapshot.copies(article.article_id)
            versions = snapshot.versions(article.article_id)
            pages = snapshot.page_starts(article)
        may_edit = reader_of(request.scope).may_edit and desk.sample_notice is None
        story = render_article(
            article,
            place.cited,
            place.also,
            copies,
            versions,
            pages,
            parse_walk(place.walk),
            is_pane=fragment,
            may_edit=may_edit and versions[-1].is_current,
        )
        return shown(article.title or say("reader.article"), story, fragment=fragment)

    @app.get("/reader/{article_id}/changes")
    def changes(
        article_id: str,
        old: _Known,
        new: _Known,
        place: _Place,
        fragment: bool = False,
    ) -> HTMLResponse:
        """What became of one version in another; both must be kept. The rest says where the reader came from."""
        with desk.assistant().archive.snapshot() as snapshot:
            stored = snapshot.versions(article_id)
        before, after = chosen_versions(stored, (old, new))
        back = place if place.version else replace(place, version=after.version)
        story = render_changes(before, after, find_changes(before.text, after.text), back, is_pane=fragment)
        return shown(say("versions.changes"), story, fragment=fragment)

    def shown(title: str, story: str, *, fragment: bool) -> HTMLResponse:
        page = story if fragment else render_page(title, desk.scene(), story, here="")
        return HTMLResponse(page, headers=NOT_STORED)
