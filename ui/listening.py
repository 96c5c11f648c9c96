"""Where the server listens, and serving until someone interrupts it."""

import errno
import os
import socket
import sys
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from assistant.errors import SettingsError
from ui.addresses import is_loopback

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from ui.entrance import Entrance

__all__ = ["bind", "has_display", "open_browser", "own_addresses", "page_address", "say_entrance", "serve"]

_TRIES = 20
_KEEP_ALIVE_SECONDS = 75
"""Longer than the 60 seconds that nginx keeps a connection: nothing is sent into one that was just closed."""
_ELSEWHERE = {"0.0.0.0": ("192.0.2.1", 9), "::": ("2001:db8::1", 9)}  # noqa: S104  # addresses of no machine, never bound


def bind(host: str, port: int) -> socket.socket:
    """A socket bound to the port, else to the next free one; 0 takes any. Raises SettingsError where none is had."""
    name = host.strip("[]")
    family = socket.AF_INET6 if ":" in name else socket.AF_INET
    for candidate in range(port, min(port + _TRIES, 65536)) if port else (0,):
        bound = socket.socket(family, socket.SOCK_STREAM)
        if os.name == "posix":  # on Windows this option would let two servers share a port
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            bound.bind((name, candidate))
        except OSError as error:
            bound.close()
            if error.errno == errno.EADDRINUSE:
                continue
            reason = error.strerror or "the address is not known"
            message = f"The page cannot listen on {host}, port {candidate}: {reason}. Give another --host or --port."
            raise SettingsError(message) from None
        return bound
    message = f"Port {port} and the {_TRIES - 1} after it are taken. Give a free one with --port, or --port 0 for any."
    raise SettingsError(message)


def page_address(host: str, bound: socket.socket) -> str:
    """What to open in a browser on this machine."""
    port = bound.getsockname()[1]
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104  # compared with, not bound
    return f"http://{f'[{name}]' if ':' in name and not name.startswith('[') else name}:{port}/"


def own_addresses(host: str) -> list[str]:
    """Where other machines find a server that listens on `host`: for a wildcard, the addresses this machine uses."""
    if host not in _ELSEWHERE:
        return [host.strip("[]")]
    found = []
    for family in (socket.AF_INET, socket.AF_INET6) if host == "::" else (socket.AF_INET,):
        with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect(_ELSEWHERE["::" if family is socket.AF_INET6 else host])  # of UDP: nothing is sent
            found.append(str(probe.getsockname()[0]))
    return found


def say_entrance(
    entrance: "Entrance", port: int, find_addresses: Callable[[str], list[str]] = own_addresses
) -> Iterator[str]:
    """What whoever starts a server for others has to know; nothing for this machine alone."""
    if not entrance.is_served_to_others:
        return
    if entrance.public:
        yield f"Others open {entrance.public.url}"
    elif not is_loopback(entrance.host):
        for name in find_addresses(entrance.host):
            yield f"Others open http://{f'[{name}]' if ':' in name else name}:{port}/"
    if entrance.is_open:
        yield "Warning: started with --open. Everybody who reaches this address can read the whole archive."
    if not (entrance.public and entrance.public.is_secure):
        yield "Warning: without TLS, passwords and articles can be read on their way. See docs/guides/serving.md."


def has_display() -> bool:
    """Whether a browser window would be seen by the person who started the server."""
    if "SSH_CONNECTION" in os.environ:
        return False
    return sys.platform in ("darwin", "win32") or bool({"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys())


def open_browser(address: str) -> None:
    webbrowser.open(address)


def serve(app: "ASGIApp", bound: socket.socket, *, on_started: Callable[[], None] = lambda: None) -> None:
    """Serve until interrupted; `on_started` runs once the page can be opened."""
    import uvicorn

    from ui.connections import connection_limits, limited_protocol, raise_descriptor_limit
    from ui.memory import hold_down

    hold_down()

    class _Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                on_started()

    config = uvicorn.Config(
        app,
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        http=limited_protocol(connection_limits(raise_descriptor_limit())),
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,  # on its own uvicorn believes every proxy on loopback
        timeout_graceful_shutdown=2,
        ws="none",
    )
    _Server(config).run(sockets=[bound])
