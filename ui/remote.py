"""A running server, asked from the shell. Nothing is loaded that the server has loaded: an answer is there at once."""

import json
import re
from collections.abc import Mapping
from contextlib import closing
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from assistant import errors
from assistant.errors import CopydeskError, InputError

__all__ = ["Remote", "ServerUnavailable"]

_SECONDS = 300.0
"""Longer than a model may take for an answer."""
_MOST_BYTES = 64_000_000
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class ServerUnavailable(CopydeskError):
    """No Copydesk answers at the address."""

    exit_code = 5
    may_retry = True


class Remote:
    """The addresses of one server. `token` goes with every request."""

    def __init__(self, address: str, token: str | None = None) -> None:
        """Raises InputError for what is no address."""
        parts = urlsplit(address if "://" in address else f"http://{address}")
        try:
            port = parts.port
        except ValueError:
            port = -1
        if parts.scheme not in ("http", "https") or not parts.hostname or port == -1:
            message = "--server takes the address that `copydesk serve` shows, such as http://127.0.0.1:7860/."
            raise InputError(message)
        self._is_https = parts.scheme == "https"
        self._host, self._port, self._root = parts.hostname, port, parts.path.rstrip("/")
        self._token = token

    def text(self, path: str, body: Mapping[str, Any]) -> str:
        """The reply in words, with nothing in it that a terminal could obey. Raises what the server told."""
        return _HIDDEN.sub("", self._post(path, body, "text/plain"))

    def json(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """The reply as plain JSON types. Raises what the server told."""
        return _object_in(self._post(path, body, "application/json")) or {}

    def _post(self, path: str, body: Mapping[str, Any], accept: str) -> str:
        headers = {"Content-Type": "application/json", "Accept": accept}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        kind = HTTPSConnection if self._is_https else HTTPConnection
        sent = json.dumps(body).encode()
        try:
            with closing(kind(self._host, self._port, timeout=_SECONDS)) as connection:
                connection.request("POST", self._root + path, sent, headers)
                with connection.getresponse() as reply:
                    told = reply.read(_MOST_BYTES).decode("utf-8", "replace")
        except (OSError, HTTPException, ValueError) as error:
            raise ServerUnavailable(_unreachable(self._host, error)) from None
        if reply.status != 200:
            raise _told_error(reply.status, told)
        return told


def _unreachable(host: str, error: Exception) -> str:
    reason = (getattr(error, "strerror", None) or type(error).__name__) if isinstance(error, OSError) else "no HTTP"
    return f"No Copydesk answers at {host} ({reason}). Start one there with `copydesk serve`, or leave --server out."


def _object_in(told: str) -> dict[str, Any] | None:
    try:
        found = json.loads(told)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _told_error(status: int, told: str) -> CopydeskError:
    """The error of the same name as the server's, with its words."""
    problem = _object_in(told)
    if problem is None or not isinstance(problem.get("message"), str):
        return ServerUnavailable(f"What answers there is no Copydesk: it said {status}. Look at the address.")
    name, message = str(problem.get("error")), problem["message"][:1000]
    known = getattr(errors, name, None) if name in errors.__all__ else None
    if isinstance(known, type) and issubclass(known, CopydeskError):
        return known(message)
    if status >= 500:
        return ServerUnavailable(message)
    return InputError(message)
