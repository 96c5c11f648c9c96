"""`copydesk dossier` and `copydesk replay`: every statement on a subject, and a record asked again."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.errors import InputError
from ui.commands.ask import read_question
from ui.commands.export import ExportOption, check_format, export
from ui.commands.options import (
    ArchiveOption,
    AsOfOption,
    AuthorOption,
    FromOption,
    JsonOption,
    KindOption,
    PublisherOption,
    QuestionFiltersOption,
    QuietOption,
    ToOption,
    read_filters,
)

if TYPE_CHECKING:
    from assistant.dossier import Dossier

__all__ = ["dossier_command", "replay_command"]


def dossier_command(
    question: Annotated[list[str], typer.Argument(help="Who was for and who against what; `-` reads it.")],
    date_from: FromOption = None,
    date_to: ToOption = None,
    publisher: PublisherOption = None,
    author: AuthorOption = None,
    kind: KindOption = None,
    as_of: AsOfOption = None,
    question_filters: QuestionFiltersOption = True,
    export_to: ExportOption = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Gather every statement on a subject, by side and in time."""
    filters = read_filters(date_from, date_to, publisher, author, as_of, kind)
    asked = read_question(question)
    check_format(export_to)

    from ui.commands.opening import open_assistant

    with open_assistant(archive, announce=not (as_json or quiet), is_for_person=not as_json) as assistant:
        dossier = assistant.dossier(asked, filters=filters, read_filters=question_filters)
        if export_to is not None:
            from assistant.exports import Asked

            export(assistant, Asked(asked, "dossier", filters, question_filters), dossier, export_to)
    if as_json:
        from ui.terminal import print_json

        print_json(dict(dossier.to_json()))
    else:
        _tell(dossier)


def replay_command(
    file: Annotated[Path, typer.Argument(help="A record, as `--export FILE.json` writes it.", show_default=False)],
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Ask a record's question again and say what changed."""
    from assistant.exports import read_record, replay
    from assistant.exports.record import LARGEST_RECORD

    try:
        with file.open("rb") as opened:
            before = read_record(opened.read(LARGEST_RECORD + 1))
    except OSError as error:
        message = f"{file} cannot be read: {error.strerror}."
        raise InputError(message) from None

    from ui.commands.opening import open_assistant
    from ui.terminal import output, print_json, printable_line

    with open_assistant(archive, announce=not (as_json or quiet), is_for_person=not as_json) as assistant:
        again = replay(assistant, before)
    if as_json:
        print_json(again.to_json())
        return
    output().print(f"Asked on {printable_line(before.made_at)}: {printable_line(before.asked.question)}", markup=False)
    if not again.changes:
        output().print("Nothing changed.")
    for change in again.changes:
        output().print(f"- {printable_line(change)}", markup=False)


def _tell(dossier: "Dossier") -> None:
    from rich.text import Text

    from assistant.exports import lay_out
    from ui.terminal import output, printable_line

    styles = {"title": "bold", "heading": "bold", "quote": "default", "note": "yellow", "source": "dim", "line": "cyan"}
    for block in lay_out(dossier):
        space = "    " if block.kind in ("quote", "note") else ""
        text = f"“{block.text}”" if block.kind == "quote" else block.text
        output().print(Text(space + printable_line(text), style=styles[block.kind]), crop=False)
        if block.link:
            output().print(Text(f"    {printable_line(block.link)}", style="dim"), crop=False)
