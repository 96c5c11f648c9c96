"""What a host lets robots fetch, asked once a run. (RFC 9309: a 4xx allows everything, no answer allows nothing.)"""

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.web.address import WebAddress
from ingest.web.faults import Unfetched
from ingest.web.fetched import Fetched

if TYPE_CHECKING:
    from protego import Protego

__all__ = ["LARGEST_ROBOTS", "Robots"]

LARGEST_ROBOTS = 500_000
"""Bytes: what RFC 9309 asks of a robot to read."""
_AGENT_LINE = re.compile(r"\s*user[\s-]*agent", re.IGNORECASE)
_RULE_LINE = re.compile(r"\s*(?:dis)?allow\s*:", re.IGNORECASE)
_MOST_RULES = 250_000
"""Of all agents together; every line of a group of agents is kept for each of them."""
_LONGEST_CRAWL_DELAY = 30.0
"""Seconds; a host that asks for more gets this much."""
_TOO_MANY_REQUESTS = 429


@dataclass(frozen=True, slots=True)
class _Rules:
    rules: "Protego | None"
    fault: Unfetched | None = None

    def crawl_delay(self, agent: str) -> float:
        asked = self.rules.crawl_delay(agent) if self.rules is not None else None
        return min(max(asked or 0.0, 0.0), _LONGEST_CRAWL_DELAY)


class Robots:
    """The rules of each origin. Safe to use from several threads; each origin is asked once."""

    def __init__(self, fetch: Callable[[WebAddress], Fetched], user_agent: str) -> None:
        """`fetch` gets a robots.txt, following redirects; it raises Unfetched."""
        self._fetch = fetch
        self._agent = user_agent.partition("/")[0].strip() or "copydesk"
        self._known: dict[str, _Rules] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def check(self, address: WebAddress) -> float:
        """The pause that the host asks for, in seconds. Raises Unfetched where it wants no robot at the address."""
        rules = self._rules_of(address)
        if rules.fault is not None:
            message = f"not fetched, since the host's robots.txt could not be read ({rules.fault})"
            raise Unfetched(message, is_passing=True)
        if rules.rules is not None and not rules.rules.can_fetch(address.url, self._agent):
            message = "the host's robots.txt does not allow it"
            raise Unfetched(message, is_refusal=True)
        return rules.crawl_delay(self._agent)

    def _rules_of(self, address: WebAddress) -> _Rules:
        with self._lock:
            lock = self._locks.setdefault(address.origin, threading.Lock())
        with lock:
            if address.origin not in self._known:
                self._known[address.origin] = self._ask(address)
            return self._known[address.origin]

    def _ask(self, address: WebAddress) -> _Rules:
        from protego import Protego

        place = WebAddress(address.scheme, address.host, address.port, "/robots.txt")
        try:
            fetched = self._fetch(place)
        except Unfetched as fault:
            is_absent = fault.status is not None and 400 <= fault.status < 500 and fault.status != _TOO_MANY_REQUESTS
            return _Rules(None) if is_absent else _Rules(None, fault)
        written = fetched.content.decode("utf-8", "replace")
        if _rule_count(written) > _MOST_RULES:
            return _Rules(None, Unfetched(f"more than {_MOST_RULES:,} rules"))
        return _Rules(Protego.parse(written))


def _rule_count(written: str) -> int:
    """At most so many rules come of it: a group of agents ends with the first of them that has a rule above it."""
    count = agents = 0
    has_rule = False
    for line in written.splitlines():
        if _AGENT_LINE.match(line):
            agents, has_rule = (1 if has_rule else agents + 1), False
        elif _RULE_LINE.match(line):
            has_rule = True
        count += agents
    return count
