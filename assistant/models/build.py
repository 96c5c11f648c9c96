"""From a name in the settings to an embedder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import SettingsError

if TYPE_CHECKING:
    from pydantic import SecretStr

    from assistant.models.embedder import Embedder


def build_embedder(
    *,
    name: str = "local",
    model_path: Path | None = None,
    base_url: str | None = None,
    api_key: SecretStr | None = None,
    proxy: str | None = None,
    threads: int | None = None,
) -> Embedder:
    """The embedder called `name`: "local" or "openai:MODEL". Nothing is loaded or sent yet.

    Raises SettingsError for a name that is not known and for a remote model without its key.
    """
    provider, _, model = name.strip().partition(":")
    if provider == "local" and not model:
        from assistant.models.local import LocalEmbeddings

        return LocalEmbeddings(model_path, threads)
    if provider == "openai" and model:
        from assistant.models.remote import RemoteEmbeddings

        return RemoteEmbeddings(model, base_url=base_url, api_key=api_key, proxy=proxy)
    message = (
        f"COPYDESK_EMBEDDING_MODEL is {name!r}, which is not known. "
        "Known are: local, openai:MODEL (such as openai:text-embedding-3-small)."
    )
    raise SettingsError(message)
