"""An answer or a conversation to take away: `export/NAME.md`, `.docx`, `.html` or `.json`."""

import json
import re
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.responses import Response

from assistant.answer import WriterChoice
from assistant.errors import ArticleNotFound
from ui.desk import Desk
from ui.language import say
from ui.readers import reader_of
from ui.stored_answers import Exported, Given, find_given

if TYPE_CHECKING:
    from assistant.pipeline import Assistant

__all__ = ["add_export", "file_name"]

_TYPES = {
    "md": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
}
_LONGEST_NAME = 60


def add_export(app: FastAPI, desk: Desk) -> None:
    @app.get("/export/{name}.{form}")
    def export(request: Request, name: str, form: str) -> Response:
        """What belongs to nobody, or to somebody else, is not there."""
        assistant = desk.assistant()
        reader = reader_of(request.scope)
        found = find_given(assistant.archive.readers, reader, name) if form in _TYPES else None
        if found is None:
            raise ArticleNotFound(say("export.none"))
        return Response(
            _write(assistant, found, form),
            media_type=_TYPES[form],
            headers={
                "Cache-Control": "no-store",
                "X-Content-Type-Options": "nosniff",
                "Content-Disposition": _disposition(f"{file_name(found.title)}.{form}"),
            },
        )


def file_name(title: str) -> str:
    """A name for a file that every system takes: the first words of the title."""
    kept = "".join(character if character.isalnum() else " " for character in unicodedata.normalize("NFC", title))
    name = ""
    for word in kept.split():
        if len(name) + len(word) > _LONGEST_NAME:
            break
        name += f"-{word}"
    return name.strip("-") or "answer"


def _disposition(name: str) -> str:
    """RFC 6266: a plain name for all, the whole one for those that read it."""
    plain = re.sub(r"-+", "-", re.sub(r"[^A-Za-z0-9.]", "-", name)).lstrip("-.")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"


def _write(assistant: "Assistant", found: Exported, form: str) -> bytes:
    # a fifth of what the page took to start, and nobody exports before it has
    from assistant.exports import lay_out, lay_out_conversation, to_docx, to_html, to_markdown

    if form == "json":
        written = json.dumps(_record_of(assistant, found), ensure_ascii=False, indent=2)
        return (written + "\n").encode("utf-8", "replace")
    answers = [given.answer for given in found.answers]
    blocks = lay_out_conversation(found.title, answers) if found.is_conversation else lay_out(answers[0])
    if form == "docx":
        return to_docx(blocks)
    return (to_html(blocks) if form == "html" else to_markdown(blocks)).encode("utf-8", "replace")


def _record_of(assistant: "Assistant", found: Exported) -> dict[str, Any]:
    records = [_record(assistant, given) for given in found.answers]
    return {"conversation": found.title, "records": records} if found.is_conversation else records[0]


def _record(assistant: "Assistant", given: Given) -> dict[str, Any]:
    """The record of an earlier answer: made when it was given; the archive is described as it is now, and says so."""
    from assistant.exports import Asked, make_record

    writer: WriterChoice = "model" if given.answer.writer == "model" else "extractive"
    asked = Asked(given.answer.question, "answer", given.answer.filters, False, writer, given.history)
    record = make_record(assistant, asked, given.answer)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    archive = {**record.archive, "described_at": now}
    return replace(record, made_at=given.made_at, archive=archive).to_json()
