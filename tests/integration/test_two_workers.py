"""Two processes of the page behind nginx, one ingest, PostgreSQL: killed, started anew, and always of one state."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.chat_server import self_signed
from tests.conftest import PROJECT_ROOT, missing
from tests.counted import Counted
from tests.nginx import free_port, nginx
from tests.postgres_server import PostgresServer, running_server, what_is_missing

WRITER = Path(__file__).with_name("tally_writer.py")
QUESTION = "How many herring boats were counted?"
NUMBER = re.compile(r"(\d{4,}) herring boats")
SEEN = re.compile(r'data-seen="(\d+)\.(\d+)\.(\d+)"')
OPEN = re.compile(r'class="[^"]*\bis-open(?! is-stopped)')
START_SECONDS = 120
AWAY = re.compile(r"does not answer|is being changed|no está|Bad Gateway|502")
LOST = "before the answer was finished"
HEALED_SECONDS = 30.0
"""What a killed worker left open has ended by then."""


@dataclass
class Program:
    """A process of the newsroom, which can be killed and started again."""

    command: Sequence[str]
    environment: dict[str, str]
    sign: re.Pattern[str]
    log: Path
    lines: list[str] = field(default_factory=list)
    _running: "subprocess.Popen[str] | None" = None

    def start(self) -> None:
        with self.log.open("a") as errors:
            self._running = subprocess.Popen(
                [sys.executable, *self.command], stdout=subprocess.PIPE, stderr=errors, text=True, env=self.environment
            )
        threading.Thread(target=self._read, args=(self._running,), daemon=True).start()

    def _read(self, running: "subprocess.Popen[str]") -> None:
        assert running.stdout is not None
        with running.stdout as lines:
            self.lines.extend(iter(lines.readline, ""))

    def wait_for_sign(self, after: int = 0) -> None:
        assert self._running is not None
        running = self._running
        until(
            lambda: running.poll() is not None or any(self.sign.search(line) for line in self.lines[after:]),
            START_SECONDS,
            self._told,
        )
        assert running.poll() is None, self._told()

    def kill(self) -> None:
        assert self._running is not None
        self._running.kill()
        self._running.wait()

    def end(self) -> None:
        if self._running is not None and self._running.poll() is None:
            self._running.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._running.wait(20)
            self._running.kill()
            self._running.wait()

    def _told(self) -> str:
        assert self._running is not None
        return f"{self.command}: code {self._running.poll()}\n{self.log.read_text()[-3000:]}"


def until(is_so: Callable[[], bool], seconds: float, told: Callable[[], str] = lambda: "") -> None:
    ends_at = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < ends_at, f"it did not come about in {seconds} s. {told()}"
        time.sleep(0.05)


@dataclass
class Newsroom:
    address: str
    server: PostgresServer
    workers: dict[str, Program]
    writer: Program
    connections: ExitStack
    """Those of its readers, closed with it."""

    def acknowledged(self) -> int:
        """The highest number that was stored."""
        return max((int(line) for line in self.writer.lines if line.strip().isdigit()), default=0)


@pytest.fixture(scope="module")
def newsroom(nginx_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    lacking = what_is_missing()
    if lacking is not None:
        missing(lacking)
    folder, port = tmp_path_factory.mktemp("newsroom"), free_port()
    ports = {"one": free_port(), "two": free_port()}
    _, certificate = self_signed(folder)
    configuration = (PROJECT_ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    for old, new in {
        "127.0.0.1:7861": f"127.0.0.1:{ports['one']}",
        "127.0.0.1:7862": f"127.0.0.1:{ports['two']}",
        "listen 443": f"listen 127.0.0.1:{port}",
        "/etc/ssl/desk.example.pem": str(certificate),
        "/etc/ssl/desk.example.key": str(certificate.with_name("server.key")),
    }.items():
        assert old in configuration
        configuration = configuration.replace(old, new)
    with running_server() as server:
        environment = {
            **os.environ,
            "PYTHONPATH": str(PROJECT_ROOT),
            "COPYDESK_ARCHIVE": str(folder / "archive"),
            "COPYDESK_DATABASE": server.address,
            "COPYDESK_PUBLIC_URL": f"https://127.0.0.1:{port}/",
            "COPYDESK_TRUSTED_PROXIES": "127.0.0.1",
        }
        writer = Program([str(WRITER)], environment, re.compile(r"^\d+$"), folder / "writer.log")
        workers = {
            name: Program(
                ["-m", "ui", "--no-browser", "--open", "--port", str(own)],
                environment,
                re.compile("Copydesk is at"),
                folder / f"{name}.log",
            )
            for name, own in ports.items()
        }
        try:
            writer.start()
            writer.wait_for_sign()
            for worker in workers.values():
                worker.start()
            for worker in workers.values():
                worker.wait_for_sign()
            with nginx(nginx_path, folder, port, configuration), ExitStack() as connections:
                yield Newsroom(f"https://127.0.0.1:{port}", server, workers, writer, connections)
        finally:
            for program in (writer, *workers.values()):
                program.end()


class Reader:
    """A browser's side of the page, kept with one of the processes by a cookie."""

    def __init__(self, newsroom: Newsroom, worker: str) -> None:
        self.newsroom = newsroom
        client = httpx.Client(base_url=newsroom.address, verify=False, timeout=75)
        self.client = newsroom.connections.enter_context(client)
        self.stay_with(worker)
        page = self.client.get("/", headers={"Accept": "text/html"})
        assert "copydesk-reader" in page.headers["Set-Cookie"], "by which conversations are kept"
        self.conversation = ""
        self.given: list[str] = []
        """What was shown of each turn that was answered to its end."""
        self._wire: Any = None

    def stay_with(self, worker: str) -> None:
        self.client.cookies.set("copydesk_worker", worker, domain="127.0.0.1", path="/")

    def call(self, name: str, sent: object) -> Any:
        """What the page is told; where nothing can be asked, what the proxy or the page says of it."""
        try:
            if self._wire is None:
                components = self._json(self.client.get("/config"))["components"]
                self._wire = next(one["id"] for one in components if one["props"].get("elem_id") == "wire")
            body = {"data": sent, "component_id": self._wire, "fn_name": name, "session_hash": "s"}
            return self._json(self.client.post("/gradio_api/component_server/", json=body))
        except httpx.TransportError as error:
            return {"failed": f"502: {error}"}

    def _json(self, response: httpx.Response) -> Any:
        if response.status_code in (502, 503, 504):
            return {"failed": f"{response.status_code}: 502", "components": []}
        assert response.status_code == 200, response.text[:500]
        return response.json()

    def ask(self) -> Any:
        reply = self.call("ask", {"question": QUESTION, "conversation": self.conversation})
        self.conversation = reply.get("conversation") or self.conversation
        return reply

    def follow(self, reply: Any) -> Any:
        """To the end of the turn, whatever is away meanwhile."""
        turn, seen, ends_at = reply["turn"], (0, 0, 0), time.monotonic() + 2 * HEALED_SECONDS
        while reply.get("is_open", True):
            assert time.monotonic() < ends_at, reply
            found = SEEN.search(reply.get("html", ""))
            seen = (int(found[1]), int(found[2]), int(found[3])) if found else seen
            reply = self.call("follow", {"turn": turn, "seen": seen})
            if "failed" in reply:
                assert AWAY.search(reply["failed"]), reply
                time.sleep(0.3)
        return reply

    def turns(self) -> str:
        shown = self.call("open", {"conversation": self.conversation})
        assert "html" in shown, shown
        return str(shown["html"])


def check_answer(newsroom: Newsroom, reader: Reader, least: int) -> int | None:
    """The number in an answer of the API, the same in all that was read for it, and no older than what was stored
    before; None where something is away, which is said."""
    try:
        response = reader.client.post("/api/ask", json={"question": QUESTION})
    except httpx.TransportError:
        return None
    if response.status_code != 200:
        assert response.status_code in (502, 503, 504), response.text[:500]
        assert response.status_code != 503 or AWAY.search(response.text), response.text[:500]
        return None
    passages = response.json()["passages"]
    numbers = {int(found) for passage in passages for found in NUMBER.findall(passage["text"])}
    assert len(passages) == 2, passages
    assert len(numbers) == 1, f"two states in one answer: {passages}"
    (number,) = numbers
    assert number >= least, "what was acknowledged is lost"
    return number


class Asking(threading.Thread):
    """A reader who asks all the time: the API, and the page with its conversation."""

    def __init__(self, newsroom: Newsroom, worker: str, stopped: threading.Event) -> None:
        super().__init__(daemon=True)
        self.reader, self._newsroom, self._stopped = Reader(newsroom, worker), newsroom, stopped
        self.answered = self.away = self.lost = 0
        self.fault: BaseException | None = None

    def run(self) -> None:
        try:
            least = 0
            while not self._stopped.is_set():
                number = check_answer(self._newsroom, self.reader, max(least, self._newsroom.acknowledged()))
                least = max(least, number or 0)
                self.answered, self.away = self.answered + (number is not None), self.away + (number is None)
                self._converse()
        except BaseException as fault:  # noqa: BLE001  # handed to the test
            self.fault = fault

    def _converse(self) -> None:
        reply = self.reader.ask()
        if not reply.get("conversation"):  # it was not even put in line
            assert AWAY.search(str(reply)), reply
            self.away += 1
            time.sleep(0.2)
            return
        reply = self.reader.follow(reply)
        if "is-answered" in reply["html"]:
            self.reader.given.append(reply["turn"])
            self.answered += 1
            return
        assert LOST in reply["html"] or AWAY.search(reply["html"]), reply["html"][:2000]
        self.lost += 1


def serve_through(
    newsroom: Newsroom, faults: Sequence[Callable[[], None]], pause: float, answered: int
) -> list[Asking]:
    """Readers of both workers ask while one fault after another is brought about; afterwards all is well again, and
    each gets `answered` answers in all."""
    stopped = threading.Event()
    asking = [Asking(newsroom, worker, stopped) for worker in ("one", "two")]
    for one in asking:
        one.start()
    try:
        time.sleep(pause)
        for fault in faults:
            fault()
            time.sleep(pause)
        until(
            lambda: all(one.answered >= answered for one in asking) or any(one.fault is not None for one in asking),
            HEALED_SECONDS,
        )
    finally:
        stopped.set()
        for one in asking:
            one.join(2 * HEALED_SECONDS + 80)
    for one in asking:
        if one.fault is not None:
            raise one.fault
    return asking


def check_healed(newsroom: Newsroom, asking: Sequence[Asking]) -> None:
    """Each conversation has what its reader was given, whichever worker is asked, and the ingest goes on."""
    number = newsroom.acknowledged()
    until(lambda: newsroom.acknowledged() > number, HEALED_SECONDS)
    for one in asking:
        for worker in ("one", "two"):
            one.reader.stay_with(worker)
            assert check_answer(newsroom, one.reader, number) is not None
            shown = one.reader.turns()
            assert all(f'data-turn="{turn}"' in shown for turn in one.reader.given[-20:])
            # a worker that died is given the time to come back, anew where the database went away meanwhile
            until(partial(has_no_open_turn, one.reader), HEALED_SECONDS)


def has_no_open_turn(reader: Reader) -> bool:
    return OPEN.search(reader.turns()) is None


def kill_worker(newsroom: Newsroom, name: str) -> None:
    """With -9; after a while it is started anew, as systemd does."""
    worker = newsroom.workers[name]
    before = len(worker.lines)
    worker.kill()
    time.sleep(1.5)
    worker.start()
    worker.wait_for_sign(before)


def restart_database(newsroom: Newsroom, how: signal.Signals) -> None:
    newsroom.server.stop(how)
    time.sleep(1.5)
    newsroom.server.start()


def test_a_worker_is_killed_and_the_database_falls_down(newsroom: Newsroom) -> None:
    asking = serve_through(
        newsroom,
        [lambda: kill_worker(newsroom, "one"), lambda: restart_database(newsroom, signal.SIGQUIT)],
        pause=2.0,
        answered=4,
    )
    assert sum(one.away for one in asking) > 0, "nobody noticed"
    check_healed(newsroom, asking)


@pytest.mark.soak
@pytest.mark.timeout(1500)
def test_ten_minutes_of_faults(newsroom: Newsroom, counted: Counted) -> None:
    faults: list[Callable[[], None]] = [
        lambda: kill_worker(newsroom, "one"),
        lambda: restart_database(newsroom, signal.SIGQUIT),
        lambda: kill_worker(newsroom, "two"),
        lambda: restart_database(newsroom, signal.SIGINT),
    ]
    asking = serve_through(newsroom, faults * 10, pause=12.0, answered=60)
    check_healed(newsroom, asking)
    counted("killed workers behind a proxy", 20)
    counted("PostgreSQL servers shut down under two workers", 20)
