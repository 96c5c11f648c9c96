"""Fetch an address: redirects, robots.txt, the host's pace, retries and the run's limits, each checked every time."""

import random
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from ingest.web.address import Allowed, WebAddress, check_address, join
from ingest.web.exchange import Exchange, Limits, Line
from ingest.web.faults import Unfetched
from ingest.web.fetched import Fetched, Known
from ingest.web.politeness import Clock, Politeness
from ingest.web.robots import LARGEST_ROBOTS, Robots

__all__ = ["Budget", "Fetcher"]

MOST_REDIRECTS = 5
MOST_TRIES = 3
LONGEST_REST = 60.0
"""Seconds that a host is waited for within a run; one that asks for more is left for the next run."""
_MOST_BREAKDOWNS = 5
"""Requests in a row that a host did not answer; then no more is asked of it in this run."""
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_BUSY = frozenset((408, 425, 429, 500, 502, 503, 504))
_REFUSED = frozenset((401, 402, 403))
_NOT_MODIFIED = 304
_WORDS = {
    401: "it asks for a login", 402: "it asks for payment", 403: "the host refuses it", 404: "there is no such page",
    410: "the page was taken down", 429: "the host asks for fewer requests", 451: "withheld for legal reasons",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Budget:
    """What one run may take."""

    seconds: float
    most_bytes: int


class Fetcher:
    """Safe to use from several threads."""

    def __init__(
        self, line: Line, allowed: Allowed, budget: Budget, *, user_agent: str, delay: float, clock: Clock | None = None
    ) -> None:
        self.clock = clock or Clock()
        self._line = line
        self._allowed = allowed
        self._budget = budget
        self._politeness = Politeness(delay, self.clock)
        self._robots = Robots(self._get_robots, user_agent)
        self._ends_at = self.clock.now() + budget.seconds
        self._bytes_left = budget.most_bytes
        self._breakdowns: dict[str, int] = {}
        self._lock = threading.Lock()

    def get(self, address: WebAddress, limits: Limits, known: Known | None = None) -> Fetched:
        """What is at an address. Raises Unfetched with the reason, and Stopped when the run ends."""
        return self._follow(address, limits, known, obey_robots=True)

    def check_budget(self) -> None:
        """Raise Unfetched when the run has had its time or its bytes."""
        if self.clock.now() >= self._ends_at:
            message = f"the time of this run is over ({self._budget.seconds:,.0f} s, COPYDESK_WEB_MAX_SECONDS)"
            raise Unfetched(message, is_passing=True)
        if self._bytes_left <= 0:
            megabytes = self._budget.most_bytes / 1_000_000
            message = f"this run has fetched all it may ({megabytes:,.0f} MB, COPYDESK_WEB_MAX_MEGABYTES)"
            raise Unfetched(message, is_passing=True)

    def _get_robots(self, address: WebAddress) -> Fetched:
        return self._follow(address, Limits(seconds=20.0, most_bytes=LARGEST_ROBOTS), None, obey_robots=False)

    def _follow(self, address: WebAddress, limits: Limits, known: Known | None, *, obey_robots: bool) -> Fetched:
        met = set[str]()
        while len(met) <= MOST_REDIRECTS:
            check_address(address, self._allowed)
            if address.url in met:
                message = "it redirects in a circle"
                raise Unfetched(message)
            met.add(address.url)
            pause = self._robots.check(address) if obey_robots else 0.0
            conditions = known.conditions() if known is not None and known.url == address.url else {}
            answer = self._try(address, limits, conditions, pause)
            if answer.status not in _REDIRECTS:
                return _fetched(address, answer, is_conditional=bool(conditions))
            address = join(address, answer.headers.get("location", ""))
        message = f"more than {MOST_REDIRECTS} redirects"
        raise Unfetched(message)

    def _try(self, address: WebAddress, limits: Limits, conditions: Mapping[str, str], pause: float) -> Exchange:
        """The answer, asked for again while the host is busy; at most MOST_TRIES times."""
        for number in range(1, MOST_TRIES + 1):
            rest = 2.0 ** (number - 1) * random.uniform(1.0, 1.5)  # noqa: S311 # spreads requests, no secret
            try:
                answer = self._ask(address, limits, conditions, pause)
            except Unfetched as fault:
                if number == MOST_TRIES or not fault.is_passing:
                    raise
            else:
                if answer.status not in _BUSY or number == MOST_TRIES:
                    return answer
                rest = _asked_rest(answer.headers, rest)
            self._politeness.rest(address.host, rest)
        raise AssertionError  # the last try returns or raises

    def _ask(self, address: WebAddress, limits: Limits, conditions: Mapping[str, str], pause: float) -> Exchange:
        with self._politeness.turn(address.host, pause):
            self.check_budget()
            if self._breakdowns.get(address.host, 0) >= _MOST_BREAKDOWNS:
                message = "not tried: its host has stopped answering"
                raise Unfetched(message, is_passing=True)
            left = replace(limits, seconds=max(min(limits.seconds, self._ends_at - self.clock.now()), 0.1))
            try:
                answer = self._line.get(address, left, conditions)
            except Unfetched as fault:
                self._count(address.host, broke=fault.is_passing)
                raise
            self._count(address.host, broke=False, wire_bytes=answer.wire_bytes)
            return answer

    def _count(self, host: str, *, broke: bool, wire_bytes: int = 0) -> None:
        with self._lock:
            self._breakdowns[host] = self._breakdowns.get(host, 0) + 1 if broke else 0
            self._bytes_left -= wire_bytes


def _fetched(address: WebAddress, answer: Exchange, *, is_conditional: bool) -> Fetched:
    fetched_at = datetime.now(UTC).isoformat(timespec="seconds")
    if answer.status == _NOT_MODIFIED and is_conditional:
        return Fetched(address, b"", answer.headers, fetched_at, is_unchanged=True)
    if answer.status != 200:
        other = "the host has a fault" if answer.status >= 500 else "not answered with a page"
        message = f"{_WORDS.get(answer.status, other)} (HTTP {answer.status})"
        is_passing, is_refusal = answer.status in _BUSY, answer.status in _REFUSED
        raise Unfetched(message, is_passing=is_passing, is_refusal=is_refusal, status=answer.status)
    return Fetched(address, answer.content, answer.headers, fetched_at)


def _asked_rest(headers: Mapping[str, str], default: float) -> float:
    """Seconds that a busy host asks for. Raises Unfetched if that is longer than a run waits."""
    written = headers.get("retry-after", "")
    try:
        asked = float(written) if written.isdigit() else _until(written, headers.get("date"))
    except (ValueError, TypeError, OverflowError):
        return default
    if asked > LONGEST_REST:
        message = f"the host asks to come back in {asked:,.0f} s"
        raise Unfetched(message, is_passing=True)
    return max(asked, default)


def _until(written: str, told: str | None) -> float:
    """Seconds from the time that the host says it is, where it does: its clock and ours may differ."""
    return _seconds(written) - (_seconds(told) if told else datetime.now(UTC).timestamp())


def _seconds(written: str) -> float:
    when = parsedate_to_datetime(written)
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()
