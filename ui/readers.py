"""Who asks: the reader a request comes from, as the guards found out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Self

__all__ = ["NOBODY", "SCOPE_KEY", "THIS_MACHINE", "Reader", "reader_of"]

SCOPE_KEY = "copydesk.reader"
"""Where the guards leave the reader in an ASGI scope."""

_ANONYMOUS = "anonymous:"


@dataclass(frozen=True, slots=True)
class Reader:
    """One who asks. Conversations belong to `name`; editors may also add and remove articles."""

    name: str
    """Empty for the reader at this machine, where nobody signs in."""
    role: Literal["reader", "editor"]

    @property
    def may_edit(self) -> bool:
        return self.role == "editor"

    @property
    def is_anonymous(self) -> bool:
        """Whether the name is a browser's own choice: it keeps conversations apart, and says nothing of who asks."""
        return self.name.startswith(_ANONYMOUS)

    @property
    def is_signed_in(self) -> bool:
        """Whether this is somebody by name, whom others may know."""
        return bool(self.name) and not self.is_anonymous

    @classmethod
    def anonymous(cls, mark: str) -> Self:
        """No user can have such a name: it has a colon."""
        return cls(f"{_ANONYMOUS}{mark}", "reader")


THIS_MACHINE = Reader("", "editor")
"""Whoever sits at a page on loopback that asks for no sign-in."""

NOBODY = Reader.anonymous("nobody")
"""Whoever has not signed in yet; sees the sign-in page alone."""


def reader_of(scope: Mapping[str, Any]) -> Reader:
    """The reader of a request, found in its ASGI scope."""
    found = scope.get(SCOPE_KEY, THIS_MACHINE)
    assert isinstance(found, Reader)
    return found
