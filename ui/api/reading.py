"""What is only read: the search, dossiers, articles with their versions, and what the archive holds."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.params import Path
from fastapi.responses import PlainTextResponse, Response

from assistant.archive import Filters
from assistant.errors import InputError, check_words
from assistant.question import make_filters
from ui.api.bodies import SearchedFor, WantedDossier
from ui.api.document import described
from ui.api.plain import article_to_json, entry_to_json, passages_to_json, scene_to_json
from ui.api.replies import PlainJSON, wants_text
from ui.api.room import Room
from ui.api.seats import call
from ui.api.told import tell_passages

__all__ = ["ArticleId", "reading_routes"]

ArticleId = Annotated[str, Path(max_length=2000, description="Of the archive, or of the source where it is unique.")]
Day = Annotated[str | None, Query(max_length=40, examples=["2026-05-04"])]
Names = Annotated[list[Annotated[str, Query(max_length=2000)]], Query(max_length=200)]


def reading_routes(room: Room) -> APIRouter:
    router = APIRouter()
    _add_search(router, room)
    _add_articles(router, room)

    @router.get("/api/status", tags=["server"], responses=described("Status"), response_class=PlainJSON)
    def status() -> PlainJSON:
        """What the archive holds, who writes, and where questions and passages go."""
        return PlainJSON(scene_to_json(room.desk.scene()))

    return router


def _add_search(router: APIRouter, room: Room) -> None:
    @router.post("/api/search", tags=["answers"], responses=described("Passages", "text/plain", 502))
    async def search(wanted: SearchedFor, request: Request) -> Response:
        """The passages nearest to a question, without an answer; with `Accept: text/plain` as a table."""
        filters = wanted.to_filters()
        found = await call(
            room.seats,
            lambda: room.desk.assistant().search(
                wanted.question, k=wanted.limit, filters=filters, read_filters=wanted.read_filters
            ),
        )
        if wants_text(request):
            return PlainTextResponse(tell_passages(found))
        return PlainJSON({"question": wanted.question, "passages": passages_to_json(found)})

    @router.post("/api/dossier", tags=["answers"], responses=described("Dossier", 502), response_class=PlainJSON)
    async def dossier(wanted: WantedDossier) -> PlainJSON:
        """Every statement on what the question is for or against, by side and in time."""
        filters = wanted.to_filters()
        found = await call(
            room.seats,
            lambda: room.desk.assistant().dossier(wanted.question, filters=filters, read_filters=wanted.read_filters),
        )
        return PlainJSON(dict(found.to_json()))


def _add_articles(router: APIRouter, room: Room) -> None:
    @router.get(
        "/api/articles",
        tags=["articles"],
        responses=described("Articles"),
        response_class=PlainJSON,
        dependencies=[Depends(check_parameters)],
    )
    def articles(
        q: Annotated[str, Query(max_length=500, description="Words that headline, text or publisher must have.")] = "",
        publisher: Names = [],  # noqa: B006  # never written to: a list for each request
        author: Names = [],  # noqa: B006
        kind: Names = [],  # noqa: B006
        date_from: Day = None,
        date_to: Day = None,
        as_of: Day = None,
        offset: Annotated[int, Query(ge=0, le=10**9)] = 0,
        limit: Annotated[int, Query(ge=1, le=100)] = 50,
    ) -> PlainJSON:
        """Articles without their texts, the newest first, undated ones last; `next_offset` leads to the next page."""
        filters = make_filters(date_from, date_to, publisher, author, kind, as_of)
        return PlainJSON(_page_of(room, q, filters, offset, limit))

    @router.get(
        "/api/articles/{article_id}",
        tags=["articles"],
        responses=described("Article", 404),
        dependencies=[Depends(check_parameters)],
    )
    def article(article_id: ArticleId, version: Annotated[int | None, Query(ge=1, le=10**9)] = None) -> PlainJSON:
        """An article with its text, in its newest version or in the one asked for."""
        return PlainJSON(article_to_json(room.desk.assistant().article(article_id, version)))

    @router.get("/api/articles/{article_id}/versions", tags=["articles"], responses=described("Versions", 404))
    def versions(article_id: ArticleId) -> PlainJSON:
        """All versions that are kept of an article, without their texts, the oldest first."""
        kept = room.desk.assistant().versions(article_id)
        return PlainJSON({"article_id": kept[-1].article_id, "versions": [entry_to_json(one) for one in kept]})


def check_parameters(request: Request) -> None:
    """A misspelt one would answer another question than was asked. Raises InputError."""
    known = [one.alias for one in request.scope["route"].dependant.query_params]
    check_words(request.query_params, known, "parameter of this address", InputError)


def _page_of(room: Room, query: str, filters: Filters, offset: int, limit: int) -> dict[str, Any]:
    with room.desk.assistant().archive.snapshot() as snapshot:
        listed = snapshot.list_articles(query=query, offset=offset, limit=limit + 1, filters=filters)
        matching = snapshot.count_articles(filters) if not query else None
    more = len(listed) > limit
    return {
        "articles": [entry_to_json(article) for article in listed[:limit]],
        "total": matching,
        "next_offset": offset + limit if more else None,
    }
