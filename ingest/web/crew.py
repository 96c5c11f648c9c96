"""Fetch many addresses: hosts at the same time, the addresses of one host one after the other."""

import threading
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from queue import Empty, Full, Queue, SimpleQueue
from typing import Generic, TypeVar

from ingest.web.address import WebAddress
from ingest.web.exchange import Limits
from ingest.web.faults import Stopped, Unfetched
from ingest.web.fetched import Fetched, Known
from ingest.web.fetcher import Fetcher

__all__ = ["Job", "fetch_each"]

MOST_HOSTS = 8
"""Hosts that are asked at the same time."""
_WAITING = 8
"""Pages that are fetched ahead of who reads them: this and LARGEST_PAGE bound the memory."""
_PATIENCE = 0.2

What = TypeVar("What")


@dataclass(frozen=True, slots=True)
class Job(Generic[What]):
    address: WebAddress
    limits: Limits
    what: What
    """Whatever the caller wants back with the result."""
    known: Known | None = None


Result = tuple[Job[What], Fetched | Unfetched]


def fetch_each(fetcher: Fetcher, jobs: Sequence[Job[What]]) -> Generator[Result[What], None, None]:
    """Each job with what came of it, as it comes; one generator, no thread of which outlives it for long."""
    hosts: dict[str, list[Job[What]]] = {}
    for job in jobs:
        hosts.setdefault(job.address.host, []).append(job)
    waiting: SimpleQueue[list[Job[What]]] = SimpleQueue()
    for of_one_host in hosts.values():
        waiting.put(of_one_host)
    results: Queue[Result[What] | BaseException] = Queue(_WAITING)
    is_over = threading.Event()
    for _ in range(min(MOST_HOSTS, len(hosts))):
        work = _Work(fetcher, waiting, results, is_over)
        threading.Thread(target=work.run, daemon=True, name="copydesk-fetch").start()
    try:
        for _ in jobs:
            result = results.get()
            if isinstance(result, BaseException):
                raise result
            yield result
    finally:
        is_over.set()


@dataclass(frozen=True, slots=True)
class _Work(Generic[What]):
    fetcher: Fetcher
    waiting: "SimpleQueue[list[Job[What]]]"
    results: "Queue[Result[What] | BaseException]"
    is_over: threading.Event

    def run(self) -> None:
        try:
            while not self.is_over.is_set():
                for job in self.waiting.get_nowait():
                    self._put((job, _fetch(self.fetcher, job)))
        except (Empty, Stopped):
            return
        except BaseException as error:  # noqa: BLE001  # it is raised again in the thread that waits
            self._put(error)

    def _put(self, result: Result[What] | BaseException) -> None:
        """Hand a result over. Raises Stopped when nobody waits for it any more."""
        while not self.is_over.is_set():
            try:
                return self.results.put(result, timeout=_PATIENCE)
            except Full:
                continue
        raise Stopped


def _fetch(fetcher: Fetcher, job: Job[What]) -> Fetched | Unfetched:
    try:
        return fetcher.get(job.address, job.limits, job.known)
    except Unfetched as fault:
        return fault
