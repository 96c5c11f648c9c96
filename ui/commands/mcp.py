"""`copydesk mcp`: the archive for an assistant that speaks the Model Context Protocol."""

from threading import Thread
from typing import Annotated

import typer

from ui.commands.options import ArchiveOption

__all__ = ["mcp_command"]


def mcp_command(
    archive: ArchiveOption = None,
    http: Annotated[bool, typer.Option("--http", help="Serve it at /mcp over HTTP, as `copydesk serve` does.")] = False,
    host: Annotated[str | None, typer.Option("--host", help="With --http: the address to listen on.")] = None,
    port: Annotated[
        int | None, typer.Option("--port", min=0, max=65535, help="With --http: the port; 0 takes a free one.")
    ] = None,
    is_open: Annotated[bool, typer.Option("--open", help="With --http: let everybody ask, without a token.")] = False,
    samples: Annotated[bool, typer.Option("--samples", help="Serve the invented sample articles.")] = False,
) -> None:
    """Speak the Model Context Protocol on standard input and output. See docs/guides/mcp.md."""
    if http:
        from ui.commands.serve import serve_command

        serve_command(archive, host, port, is_open=is_open, samples=samples)
        return

    import asyncio

    from assistant.settings import Settings
    from ui.api import Room
    from ui.mcp.server import serve_stdio
    from ui.opening import open_served

    settings = Settings.load(archive=archive)
    desk = open_served(settings, samples=samples)
    Thread(target=desk.scene, name="copydesk-opening", daemon=True).start()
    try:
        asyncio.run(serve_stdio(Room.of(desk, settings)))
    finally:
        desk.close()
