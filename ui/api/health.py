"""`/health`, `/ready` and `/metrics`: for whoever runs the server, without a sign-in."""

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse, Response

from ui.api.counts import Counts
from ui.api.document import described
from ui.api.replies import PlainJSON
from ui.api.room import Room

__all__ = ["health_routes"]


def health_routes(room: Room) -> APIRouter:
    router = APIRouter(tags=["server"])

    @router.get("/health", responses=described("Health", limited=False), response_class=PlainJSON)
    async def health() -> PlainJSON:
        """The server runs."""
        return PlainJSON({"status": "ok"})

    @router.get("/ready", responses=described("Ready", 503, limited=False), response_class=PlainJSON)
    def ready() -> PlainJSON:
        """The archive can be asked; 503 with what to do where it cannot."""
        with room.desk.assistant().archive.snapshot() as snapshot:
            return PlainJSON({"status": "ready", "articles": snapshot.count_articles()})

    @router.get("/metrics", responses=described("text/plain", limited=False), response_class=PlainTextResponse)
    async def metrics() -> Response:
        """Counters in Prometheus's text format; nothing of what was asked is in them."""
        return Response(room.counts.text(), media_type=Counts.media_type)

    return router
