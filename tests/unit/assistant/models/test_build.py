from pathlib import Path

import pytest
from pydantic import SecretStr

from assistant.errors import ModelMissing, SettingsError
from assistant.models import LocalEmbeddings, RemoteEmbeddings, build_embedder
from assistant.settings import Settings


def test_local(tmp_path: Path) -> None:
    assert isinstance(build_embedder(Settings.load(embedding_model="local")), LocalEmbeddings)
    with pytest.raises(ModelMissing):
        build_embedder(Settings.load(embedding_model_path=tmp_path / "none")).identity  # noqa: B018  # reading it reads the file


def test_remote() -> None:
    embedder = build_embedder(
        Settings.load(embedding_model="openai:org/model:latest", embedding_base_url="http://127.0.0.1:1/v1")
    )
    assert isinstance(embedder, RemoteEmbeddings)
    assert embedder.identity.name == "openai:org/model:latest"
    assert not embedder.identity.local


@pytest.mark.parametrize("name", ["", "local:other", "openai", "openai:", "ollama:nomic", "text-embedding-3-small"])
def test_an_unknown_name_lists_the_known(name: str) -> None:
    with pytest.raises(SettingsError, match="Known are: local, openai:MODEL"):
        build_embedder(Settings.load(embedding_model=name, embedding_api_key=SecretStr("sk-secret")))
