"""From the settings to an embedder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.errors import SettingsError

if TYPE_CHECKING:
    from assistant.models.embedder import Embedder
    from assistant.settings import Settings


def build_embedder(settings: Settings) -> Embedder:
    """The embedder that `embedding_model` names: "local" or "openai:MODEL". Nothing is loaded or sent yet.

    Raises SettingsError for a name that is not known and for a remote model without its key.
    """
    provider, _, model = settings.embedding_model.strip().partition(":")
    if provider == "local" and not model:
        from assistant.models.local import LocalEmbeddings

        return LocalEmbeddings(settings.embedding_model_path, settings.threads)
    if provider == "openai" and model:
        from assistant.models.remote import RemoteEmbeddings

        return RemoteEmbeddings(
            model,
            base_url=settings.embedding_base_url,
            api_key=settings.embedding_api_key,
            proxy=settings.embedding_proxy,
        )
    message = (
        f"COPYDESK_EMBEDDING_MODEL is {settings.embedding_model!r}, which is not known. "
        "Known are: local, openai:MODEL (such as openai:text-embedding-3-small)."
    )
    raise SettingsError(message)
