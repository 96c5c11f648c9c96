"""Where a Chroma server is, or the client that stands for one."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, runtime_checkable
from urllib.parse import urlsplit

from assistant.errors import InputError
from assistant.settings import Settings, check_chroma_address

__all__ = ["ChromaAddress", "ChromaClient", "address_at", "address_in", "name_of"]


@dataclass(frozen=True, slots=True)
class ChromaAddress:
    """Where a Chroma server is; a token is sent as `Authorization: Bearer` and as `X-Chroma-Token`."""

    url: str
    token: str | None = field(default=None, repr=False)
    tenant: str = "default_tenant"
    database: str = "default_database"
    ask_seconds: float = 15.0
    """How long a question waits for it."""
    build_patience: float = 20.0
    """How long a build goes on trying while the server is started anew."""


@runtime_checkable
class ChromaClient(Protocol):
    """What is used of a client that was brought along, such as `chromadb.HttpClient(...)`."""

    def heartbeat(self) -> int: ...
    def get_max_batch_size(self) -> int: ...
    def create_collection(self, *_: Any, **__: Any) -> Any: ...
    def get_collection(self, *_: Any, **__: Any) -> Any: ...
    def list_collections(self, limit: int | None = None, offset: int | None = None) -> Sequence[Any]: ...
    def delete_collection(self, name: str) -> None: ...


def address_in(settings: Settings, given: str | ChromaClient | None = None) -> ChromaAddress | ChromaClient | None:
    """What the settings name; what is given stands in the place of their address, with their token, tenant and
    database. Raises InputError."""
    if given is not None and not isinstance(given, str):
        return given
    address = settings.chroma if given is None else given
    if address is None:
        return None
    token = settings.chroma_token.get_secret_value() if settings.chroma_token is not None else None
    return replace(address_at(address), token=token, tenant=settings.chroma_tenant, database=settings.chroma_database)


def address_at(url: str) -> ChromaAddress:
    """Raises InputError for one that is none."""
    try:
        return ChromaAddress(check_chroma_address(url))
    except ValueError as error:
        message = f"The address of the Chroma server cannot be used. {error}"
        raise InputError(message) from None


def name_of(place: ChromaAddress | ChromaClient) -> str:
    """For a person: never with a token."""
    if not isinstance(place, ChromaAddress):
        return "the Chroma client that was given"
    parts = urlsplit(place.url)
    return f"{parts.scheme}://{parts.hostname or ''}{f':{parts.port}' if parts.port else ''}{parts.path.rstrip('/')}"
