"""Models that a caller brings along."""

from typing import Any

import numpy as np
import pytest
from langchain_core.embeddings import Embeddings
from langchain_openai import ChatOpenAI

from assistant.errors import ModelDamaged, ModelUnavailable, SettingsError
from assistant.models import LocalEmbeddings, Words, embedder_of, encode_question, language_model_of
from assistant.settings import Settings
from tests.scripted_model import ScriptedChat


class Letters(Embeddings):
    """Counts letters; a question is read backwards, so that it differs."""

    def __init__(self, model: str = "letters-3", vectors: Any = None) -> None:
        self.model = model
        self.vectors = vectors

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        if isinstance(self.vectors, Exception):
            raise self.vectors
        counted = [[text.count("a") + 1.0, text.count("b"), text.count("c")] for text in texts]
        return counted if self.vectors is None else self.vectors

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0][::-1]


def test_any_embeddings_give_vectors_of_length_one() -> None:
    embedder = embedder_of(Letters())
    vectors = embedder.encode(["aab", "c"])
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1])
    assert embedder.encode([]).shape == (0, 3)
    assert encode_question(embedder, "aab").tolist() == pytest.approx(vectors[0][::-1].tolist())
    assert encode_question(LocalLike(), "x").tolist() == [1.0]


class LocalLike:
    identity: Any = None

    def encode(self, texts: Any) -> Any:
        return np.ones((len(texts), 1), np.float32)


def test_another_model_of_the_same_class_is_another_one() -> None:
    first, second = embedder_of(Letters()), embedder_of(Letters("letters-4"))
    assert first.identity.key() == embedder_of(Letters()).identity.key() != second.identity.key()
    assert "letters-3" in first.identity.name


@pytest.mark.parametrize("vectors", [[[1.0, 2.0]], [[0.0], [0.0]], [[float("nan")]], "no", [[1.0], [1.0, 2.0]], None])
def test_what_is_no_vector_for_each_text_is_refused(vectors: Any) -> None:
    embedder = embedder_of(Letters(vectors="no" if vectors is None else vectors))
    with pytest.raises(ModelDamaged, match="not one vector for each text"):
        embedder.encode(["x", "y"])


def test_a_failure_of_theirs_is_a_model_error_that_says_nothing_of_theirs() -> None:
    with pytest.raises(ModelUnavailable, match=r"The embeddings failed \(RuntimeError\)") as caught:
        embedder_of(Letters(vectors=RuntimeError("key sk-secret"))).encode(["x"])
    assert "sk-secret" not in str(caught.value)
    assert caught.value.may_retry


def test_an_embedder_of_our_own_is_taken_as_it_is() -> None:
    own = LocalEmbeddings()
    assert embedder_of(own) is own


def test_a_chat_model_is_put_behind_the_limits_of_the_settings() -> None:
    chat = ScriptedChat(script=lambda messages: iter(["It ", "sank."]), seen=[])
    model = language_model_of(chat, Settings.load())
    assert (model.name, model.host) == ("ScriptedChat", "ScriptedChat")
    words = "".join(piece.text for piece in model.stream([("human", "What happened?")]) if isinstance(piece, Words))
    assert words == "It sank."


def test_a_model_says_who_receives_what_is_sent() -> None:
    chat = ChatOpenAI(model="small", base_url="http://user:secret@models.example:8080/v1", api_key="x")  # type: ignore[arg-type]
    model = language_model_of(chat, Settings.load())
    assert (model.name, model.host) == ("ChatOpenAI:small", "models.example")


@pytest.mark.parametrize("brought", ["x", 5, object()])
def test_what_is_no_model_is_refused(brought: Any) -> None:
    with pytest.raises(SettingsError, match="Give a name such as"):
        language_model_of(brought, Settings.load())
    with pytest.raises(SettingsError, match="Give a name such as"):
        embedder_of(brought)
