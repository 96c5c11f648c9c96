import pytest
from langchain_tests.unit_tests import EmbeddingsUnitTests
from pydantic import SecretStr

from assistant.errors import SettingsError
from assistant.models import Embedder, RemoteEmbeddings, TokenEmbedder


class TestLangChain(EmbeddingsUnitTests):
    @property
    def embeddings_class(self) -> type[RemoteEmbeddings]:
        return RemoteEmbeddings

    @property
    def embedding_model_params(self) -> dict[str, object]:
        return {"model": "small", "api_key": SecretStr("sk-secret")}


def test_the_provider_needs_a_key_and_another_server_may_not() -> None:
    with pytest.raises(SettingsError, match="COPYDESK_EMBEDDING_API_KEY"):
        RemoteEmbeddings("small", api_key=SecretStr(" "))
    RemoteEmbeddings("small", base_url="http://127.0.0.1:1/v1")


def test_the_key_is_in_no_text_about_the_object() -> None:
    embedder = RemoteEmbeddings("small", api_key=SecretStr("sk-secret"))
    assert "sk-secret" not in f"{embedder!r} {embedder.describe()} {embedder.key()} {vars(embedder)}"


def test_it_has_no_token_vectors() -> None:
    embedder: Embedder = RemoteEmbeddings("small", api_key=SecretStr("sk-secret"))
    assert not isinstance(embedder, TokenEmbedder)
