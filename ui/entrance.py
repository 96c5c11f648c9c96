"""How a server is reached and who may come in: decided once, from the settings, before it listens."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from assistant.errors import SettingsError
from ui.addresses import PublicAddress, host_name, is_loopback, parse_proxies

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from assistant.settings import Settings
    from ui.users.door import Door
    from ui.users.passwords import Passwords

__all__ = ["Entrance", "users_path"]


def users_path(settings: "Settings") -> Path:
    """The file of users: COPYDESK_USERS, else beside the archive's folder."""
    archive = settings.archive
    return settings.users or archive.with_name(f"{archive.name}-users.json")


@dataclass(frozen=True, slots=True)
class Entrance:
    """Where a server listens, what others call it, whose word counts, and who is let in."""

    host: str = "127.0.0.1"
    public: PublicAddress | None = None
    proxies: tuple[str, ...] = ()
    user_header: str | None = None
    users: Path | None = None
    is_open: bool = False
    """Whether everybody may read without signing in."""
    sign_in_hours: float = 168.0

    @classmethod
    def from_settings(cls, settings: "Settings", *, is_open: bool = False) -> Self:
        """Raises SettingsError where what is set makes no sense, or would let strangers in without saying so."""
        entrance = cls(
            host=settings.host,
            public=PublicAddress.parse(settings.public_url) if settings.public_url else None,
            proxies=parse_proxies(settings.trusted_proxies),
            user_header=settings.user_header,
            users=users_path(settings),
            is_open=is_open,
            sign_in_hours=settings.sign_in_hours,
        )
        entrance.check()
        return entrance

    @property
    def prefix(self) -> str:
        return self.public.prefix if self.public else ""

    @property
    def is_served_to_others(self) -> bool:
        """Whether anybody but this machine can be asking."""
        is_public = self.public is not None and not is_loopback(host_name(self.public.netloc) or "")
        return not is_loopback(self.host) or is_public or bool(self.proxies)

    def check(self) -> None:
        """Raises SettingsError where others would be let in and nobody said so."""
        if self.user_header and not self.proxies:
            message = (
                "COPYDESK_USER_HEADER is believed only from a named proxy. Name it in COPYDESK_TRUSTED_PROXIES, such "
                "as 127.0.0.1."
            )
            raise SettingsError(message)
        has_users = self._has_users()
        if self.is_served_to_others and not (self.is_open or self.user_header or has_users):
            message = (
                "Others could reach this page, and nobody has to sign in yet. Add somebody who may, with "
                "`copydesk users add NAME`; or let everybody read, with --open."
            )
            raise SettingsError(message)

    def door(self, passwords: "Passwords | None" = None) -> "Door":
        from ui.users.door import Door

        return Door(
            self.users,
            is_open=self.is_open,
            always_asks=self.is_served_to_others or self._has_users(),
            user_header=self.user_header,
            prefix=self.prefix,
            is_secure=self.public is not None and self.public.is_secure,
            sign_in_hours=self.sign_in_hours,
            passwords=passwords,
        )

    def guard(self, app: "ASGIApp", door: "Door") -> "ASGIApp":
        """The application with everything in front of it that a request has to pass."""
        from ui.forwarded import Forwarded
        from ui.guards import Guards

        guards = Guards(app, host=self.host, public=self.public, door=door)
        return Forwarded(guards, public=self.public, proxies=self.proxies, user_header=self.user_header)

    def _has_users(self) -> bool:
        """Raises SettingsError where the file is there and cannot be used."""
        from ui.users.records import Users

        return self.users is not None and bool(Users(self.users).all())
