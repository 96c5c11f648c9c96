"""An answer or a conversation for others who sign in: `share/NAME` makes and ends its link, `shared/WORD` shows it."""

from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse

from assistant.errors import ArticleNotFound
from ui.desk import Desk
from ui.frame import render_page
from ui.language import say
from ui.pages.library import NOT_STORED
from ui.readers import Reader, reader_of
from ui.share_view import render_share, render_shared
from ui.stored_answers import Exported, find_given
from ui.users.pages import form_fields, sign_in_address
from ui.users.shares import Share, Shares

__all__ = ["add_sharing"]


def add_sharing(app: FastAPI, desk: Desk, shares: Shares | None, public_url: str | None) -> None:
    """Without `shares` nobody signs in, and nothing is shared. A link begins with the address that others open."""

    def _base(request: Request) -> str:
        return public_url or f"{request.url.scheme}://{request.url.netloc}{desk.prefix}/"

    @app.get("/share/{name}")
    def show(request: Request, name: str) -> HTMLResponse:
        share, found = _own(desk, shares, reader_of(request.scope), name)
        word = shares.word_of(share) if shares else None
        body = render_share(name, found.title, f"{_base(request)}shared/{word}" if word else None)
        return HTMLResponse(render_page(say("share.title"), desk.scene(), body, here=""), headers=NOT_STORED)

    @app.post("/share/{name}")
    async def change(request: Request, name: str) -> Response:
        wanted = form_fields(await request.body()).get("what")
        await run_in_threadpool(_change, desk, shares, reader_of(request.scope), name, wanted)
        return Response(status_code=303, headers={"Location": f"{desk.prefix}/share/{name}", **NOT_STORED})

    @app.get("/shared/{word}")
    def shared(request: Request, word: str) -> Response:
        """For everybody who signs in; gone with its conversation, and with what was forgotten of it."""
        if not reader_of(request.scope).is_signed_in:
            address = sign_in_address(desk.prefix, f"/shared/{word}", b"")
            return Response(status_code=303, headers={"Location": address, **NOT_STORED})
        share = shares.find(word) if shares else None
        found = _find(desk, share) if share else None
        if share is None or found is None:
            raise ArticleNotFound(say("share.none"))
        body = render_shared(found, share.owner)
        return HTMLResponse(render_page(found.title, desk.scene(), body, here=""), headers=NOT_STORED)


def _change(desk: Desk, shares: Shares | None, reader: Reader, name: str, wanted: str | None) -> None:
    share, _ = _own(desk, shares, reader, name)
    if shares is not None and wanted == "begin":
        shares.begin(share)
    elif shares is not None and wanted == "end":
        shares.end(share)


def _own(desk: Desk, shares: Shares | None, reader: Reader, name: str) -> tuple[Share, Exported]:
    """Only what is one's own can be shared. Raises ArticleNotFound."""
    share = Share(reader.name, name)
    found = _find(desk, share) if shares is not None and reader.is_signed_in else None
    if found is None:
        raise ArticleNotFound(say("share.none"))
    return share, found


def _find(desk: Desk, share: Share) -> Exported | None:
    return find_given(desk.assistant().archive.readers, Reader(share.owner, "reader"), share.name)
