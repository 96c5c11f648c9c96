"""Vectors and reranking by the local model, as OpenAI's, Jina's and Cohere's clients ask for them."""

import base64
from typing import Any

import numpy as np
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.pipeline import Assistant
from assistant.settings import Settings
from ui.api.replies import add_problem_handlers
from ui.api.room import Room
from ui.completions.vectors import vector_routes
from ui.desk import Desk


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """One for all, which keeps nothing but the model: that takes longer to load than all else here."""
    settings = Settings.load(archive=tmp_path_factory.mktemp("desk") / "archive")
    app = FastAPI()
    add_problem_handlers(app)
    app.include_router(vector_routes(Room.of(Desk(settings.archive, unopened), settings)))
    return TestClient(app)


def unopened() -> Assistant:
    raise AssertionError


def test_texts_get_vectors_in_both_ways_of_writing_them(client: TestClient) -> None:
    texts = ["The bridge was closed.", "Nobody said why."]
    told = client.post("/v1/embeddings", json={"model": "all-MiniLM-L6-v2", "input": texts}).json()
    vectors = np.array([row["embedding"] for row in told["data"]], np.float32)
    assert vectors.shape == (2, 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1], abs=1e-5)
    assert told["usage"]["total_tokens"] == 9
    packed = client.post(
        "/v1/embeddings", json={"model": "copydesk-embedding", "input": texts[0], "encoding_format": "base64"}
    ).json()["data"]
    assert np.frombuffer(base64.b64decode(packed[0]["embedding"]), "<f4") == pytest.approx(vectors[0], abs=1e-3)


@pytest.mark.parametrize(("dimensions", "status"), [(384, 200), (None, 200), (256, 400), (0, 400), ("x", 400)])
def test_a_length_that_the_vectors_do_not_have_is_refused(client: TestClient, dimensions: object, status: int) -> None:
    body = {"model": "all-MiniLM-L6-v2", "input": "The bridge was closed.", "dimensions": dimensions}
    reply = client.post("/v1/embeddings", json=body)
    assert reply.status_code == status
    if isinstance(dimensions, int) and status == 400:
        assert "Ask for 384" in reply.json()["error"]["message"]


def test_the_nearest_text_comes_first(client: TestClient) -> None:
    documents = ["The harvest was poor this year.", {"text": "Cracks closed the old bridge to cars."}, "Rain is due."]
    wanted = {"model": "copydesk-rerank", "query": "Why was the bridge closed?", "documents": documents}
    told = client.post("/v1/rerank", json={**wanted, "top_n": 2, "return_documents": True}).json()
    assert next(result["index"] for result in told["results"]) == 1
    assert len(told["results"]) == 2
    assert told["results"][0]["document"] == {"text": "Cracks closed the old bridge to cars."}
    assert all("document" not in result for result in client.post("/v1/rerank", json=wanted).json()["results"])


@pytest.mark.parametrize(
    ("address", "body", "status"),
    [
        ("/v1/embeddings", {"model": "text-embedding-3-small", "input": "x"}, 404),
        ("/v1/embeddings", {"model": "all-MiniLM-L6-v2", "input": [[1, 2, 3]]}, 400),
        ("/v1/embeddings", {"model": "all-MiniLM-L6-v2", "input": []}, 400),
        ("/v1/rerank", {"model": "copydesk-rerank", "query": "x", "documents": [3]}, 400),
        ("/v1/rerank", {"model": "other", "query": "x", "documents": ["y"]}, 404),
    ],
)
def test_another_model_and_no_text_are_refused(
    client: TestClient, address: str, body: dict[str, Any], status: int
) -> None:
    assert client.post(address, json=body).status_code == status
