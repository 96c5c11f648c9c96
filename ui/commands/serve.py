"""`copydesk serve`: the addresses for programs, without the page."""

from typing import Annotated

import typer

from ui.commands.options import ArchiveOption, QuietOption

__all__ = ["serve_command"]


def serve_command(
    archive: ArchiveOption = None,
    host: Annotated[
        str | None, typer.Option("--host", help="Address to listen on. Beyond loopback, tokens are asked for.")
    ] = None,
    port: Annotated[int | None, typer.Option("--port", min=0, max=65535, help="Port; 0 takes a free one.")] = None,
    is_open: Annotated[
        bool, typer.Option("--open", help="Let everybody who reaches the server ask, without a token.")
    ] = False,
    samples: Annotated[bool, typer.Option("--samples", help="Serve the invented sample articles.")] = False,
    quiet: QuietOption = False,
) -> None:
    """Serve answers over HTTP without the page: JSON, OpenAI's chat completions, MCP. See docs/reference/http.md."""
    from assistant.settings import Settings
    from ui.application import build_api
    from ui.entrance import Entrance
    from ui.listening import bind, page_address, say_entrance, serve
    from ui.opening import open_served

    settings = Settings.load(archive=archive, host=host, port=port)
    entrance = Entrance.from_settings(settings, is_open=is_open)
    desk = open_served(settings, samples=samples)
    bound = bind(settings.host, settings.port)
    address = page_address(settings.host, bound)

    def announce() -> None:
        if not quiet:
            typer.echo(f"Archive: {desk.archive_path}")
        typer.echo(f"Copydesk answers at {address} (Ctrl+C ends it)")
        for line in say_entrance(entrance, bound.getsockname()[1]):
            typer.echo(line)

    try:
        serve(build_api(desk, settings, entrance), bound, on_started=announce)
    finally:
        desk.close()
