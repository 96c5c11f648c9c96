"""`/health`, `/ready` and `/metrics`: for whoever runs the server, without a sign-in."""

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response

from assistant.errors import ArchiveError, CopydeskError
from ui.api.counts import Counts
from ui.api.document import described
from ui.api.replies import PlainJSON
from ui.api.room import Room
from ui.readers import NOBODY, reader_of

__all__ = ["health_routes"]


def health_routes(room: Room) -> APIRouter:
    router = APIRouter(tags=["server"])

    @router.get("/health", responses=described("Health", limited=False), response_class=PlainJSON)
    async def health() -> PlainJSON:
        """The server runs."""
        return PlainJSON({"status": "ok"})

    @router.get("/ready", responses=described("Ready", 503, limited=False), response_class=PlainJSON)
    def ready(request: Request) -> PlainJSON:
        """The archive can be asked; 503 where it cannot. How many articles, where its index is, and what to do, is told
        who may read. It can while the server of its index is away, too: every passage is compared then."""
        is_stranger = reader_of(request.scope) is NOBODY
        try:
            archive = room.desk.assistant().archive
            with archive.snapshot() as snapshot:
                count = snapshot.count_articles()
        except CopydeskError:
            if not is_stranger:
                raise
            message = "The archive cannot be asked now. The terminal where Copydesk runs shows why."
            raise ArchiveError(message) from None
        if is_stranger:
            return PlainJSON({"status": "ready"})
        index = {"server": archive.index_place, "is_away": archive.is_index_away()}
        return PlainJSON({"status": "ready", "articles": count, "index": index})

    @router.get("/metrics", responses=described("text/plain", limited=False), response_class=PlainTextResponse)
    async def metrics() -> Response:
        """Counters in Prometheus's text format; nothing of what was asked is in them."""
        return Response(room.counts.text(), media_type=Counts.media_type)

    return router
