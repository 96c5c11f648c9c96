"""What an address on the web is, and which ones are asked at all. Nothing here touches the network."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import quote, urljoin, urlsplit

from assistant.errors import SettingsError
from ingest.web.faults import Unfetched
from ingest.web.public import is_public

__all__ = ["LONGEST_ADDRESS", "Allowed", "WebAddress", "check_address", "is_web_address", "join", "parse_address"]

LONGEST_ADDRESS = 2000
"""Characters; the archive keeps no longer ones either (`ingest.clean`)."""
_PORTS = {"http": 80, "https": 443}
_ODD = re.compile(r"[\x00-\x20\x7f\\]")
_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9_-]{1,63}(?<!-))*")
_NUMBER = re.compile(r"(?:\d+|0x[0-9a-f]*)")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{1,30}:/?/", re.IGNORECASE)
_SAFE = "%/:=&?~+!$,;'@()*[]-._|"
"""Left as they stand in a path or query: what is escaped already stays so."""
_LOCAL_NAMES = (
    "localhost",
    "local",
    "localdomain",
    "internal",
    "intranet",
    "lan",
    "home",
    "corp",
    "home.arpa",
    "onion",
)
"""Endings of names that mean something on this network only."""


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An http(s) address, taken apart once: what is checked is what is connected to and sent."""

    scheme: str
    host: str
    """Lower case, ASCII; an IPv6 address without its brackets."""
    port: int
    target: str
    """Path and query, as sent."""

    @property
    def origin(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" if self.port == _PORTS[self.scheme] else f"{self.scheme}://{host}:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.origin}{self.target}"

    @property
    def domain(self) -> str:
        """The host without what tells the desktop's, the phone's and the fast form of one site apart."""
        host = self.host
        for prefix in ("www.", "m.", "amp."):
            host = host.removeprefix(prefix)
        return host

    @property
    def has_usual_port(self) -> bool:
        return self.port == _PORTS[self.scheme]


@dataclass(frozen=True, slots=True)
class Allowed:
    """Hosts that may be asked although they are private or on an unusual port, each with its ports."""

    pairs: frozenset[tuple[str, int]] = frozenset()

    @classmethod
    def of(cls, entries: Iterable[str]) -> "Allowed":
        """From `host` (the usual ports), `host:port` and `[::1]:port`. Raises SettingsError for anything else."""
        pairs: set[tuple[str, int]] = set()
        for entry in filter(None, (entry.strip() for entry in entries)):
            try:
                parts = urlsplit(f"//{entry}")
                host, port = _host_of(parts.hostname or ""), parts.port
                is_plain = not (parts.path or parts.query or parts.fragment or "@" in parts.netloc)
                is_plain = is_plain and not entry.startswith("-")
            except (ValueError, Unfetched):
                host, port, is_plain = "", None, False
            if not host or not is_plain:
                message = f"{entry!r} is no host: write HOST or HOST:PORT, such as cms.example:8080."
                raise SettingsError(message)
            pairs |= {(host, port)} if port is not None else {(host, usual) for usual in _PORTS.values()}
        return cls(frozenset(pairs))

    def __contains__(self, pair: tuple[str, int]) -> bool:
        return pair in self.pairs


def is_web_address(given: str) -> bool:
    """Whether something given to ingest is meant as an address, of whatever kind, and not as a path."""
    return _SCHEME.match(given.strip()) is not None


def parse_address(given: str) -> WebAddress:
    """The address in its parts. Raises Unfetched for anything but a plain http(s) address of a host."""
    written = given.strip()
    if len(written) > LONGEST_ADDRESS:
        message = f"its address is longer than {LONGEST_ADDRESS:,} characters"
        raise Unfetched(message)
    if _ODD.search(written):
        message = "its address has characters that no address has"
        raise Unfetched(message)
    try:
        parts = urlsplit(written)
        port = parts.port
    except ValueError:
        message = "not a valid address"
        raise Unfetched(message) from None
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        message = "not an http or https address"
        raise Unfetched(message)
    if "@" in parts.netloc:
        message = "a name or password in an address is not used"
        raise Unfetched(message)
    target = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    target = target if target.startswith("/") else f"/{target}"
    return WebAddress(scheme, _host_of(parts.hostname or ""), _PORTS[scheme] if port is None else port, target)


def check_address(address: WebAddress, allowed: Allowed) -> None:
    """Raise Unfetched for an address that is not asked whatever it resolves to, unless it is allowed."""
    if (address.host, address.port) in allowed:
        return
    is_number = ":" in address.host or address.host.replace(".", "").isdigit()
    if is_number and not is_public(address.host):
        message = "an address of a private network is not asked unless it is allowed (--allow-private HOST)"
        raise Unfetched(message)
    if not address.has_usual_port:
        message = f"port {address.port} is not asked unless it is allowed (--allow-private HOST:PORT)"
        raise Unfetched(message)
    is_local = any(f".{address.host}".endswith(f".{name}") for name in _LOCAL_NAMES)
    if is_local or ("." not in address.host and not is_number):
        message = "a name of the local network is not asked unless it is allowed (--allow-private HOST)"
        raise Unfetched(message)


def join(base: WebAddress, link: str) -> WebAddress:
    """The address that a link on a page or in a header means. Raises Unfetched like `parse_address`."""
    try:
        joined = urljoin(base.url, link.strip())
    except ValueError:
        message = "not a valid address"
        raise Unfetched(message) from None
    return parse_address(joined)


def _host_of(written: str) -> str:
    """The host's name in ASCII, or its IP address. Raises Unfetched for anything else, such as `0x7f.1`."""
    if ":" in written:
        try:
            return str(ip_address(written))
        except ValueError:
            message = "not a valid address"
            raise Unfetched(message) from None
    try:
        host = written.encode("idna").decode("ascii").lower().rstrip(".")
    except UnicodeError:
        host = ""
    if not _NAME.fullmatch(host) or len(host) > 253:
        message = "its address names no host"
        raise Unfetched(message)
    if _NUMBER.fullmatch(host.rpartition(".")[2]):
        try:
            return str(ip_address(host))
        except ValueError:
            message = "its host is a number in an unusual spelling"
            raise Unfetched(message) from None
    return host
