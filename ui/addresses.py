"""Under which addresses the server is reached: its own, a public one, and what a named proxy says of the way there."""

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlsplit

from assistant.errors import SettingsError

__all__ = [
    "PublicAddress",
    "host_name",
    "is_loopback",
    "network_of",
    "parse_proxies",
    "route_path",
    "without_default_port",
]

_HOST = re.compile(
    r"(?P<name>\[[0-9a-fA-F:.]{2,45}\]|[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63}){0,20})(:\d{1,5})?", re.IGNORECASE
)
_PREFIX = re.compile(r"(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*){0,10}")
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}
# fmt: off
_OWN_NAMES = frozenset({
    "account", "api", "assets", "config", "export", "gradio_api", "health", "library", "mcp", "metrics", "page",
    "reader", "ready", "settings", "share", "shared", "sign-in", "sign-out", "static", "svelte", "v1",
})
# fmt: on
"""A sub-path that begins with one of these could not be told from the page's own addresses."""


@dataclass(frozen=True, slots=True)
class PublicAddress:
    """The address others open, of COPYDESK_PUBLIC_URL."""

    scheme: str
    netloc: str
    """Host and port in lower case; the scheme's default port is left out, as browsers do."""
    prefix: str
    """The sub-path without a slash at its end; empty at the root."""

    @classmethod
    def parse(cls, url: str) -> Self:
        """Raises SettingsError where the address is none that a browser could open Copydesk under."""
        try:
            parts = urlsplit(url.strip())
            name = host_name(parts.netloc)
        except ValueError:
            parts, name = urlsplit(""), None
        prefix = parts.path.rstrip("/")
        if parts.scheme not in _DEFAULT_PORTS or name is None or parts.query or parts.fragment:
            message = (
                "COPYDESK_PUBLIC_URL must be the address others open, such as https://desk.example/news/, without a "
                "user name, a query or a fragment. Correct it in the environment or in .env."
            )
            raise SettingsError(message)
        if not _PREFIX.fullmatch(prefix) or prefix[1:].partition("/")[0] in _OWN_NAMES:
            message = (
                f"Copydesk cannot be served under the sub-path {prefix}/ of COPYDESK_PUBLIC_URL: its parts may hold "
                "letters, digits, '.', '_', '~' and '-', and the first may not be one of the page's own: "
                f"{', '.join(sorted(_OWN_NAMES))}."
            )
            raise SettingsError(message)
        return cls(parts.scheme, without_default_port(parts.netloc, parts.scheme), prefix)

    @property
    def origin(self) -> str:
        """As browsers send it in the header of that name."""
        return f"{self.scheme}://{self.netloc}"

    @property
    def url(self) -> str:
        return f"{self.origin}{self.prefix}/"

    @property
    def is_secure(self) -> bool:
        return self.scheme == "https"


def host_name(netloc: str) -> str | None:
    """The name in a Host header, without brackets; None where it is none (user names, stray characters, end dots)."""
    match = _HOST.fullmatch(netloc)
    return match["name"].strip("[]").lower() if match else None


def without_default_port(netloc: str, scheme: str) -> str:
    return netloc.lower().removesuffix(_DEFAULT_PORTS.get(scheme, ""))


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server that listens on, or is opened under, that host."""
    name = host.strip("[]").lower()
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def parse_proxies(listed: str) -> tuple[str, ...]:
    """The addresses and networks of COPYDESK_TRUSTED_PROXIES. Raises SettingsError for anything else."""
    named = tuple(filter(None, (part.strip() for part in listed.split(","))))
    for one in named:
        try:
            ipaddress.ip_network(one)
        except ValueError:
            message = (
                f"COPYDESK_TRUSTED_PROXIES: {one[:100]} is no address or network. Give those the proxy connects from, "
                "such as 127.0.0.1 or 10.0.0.0/8, with commas between them."
            )
            raise SettingsError(message) from None
    return named


def route_path(scope: Mapping[str, Any]) -> str:
    """The path of a request below the sub-path, as routes are written; `request.url.path` holds the sub-path too."""
    path, prefix = str(scope["path"]), str(scope.get("root_path", ""))
    return path[len(prefix) :] if prefix and path.startswith(f"{prefix}/") else path


def network_of(address: str) -> str:
    """What counts as one place: whoever has one IPv6 address has its /64."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64]
    return str(found if found.version == 4 else ipaddress.ip_network((found, 64), strict=False))
