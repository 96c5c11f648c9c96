"""`copydesk export`: the articles of an archive as rows."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from ui.commands.options import (
    ArchiveOption,
    AsOfOption,
    AuthorOption,
    FromOption,
    JsonOption,
    KindOption,
    PublisherOption,
    ToOption,
    read_filters,
)

__all__ = ["export_command"]


def export_command(
    target: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="A .jsonl or .parquet file; `-`: JSON Lines on standard output."),
    ],
    date_from: FromOption = None,
    date_to: ToOption = None,
    publisher: PublisherOption = None,
    author: AuthorOption = None,
    kind: KindOption = None,
    as_of: AsOfOption = None,
    versions: Annotated[bool, typer.Option("--versions", help="Every version of each article, oldest first.")] = False,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the articles to a file that `copydesk ingest` reads again: one a row, newest first."""
    filters = read_filters(date_from, date_to, publisher, author, as_of, kind)

    from assistant.archive import Archive
    from assistant.exports.articles import check_target, export_articles, list_rows
    from ui.commands.opening import load_settings
    from ui.terminal import json_text, output, print_json, printable_line

    is_stream = str(target) == "-"
    if not is_stream:
        check_target(target)
    settings = load_settings(archive)
    with Archive.from_settings(settings, None) as opened:
        if is_stream:
            for row in list_rows(opened, filters, all_versions=versions):
                sys.stdout.write(json_text(row) + "\n")
            return
        count = export_articles(opened, target.expanduser(), filters, all_versions=versions)
    if as_json:
        print_json({"file": str(target), "articles": count})
    else:
        output().print(printable_line(f"{count:,} {'row' if count == 1 else 'rows'} are in {target}."))
