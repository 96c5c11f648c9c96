import threading
import time
from collections.abc import Mapping

import pytest

from ingest.web.address import Allowed, WebAddress, parse_address
from ingest.web.crew import Job, fetch_each
from ingest.web.exchange import Exchange, Limits, Line
from ingest.web.faults import Unfetched
from ingest.web.fetched import Fetched
from ingest.web.fetcher import Budget, Fetcher


class Paced(Line):
    """Takes a moment for each answer, and keeps who was asked while whom else."""

    def __init__(self) -> None:
        super().__init__(Allowed(), lambda _host, _port: [], "Copydesk")
        self.running: list[str] = []
        self.asked: list[str] = []
        self.together: set[str] = set()
        self.lock = threading.Lock()

    def get(self, address: WebAddress, limits: Limits, headers: Mapping[str, str]) -> Exchange:
        if address.target == "/robots.txt":
            return Exchange(404, {}, b"", 0)
        if address.target == "/bug":
            message = "a bug"
            raise ZeroDivisionError(message)
        with self.lock:
            assert address.host not in self.running
            self.together |= set(self.running)
            self.running.append(address.host)
            self.asked.append(address.url)
        time.sleep(0.01)
        with self.lock:
            self.running.remove(address.host)
        return Exchange(404 if address.target == "/none" else 200, {}, address.url.encode(), 1)


def fetcher(line: Line) -> Fetcher:
    return Fetcher(line, Allowed(), Budget(60, 10**6), user_agent="Copydesk", delay=0.0)


def jobs(*urls: str) -> list[Job[str]]:
    return [Job(parse_address(url), Limits(), url) for url in urls]


def test_each_has_its_result_and_hosts_run_side_by_side() -> None:
    line = Paced()
    urls = [f"https://{host}.example/{n}" for host in "abc" for n in range(5)] + ["https://d.example/none"]
    results = {job.what: result for job, result in fetch_each(fetcher(line), jobs(*urls))}
    assert set(results) == set(urls)
    for url, result in results.items():
        if url.endswith("none"):
            assert isinstance(result, Unfetched)
        else:
            assert isinstance(result, Fetched)
            assert result.content == url.encode()
    assert line.together
    assert [url for url in line.asked if "//a." in url] == urls[:5]


def test_nothing() -> None:
    assert list(fetch_each(fetcher(Paced()), jobs())) == []


def test_who_stops_listening_stops_the_fetching() -> None:
    line = Paced()
    results = fetch_each(fetcher(line), jobs(*(f"https://a.example/{n}" for n in range(500))))
    next(results)
    results.close()
    deadline = time.monotonic() + 30
    while any(thread.name == "copydesk-fetch" for thread in threading.enumerate()) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert len(line.asked) < 500


def test_a_bug_is_not_swallowed_in_a_thread() -> None:
    with pytest.raises(ZeroDivisionError):
        list(fetch_each(fetcher(Paced()), jobs("https://a.example/bug")))
