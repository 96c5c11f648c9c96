"""The page, the addresses for programs and MCP under attack: what is sent to the real server, byte by byte.

Every reply is held to the same: no fault of the server's, no word of its inside, nobody let in, nobody else's host in
it. `make test` sends a sample of each kind; `make soak-attack` sends all to every address.
"""

import gzip
import itertools
import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import IO, TypeVar

import psutil
import pytest

from tests.counted import Counted
from tests.integration.attacker import Attacker, Reply
from ui.users.passwords import Passwords
from ui.users.records import Users

SOAK = [pytest.mark.soak, pytest.mark.timeout(3600)]
EXTENT = pytest.mark.parametrize("is_whole", [False, pytest.param(True, marks=SOAK)], ids=["sample", "whole"])
PASSWORD = "several easy words"
EVIL = "attacker.example"
INSIDES = re.compile(
    rb"Traceback|root:x:|site-packages|/assistant/|/ui/api|sqlite3\.|\.py\"|Internal Server Error", re.IGNORECASE
)
PAGES = ("/", "/library", "/settings", "/export/x.md", "/reader/x", "/library/add", "/account", "/share/x", "/shared/x")
PROGRAMS = ("/api/ask", "/v1/chat/completions", "/mcp")
GRADIO = ("/gradio_api/queue/join", "/gradio_api/component_server/")
ASKING = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "ask_archive", "arguments": {}}}
Case = TypeVar("Case")
MCP = {"Accept": "application/json, text/event-stream"}


@dataclass
class Target:
    """A server, those who may come in, and what it has written down."""

    attacker: Attacker
    log: Path
    process: psutil.Process
    folder: Path
    tokens: Mapping[str, str]
    sessions: Mapping[str, str]

    def as_reader(self, name: str) -> dict[str, str]:
        return {"Cookie": f"copydesk-session={self.sessions[name]}", **self.attacker.origin}

    def bearer(self, name: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.tokens[name]}"}


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory, isolated_session: None) -> Iterator[Callable[..., Target]]:
    with ExitStack() as stack:

        def begin(*options: str) -> Target:
            folder = tmp_path_factory.mktemp("attacked")
            users = Users(folder / "users.json")
            tokens = {}
            for name, role in (("ed", "editor"), ("ann", "reader"), ("bob", "reader")):
                users.put(name, "editor" if role == "editor" else "reader", Passwords().hash(PASSWORD))
                tokens[name] = users.add_token(name, "test", "editor" if role == "editor" else "reader")
            return stack.enter_context(_running(folder, tokens, options))

        yield begin


class _running:  # noqa: N801  # used as a function
    def __init__(self, folder: Path, tokens: Mapping[str, str], options: Sequence[str]) -> None:
        self._folder, self._tokens, self._options = folder, tokens, options

    def __enter__(self) -> Target:
        log = self._folder / "server.log"
        script = Path(__file__).with_name("attacked_server.py")
        with log.open("w") as errors:
            self._server = subprocess.Popen(
                [sys.executable, str(script), str(self._folder), *self._options],
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                cwd=Path(__file__).parents[2],
            )
        lines: Queue[str] = Queue()
        output = self._server.stdout
        assert output is not None
        self._reader = Thread(target=_copy_lines, args=(output, lines), daemon=True)
        self._reader.start()
        try:
            found = re.search(r"127\.0\.0\.1:(\d+)", lines.get(timeout=120))
        except Empty:
            pytest.fail(f"it did not start:\n{log.read_text()[-3000:]}")
        assert found is not None
        attacker = Attacker(int(found[1]))
        sessions = {} if self._options else {name: _sign_in(attacker, name) for name in self._tokens}
        return Target(attacker, log, psutil.Process(self._server.pid), self._folder, self._tokens, sessions)

    def __exit__(self, *_: object) -> None:
        self._server.terminate()
        try:
            self._server.wait(20)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait()
        self._reader.join(5)
        assert self._server.stdout is not None
        self._server.stdout.close()


def _copy_lines(output: IO[str], lines: "Queue[str]") -> None:
    for line in output:
        lines.put(line)


def _sign_in(attacker: Attacker, name: str) -> str:
    reply = attacker.post_form("/sign-in", {"name": name, "password": PASSWORD}, attacker.origin)
    cookie = reply.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    return cookie.partition("=")[2].partition(";")[0]


@pytest.fixture(scope="module")
def target(start: Callable[..., Target]) -> Target:
    return start()


@pytest.fixture(autouse=True)
def counting(counted: Counted) -> Iterator[None]:
    before = Attacker.sent_count
    yield
    counted("requests of the attack", Attacker.sent_count - before)


def check(target: Target, reply: Reply, allowed: Sequence[int], what: object) -> None:
    """Closed without a word is always an answer to what is no HTTP."""
    shown = f"{what}: {reply.text[:300]}"
    assert reply.status in (0, 400, *allowed), shown
    assert not INSIDES.search(reply.raw), shown
    if "text/html" not in reply.headers.get("content-type", ""):  # a page names its archive to whoever may read it
        assert str(target.folder).encode() not in reply.raw, shown
    assert EVIL.encode() not in reply.raw.lower(), shown
    assert (
        reply.headers.get("access-control-allow-origin", target.attacker.origin["Origin"])
        == (target.attacker.origin["Origin"])
    ), shown


def is_alive(target: Target, seconds: float = 5.0) -> bool:
    return target.attacker.ask("GET", "/health", timeout=seconds).status == 200


def sampled(cases: Sequence[Case], is_whole: bool, most: int) -> Sequence[Case]:
    """All, or some of them from one end to the other."""
    return cases if is_whole or len(cases) <= most else cases[:: -(-len(cases) // most)]


@EXTENT
def test_no_other_name_is_answered(target: Target, is_whole: bool) -> None:
    attacker, port = target.attacker, target.attacker.port
    names = [
        *(EVIL, f"{EVIL}:{port}", f"127.0.0.1.{EVIL}", f"localhost.{EVIL}:{port}", f"127.0.0.1@{EVIL}"),
        *(f"{EVIL}#127.0.0.1", f"{EVIL}/127.0.0.1", f"127.0.0.1:{port}, {EVIL}", f"127.0.0.1:{port}.{EVIL}"),
        *("127.0.0.1.nip.io", "localtest.me", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "[::ffff:7f00:1]"),
        *("", " ", "localhost%00", "localhost\\", "[", "[::1", "::1]:80:80", "127.0.0.1:port", "ⅼocalhost"),
        "a" * 5000,
    ]
    paths = [*PAGES, *PROGRAMS, *GRADIO, "/health", "/ready", "/sign-in", "/page/page.css", "/favicon.ico"]
    cases = list(itertools.product(names, paths))
    for name, path in sampled(cases, is_whole, 60):
        check(target, attacker.ask("GET", path, target.as_reader("ed"), host=name), (421,), (name, path))
    for head in (b"", b"Host: 127.0.0.1:%d\r\nHost: 127.0.0.1:%d\r\n" % (port, port)):
        for version in (b"1.0", b"1.1"):
            sent = b"GET / HTTP/%s\r\nConnection: close\r\n%s\r\n" % (version, head)
            check(target, attacker.raw(sent), (421,), (version, head))
    reply = attacker.ask("GET", f"http://{EVIL}/sign-in")
    check(target, reply, (200, 404, 421), "an absolute target names another host, and none is reflected")


@EXTENT
def test_no_other_page_changes_anything(target: Target, is_whole: bool) -> None:
    attacker, port = target.attacker, target.attacker.port
    origins = [
        *(f"http://{EVIL}", "null", "", "file://", "http://127.0.0.1", f"http://127.0.0.1:{port + 1}"),
        *(f"http://localhost:{port}", f"http://127.0.0.1:{port}.{EVIL}", f"http://127.0.0.1:{port}@{EVIL}"),
        *(f"http://{EVIL}#127.0.0.1:{port}", f"http://{EVIL}/127.0.0.1:{port}", "http://[", "chrome-extension://abc"),
    ]
    article = article_id(target)
    changing = [
        ("/library/add/web", b"addresses=http://127.0.0.1/"),
        (f"/library/articles/{article}/remove", b"what=forget&meant=yes"),
        ("/library/runs/x/cancel", b""),
        ("/library/add/files", b"x"),
        ("/sign-in", b"name=ann&password=x"),
        ("/sign-out", b""),
        ("/settings/language", b"language=es"),
        ("/share/x", b"what=begin"),
        ("/gradio_api/component_server/", b"{}"),
        ("/gradio_api/queue/join", b"{}"),
        ("/api/ask", b'{"question": "x"}'),
        ("/mcp", b"{}"),
    ]
    cookie = {"Cookie": f"copydesk-session={target.sessions['ed']}"}
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    for origin, (path, body) in sampled(list(itertools.product(origins, changing)), is_whole, 40):
        reply = attacker.ask("POST", path, {**cookie, **form, "Origin": origin}, body)
        check(target, reply, (403,), (origin, path))
    for path, body in changing:
        for fetched in ("cross-site", "none", None):
            headers = {**cookie, **form, **({"Sec-Fetch-Site": fetched} if fetched else {})}
            if path.startswith("/library") or fetched == "cross-site":
                reply = attacker.ask("POST", path, headers, body)
                check(target, reply, (403,), (fetched, path))
    two = [*cookie.items(), *form.items(), ("Origin", f"http://127.0.0.1:{port}"), ("Origin", f"http://{EVIL}")]
    check(target, attacker.ask("POST", f"/library/articles/{article}/remove", two, b"what=remove"), (403,), "two")
    assert attacker.ask("GET", f"/reader/{article}", target.as_reader("ed")).status == 200, "it is still there"
    preflight = {"Origin": f"http://{EVIL}", "Access-Control-Request-Method": "POST"}
    for path in (*PROGRAMS, *GRADIO):
        check(target, attacker.ask("OPTIONS", path, preflight), (403,), path)


def test_what_a_stranger_says_of_himself_is_not_believed(target: Target) -> None:
    attacker = target.attacker
    said = [
        *(("X-Forwarded-For", "127.0.0.1"), ("X-Forwarded-Host", EVIL), ("X-Forwarded-Prefix", f"//{EVIL}")),
        *(("X-Forwarded-Proto", "https"), ("Forwarded", f"for=127.0.0.1;host={EVIL};proto=https")),
        *(("X-Original-URL", "/library"), ("X-Rewrite-URL", "/library"), ("X-Real-IP", "127.0.0.1")),
        *(("X-Gradio-Server", f"http://{EVIL}"), ("Remote-User", "ed"), ("X-Remote-User", "ed")),
        *(("X-HTTP-Method-Override", "DELETE"), ("Cookie", "copydesk-session=ed; copydesk-reader=ed")),
        *(("Cookie", "copydesk-session=" + "a" * 43), ("Authorization", "Basic ZWQ6ZWQ=")),
        *(("Authorization", "Bearer "), ("Authorization", "Bearer copydesk_" + "a" * 43)),
    ]
    for name, value in said:
        for path in ("/library", "/", "/api/status", "/sign-in"):
            reply = attacker.ask("GET", path, {name: value, "Accept": "text/html"})
            check(target, reply, (200,) if path == "/sign-in" else (303, 401), (name, path))
            assert reply.headers.get("location", "/sign-in").startswith("/sign-in"), name
            assert str(target.folder).encode() not in reply.raw, (name, path)
    many = [*said, *target.attacker.origin.items()]
    check(target, attacker.ask("GET", "/library", many), (303, 401), "all at once")


@EXTENT
def test_bodies_that_lie(target: Target, is_whole: bool) -> None:
    attacker = target.attacker
    question = b'{"question": "Why was Candlemaker Bridge closed?"}'
    length = str(len(question))
    zipped = gzip.compress(b"[" * 30_000_000)
    lies: list[tuple[Sequence[tuple[str, str]], bytes]] = [
        *(
            ([("Content-Length", given)], question)
            for given in (
                *("-1", "+5", "5, 5", "0x5", "1e3", "５", "five", "5 5", "", "9" * 400, "1000001", f"{length}.0"),
                *("999999999999999999999", "00000000000000000000000000000099999999", "0"),
            )
        ),
        ([("Content-Length", length), ("Content-Length", str(len(question) - 3))], question),
        ([("Content-Length", length), ("Transfer-Encoding", "chunked")], b"5\r\nabcde\r\n0\r\n\r\n"),
        ([("Transfer-Encoding", "chunked, identity")], b"5\r\nabcde\r\n0\r\n\r\n"),
        ([("Transfer-Encoding", "xchunked")], question),
        ([("Transfer-Encoding", "chunked"), ("Transfer-Encoding", "gzip")], b"0\r\n\r\n"),
        ([("Transfer-Encoding", "chunked")], b"FFFFFFFFFFFFFFFFF\r\n" + question),
        ([("Transfer-Encoding", "chunked")], b"-5\r\nabcde\r\n0\r\n\r\n"),
        ([("Transfer-Encoding", "chunked")], b"5;" + b"x" * 200_000 + b"\r\nabcde\r\n0\r\n\r\n"),
        ([("Transfer-Encoding", "chunked")], b"1E8480\r\n" + b" " * 2_000_000 + b"\r\n0\r\n\r\n"),
        ([("Transfer-Encoding", "chunked")], b"0\r\n" + b"X-Trailer: x\r\n" * 5_000 + b"\r\n"),
        ([("Content-Encoding", "gzip")], zipped),
        ([("Content-Encoding", "gzip, gzip, br")], zipped[:1000]),
        ([("Expect", "100-continue"), ("Content-Length", "2000000")], b""),
        ([], b"x" * 2_000_000),
    ]
    before = target.process.memory_info().rss
    paths = [*PROGRAMS, *GRADIO] if is_whole else ["/api/ask", "/mcp", GRADIO[1]]
    for path, (headers, body) in itertools.product(paths, lies):
        given = [*target.bearer("ann").items(), *target.as_reader("ann").items(), *MCP.items()]
        given += [("Content-Type", "application/json"), *headers]
        head = attacker.request("POST", path, given)
        reply = attacker.raw(head + body, timeout=6.0 if is_whole else 0.3)
        check(target, reply, (100, 401, 403, 404, 408, 411, 413, 415, 417, 422), (path, headers[:1]))
    assert target.process.memory_info().rss - before < 100_000_000, "nothing was unpacked"
    assert is_alive(target)


@EXTENT
def test_heads_without_measure(target: Target, is_whole: bool) -> None:
    attacker = target.attacker
    cookie = f"copydesk-session={target.sessions['ann']}"
    heads: list[bytes] = [
        attacker.request("GET", "/library", {"X-Long": "x" * 100_000}),
        attacker.request("GET", "/library", [(f"X-{number}", "x") for number in range(20_000)]),
        attacker.request("GET", "/library", {"Cookie": "; ".join(f"c{number}=1" for number in range(8_000))}),
        attacker.request("GET", "/library", [("Cookie", cookie), ("Cookie", "x=" + "y" * 60_000)]),
        attacker.request("GET", f"/library?q={'x' * 70_000}", {"Cookie": cookie}),
        attacker.request("GET", "/library?" + "&".join(f"a{number}=1" for number in range(9_000)), {"Cookie": cookie}),
        attacker.request("GET", "/library?" + "q=%ff&" * 9_000, {"Cookie": cookie}),
        attacker.request("GET", "/library", {"Cookie": cookie, "X-Bad": "a\x00b"}),
        attacker.request("GET", "/library", {"Cookie": cookie, "X-Bad": "a\rSet-Cookie: x=y"}),
        attacker.request("GET", "/library", {"Cookie": cookie, "X Bad": "a"}),
        attacker.request("GET", "/library", {"Cookie": cookie, "X-Bad": "a\r\n folded"}),
        attacker.request("GET", "/library", {"Cookie": cookie, "Accept-Language": "de;q=1," * 8_000}),
        attacker.request("GET", "/library", {"Cookie": cookie, "Accept": "a/b;q=0." + "1" * 50_000}),
        attacker.request("GET", "/page/page.css", {"Range": "bytes=" + ",".join(["0-"] * 20_000)}),
        attacker.request("GET", "/page/page.css", {"Range": "bytes=" + ",".join(f"{n}-{n}" for n in range(9_000))}),
        attacker.request("GET", "/page/page.css", {"If-None-Match": '"' + "x" * 50_000}),
        *(attacker.request(method, "/library", {"Cookie": cookie}) for method in ("TRACE", "FOO", "PROPFIND", "get")),
        attacker.request("CONNECT", f"{EVIL}:443"),
        attacker.request("GET", "/library", {"Upgrade": "h2c", "HTTP2-Settings": "AAAA"}),
        attacker.request("GET", "/gradio_api/queue/join", {"Upgrade": "websocket", "Sec-WebSocket-Key": "x" * 24}),
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /\r\n\r\n",
        b"\x00" * 10_000,
        attacker.request("GET", "/health").replace(b"\r\n", b"\n"),
    ]
    allowed = (200, 206, 303, 401, 403, 404, 405, 413, 414, 416, 421, 422, 426, 431)
    for head in heads:
        reply = attacker.raw(head, timeout=3.0 if not is_whole else 15.0)
        check(target, reply, allowed, head[:80])
        assert "set-cookie" not in reply.headers or "x=y" not in reply.headers["set-cookie"]
        assert reply.seconds < 15
        assert len(reply.raw) < 2_000_000, head[:80]
    piped = attacker.request("GET", "/health").replace(b"Connection: close\r\n", b"") * 500
    assert attacker.raw(piped + attacker.request("GET", "/health"), timeout=30).text.count("200 OK") == 501
    assert is_alive(target)


DEEP = b"[" * 200_000
STRANGE = [
    "\ud800",
    "a\ud800b",
    "\x00",
    "x\x00y",
    "\u202e" * 50,
    "𝕏" * 5_000,
    "\ufeff",
    "${7*7}{{7*7}}",
    "a\r\nSet-Cookie: x=y",
]


@EXTENT
def test_json_that_is_none_or_too_much(target: Target, is_whole: bool) -> None:
    attacker = target.attacker
    bodies: list[bytes] = [
        *(DEEP, b'{"a":' * 100_000, b'{"question":' + DEEP, b"[" * 90 + b"]" * 90, b"", b"null", b"[]", b'"x"', b"1"),
        *(b'{"question": 1e400}', b'{"question": "x", "limit": ' + b"9" * 5000 + b"}", b"NaN", b'{"question": NaN}'),
        *(b'{"question": "x", "question": {"a": 1}}', b'{"question": ["x"]}', b'{"question": "x", "__proto__": 1}'),
        *(b"\xef\xbb\xbf{}", b'{"question": "\xff\xfe"}', b"{'question': 'x'}"),
        *(b'{"session_hash": "x", "component_id": 99999, "fn_name": "open", "data": {}}',),
        *(b'{"jsonrpc": "2.0", "id": 1e400, "method": "tools/call"}', b'[{"jsonrpc": "2.0"}]' * 3),
        json.dumps([{**ASKING, "id": number} for number in range(5_000)]).encode(),
    ]
    paths = [*PROGRAMS, *GRADIO, "/api/ingest", "/gradio_api/cancel"]
    for path, body in sampled(list(itertools.product(paths, bodies)), is_whole, 70):
        headers = {**target.as_reader("ed"), **target.bearer("ed"), **MCP}
        reply = attacker.post_json(path, body, headers)
        check(target, reply, (202, 401, 403, 404, 406, 413, 422, *(200,) * path.startswith("/mcp")), (path, body[:60]))
    assert is_alive(target)


@EXTENT
def test_strings_that_are_no_text(target: Target, is_whole: bool) -> None:
    attacker = target.attacker
    shapes: list[tuple[str, Callable[[str], object]]] = [
        ("/api/ask", lambda text: {"question": text}),
        ("/api/ask", lambda text: {"question": "Why?", "filters": {"publisher": [text]}}),
        ("/api/ask", lambda text: {"question": "Why?", "history": [{"role": "user", "content": text}]}),
        ("/api/ingest", lambda text: {"articles": [{"text": text, "title": text, "id": text, "url": text}]}),
        ("/v1/chat/completions", lambda text: {"model": text, "messages": [{"role": "user", "content": text}]}),
        ("/v1/chat/completions", lambda text: {"model": "copydesk", "messages": [{"role": text, "content": "x"}]}),
        ("/mcp", lambda text: tool("ask_archive", {"question": text})),
        ("/mcp", lambda text: tool("read_article", {"article_id": text})),
        ("/mcp", lambda text: tool("article_versions", {"article_id": text})),
        ("/mcp", lambda text: tool(EVIL, {"question": text})),
        ("/mcp", lambda text: {**tool("ask_archive", {}), "method": text}),
        ("/mcp", lambda text: {"jsonrpc": "2.0", "id": text, "method": "resources/read", "params": {"uri": text}}),
        (GRADIO[1], lambda text: call(target, "open", text)),
        (GRADIO[1], lambda text: call(target, "ask", text)),
        (GRADIO[1], lambda text: call(target, "rename", text)),
        (GRADIO[1], lambda text: call(target, "conversations", text)),
        (GRADIO[1], lambda text: {"session_hash": text, "component_id": 1, "fn_name": text, "data": text}),
        (GRADIO[0], lambda text: {"data": [text], "fn_index": 0, "session_hash": text, "trigger_id": 1}),
    ]
    allowed = (200, 202, 401, 403, 404, 409, 413, 422)
    for (path, shape), text in sampled(list(itertools.product(shapes, STRANGE)), is_whole, 60):
        headers = {**target.as_reader("ed"), **target.bearer("ed"), **MCP}
        sent = json.dumps(shape(text)).encode()
        reply = attacker.post_json(path, sent, headers)
        check(target, reply, allowed if text != EVIL else (404,), (path, sent[:120]))
    assert is_alive(target)


@EXTENT
def test_paths_that_lead_elsewhere(target: Target, is_whole: bool) -> None:
    attacker = target.attacker
    climbs = [
        *(
            "../../../../etc/passwd",
            "..%2f..%2f..%2fetc%2fpasswd",
            "%2e%2e/%2e%2e/etc/passwd",
            "....//....//etc/passwd",
        ),
        *("..%5c..%5cetc%5cpasswd", "..%c0%af..%c0%afetc/passwd", "%00", "x%00.md", "x%0d%0aSet-Cookie:%20x=y.md"),
        *("%ff%fe", "a;b", "..;/admin", "C:%5cWindows", "file:///etc/passwd", "%252e%252e%252fetc", "x" * 5_000),
        *("%ed%a0%80", "con.md", ".md", "..md", "*", "%3Cscript%3E", "'%20OR%201=1--"),
    ]
    rooms = [
        *("/export/", "/reader/", "/page/", "/api/articles/", "/library/runs/", "/library/articles/", "/assets/"),
        *("/static/", "/gradio_api/file=", "/gradio_api/proxy=", "/file=", "/proxy=http://", "/theme.css/", "/svelte/"),
        *("/gradio_api/heartbeat/", "/", "//" + EVIL + "/", "/\\" + EVIL + "/", "/gradio_api/stream/", "/.."),
    ]
    headers = {**target.as_reader("ed"), **target.bearer("ed"), "Accept": "text/html"}
    allowed = (303, 307, 308, 403, 404, 405, 422)
    for room, climb in sampled(list(itertools.product(rooms, climbs)), is_whole, 90):
        if room.startswith("/gradio_api/heartbeat"):
            continue  # a stream without end, see below
        reply = attacker.ask("GET", f"{room}{climb}", headers)
        check(target, reply, (*allowed, *(200,) * (room == "/library/runs/")), (room, climb[:60]))
        assert "set-cookie" not in reply.headers, (room, climb)
        where = reply.headers.get("location", "/")
        assert re.match(r"/(?![/\\])", where), where


def test_gradios_own_addresses(target: Target) -> None:
    attacker = target.attacker
    headers = target.as_reader("ann")
    closed = [
        *(
            "/gradio_api/upload",
            "/upload",
            "/gradio_api/call/ask",
            "/gradio_api/run/predict",
            "/gradio_api/api/predict",
        ),
        *("/gradio_api/queue/status", "/gradio_api/app_id", "/gradio_api/upload_progress", "/gradio_api/deep_link"),
        *(
            "/monitoring",
            "/monitoring/summary",
            "/login",
            "/logout",
            "/token",
            "/gradio_api/token",
            "/docs",
            "/openapi.json",
        ),
        *("/gradio_api/stream/x/y/z", "/gradio_api/vibe-code", "/gradio_api/process_recording", "/gradio_api/mcp/sse"),
        *("/gradio_api/file=/etc/passwd", f"/gradio_api/file={target.folder}/users.json", "/gradio_api/dev/reload"),
    ]
    for path in closed:
        for method in ("GET", "POST"):
            check(target, attacker.ask(method, path, headers, b"x" * (method == "POST")), (404, 405), (method, path))
    for data in ({"fn_index": -1}, {"fn_index": 10**9}, {"fn_index": "a"}, {"fn_index": None}, {"api_name": "/ask"}):
        sent = {"data": ["x"] * 50, "session_hash": "stolen", "event_data": {"a": 1}, "trigger_id": 10**12, **data}
        reply = attacker.post_json(GRADIO[0], sent, headers)
        check(target, reply, (200, 404, 422), data)
    for name in ("__class__", "__init__", "get_config", "preprocess", "postprocess", "unknown"):
        for component in (0, 1, 5, 10**9, -1):
            sent = {"session_hash": "stolen", "component_id": component, "fn_name": name, "data": {}}
            check(target, attacker.post_json(GRADIO[1], sent, headers), (404, 422), (name, component))
    multipart = {**headers, "Content-Type": "multipart/form-data; boundary=x"}
    body = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.py"\r\n\r\nx\r\n--x--\r\n'
    check(target, attacker.ask("POST", GRADIO[1], multipart, body), (415,), "a file to the component server")
    for path in ("/gradio_api/queue/data?session_hash=stolen", "/gradio_api/heartbeat/stolen"):
        reply = attacker.ask("GET", path, headers, timeout=1.5)
        check(target, reply, (200, 404), path)
        assert b"copydesk-session" not in reply.body
        check(target, attacker.ask("GET", path), (401,), path)
    named: object
    for named in ({"session_hash": "stolen", "fn_index": 0, "event_id": "x"}, {"event_id": "x"}, []):
        for path in ("/gradio_api/cancel", "/gradio_api/reset"):
            check(target, attacker.post_json(path, named, headers), (200, 404, 405, 422), (path, named))
    assert is_alive(target)


def test_nobody_does_what_editors_do(target: Target) -> None:
    attacker, article = target.attacker, article_id(target)
    rooms = [
        *(("GET", "/library/add"), ("POST", "/library/add/files"), ("POST", "/library/add/web")),
        *(("GET", f"/library/articles/{article}/remove"), ("POST", f"/library/articles/{article}/remove")),
        ("POST", "/library/runs/x/cancel"),
    ]
    form = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
    for method, path in rooms:
        body = b"what=forget&meant=yes&addresses=http://127.0.0.1/" if method == "POST" else b""
        check(target, attacker.ask(method, path, {**attacker.origin, **form}, body), (303, 401), (method, path))
        check(target, attacker.ask(method, path, {**target.as_reader("ann"), **form}, body), (403,), (method, path))
    for given, status in (({}, 401), (target.as_reader("ann"), 403), (target.bearer("ann"), 403)):
        rows = {"articles": [{"text": "Planted.", "title": "Planted"}]}
        check(target, attacker.post_json("/api/ingest", rows, given), (status,), status)
        check(target, attacker.ask("DELETE", f"/api/articles/{article}", given), (status,), status)
    told = attacker.post_json(
        "/mcp", {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}, {**target.bearer("ann"), **MCP}
    )
    names = {tool["name"] for tool in json.loads(told.body)["result"]["tools"]}
    assert not {name for name in names if re.search("add|remove|forget|ingest|delete", name)}
    assert attacker.ask("GET", f"/reader/{article}", target.as_reader("ann")).status == 200
    assert attacker.ask("GET", "/metrics", target.as_reader("ann")).status == 200
    for path in (*PAGES, "/metrics", "/config", "/v1/models", "/api/articles", "/gradio_api/info"):
        check(target, attacker.ask("GET", path, {"Accept": "text/html"}), (303, 401), path)


def test_nobody_reads_what_another_asked(target: Target) -> None:
    attacker = target.attacker
    asked = attacker.post_json(
        GRADIO[1], call(target, "ask", "Why was Candlemaker Bridge closed?"), target.as_reader("ann")
    )
    assert asked.status == 200
    told = json.loads(asked.body)
    known = {"conversation": str(told["conversation"]), "turn": str(told["turn"])}
    ends_at = time.monotonic() + 10
    while attacker.ask("GET", f"/export/{known['conversation']}.json", target.as_reader("ann")).status != 200:
        assert time.monotonic() < ends_at, "it is being answered"
    for form in ("md", "html", "json", "docx"):
        for name in known.values():
            check(target, attacker.ask("GET", f"/export/{name}.{form}", target.as_reader("bob")), (404,), form)
    for name in ("open", "follow", "stop", "retry", "edit", "refine", "feedback", "rename", "pin", "delete"):
        sent = {"session_hash": "b", "component_id": wire_id(target), "fn_name": name, "data": known}
        reply = attacker.post_json(GRADIO[1], sent, target.as_reader("bob"))
        check(target, reply, (200,), name)
        assert b"Candlemaker" not in reply.body, name
    mine = attacker.post_json(GRADIO[1], call(target, "conversations", ""), target.as_reader("ann"))
    assert b"Candlemaker" in mine.body, "it is still there, under its name"


def test_signing_in_is_tried_a_few_times_only(target: Target) -> None:
    attacker, statuses = target.attacker, []
    for number in range(14):
        told = {**attacker.origin, "X-Forwarded-For": f"10.0.0.{number}", "X-Real-IP": f"10.0.1.{number}"}
        name = ("bob", "BOB", "Bob ")[number % 3]
        reply = attacker.post_form("/sign-in", {"name": name, "password": f"wrong {number} {PASSWORD}"}, told)
        check(target, reply, (403, 429), number)
        assert "set-cookie" not in reply.headers
        statuses.append(reply.status)
    assert statuses[-1] == 429
    assert statuses.count(403) <= 11
    planted = {**attacker.origin, "Cookie": "copydesk-session=" + "p" * 43}
    signed = attacker.post_form("/sign-in", {"name": "ed", "password": PASSWORD, "next": f"//{EVIL}"}, planted)
    assert signed.status == 303
    assert signed.headers["location"] == "/"
    assert "p" * 43 not in signed.headers["set-cookie"]


@pytest.mark.soak
def test_for_this_machine_alone_a_proxy_is_not_this_machine(start: Callable[..., Target]) -> None:
    target = start("alone")
    attacker = target.attacker
    assert attacker.ask("GET", "/library").status == 200
    for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP", "X-Forwarded-Host", "X-Original-URL"):
        for path in ("/library", "/api/status", "/mcp", "/"):
            check(target, attacker.ask("GET", path, {name: "for=10.0.0.1"}), (403,), (name, path))
    for name in (EVIL, "127.0.0.1.nip.io", "localtest.me", f"{EVIL}:{attacker.port}"):
        for path in (*PAGES, *PROGRAMS, *GRADIO):
            check(target, attacker.ask("POST", path, {}, b"{}", host=name), (421,), (name, path))


@EXTENT
def test_hundreds_who_never_finish_keep_nobody_out(target: Target, is_whole: bool) -> None:
    attacker = target.attacker
    half = attacker.request("GET", "/library")[:-20]
    body = attacker.request("POST", "/api/ask", {**target.bearer("ann"), "Content-Length": "900000"}) + b'{"question"'
    signing = attacker.request("POST", "/sign-in", {**attacker.origin, "Content-Length": "9000"}) + b"name=ann&"
    kinds = (b"", half, body, signing, attacker.request("GET", "/gradio_api/heartbeat/x", target.as_reader("ann")))
    opened: list[socket.socket] = []
    try:
        for sent in itertools.islice(itertools.cycle(kinds), 1_000 if is_whole else 200):
            connection = attacker.connect()
            connection.sendall(sent)
            Attacker.sent_count += 1
            opened.append(connection)
        begun = time.monotonic()
        assert is_alive(target)
        question = {"question": "Why was Candlemaker Bridge closed?"}
        assert attacker.post_json("/api/ask", question, target.bearer("ed")).status == 200
        assert time.monotonic() - begun < 5
        if is_whole:
            halves = [one for one, sent in zip(opened, itertools.cycle(kinds), strict=False) if sent in (b"", half)]
            time.sleep(12)
            assert all(_is_closed(one) for one in halves), "after ten seconds"
            bodies = [one for one, sent in zip(opened, itertools.cycle(kinds), strict=False) if sent in (body, signing)]
            time.sleep(60)
            assert all(_is_closed(one) for one in bodies), "after a minute"
    finally:
        for connection in opened:
            connection.close()
    assert is_alive(target)


def test_nothing_was_written_down_that_should_not_be(target: Target) -> None:
    """After all that was sent above; by itself after a word with a secret in it."""
    attacker = target.attacker
    attacker.ask(
        "GET", f"/library?token={target.tokens['ed']}", {"Cookie": f"copydesk-session={target.sessions['ed']}"}
    )
    attacker.ask("GET", "/nothing", {"Authorization": f"Bearer {target.tokens['ed']}"})
    written = target.log.read_text()
    assert "Traceback" not in written, written[-4000:]
    for secret in (PASSWORD, *target.tokens.values(), *target.sessions.values()):
        assert secret not in written
    assert target.process.memory_info().rss < 900_000_000


def tool(name: str, arguments: Mapping[str, object]) -> dict[str, object]:
    return {**ASKING, "params": {"name": name, "arguments": arguments}}


WIRE: dict[int, int] = {}


def wire_id(target: Target) -> int:
    """The number of the part of the page through which it asks."""
    if target.attacker.port not in WIRE:
        config = json.loads(target.attacker.ask("GET", "/config", target.as_reader("ann")).body)
        parts = [one["id"] for one in config["components"] if one["props"].get("elem_id") == "wire"]
        WIRE[target.attacker.port] = parts[0]
    return WIRE[target.attacker.port]


def call(target: Target, name: str, text: str) -> dict[str, object]:
    """What the page sends to ask, to open, to list and to rename."""
    fields = {"ask": "question", "open": "conversation", "rename": "title", "conversations": "query"}
    return {"session_hash": "s", "component_id": wire_id(target), "fn_name": name, "data": {fields[name]: text}}


def article_id(target: Target) -> str:
    told = target.attacker.ask("GET", "/api/articles?limit=1", target.bearer("ed"))
    return str(json.loads(told.body)["articles"][0]["article_id"])


def _is_closed(connection: socket.socket) -> bool:
    connection.settimeout(0.05)
    with suppress(ConnectionError):
        try:
            while connection.recv(65_536):
                pass
        except TimeoutError:
            return False
    return True
