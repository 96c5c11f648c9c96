"""`python -m ui`: the page in a browser. Nothing heavy is imported until the command runs."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from assistant.errors import CopydeskError
from ui.commands.options import check_archive_option
from ui.program import say_program

__all__ = ["app", "chat_command", "main"]

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command("chat")
def chat_command(
    archive: Annotated[
        Path | None, typer.Option("--archive", metavar="DIR", help="Folder of the archive to ask.")
    ] = None,
    host: Annotated[
        str | None, typer.Option("--host", help="Address to listen on. Beyond loopback, users have to sign in.")
    ] = None,
    port: Annotated[
        int | None, typer.Option("--port", min=0, max=65535, help="Port of the page; 0 takes a free one.")
    ] = None,
    is_open: Annotated[
        bool, typer.Option("--open", help="Let everybody who reaches the page read, without signing in.")
    ] = False,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open a browser window.")] = False,
    samples: Annotated[bool, typer.Option("--samples", help="Show the invented sample articles.")] = False,
) -> None:
    """Open the page to ask and to read; the invented samples stand in while your own archive is empty."""
    from assistant.settings import Settings
    from ui.entrance import Entrance
    from ui.listening import bind, has_display, open_browser, page_address, say_entrance, serve
    from ui.opening import open_desk

    settings = Settings.load(archive=archive, host=host, port=port)
    entrance = Entrance.from_settings(settings, is_open=is_open)
    typer.echo("Opening the archive …")
    desk, suggested_questions = open_desk(settings, samples=samples)
    _tell_archive(desk.archive_path, desk.sample_notice)
    bound = bind(settings.host, settings.port)
    address = page_address(settings.host, bound)
    typer.echo("Loading the page …")

    from ui.server import build_app
    from ui.warming import warm_up

    def announce() -> None:
        if settings.port and bound.getsockname()[1] != settings.port:
            typer.echo(f"Port {settings.port} is taken; the page has the next free one.")
        typer.echo(f"Copydesk is at {address} (Ctrl+C ends it)")
        for line in say_entrance(entrance, bound.getsockname()[1]):
            typer.echo(line)
        if not no_browser and has_display():
            open_browser(address)
        warm_up(desk)

    try:
        app = build_app(desk, entrance=entrance, suggested_questions=suggested_questions, settings=settings)
        serve(app, bound, on_started=announce)
    finally:
        desk.close()


def _tell_archive(path: Path, sample_notice: str | None) -> None:
    typer.echo(f"Archive: {path}")
    if sample_notice is not None:
        typer.echo(f"{sample_notice} Ask your own articles: {say_program()} ingest PATH")


def main() -> None:
    """Copydesk's own errors become one message and an exit code; every other one keeps its traceback."""
    try:
        check_archive_option(sys.argv[1:])
        app()
    except CopydeskError as error:
        typer.echo(str(error), err=True)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
