"""An application served on loopback by a thread of the test, on a free port."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

from ui.listening import bind, page_address

__all__ = ["running"]


@contextmanager
def running(app: Any) -> Iterator[str]:
    """Its address, without a slash at the end; stopped afterwards."""
    bound = bind("127.0.0.1", 0)
    has_started = threading.Event()

    class Server(uvicorn.Server):
        async def startup(self, sockets: Any = None) -> None:
            await super().startup(sockets)
            has_started.set()

    server = Server(uvicorn.Config(app, log_level="critical", access_log=False, timeout_graceful_shutdown=2, ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    try:
        assert has_started.wait(60)
        yield page_address("127.0.0.1", bound).rstrip("/")
    finally:
        server.should_exit = True
        thread.join(30)
        bound.close()
