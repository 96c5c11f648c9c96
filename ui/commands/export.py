"""`--export FILE`: an answer or a dossier as Markdown, DOCX or record."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.errors import InputError
from assistant.extras import need

if TYPE_CHECKING:
    from assistant import Answer, Assistant
    from assistant.dossier import Dossier
    from assistant.exports import Asked

__all__ = ["ExportOption", "check_format", "export"]

_FORMATS = (".md", ".docx", ".json")
ExportOption = Annotated[
    Path | None,
    typer.Option(
        "--export",
        metavar="FILE",
        help="Write it to a file: .md, .docx, or .json, the record that `copydesk replay` asks again.",
    ),
]


def check_format(path: Path | None) -> None:
    """Before anything is asked. Raises InputError."""
    if path is not None and path.suffix.lower() not in _FORMATS:
        message = f"{path.name} is no format to export to. End the name in .md, .docx or .json."
        raise InputError(message)
    if path is not None and path.suffix.lower() == ".docx":
        need("documents", "A Word file", "; or export to .md.")


def export(assistant: "Assistant", asked: "Asked", result: "Answer | Dossier", path: Path) -> None:
    """Write the result in the format that the file's name says. Raises InputError where it cannot be written."""
    from assistant.exports import lay_out, make_record, to_docx, to_markdown
    from ui.terminal import json_text

    match path.suffix.lower():
        case ".docx":
            written = to_docx(lay_out(result))
        case ".json":
            written = (json_text(make_record(assistant, asked, result).to_json()) + "\n").encode("utf-8", "replace")
        case _:
            written = to_markdown(lay_out(result)).encode("utf-8", "replace")
    try:
        path.write_bytes(written)
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror}."
        raise InputError(message) from None
