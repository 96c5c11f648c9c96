"""Many readers on one server: `python benchmarks/readers.py --shared ../shared/data [--questions 300 | --all]`.

The real server (`copydesk chat`, quotes) in a process of its own, over an archive of about 7,000 passages made from
the shared articles; readers ask through the page's own channel, each question in a conversation of its own, and follow
it to its ending as the page's script does. The baseline, in the same run, is a plain loop over `Assistant.ask`: it says
also what each answer has to be, so that an answer that went to somebody else is found. Read the ratios: seconds are
those of the machine, which the readers themselves share with the server.

Filling the archive takes minutes: `--archive FOLDER` keeps it, and asks it again where it is there.
"""

import argparse
import asyncio
import html
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import httpx
import numpy as np
import psutil

from assistant import Assistant
from assistant.settings import Settings

SETS = ("newsqa", "multihop_rag", "spans", "squad2", "mtrag")
ASKED_FROM = "newsqa"
EVERY_SECONDS = 20.0
WARM_UP = 5
OPENING_SECONDS = 1.3
"""From the address to a page that takes a question, in Chromium; the models load meanwhile."""
STEP = 1_000
"""After so many questions of the long run the memory is looked at again."""
KNOWN = 100
"""Different questions: each is asked of the bare assistant first, to know its answer."""
_SEEN = re.compile(r'data-seen="(\d+)\.(\d+)\.(\d+)"')
_ADDRESS = re.compile(r"at (http://\S+/)")


@dataclass(frozen=True, slots=True)
class Told:
    """What one reader was told, in seconds from the question."""

    question: str
    first: float
    last: float
    has_place: bool
    """Whether the first thing shown was the place in the line, or the answering itself."""
    page: str
    """The last HTML."""


@dataclass(slots=True)
class Page:
    """One reader's page: the script's side of the wire."""

    client: httpx.AsyncClient
    wire: int
    session: str

    async def call(self, name: str, sent: dict[str, object]) -> dict[str, object]:
        body = {"data": sent, "component_id": self.wire, "fn_name": name, "session_hash": self.session}
        response = await self.client.post("gradio_api/component_server/", json=body)
        response.raise_for_status()
        reply: dict[str, object] = response.json()
        if "failed" in reply:
            message = str(reply["failed"])
            raise RuntimeError(message)
        return reply

    async def ask(self, question: str) -> Told:
        begun = time.perf_counter()
        reply = await self.call("ask", {"question": question})
        first = time.perf_counter() - begun
        has_place = "data-step" in str(reply["html"]) or not reply["is_open"]
        while reply["is_open"]:
            seen = _SEEN.search(str(reply["html"]))
            assert seen is not None
            reply = await self.call("follow", {"turn": reply["turn"], "seen": [int(part) for part in seen.groups()]})
        return Told(question, first, time.perf_counter() - begun, has_place, str(reply["html"]))


@dataclass(slots=True)
class Crowd:
    """Readers of one server, and what became of their questions."""

    address: str
    wire: int
    client: httpx.AsyncClient
    told: list[Told] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    async def ask(self, reader: int, question: str) -> None:
        try:
            self.told.append(await Page(self.client, self.wire, f"reader{reader}").ask(question))
        except (httpx.HTTPError, RuntimeError) as error:
            self.errors.append(f"{type(error).__name__}: {error}")

    async def ask_at_intervals(self, reader: int, questions: Sequence[str], begins_after: float) -> None:
        """A question every twenty seconds, however long the one before took."""
        begun = time.perf_counter() + begins_after
        asked = []
        for number, question in enumerate(questions):
            await asyncio.sleep(max(0.0, begun + number * EVERY_SECONDS - time.perf_counter()))
            asked.append(asyncio.create_task(self.ask(reader, question)))
        await asyncio.gather(*asked)


@contextmanager
def running(archive: Path) -> Iterator[tuple[str, psutil.Process]]:
    """The server's address and its process."""
    command = [sys.executable, "-m", "ui", "--archive", str(archive), "--port", "0", "--no-browser"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    try:
        found = next(match[1] for line in server.stdout if (match := _ADDRESS.search(line)))
        yield found, psutil.Process(server.pid)
    finally:
        server.terminate()
        server.wait(30)
        server.stdout.close()


def fill(shared: Path, archive: Path) -> None:
    files = [str(shared / name / "articles.jsonl") for name in SETS]
    subprocess.run([sys.executable, "-m", "ingest", *files, "--archive", str(archive), "--quiet"], check=True)


def read_questions(shared: Path) -> list[str]:
    """Each once, in an order that is the same every time."""
    lines = (shared / ASKED_FROM / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    questions = list(dict.fromkeys(json.loads(line)["question"] for line in lines))
    random.Random(1).shuffle(questions)
    return questions


def crowd_at(address: str, run: Callable[[Crowd], object]) -> Crowd:
    """Let readers do something to the server; returns them with what they were told."""

    async def gather() -> Crowd:
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=200, keepalive_expiry=2)
        async with httpx.AsyncClient(base_url=address, timeout=120, limits=limits, trust_env=False) as client:
            components = (await client.get("config")).json()["components"]
            (wire,) = [one["id"] for one in components if one["props"].get("elem_id") == "wire"]
            crowd = Crowd(address, wire, client)
            await run(crowd)  # type: ignore[misc]  # a coroutine function
            return crowd

    return asyncio.run(gather())


def one_by_one(questions: Sequence[str]) -> Callable[[Crowd], object]:
    async def run(crowd: Crowd) -> None:
        for question in questions:
            await crowd.ask(0, question)

    return run


def at_intervals(readers: int, rounds: int, questions: Sequence[str]) -> Callable[[Crowd], object]:
    async def run(crowd: Crowd) -> None:
        own = [questions[number * rounds : (number + 1) * rounds] for number in range(readers)]
        begins = [number * EVERY_SECONDS / readers for number in range(readers)]
        await asyncio.gather(*map(crowd.ask_at_intervals, range(readers), own, begins))

    return run


def at_once(questions: Sequence[str], most: int | None = None) -> Callable[[Crowd], object]:
    """All in the same instant, or `most` at a time."""

    async def run(crowd: Crowd) -> None:
        room = asyncio.Semaphore(most or len(questions))

        async def ask(number: int, question: str) -> None:
            async with room:
                await crowd.ask(number, question)

        await asyncio.gather(*(ask(number, question) for number, question in enumerate(questions)))

    return run


def report(name: str, crowd: Crowd, alone: float, memory: float) -> None:
    """Times as multiples of the median of one bare `Assistant.ask`; what the server holds after it, in MB."""
    firsts, lasts = [one.first for one in crowd.told], [one.last for one in crowd.told]
    figures = [np.percentile(lasts, 50), np.percentile(lasts, 95), np.percentile(firsts, 95), max(lasts)]
    times = "".join(f"{1000 * figure:9.0f}{figure / alone:8.1f}x" for figure in figures)
    placed = sum(one.has_place for one in crowd.told)
    print(f"{name:34}{times}{len(crowd.told):7}{len(crowd.errors):7}{placed:8}{memory:6.0f}", flush=True)
    for error in sorted(set(crowd.errors))[:3]:
        print(f"  {error}")


def count_mixed(told: Sequence[Told], expected: dict[str, list[str]]) -> int:
    """Answers that are not those that the bare assistant gives to the question, or stand under another one."""
    mixed = 0
    for one in told:
        words = html.unescape(re.sub(r"<[^>]+>", "", one.page))
        missing = [piece for piece in (one.question, *expected[one.question]) if piece not in words]
        if missing:
            mixed += 1
            print(f"  {one.question!r} without {missing}")
    return mixed


def ask_bare(archive: Path, questions: Sequence[str]) -> tuple[dict[str, list[str]], float]:
    """What a plain loop answers, and the median seconds of one."""
    took, expected = [], {}
    with Assistant.from_settings(Settings.load(archive=archive)) as assistant:
        for question in questions:
            begun = time.perf_counter()
            answer = assistant.ask(question)
            took.append(time.perf_counter() - begun)
            expected[question] = [statement.text for statement in answer.statements]
    return expected, median(took[WARM_UP:] or took)


def megabytes(process: psutil.Process) -> float:
    return process.memory_info().rss / 1e6


def measure(archive: Path, questions: list[str], count: int, rounds: int) -> None:
    known = questions[: min(len(questions), KNOWN)]
    expected, alone = ask_bare(archive, known)
    print(f"{'':34}{'p50 ms':>9}{'':9}{'p95 ms':>9}{'':9}{'first95':>9}{'':9}{'last ms':>9}{'':9}", end="")
    print(f"{'asked':>7}{'errors':>7}{'placed':>8}{'MB':>6}")
    print(f"{'Assistant.ask, in a loop':34}{1000 * alone:9.0f}{1.0:8.1f}x")
    crowds = []
    with running(archive) as (address, process):
        begun_with = megabytes(process)

        def run(name: str, work: Callable[[Crowd], object]) -> Crowd:
            crowd = crowd_at(address, work)
            report(name, crowd, alone, megabytes(process))
            crowds.append(crowd)
            return crowd

        time.sleep(OPENING_SECONDS)
        opening = run("the first after the start", one_by_one(known[:1]))
        single = run("one reader, one by one", one_by_one(known[WARM_UP : WARM_UP + 20]))
        base = median(one.last for one in single.told)
        print(f"  the first took {opening.told[0].last / base:.1f} times as long as a later one")
        for readers in (10, 40):
            run(f"{readers} readers, one each 20 s", at_intervals(readers, rounds, cycle(known, readers * rounds)))
        burst = run("40 in the same instant", at_once(cycle(known, 40)))
        worst = max(one.last for one in burst.told)
        print(f"  all answered after {worst / base / 40:.2f} of forty times the median of one reader alone")
        run("90 readers at the same time", at_once(cycle(known, 180), 90))
        for first in range(0, count, STEP):
            run(f"8 at a time, from {first:,} on", at_once(cycle(known, min(STEP, count - first)), 8))
        print(f"memory {begun_with:.0f} MB at the start, {megabytes(process):.0f} MB in the end")
    told = [one for crowd in crowds for one in crowd.told]
    print(f"{count_mixed(told, expected)} of {len(told)} answers belong to another question")


def cycle(questions: Sequence[str], count: int) -> list[str]:
    return [questions[number % len(questions)] for number in range(count)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared/data"))
    parser.add_argument("--archive", type=Path, help="kept, and asked again where it is there")
    parser.add_argument("--questions", type=int, default=300, help="after which the memory is looked at")
    parser.add_argument("--rounds", type=int, default=3, help="questions of each reader who asks every 20 s")
    parser.add_argument("--all", action="store_true", help="10,000 questions")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        archive = arguments.archive or Path(place) / "archive"
        if not archive.exists():
            fill(arguments.shared, archive)
        count = 10_000 if arguments.all else arguments.questions
        measure(archive, read_questions(arguments.shared), count, arguments.rounds)


if __name__ == "__main__":
    main()
