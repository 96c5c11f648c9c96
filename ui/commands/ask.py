"""`copydesk ask`: one question, or many from a file."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.errors import InputError, ModelError, QuestionError
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
    ServerOption,
    TokenOption,
    ToOption,
    VerboseOption,
    WriterName,
    WriterOption,
    filters_to_send,
    read_filters,
)
from ui.commands.served import check_for_server, print_from

if TYPE_CHECKING:
    from assistant import Answer, Event, Filters
    from assistant.answer import WriterChoice

__all__ = ["ask_command", "read_question", "tell_events"]


def ask_command(
    question: Annotated[
        list[str] | None, typer.Argument(help="The question; `-` reads it from standard input.", show_default=False)
    ] = None,
    date_from: FromOption = None,
    date_to: ToOption = None,
    publisher: PublisherOption = None,
    author: AuthorOption = None,
    kind: KindOption = None,
    as_of: AsOfOption = None,
    question_filters: QuestionFiltersOption = True,
    batch: Annotated[
        Path | None,
        typer.Option(
            "--batch",
            metavar="FILE",
            help="Ask the questions of a file (`-`: standard input), one a line, all as text or all as JSON; one JSON "
            "answer a line, in order. A line that cannot be used gives a line with `error`, and code 2 at the end.",
        ),
    ] = None,
    threads: Annotated[
        int | None,
        typer.Option("--threads", metavar="N", min=1, max=64, help="With --batch: so many questions at once."),
    ] = None,
    resume: Annotated[
        Path | None,
        typer.Option(
            "--resume",
            metavar="FILE",
            help="With --batch: add the answers to this file, and go on behind those that an earlier run wrote there.",
        ),
    ] = None,
    writer: WriterOption = None,
    export_to: ExportOption = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    server: ServerOption = None,
    token: TokenOption = None,
) -> None:
    """Ask the archive; every sentence of the answer is quoted and cited."""
    if server is not None:
        check_for_server(archive=archive, batch=batch, export=export_to)
        to_send = filters_to_send(date_from, date_to, publisher, author, as_of, kind)
        body = {"question": read_question(question), "filters": to_send, "read_filters": question_filters}
        print_from(server, token, "/api/ask", body | {"writer": writer}, as_json=as_json)
        return
    filters = read_filters(date_from, date_to, publisher, author, as_of, kind)
    if batch is not None and question:
        message = "Give a question or --batch FILE, not both."
        raise InputError(message)
    if batch is not None and export_to is not None:
        message = "--export writes one answer. Give a question, not --batch."
        raise InputError(message)
    if batch is None and (threads is not None or resume is not None):
        message = "--threads and --resume belong to --batch FILE."
        raise InputError(message)
    check_format(export_to)
    asked = None if batch is not None else read_question(question)
    chosen: WriterChoice | None = None if writer is None else "model" if writer is WriterName.model else "extractive"

    from ui.commands.opening import open_assistant

    is_for_person = not (as_json or batch)
    with open_assistant(archive, announce=is_for_person and not quiet, is_for_person=is_for_person) as assistant:
        if batch is not None:
            from ui.commands.batch import ask_batch

            code = ask_batch(
                assistant, batch, filters, chosen, read_filters=question_filters, threads=threads, resume=resume
            )
            raise typer.Exit(code)
        assert asked is not None
        answer: Answer | None
        if as_json:
            from ui.terminal import print_json

            answer = assistant.ask(asked, filters=filters, writer=chosen, read_filters=question_filters)
            print_json(answer.to_json())
        else:
            answer = _tell(
                assistant.stream(asked, filters=filters, writer=chosen, read_filters=question_filters),
                verbose,
                filters,
                assistant.archive.index_place,
            )
            if not quiet and answer is not None:
                _name_dossier(asked)
        if export_to is not None and answer is not None:
            from assistant.exports import Asked

            export(assistant, Asked(asked, "answer", filters, question_filters, chosen), answer, export_to)


def read_question(words: list[str] | None) -> str:
    """The words of the command line, or standard input for `-`. Raises QuestionError, saying what to write."""
    if not words:
        message = 'There is no question. Write it in quotes: copydesk ask "Who …?"; or give `-`, or --batch FILE.'
        raise QuestionError(message)
    if words != ["-"]:
        return " ".join(words)
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        message = "The question on standard input is not UTF-8 text."
        raise QuestionError(message) from None


def _name_dossier(asked: str) -> None:
    """Whoever asks for sides should know that there is a form for it."""
    from assistant.dossier import asks_for_dossier
    from ui.terminal import side

    if asks_for_dossier(asked):
        side().print("Every statement by side and in time: `copydesk dossier` with the same question.", markup=False)


def _tell(events: Iterable["Event"], verbose: bool, given: "Filters", index_place: str | None) -> "Answer | None":
    from ui.answer_lines import passage_table, timing_line
    from ui.terminal import output

    answer = tell_events(events, given)
    if verbose and answer is not None:
        console = output()
        console.print()
        console.print(passage_table(answer.passages))
        console.print(timing_line(answer, index_place))
    return answer


def tell_events(events: Iterable["Event"], given: "Filters | None" = None) -> "Answer | None":
    """Print each statement when it is ready, the rest when the answer is whole; `given`: the caller's own filters."""
    from assistant import Answered, Stated, Writing
    from ui.answer_lines import reason_line, statement_line
    from ui.terminal import output, side

    console, status = output(), side().status("Searching the archive …")
    answer, has_stated = None, False
    status.start()
    try:
        for event in events:
            if isinstance(event, Writing):
                status.update(f"Writing … {event.notice or ''}")
                status.start()
            elif isinstance(event, Stated):
                status.stop()
                if event.reason and not has_stated:
                    console.print(reason_line(event.reason))
                has_stated = True
                console.print(statement_line(event.statement))
            elif isinstance(event, Answered):
                answer = event.answer
    except ModelError as error:  # what was checked before it stays, with its sources
        status.stop()
        if error.partial is not None:
            _tell_rest(error.partial, given)
        raise
    finally:
        status.stop()
    if answer is not None:
        _tell_rest(answer, given)
    return answer


def _tell_rest(answer: "Answer", given: "Filters | None") -> None:
    from ui.answer_lines import narrowed_lines, nothing_lines, notice_lines, source_lines
    from ui.terminal import output

    rest = nothing_lines(answer, given) if answer.abstained else ("", *source_lines(answer.citations))
    narrowed = narrowed_lines(answer.filters, given)
    for line in (*rest, *narrowed, *notice_lines(answer.notices)):
        output().print(line, crop=False)
