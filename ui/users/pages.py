"""Signing in and out: pages of their own that need no script, and tell nothing of the archive before."""

from asyncio import to_thread
from collections.abc import Mapping
from urllib.parse import parse_qs, quote, urlsplit

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse

from assistant.errors import CopydeskError
from ui.language import language, say
from ui.markup import text
from ui.notes import say_note
from ui.readers import Reader, reader_of
from ui.users.door import Door, TriedTooOften

__all__ = ["MAX_FORM_BYTES", "add_sign_in", "form_fields", "safe_next", "sign_in_address"]

MAX_FORM_BYTES = 16_000
_MAX_NEXT = 2000
_NOT_STORED = {"Cache-Control": "no-store"}


def add_sign_in(app: FastAPI, door: Door, *, prefix: str = "") -> None:
    """`/sign-in`, `/sign-out` and `/account`; under `prefix` where the page has a sub-path."""

    @app.get("/sign-in")
    def show(request: Request) -> Response:
        target = safe_next(request.query_params.get("next", ""))
        if not door.shows_sign_in:
            return _to(prefix, target)
        return HTMLResponse(_render_sign_in(prefix, target), headers=_NOT_STORED)

    @app.post("/sign-in")
    async def sign_in(request: Request) -> Response:
        fields = form_fields(await request.body())
        target = safe_next(fields.get("next", ""))
        address = request.client.host if request.client else ""
        try:
            cookie = await door.sign_in(fields.get("name", ""), fields.get("password", ""), address)
        except TriedTooOften as often:
            minutes = -(-often.seconds // 60)
            why = say("sign.often", n=minutes)
            return _refused(prefix, target, why, 429, {"Retry-After": str(often.seconds)})
        except CopydeskError as error:
            known = say_note(str(error)) if error.may_retry else say("sign.nobody")
            return _refused(prefix, target, known, 503)
        if cookie is None:
            return _refused(prefix, target, say("sign.wrong"), 403)
        await to_thread(door.sign_out, request.scope)  # the session this browser had before
        return _to(prefix, target, door.session_header(cookie))

    @app.get("/account")
    def account(request: Request) -> Response:
        reader = reader_of(request.scope)
        if reader.is_anonymous:
            return _to(prefix, "sign-in" if door.shows_sign_in else "")
        return HTMLResponse(_render_account(prefix, reader), headers=_NOT_STORED)

    @app.post("/sign-out")
    def sign_out(request: Request) -> Response:
        door.sign_out(request.scope)
        return _to(prefix, "", door.session_header(""))


def safe_next(wanted: str) -> str:
    """Where to go after signing in, relative to the base: a page of ours, else the first."""
    if len(wanted) > _MAX_NEXT or wanted.startswith("/") or not wanted.isprintable() or not wanted.isascii():
        return ""
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return ""
    strays = {"\\", '"', " ", "<", ">"} & set(wanted)
    if parts.scheme or parts.netloc or strays or ".." in parts.path or "//" in parts.path or ":" in parts.path:
        return ""
    return "" if parts.path.startswith("sign-") else wanted


def sign_in_address(prefix: str, path: str, query: bytes) -> str:
    """Where a page is sent that nobody signed in for; it comes back to `path` afterwards."""
    wanted = safe_next(quote(path.lstrip("/"), safe="/-._~") + (f"?{query.decode('latin-1')}" if query else ""))
    return f"{prefix}/sign-in" + (f"?next={quote(wanted, safe='')}" if wanted else "")


def form_fields(body: bytes) -> Mapping[str, str]:
    """Of a form; the first of each name. What is no text is no field."""
    try:
        parsed = parse_qs(body.decode("ascii"), keep_blank_values=True, max_num_fields=10, errors="strict")
    except ValueError:
        return {}
    return {name: values[0] for name, values in parsed.items()}


def _to(prefix: str, target: str, cookie: str | None = None) -> Response:
    """The address begins with one slash and no more, whatever `target` is: it never leads to another host."""
    headers = {"Location": f"{prefix}/{target.lstrip('/')}", **_NOT_STORED}
    return Response(status_code=303, headers=headers | ({"Set-Cookie": cookie} if cookie else {}))


def _refused(prefix: str, target: str, why: str, status: int, headers: Mapping[str, str] | None = None) -> HTMLResponse:
    page = _render_sign_in(prefix, target, why)
    return HTMLResponse(page, status, headers={**_NOT_STORED, **(headers or {})})


def _render_sign_in(prefix: str, target: str, why: str = "") -> str:
    trouble = f'<div class="trouble" role="alert"><p>{text(why)}</p></div>' if why else ""
    return _render(
        prefix,
        say("sign.in"),
        f'{trouble}<form class="sign-in" action="sign-in" method="post">'
        f'<input type="hidden" name="next" value="{text(target)}">'
        f'<label>{say("sign.name")}<input name="name" autocomplete="username" autocapitalize="none" '
        'spellcheck="false" maxlength="64" '
        "required autofocus></label>"
        f'<label>{say("sign.password")}<input name="password" type="password" autocomplete="current-password" '
        'maxlength="1000" '
        f'required></label><button type="submit" class="main-action">{say("sign.in")}</button></form>',
    )


def _render_account(prefix: str, reader: Reader) -> str:
    who = say("sign.here" if reader.may_edit else "sign.here_reader")
    if reader.name:
        who = say("sign.editor" if reader.may_edit else "sign.reader", name=f"<b><bdi>{text(reader.name)}</bdi></b>")
    sign_out = f'<button type="submit" class="main-action">{say("sign.out")}</button>' if reader.name else ""
    return _render(
        prefix,
        say("account"),
        f'<p class="lede">{who}</p>'
        f'<form class="sign-in" action="sign-out" method="post">{sign_out}<a href="./">{say("sign.back")}</a></form>',
    )


def _render(prefix: str, title: str, body: str) -> str:
    """No masthead: who is not signed in learns neither what the archive holds nor where it lies."""
    return (
        f'<!doctype html><html lang="{language()}"><head><meta charset="utf-8">'
        f'<base href="{text(prefix)}/"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="color-scheme" content="light dark"><title>{text(title)} · Copydesk</title>'
        '<link rel="icon" href="page/favicon.svg" type="image/svg+xml"><link rel="stylesheet" href="page/page.css">'
        '</head><body class="own-page"><header class="masthead"><div class="masthead-row">'
        '<p class="wordmark">Copydesk</p></div></header>'
        f'<main class="own-main sign-in-main"><h1 class="welcome-title">{text(title)}</h1>{body}</main></body></html>'
    )
