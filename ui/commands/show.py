"""`copydesk show`: one article of the archive, whole."""

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.commands.options import ArchiveOption, JsonOption

if TYPE_CHECKING:
    from assistant import Article

__all__ = ["article_to_json", "show_command"]


def show_command(
    article: Annotated[
        str, typer.Argument(help="The article's id, as citations and `search` give it, or the source's own.")
    ],
    version: Annotated[
        int | None, typer.Option("--version", metavar="N", min=1, help="An earlier version, counted from 1.")
    ] = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print an article of the archive."""
    from ui.commands.opening import open_archive

    with open_archive(archive) as opened, opened.snapshot() as snapshot:
        found = snapshot.article(article, version)
        versions = snapshot.versions(found.article_id)
    if as_json:
        from ui.terminal import print_json

        print_json(article_to_json(found, versions))
        return

    from ui.answer_lines import article_lines
    from ui.terminal import output

    console = output()
    for line in article_lines(found, len(versions)):
        console.print(line, crop=False)


def article_to_json(article: "Article", versions: "list[Article]") -> dict[str, Any]:
    """Every field under its own name, days as YYYY-MM-DD, and the numbers of all its versions."""
    fields = {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(article).items()}
    return {**fields, "authors": list(article.authors), "versions": [one.version for one in versions]}
