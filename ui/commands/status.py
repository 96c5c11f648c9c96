"""`copydesk status` and `copydesk rebuild`: how the archive is, and mending it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit

import typer

from ui.commands.options import ArchiveOption, JsonOption

if TYPE_CHECKING:
    from assistant import Settings
    from assistant.archive import ArchiveStatus, Progress

__all__ = [
    "notices_of",
    "rebuild_command",
    "say_engine",
    "say_who_answers",
    "status_command",
    "status_rows",
    "status_to_json",
]


def status_command(archive: ArchiveOption = None, as_json: JsonOption = False) -> None:
    """Say what the archive holds and how it is."""
    from ui.commands.opening import load_settings, open_archive

    with open_archive(archive) as opened:
        status = opened.status()
    _tell(status, as_json, load_settings(archive))


def rebuild_command(
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    cut_anew: Annotated[
        bool, typer.Option("--split", help="First cut all articles into passages anew, by the rules of this version.")
    ] = False,
) -> None:
    """Embed what is missing and build the indexes anew; articles are never touched."""
    from assistant.models import build_embedder
    from ingest.split_again import split_again
    from ui.commands.opening import load_settings, open_archive

    settings = load_settings(archive)
    embedder = build_embedder(settings)
    with open_archive(archive, embedder) as opened:
        with _progress(hidden=as_json) as report:
            if cut_anew:
                split_again(opened, embedder, report)
            opened.rebuild(embedder, report)
        status = opened.status()
    _tell(status, as_json, settings)


def notices_of(status: "ArchiveStatus") -> tuple[str, ...]:
    """The archive's own, and what only ingest can tell of it."""
    from assistant.language.rules import rules_of
    from ingest.split import ENGLISH_SPLITTER_VERSION, SPLITTER_VERSION

    oldest = status.oldest_splitter_version
    has_rules = any(rules_of(language) for language in status.languages)
    if oldest is None or oldest >= (SPLITTER_VERSION if has_rules else ENGLISH_SPLITTER_VERSION):
        return status.notices
    old = (
        "Some passages were cut by the rules of an older version. They can be read and searched; run `copydesk rebuild "
        "--split` to cut and embed them anew."
    )
    return (*status.notices, old)


def say_who_answers(settings: "Settings") -> tuple[str, str | None]:
    """The writer and the host that receives passages, by the settings alone: nothing is loaded, nothing is sent."""
    model = (settings.model or "").strip()
    if not model:
        return "extractive", None
    provider = model.partition(":")[0]
    known = {"openai": "api.openai.com"}.get(provider, provider)
    return model, urlsplit(settings.model_base_url or "").hostname or known


def status_rows(status: "ArchiveStatus") -> Iterator[tuple[str, str]]:
    """Names and values for a person."""
    from ui.language import say, say_number
    from ui.words import say_coverage, say_moment

    coverage, index = status.coverage, status.generation
    outlets = [f"{name or say('row.unknown')} ({say_number(number)})" for name, number in coverage.publishers]
    names = {"good": "good", "none yet": "none_yet", "away": "away", "refused": "away", "elsewhere": "elsewhere"}
    health = say(f"health.{names[index.health]}") if index.health in names else index.health
    if index.built_at:
        passages = say("passages", n=index.row_count)
        if index.segment_count > 1:
            passages = say("row.in_parts", passages=passages, parts=say_number(index.segment_count))
        health = say("row.built", health=health, passages=passages, day=say_moment(index.built_at))
    yield say("row.archive"), str(status.path)
    yield say("row.holds"), say_coverage(coverage)
    yield say("row.passages"), say_number(coverage.passage_count)
    yield say("row.outlets"), ", ".join(outlets) or say("row.none")
    yield say("row.model"), status.model_name or say("row.no_model")
    yield say("row.index"), health
    yield say("row.index_is_on"), index.place or say("row.index_folder")
    yield say("row.nearest"), say_engine(status)
    yield say("row.outside"), say("row.outside_counts", new=status.tail_count, gone=status.tombstone_count)
    if status.unembedded_count:
        yield say("row.by_keyword"), say("passages", n=status.unembedded_count)
    if status.held_count:
        yield say("row.embargo"), say("articles", n=status.held_count)
    yield say("row.size"), _size(status.byte_count)
    if status.writer:
        yield say("row.written_by"), status.writer


def say_engine(status: "ArchiveStatus") -> str:
    """What searches by meaning, and where it is not Chroma, why."""
    from ui.language import say

    index = status.generation
    if index.engine == "chroma":
        return say("engine.chroma") if index.place is None else say("engine.chroma_at", place=index.place)
    if status.model_name is None:
        return say("engine.none")
    why = {
        "good": "engine.read_only" if index.has_index else "engine.missed",
        "none yet": "engine.next_ingest",
        "away": "engine.away",
        "refused": "engine.refused",
        "elsewhere": "engine.elsewhere",
    }.get(index.health, "engine.rebuild")
    return say("engine.exact", why=say(why, place=index.place or ""))


def status_to_json(status: "ArchiveStatus") -> dict[str, Any]:
    """The published form; `coverage` has the keys it has in an answer."""
    coverage, index = status.coverage, status.generation
    return {
        "path": str(status.path),
        "schema": status.schema,
        "splitter_version": status.splitter_version,
        "oldest_splitter_version": status.oldest_splitter_version,
        "coverage": {
            "articles": coverage.article_count,
            "passages": coverage.passage_count,
            "publishers": [{"name": name, "articles": count} for name, count in coverage.publishers],
            "first_on": coverage.first_on.isoformat() if coverage.first_on else None,
            "last_on": coverage.last_on.isoformat() if coverage.last_on else None,
            "undated": coverage.undated_count,
        },
        "embedding_model": status.model_name,
        "index": {
            "health": index.health,
            "passages": index.row_count,
            "parts": index.segment_count,
            "built_at": index.built_at,
            "engine": index.engine,
            "server": index.place,
        },
        "outside_index": {"new": status.tail_count, "taken_out": status.tombstone_count},
        "without_vector": status.unembedded_count,
        "under_embargo": status.held_count,
        "bytes": status.byte_count,
        "writer": status.writer,
        "notices": list(notices_of(status)),
    }


def _tell(status: "ArchiveStatus", as_json: bool, settings: "Settings") -> None:
    writer, host = say_who_answers(settings)
    if as_json:
        from ui.terminal import print_json

        print_json({**status_to_json(status), "answers_by": {"writer": writer, "passages_go_to": host}})
        return

    from rich.table import Table

    from ui.answer_lines import notice_lines
    from ui.language import say
    from ui.terminal import output, safe

    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    quotes = f"{say('quotes_only_no_model')}, no passage leaves this computer"
    answers_by = f"{writer}, passages go to {host}" if host else quotes
    for name, value in (*status_rows(status), (say("row.answers_by"), answers_by)):
        table.add_row(name, safe(value))
    console = output()
    console.print(table)
    for line in notice_lines(notices_of(status)):
        console.print(line)


def _size(byte_count: int) -> str:
    from ui.language import say_decimal

    return f"{say_decimal(byte_count / 1e9)} GB" if byte_count >= 1e9 else f"{say_decimal(byte_count / 1e6)} MB"


@contextmanager
def _progress(*, hidden: bool) -> "Iterator[Progress]":
    """A bar on standard error where that is a terminal."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from ui.terminal import side

    console = side()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=hidden or not console.is_terminal, transient=True) as bar:
        task = bar.add_task("Rebuilding", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
