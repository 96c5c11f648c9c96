"""Options that several commands share, and what stands behind them."""

from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.errors import FilterError, SettingsError

if TYPE_CHECKING:
    from assistant import Filters

__all__ = [
    "ArchiveOption",
    "AsOfOption",
    "AuthorOption",
    "FromOption",
    "JsonOption",
    "KindName",
    "KindOption",
    "PublisherOption",
    "QuestionFiltersOption",
    "QuietOption",
    "ServerOption",
    "ToOption",
    "TokenOption",
    "VerboseOption",
    "WriterName",
    "WriterOption",
    "check_archive_option",
    "filters_to_send",
    "read_filters",
]

ArchiveOption = Annotated[
    Path | None, typer.Option("--archive", metavar="DIR", help="Folder of the archive. [env: COPYDESK_ARCHIVE]")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON; errors too, on standard error.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Do not say which archive is asked.")]
VerboseOption = Annotated[bool, typer.Option("--verbose", "-v", help="Say more: passages, scores, timings.")]


class WriterName(StrEnum):
    """What `--writer` takes."""

    model = "model"
    extractive = "extractive"


WriterOption = Annotated[
    WriterName | None,
    typer.Option(
        "--writer",
        help="Who writes: the model of COPYDESK_MODEL, or `extractive`: quotes, no model. Default: the model if set.",
    ),
]
FromOption = Annotated[
    str | None,
    typer.Option("--from", metavar="DAY", help="Only articles published on or after: YYYY-MM-DD, YYYY-MM or YYYY."),
]
ToOption = Annotated[
    str | None,
    typer.Option("--to", metavar="DAY", help="Only articles published on or before; a month or year: its end."),
]
AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DAY", help="As the articles stood on this day, and only those published by then."),
]
PublisherOption = Annotated[
    list[str] | None, typer.Option("--publisher", metavar="NAME", help="Only this outlet; repeat for more.")
]
AuthorOption = Annotated[
    list[str] | None, typer.Option("--author", metavar="NAME", help="Only this author; repeat for more.")
]


ServerOption = Annotated[
    str | None,
    typer.Option(
        "--server",
        metavar="URL",
        envvar="COPYDESK_SERVER",
        help="Ask a running `copydesk serve` or `chat` instead: nothing is loaded here.",
    ),
]
TokenOption = Annotated[
    str | None, typer.Option("--token", envvar="COPYDESK_TOKEN", help="For --server, where it asks for a sign-in.")
]


class KindName(StrEnum):
    """What `--kind` takes."""

    news = "news"
    opinion = "opinion"
    analysis = "analysis"
    interview = "interview"
    press_release = "press_release"
    live_blog = "live_blog"
    correction = "correction"
    unknown = "unknown"


KindOption = Annotated[list[KindName] | None, typer.Option("--kind", help="Only this kind; repeat for more.")]
QuestionFiltersOption = Annotated[
    bool,
    typer.Option(
        "--question-filters/--no-question-filters",
        help="Whether what the question says about time, outlet, author and kind narrows it.",
    ),
]


def check_archive_option(arguments: Sequence[str]) -> None:
    """Raise SettingsError where `--archive` says nothing, whichever command it is of: Typer makes that the folder one
    is in."""
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    for each, following in pairwise([*options, None]):
        if each == "--archive=" or (each == "--archive" and following == ""):
            message = (
                "--archive was given without a folder, as by a variable of the shell that is not set. Name a folder, "
                '"." for the one you are in, or leave the option out.'
            )
            raise SettingsError(message)


def read_filters(
    date_from: str | None,
    date_to: str | None,
    publishers: Sequence[str] | None,
    authors: Sequence[str] | None,
    as_of: str | None = None,
    kinds: Sequence[str] | None = None,
) -> "Filters":
    """Raises FilterError for what is not a day, a range that ends before it begins, or an empty value."""
    _check_not_empty(date_from, date_to, publishers, authors, as_of)

    from assistant.question import make_filters

    return make_filters(date_from, date_to, publishers or (), authors or (), kinds or (), as_of)


def filters_to_send(
    date_from: str | None,
    date_to: str | None,
    publishers: Sequence[str] | None,
    authors: Sequence[str] | None,
    as_of: str | None = None,
    kinds: Sequence[str] | None = None,
) -> dict[str, object]:
    """The same for a server, which reads them. Raises FilterError for an empty value."""
    _check_not_empty(date_from, date_to, publishers, authors, as_of)
    days = {"date_from": date_from, "date_to": date_to, "as_of": as_of}
    names = {"publishers": list(publishers or ()), "authors": list(authors or ()), "kinds": [*(kinds or ())]}
    return {**days, **names}


def _check_not_empty(
    date_from: str | None,
    date_to: str | None,
    publishers: Sequence[str] | None,
    authors: Sequence[str] | None,
    as_of: str | None,
) -> None:
    """Raises FilterError, naming the option."""
    given = {
        "--from": [date_from],
        "--to": [date_to],
        "--as-of": [as_of],
        "--publisher": publishers or [],
        "--author": authors or [],
    }
    for option, values in given.items():
        if any(value is not None and not value.strip() for value in values):
            message = f"{option} is empty. Give a value, or leave the option out."
            raise FilterError(message)
