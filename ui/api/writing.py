"""`POST /api/ingest` and `DELETE /api/articles/ID`: for editors, where the settings allow it."""

import re
from pathlib import Path as FilePath
from tempfile import TemporaryDirectory
from typing import Any

from fastapi import APIRouter, Request

from assistant.archive import Archive
from assistant.errors import InputError
from assistant.models import build_embedder, embed_of
from ui.api.bodies import AddedArticles
from ui.api.document import described
from ui.api.reading import ArticleId
from ui.api.replies import PlainJSON
from ui.api.room import Room
from ui.api.seats import Seats, call
from ui.problems import encode_json
from ui.readers import reader_of

__all__ = ["Forbidden", "writing_routes"]


_LINE = re.compile(r":line (\d+)$")


class Forbidden(InputError):
    """This server, or this reader, may not change the archive; comes as 403."""

    http_status = 403


def writing_routes(room: Room) -> APIRouter:
    router = APIRouter(tags=["changes"])
    one_at_a_time = Seats(1)

    @router.post("/api/ingest", responses=described("Ingested", 403, 409), response_class=PlainJSON)
    async def ingest(added: AddedArticles, request: Request) -> PlainJSON:
        """Add articles, or bring those that are known up to date; the report has one outcome for each."""
        _check_allowed(room, request)
        return PlainJSON(await call(one_at_a_time, lambda: _ingest(room, added)))

    @router.delete(
        "/api/articles/{article_id}", responses=described("Removed", 403, 404, 409), response_class=PlainJSON
    )
    async def remove(article_id: ArticleId, request: Request) -> PlainJSON:
        """Take an article out of every search. It stays readable by its id; sending it again brings it back."""
        _check_allowed(room, request)
        return PlainJSON(await call(one_at_a_time, lambda: _remove(room, article_id)))

    return router


def _check_allowed(room: Room, request: Request) -> None:
    if not room.settings.api_writes:
        message = "This server does not change its archive over HTTP. Set COPYDESK_API_WRITES=true to allow it."
        raise Forbidden(message)
    if not reader_of(request.scope).may_edit:
        message = "Only editors may add and remove articles. Ask with an editor's token."
        raise Forbidden(message)
    if room.desk.sample_notice is not None:
        message = "The sample articles cannot be changed. Name an archive of your own with --archive."
        raise Forbidden(message)


def _ingest(room: Room, added: AddedArticles) -> dict[str, Any]:
    """By the same way as a JSON Lines file, so that both read a row alike."""
    from ingest.events import ArticleDone, IngestEvent
    from ingest.pipeline import ingest

    outcomes: list[dict[str, Any]] = []

    def listen(event: IngestEvent) -> None:
        if isinstance(event, ArticleDone):
            line = _LINE.search(event.source)
            row = int(line[1]) - 1 if line else None
            outcomes.append(
                {"row": row, "outcome": event.outcome, "reason": event.reason, "article_id": event.article_id}
            )

    embedder = build_embedder(room.settings)
    with TemporaryDirectory(prefix="copydesk-") as folder:
        rows = FilePath(folder) / "articles.jsonl"
        rows.write_bytes(b"".join(encode_json(row) + b"\n" for row in added.articles))
        with Archive.from_settings(
            room.settings, embedder.identity, folder=room.desk.archive_path, create=True
        ) as archive:
            report = ingest(
                [rows], archive, embedder, source_name=added.source, settings=room.settings, listener=listen
            )
    counts = {name: value for name, value in report.to_json().items() if isinstance(value, int) and name != "dry_run"}
    return {**counts, "outcomes": outcomes, "notes": [note.replace(str(rows), "articles") for note in report.notes]}


def _remove(room: Room, article_id: str) -> dict[str, Any]:
    embedder = build_embedder(room.settings)
    with Archive.from_settings(room.settings, embedder.identity, folder=room.desk.archive_path) as archive:
        return {"removed": archive.remove_articles([article_id], embed_of(embedder))}
