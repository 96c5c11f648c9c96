"""A news site on loopback, as well-behaved or as hostile as a test wants it. Real sockets, real HTTP."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from typing import Any

__all__ = ["Answer", "Page", "Request", "Site", "article", "open_site", "rss", "sentences"]

WORDS = """
bridge river council engineer winter harvest ferry tram lantern market school orchestra treasurer harbour county museum
hospital theatre library station factory garden forest valley mountain island village border embassy election budget
strike verdict inquiry contract festival exhibition tournament voyage rescue flood drought storm repairs closes opens
praises doubts rejects welcomes delays extends measures counts paints builds finds loses
"""


def sentences(name: str, count: int = 6) -> list[str]:
    """Unlike those of any other name: articles that share their words would be taken for copies."""
    chosen = Random(name)
    lines = (" ".join(chosen.sample(WORDS.split(), 14)) for _ in range(count))
    return [f"In {name} the {line} before the end of the year, the council said." for line in lines]


@dataclass(frozen=True)
class Request:
    path: str
    headers: Mapping[str, str]
    """Names in lower case."""
    number: int
    """Counts the requests for this path from 1."""


@dataclass(frozen=True)
class Page:
    body: bytes | str = b""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    stream: Callable[[Any], None] | None = None
    """Writes to the connection by itself, behind the headers."""


Answer = Page | Callable[[Request], Page]


@dataclass
class Site:
    port: int
    pages: dict[str, Answer] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    close: Callable[[], None] = lambda: None
    """Stop listening, as if the network were gone."""

    @property
    def host(self) -> str:
        return f"localhost:{self.port}"

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def paths(self) -> list[str]:
        """What was asked for, in order, robots.txt left out."""
        return [request.path for request in self.requests if request.path != "/robots.txt"]

    def answer(self, path: str, headers: Mapping[str, str]) -> Page:
        with self.lock:
            number = 1 + sum(request.path == path for request in self.requests)
            request = Request(path, headers, number)
            self.requests.append(request)
        found = self.pages.get(path, Page("<h1>Not found</h1>", 404))
        return found(request) if callable(found) else found


@contextmanager
def open_site(pages: Mapping[str, Answer] | None = None, *, port: int = 0) -> Iterator[Site]:
    """Listens while it is open; `port` brings a site back to where it was."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            page = site.answer(self.path, {name.lower(): value for name, value in self.headers.items()})
            body = page.body.encode() if isinstance(page.body, str) else page.body
            self.send_response(page.status)
            for name, value in page.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Type", page.content_type)
            self.send_header("Connection", "close")
            if page.stream is None and "Transfer-Encoding" not in page.headers:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            try:
                self.wfile.write(body)
                if page.stream is not None:
                    page.stream(self.wfile)
            except OSError:  # the client has enough
                pass
            self.close_connection = True

        def log_message(self, *_: object) -> None: ...

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, *_: object) -> None: ...

    server = Server(("127.0.0.1", port), Handler)
    site = Site(server.server_port, dict(pages or {}))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()

    def close() -> None:
        server.shutdown()
        server.server_close()

    site.close = close
    try:
        yield site
    finally:
        close()
        thread.join()


def article(name: str, *, head: str = "", body: str = "") -> str:
    """A page with one article; what `head` adds declares more of it."""
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in sentences(name))
    title = f"{name} rebuilds its bridge"
    return (
        f"<html lang=en><head><title>{title}</title>{head}</head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>{title}</h1>{paragraphs}{body}</article><footer>Imprint</footer></body></html>"
    )


def rss(*items: str, head: str = "") -> Page:
    """A feed of `<item>` contents."""
    listed = "".join(f"<item>{item}</item>" for item in items)
    body = (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Lantern</title>{head}{listed}</channel></rss>'
    )
    return Page(body, content_type="application/rss+xml")
