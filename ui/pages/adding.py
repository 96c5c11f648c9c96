"""Adding, removing and forgetting articles: for editors, and only from a page of ours."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.requests import ClientDisconnect

from assistant.errors import InputError, NotAllowed
from ingest.source import Memory
from ingest.sources import Item, Reading, Skip
from ui.add_view import MOST_ADDRESSES, NEWEST_OF_FEED, render_add, render_done, render_remove
from ui.adder import Adder, Job
from ui.desk import Desk
from ui.frame import render_page
from ui.guards import MAX_UPLOAD_BYTES
from ui.language import say
from ui.pages.library import NOT_STORED
from ui.readers import Reader, reader_of
from ui.removing import forget, remove, say_forgotten, say_ids
from ui.state_view import run_address
from ui.uploads import Received, receive
from ui.words import count, say_path

__all__ = ["add_adding"]

_UPLOAD_SECONDS = 3600.0
_MOST_FORM_BYTES = 100_000
_LONGEST_SOURCE = 100
_UPLOADS = "uploads"
"""Where articles come from that came in as single files: part of their identity."""


@dataclass(frozen=True, slots=True)
class _Refused:
    """What the door refused, as a source: the report has it beside all the other skips."""

    skips: Sequence[Skip]

    def items(self, reading: Reading, memory: Memory) -> Iterator[Item]:  # noqa: ARG002  # nothing is read
        yield from self.skips


def add_adding(app: FastAPI, desk: Desk, adder: Adder) -> None:
    _add_forms(app, desk, adder)
    _add_removal(app, desk)
    _end_with(app, adder)


def _end_with(app: FastAPI, adder: Adder) -> None:
    """When the server ends, what was read of a run is stored, and its record says that it was stopped."""
    inner = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(served: Any) -> AsyncIterator[Any]:
        async with inner(served) as state:
            try:
                yield state
            finally:
                await run_in_threadpool(adder.close)

    app.router.lifespan_context = lifespan


def _add_forms(app: FastAPI, desk: Desk, adder: Adder) -> None:
    @app.get("/library/add")
    def add(request: Request) -> HTMLResponse:
        _editor_of(request)
        scene = desk.scene()
        own = say_path(desk.own_archive_path) if desk.own_archive_path else None
        body = render_add(scene, MAX_UPLOAD_BYTES, adder.progress(), own)
        return HTMLResponse(render_page(say("library.add"), scene, body, here="library"), headers=NOT_STORED)

    @app.post("/library/add/files")
    async def files(request: Request) -> Response:
        editor = _writing_editor(request, desk)
        length = request.headers.get("content-length", "0")
        folder = await run_in_threadpool(adder.begin_upload, int(length) if length.isdigit() else 0)
        is_begun = False
        try:
            async with asyncio.timeout(_UPLOAD_SECONDS):
                kind = request.headers.get("content-type", "")
                received = await receive(kind, request.stream(), folder, MAX_UPLOAD_BYTES)
            run_id = await run_in_threadpool(adder.begin, _job_of(received, editor))
            is_begun = True
        except TimeoutError:
            raise InputError(say("add.too_long")) from None
        except ClientDisconnect:  # nobody hears it any more
            return Response(status_code=400)
        finally:
            await run_in_threadpool(adder.end_upload, folder, keep=is_begun)
        return _to_run(request, run_id)

    @app.post("/library/add/web")
    async def web(request: Request) -> Response:
        editor = _writing_editor(request, desk)
        fields = await _form(request)
        job = await run_in_threadpool(_web_job, desk, editor, fields)
        return _to_run(request, await run_in_threadpool(adder.begin, job))

    @app.post("/library/runs/{run_id}/cancel")
    async def cancel(request: Request, run_id: str) -> Response:
        _writing_editor(request, desk)
        adder.cancel(run_id)
        return _to_run(request, run_id)


def _add_removal(app: FastAPI, desk: Desk) -> None:
    @app.get("/library/articles/{article_id}/remove")
    def ask(request: Request, article_id: str) -> HTMLResponse:
        _editor_of(request)
        with desk.assistant().archive.snapshot() as snapshot:
            article = snapshot.article(article_id)
        page = render_page(say("reader.remove"), desk.scene(), render_remove(article), here="library")
        return HTMLResponse(page, headers=NOT_STORED)

    @app.post("/library/articles/{article_id}/remove")
    async def do(request: Request, article_id: str) -> HTMLResponse:
        _writing_editor(request, desk)
        fields = await _form(request)
        words = await run_in_threadpool(_take_out, desk, article_id, fields)
        return HTMLResponse(
            render_page(say("remove.done"), desk.scene(), render_done(words), here="library"), headers=NOT_STORED
        )


def _to_run(request: Request, run_id: str) -> Response:
    """A redirect is resolved against the address that was asked for, not against the page's base."""
    return RedirectResponse(f"{request.scope.get('root_path') or ''}/{run_address(run_id)}", 303, NOT_STORED)


def _take_out(desk: Desk, article_id: str, fields: dict[str, str]) -> str:
    """What was done, in words."""
    with desk.assistant().archive.snapshot() as snapshot:
        known_id = snapshot.article(article_id).article_id
    if fields.get("what") == "remove":
        remove(desk.settings, [known_id])
        return say("remove.removed", articles=say_ids([known_id]))
    if fields.get("what") != "forget" or fields.get("meant") != "yes":
        raise InputError(say("remove.not_meant"))
    return say_forgotten(forget(desk.settings, [known_id]), desk.settings)


def _editor_of(request: Request) -> Reader:
    """Raises NotAllowed for a reader who may not edit."""
    reader = reader_of(request.scope)
    if not reader.may_edit:
        raise NotAllowed(say("add.editors_only"))
    return reader


def _writing_editor(request: Request, desk: Desk) -> Reader:
    """The same, for what changes the archive: sent by a page of ours, to an archive of real articles."""
    editor = _editor_of(request)
    # the guards refuse a foreign Origin; without any, only the browser's own word tells our page from another
    if "origin" not in request.headers and request.headers.get("sec-fetch-site") != "same-origin":
        raise NotAllowed(say("add.foreign"))
    if desk.sample_notice is not None:
        raise InputError(say("add.samples_stay"))
    return editor


def _job_of(received: Received, editor: Reader) -> Job:
    """What it is given is kept in the archive's record, in English as all of it: `ui.notes` puts it into others."""
    tops = {path.split("/")[0] for path in received.paths}
    is_one_folder = len(tops) == 1 and all("/" in path for path in received.paths)
    top = next(iter(tops)) if is_one_folder else ""
    files = count(len(received.paths), "file")
    said = [f"{files} from the page" if len(received.paths) != 1 else received.paths[0]]
    if is_one_folder:
        said = [f"{top}/ ({files})"]
    more = received.refused_count - len(received.refused)
    refused = [
        *received.refused,
        *([Skip(f"{more:,} more files", "refused for reasons such as these")] if more else []),
    ]
    if not received.paths and not refused:
        raise InputError(say("add.no_file"))
    return Job(
        tuple(said),
        editor.name,
        (received.folder / top,) if received.paths else (),
        (_Refused(refused),) if refused or not received.paths else (),
        received.fields.get("source", "").strip()[:_LONGEST_SOURCE] or top or _UPLOADS,
        received.folder,
    )


def _web_job(desk: Desk, editor: Reader, fields: dict[str, str]) -> Job:
    from ingest.web.source import WebSource

    addresses = [line.strip() for line in fields.get("addresses", "").splitlines() if line.strip()]
    if not 0 < len(addresses) <= MOST_ADDRESSES:
        raise InputError(say("add.address_count", n=MOST_ADDRESSES))
    newest = fields.get("newest", "").strip() or str(NEWEST_OF_FEED)
    if not (newest.isascii() and newest.isdigit() and 0 < int(newest[:6]) <= 1000):
        raise InputError(say("add.newest_count", n=1000))
    source = WebSource.from_settings(addresses, desk.settings, limit=int(newest))
    return Job(tuple(addresses), editor.name, sources=(source,))


async def _form(request: Request) -> dict[str, str]:
    """The fields of a small form, each once."""
    body = b""
    stream: AsyncIterator[bytes] = request.stream()
    async for piece in stream:
        body += piece
        if len(body) > _MOST_FORM_BYTES:
            raise InputError(say("add.form_too_big"))
    try:
        fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20)
    except ValueError:
        raise InputError(say("add.form_unreadable")) from None
    return {name: values[0] for name, values in fields.items()}
