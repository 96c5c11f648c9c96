"""The protocol at `/mcp`: every request by itself, so nothing is kept between them. Loaded by the first one."""

import asyncio
from typing import TYPE_CHECKING

from starlette.types import Receive, Scope, Send

from ui.api.room import Room
from ui.bodies import taken_whole

if TYPE_CHECKING:
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

__all__ = ["McpOverHttp"]


class McpOverHttp:
    """An ASGI application; it ends with the event loop it was first asked in."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._lock = asyncio.Lock()
        self._sessions: StreamableHTTPSessionManager | None = None
        self._running: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        taken = await taken_whole(receive)
        if taken is None:  # the protocol's library would write a trace of it into the log
            return
        sessions = await self._begun()
        await sessions.handle_request(scope, taken[1], send)

    async def _begun(self) -> "StreamableHTTPSessionManager":
        async with self._lock:
            if self._sessions is None:
                sessions = await asyncio.to_thread(self._build)
                is_ready = asyncio.Event()
                self._running = asyncio.create_task(_run(sessions, is_ready))
                await is_ready.wait()
                self._sessions = sessions
            return self._sessions

    def _build(self) -> "StreamableHTTPSessionManager":
        """Half a second of imports, which a server that nobody asks this way never spends."""
        from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

        from ui.mcp.server import build_server

        return StreamableHTTPSessionManager(app=build_server(self._room), json_response=True, stateless=True)


async def _run(sessions: "StreamableHTTPSessionManager", is_ready: asyncio.Event) -> None:
    async with sessions.run():
        is_ready.set()
        await asyncio.Event().wait()
