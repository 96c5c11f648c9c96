"""The users of an archive, as they stand in their file."""

import re
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from assistant.errors import InputError, SettingsError
from ui.users.private_file import PrivateFile
from ui.users.shares import Shares

__all__ = ["TOKEN_PREFIX", "Role", "Token", "User", "Users", "canonical_name"]

Role = Literal["reader", "editor"]
TOKEN_PREFIX = "copydesk_"  # noqa: S105  # what every token begins with, so that scanners for leaked keys can tell it
_NAME = re.compile(r"\w[\w.@+-]{0,63}")
_MOST_TOKENS = 100


@dataclass(frozen=True, slots=True)
class Token:
    """A key of a program, kept as its hash: 256 random bits need no slow one."""

    name: str
    role: Role
    sha256: str
    created_at: str


@dataclass(frozen=True, slots=True)
class User:
    name: str
    role: Role
    password: str | None
    """Argon2's hash; None for whom a proxy signs in, or who has only tokens."""
    created_at: str
    tokens: tuple[Token, ...] = ()


def canonical_name(given: str) -> str | None:
    """One spelling of a name for all ways to write it; None where it is none."""
    if len(given) > 200:
        return None
    name = unicodedata.normalize("NFKC", given).strip().casefold()
    return name if _NAME.fullmatch(name) else None


class Users:
    """Reads and writes the file. Every method raises SettingsError where it cannot be used."""

    def __init__(self, path: Path) -> None:
        self._file = PrivateFile(path)
        self._parsed_from: dict[str, Any] | None = None
        self._users: Mapping[str, User] = {}
        self._by_token: Mapping[str, tuple[User, Token]] = {}

    @property
    def path(self) -> Path:
        return self._file.path

    def all(self) -> Mapping[str, User]:
        content = self._file.read()
        if content is not self._parsed_from:
            users = self._parse(content)
            self._by_token = {token.sha256: (user, token) for user in users.values() for token in user.tokens}
            self._users, self._parsed_from = users, content
        return self._users

    def get(self, name: str) -> User | None:
        known = canonical_name(name)
        return self.all().get(known) if known else None

    def of_token(self, token: str) -> tuple[User, Token] | None:
        """Whose token it is. The look-up is by hash, so its time tells nothing of a token."""
        self.all()
        return self._by_token.get(_hash(token))

    def put(self, name: str, role: Role, password: str | None) -> bool:
        """Add a user, or give one a new role and password hash, which ends their sessions; True if they are new."""
        known = _checked(name)
        with self._file.changing() as content:
            rows = content.setdefault("users", {})
            is_new = known not in rows
            row = rows.setdefault(known, {"created_at": _now(), "tokens": []})
            row.update(role=role, password=password)
        return is_new

    def remove(self, name: str) -> bool:
        """With their tokens and the links to what they share; their sessions end with the next request. False if there
        is no such user, whose links end all the same: a proxy may have named them, or the last try broke off."""
        known = canonical_name(name)
        with self._file.changing() as content:
            was_there = content.get("users", {}).pop(known, None) is not None
        if known is not None:
            Shares.beside(self.path).end_all_of(known)
        return was_there

    def add_token(self, name: str, label: str, role: Role) -> str:
        """A new token, told this once. Raises InputError."""
        label = _checked(label, "token")
        secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
        with self._file.changing() as content:
            tokens = self._row(content, name)["tokens"]
            if any(token["name"] == label for token in tokens):
                message = f"{name} has a token named {label}. Revoke it first, or give another --name."
                raise InputError(message)
            if len(tokens) >= _MOST_TOKENS:
                message = f"{name} has {_MOST_TOKENS} tokens. Revoke some first."
                raise InputError(message)
            tokens.append(asdict(Token(label, role, _hash(secret), _now())))
        return secret

    def revoke(self, name: str, label: str | None) -> int:
        """Take one token, or all, from a user; returns how many. Raises InputError."""
        with self._file.changing() as content:
            row = self._row(content, name)
            kept = [token for token in row["tokens"] if label is not None and token["name"] != canonical_name(label)]
            count = len(row["tokens"]) - len(kept)
            row["tokens"] = kept
        return count

    def _row(self, content: dict[str, Any], name: str) -> dict[str, Any]:
        row = content.get("users", {}).get(canonical_name(name))
        if not isinstance(row, dict):
            message = f"There is no user {name[:64]!r}. Add one: copydesk users add NAME"
            raise InputError(message)
        return row

    def _parse(self, content: dict[str, Any]) -> dict[str, User]:
        try:
            return {name: _user(name, row) for name, row in content.get("users", {}).items()}
        except (TypeError, KeyError, ValueError, AttributeError):
            message = f"{self.path} is not a file of users. Correct it or take it away, and add the users anew."
            raise SettingsError(message) from None


def _user(name: str, row: dict[str, Any]) -> User:
    tokens = tuple(Token(**{**token, "role": _role(token["role"])}) for token in row["tokens"])
    if canonical_name(name) != name or not isinstance(row["password"], str | None):
        raise ValueError
    return User(name, _role(row["role"]), row["password"], str(row["created_at"]), tokens)


def _role(named: str) -> Role:
    if named not in ("reader", "editor"):
        raise ValueError
    return "editor" if named == "editor" else "reader"


def _checked(name: str, what: str = "user") -> str:
    known = canonical_name(name)
    if known is None:
        message = (
            f"That cannot be the name of a {what}: give 1 to 64 letters, digits, or '.', '_', '-', '@', '+', beginning "
            "with a letter or digit."
        )
        raise InputError(message)
    return known


def _hash(token: str) -> str:
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
