"""`python -m assistant "question"`: the shortest way from a shell or a script to an answer.

`copydesk ask` has filters, batches and colours; it is in `ui`, with everything that draws on a terminal.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.errors import CopydeskError

if TYPE_CHECKING:
    from assistant.answer import Answer

__all__ = ["app", "main", "plain_text"]

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="The question, in quotes.")],
    archive: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder of the archive.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole answer as JSON.")] = False,
) -> None:
    """Answer one question from the archive.

    Exit codes: 0 for every answer, also where nothing is found; 2 bad input or settings; 3 the archive; 4 a model.
    """
    from json import dumps

    from assistant.pipeline import Assistant
    from assistant.settings import Settings

    try:
        with Assistant.from_settings(Settings.load(archive=archive)) as assistant:
            answer = assistant.ask(question)
    except CopydeskError as error:
        typer.echo(f"copydesk: {error}", err=True)
        raise typer.Exit(error.exit_code) from None
    # ASCII: what an article wrote must not steer a terminal
    typer.echo(dumps(answer.to_json()) if as_json else plain_text(answer))


def plain_text(answer: "Answer") -> str:
    """The answer and its numbered sources, with every character replaced that a terminal could obey."""
    from assistant.answer import UNDATED, UNKNOWN_OUTLET

    sources = [
        f"[{citation.n}] {citation.publisher or UNKNOWN_OUTLET}, {citation.published_at or UNDATED}: "
        f"{citation.title or '(no headline)'}"
        for citation in answer.citations
    ]
    lines = "\n".join([answer.told, *([""] if sources else []), *sources])
    return "".join(character if character.isprintable() or character == "\n" else " " for character in lines)


def main() -> None:
    app(prog_name="python -m assistant")


if __name__ == "__main__":
    main()
