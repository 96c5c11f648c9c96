"""Knows the reader a request comes from: by token, a proxy's word, a session, or an anonymous cookie of their own."""

import asyncio
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection

from assistant.errors import SettingsError
from ui.addresses import network_of
from ui.readers import THIS_MACHINE, Reader
from ui.users.passwords import Passwords
from ui.users.records import TOKEN_PREFIX, User, Users, canonical_name
from ui.users.sessions import Sessions
from ui.users.shares import Shares
from ui.users.throttle import Throttle

__all__ = ["Admission", "Door", "TriedTooOften"]

_COOKIE = re.compile(r"[A-Za-z0-9_-]{43}")
_ANONYMOUS_SECONDS = 180 * 24 * 3600
_WINDOW_SECONDS = 15 * 60.0
_MOST_FOR_NAME, _MOST_FOR_ADDRESS = 10, 30


class TriedTooOften(Exception):
    """Too many failed sign-ins for this name or from this address."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = int(seconds) + 1


@dataclass(frozen=True, slots=True)
class Admission:
    """The outcome for one request: a reader, or nobody."""

    reader: Reader | None
    set_cookie: str | None = None
    """For an anonymous reader who has none yet."""
    has_bad_token: bool = False


class Door:
    """`always_asks` keeps it shut even when the file of users is empty or cannot be read any more."""

    def __init__(
        self,
        users_path: Path | None = None,
        *,
        is_open: bool = False,
        always_asks: bool = False,
        user_header: str | None = None,
        prefix: str = "",
        is_secure: bool = False,
        sign_in_hours: float = 168.0,
        passwords: Passwords | None = None,
    ) -> None:
        self._passwords = passwords or Passwords()
        self._users = Users(users_path) if users_path else None
        self._sessions = (
            Sessions(users_path.with_name(f"{users_path.name}.sessions"), seconds=3600 * sign_in_hours)
            if users_path
            else None
        )
        self.shares = Shares.beside(users_path) if users_path else None
        self._is_open = is_open
        self._always_asks = always_asks
        self._user_header = user_header
        self._prefix = prefix
        self._is_secure = is_secure
        self._tries_by_name = Throttle(_MOST_FOR_NAME, _WINDOW_SECONDS)
        self._tries_by_address = Throttle(_MOST_FOR_ADDRESS, _WINDOW_SECONDS)

    def admit(self, scope: Mapping[str, Any], *, takes_tokens: bool) -> Admission:
        """Who asks. Tokens count for programs alone (`takes_tokens`): a page never sends one."""
        headers = Headers(scope=dict(scope))
        given = headers.get("authorization")
        if takes_tokens and given is not None and self.asks:
            reader = self.authenticate_bearer(given)
            if reader is not None or not self._is_open or TOKEN_PREFIX in given:
                return Admission(reader, has_bad_token=reader is None)
        cookies = HTTPConnection(dict(scope)).cookies
        reader = self._named_by_proxy(headers) or self._signed_in(cookies)
        if reader is None and self._is_open:
            return self._anonymous(cookies)
        return Admission(reader if reader is not None or self.asks else THIS_MACHINE)

    @property
    def asks(self) -> bool:
        """Whether a request has to show who it comes from, or is anonymous: not where one sits at this machine."""
        return self._is_open or self._always_asks or self.has_users

    @property
    def has_users(self) -> bool:
        try:
            return self._users is not None and bool(self._users.all())
        except SettingsError:  # somebody wrote it once; nobody gets in by breaking it
            return True

    @property
    def shows_sign_in(self) -> bool:
        """Whether the sign-in page leads anywhere; also once the last user was removed from a page that asks."""
        return self.has_users or (self._always_asks and not self._is_open and not self._user_header)

    def authenticate_bearer(self, header: str) -> Reader | None:
        """The reader of an `Authorization: Bearer …` header; None for anything that is no token of ours."""
        kind, _, token = header.partition(" ")
        token = token.strip()
        if kind.lower() != "bearer" or self._users is None or not 0 < len(token) <= 200:
            return None
        with suppress(SettingsError):
            found = self._users.of_token(token)
            if found is not None:
                user, known = found
                is_editor = user.role == known.role == "editor"  # a token never may more than its user
                return Reader(user.name, "editor" if is_editor else "reader")
        return None

    async def sign_in(self, name: str, password: str, address: str) -> str | None:
        """The cookie of a new session; None where name and password do not go together.

        Raises TriedTooOften and TooManySignIns before anything is worked out, SettingsError where the file is broken.
        """
        known = canonical_name(name) or ""
        place = network_of(address)
        wait = self._tries_by_address.take(place) or self._tries_by_name.take(known)
        if wait:
            raise TriedTooOften(wait)
        user = self._users.get(known) if self._users else None
        if not await self._passwords.matches(user.password if user else None, password):
            return None
        assert user is not None
        assert self._sessions is not None
        self._tries_by_name.forget(known)
        self._tries_by_address.give_back(place)
        return await asyncio.to_thread(self._sessions.begin, user)

    def sign_out(self, scope: Mapping[str, Any]) -> None:
        """End the session a request came with, if it did."""
        cookie = HTTPConnection(dict(scope)).cookies.get(self.session_cookie, "")
        if cookie and self._sessions is not None:
            self._sessions.end(cookie)

    @property
    def session_cookie(self) -> str:
        return f"{self._secured}copydesk-session"

    def cookie(self, name: str, value: str, seconds: int) -> str:
        """A Set-Cookie header that no script reads and no other site sends along."""
        secure = "; Secure" if self._is_secure else ""
        return f"{name}={value}; Path={self._prefix}/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}"

    def session_header(self, cookie: str) -> str:
        seconds = self._sessions.seconds if cookie and self._sessions else 0
        return self.cookie(self.session_cookie, cookie, seconds)

    @property
    def _secured(self) -> str:
        """Browsers take a cookie of such a name from its own host alone, over TLS."""
        return ("__Secure-" if self._prefix else "__Host-") if self._is_secure else ""

    def _signed_in(self, cookies: Mapping[str, str]) -> Reader | None:
        cookie = cookies.get(self.session_cookie, "")
        if not _COOKIE.fullmatch(cookie) or self._sessions is None or self._users is None:
            return None
        with suppress(SettingsError):
            return _reader(self._sessions.user(cookie, self._users))
        return None

    def _named_by_proxy(self, headers: Headers) -> Reader | None:
        """A header that strangers sent was taken away before; one that stands twice names nobody."""
        given = headers.getlist(self._user_header) if self._user_header else []
        name = canonical_name(_as_text(given[0])) if len(given) == 1 else None
        if name is None:
            return None
        with suppress(SettingsError):
            return _reader(self._users.get(name) if self._users else None) or Reader(name, "reader")
        return None

    def _anonymous(self, cookies: Mapping[str, str]) -> Admission:
        name = f"{self._secured}copydesk-reader"
        cookie = cookies.get(name, "")
        if _COOKIE.fullmatch(cookie):
            return Admission(_anonymous_reader(cookie))
        cookie = secrets.token_urlsafe(32)
        return Admission(_anonymous_reader(cookie), self.cookie(name, cookie, _ANONYMOUS_SECONDS))


def _reader(user: User | None) -> Reader | None:
    return Reader(user.name, user.role) if user is not None else None


def _anonymous_reader(cookie: str) -> Reader:
    return Reader.anonymous(sha256(cookie.encode()).hexdigest()[:32])


def _as_text(value: str) -> str:
    try:
        return value.encode("latin-1").decode()
    except UnicodeError:
        return value
