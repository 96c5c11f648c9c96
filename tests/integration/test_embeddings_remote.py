"""A real HTTP server on loopback, well behaved and not."""

import base64
import json
import struct
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np
import pytest
from langchain_tests.integration_tests import EmbeddingsIntegrationTests
from pydantic import SecretStr

from assistant.errors import ModelUnavailable
from assistant.models import RemoteEmbeddings

KEY = "sk-secret-0123456789"
RAW = "raw provider text"
Behaviour = Callable[["Handler", dict[str, Any]], None]


@dataclass
class Seen:
    paths: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)


class Handler(BaseHTTPRequestHandler):
    server: "Server"
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.seen.paths.append(self.path)
        self.server.seen.headers.append({name.lower(): value for name, value in self.headers.items()})
        self.server.seen.bodies.append(body)
        self.server.behaviour(self, body)

    def answer(self, status: int, content: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None: ...  # noqa: A002  # the base class's name


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen = Seen()
        self.stopped = threading.Event()
        self.behaviour: Behaviour = embed
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    def handle_error(self, request: object, client_address: object) -> None: ...  # a client that hung up is expected

    def stop(self) -> None:
        self.stopped.set()
        self.shutdown()
        self.server_close()


def listing(vectors: list[Any]) -> bytes:
    rows = [{"object": "embedding", "index": index, "embedding": vector} for index, vector in enumerate(vectors)]
    return json.dumps({"object": "list", "data": rows, "model": "m", "usage": {}}).encode()


def vector_of(text: str) -> list[float]:
    return [float(len(text)), 1.0, 2.0]


def embed(handler: Handler, body: dict[str, Any]) -> None:
    handler.answer(200, listing([vector_of(text) for text in body["input"]]))


def embed_base64(handler: Handler, body: dict[str, Any]) -> None:
    packed = [base64.b64encode(struct.pack("<3f", *vector_of(text))).decode() for text in body["input"]]
    handler.answer(200, listing(packed))


def giving(
    status: int, content: bytes = json.dumps({"error": {"message": RAW + KEY}}).encode(), **headers: str
) -> Behaviour:
    return lambda handler, _: handler.answer(status, content, **headers)


def hang(handler: Handler, _: dict[str, Any]) -> None:
    handler.server.stopped.wait(60)


def drip(handler: Handler, _: dict[str, Any]) -> None:
    """A byte every 50 ms: never long enough for a client's own timeout."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.end_headers()
    while not handler.server.stopped.wait(0.05):
        handler.wfile.write(b" ")
        handler.wfile.flush()


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.stop()


def remote(server: Server, **given: Any) -> RemoteEmbeddings:
    given = {"retries": 0, "timeout": 5, "deadline": 10, **given}
    return RemoteEmbeddings("small", base_url=server.url, api_key=SecretStr(KEY), **given)


@pytest.mark.asyncio
@pytest.mark.filterwarnings("ignore:The test .* is marked with:pytest.PytestWarning")  # half are not async
class TestLangChain(EmbeddingsIntegrationTests):
    @pytest.fixture(autouse=True)
    def _serve(self, server: Server) -> None:
        self.address = server.url

    @property
    def embeddings_class(self) -> type[RemoteEmbeddings]:
        return RemoteEmbeddings

    @property
    def embedding_model_params(self) -> dict[str, Any]:
        return {"model": "small", "base_url": self.address}


@pytest.mark.parametrize("behaviour", [embed, embed_base64])
def test_vectors_come_in_order_and_of_length_one(server: Server, behaviour: Behaviour) -> None:
    server.behaviour = behaviour
    embedder = remote(server, batch=2)
    assert embedder.identity.dimension is None
    texts = ["a", "bb", "ccc", "dddd", "eeeee"]
    expected = np.array([vector_of(text) for text in texts])
    vectors = embedder.encode(texts)
    np.testing.assert_allclose(vectors, expected / np.linalg.norm(expected, axis=1, keepdims=True), rtol=1e-6)
    assert vectors.dtype == np.float32
    assert embedder.identity.dimension == 3
    assert [len(body["input"]) for body in server.seen.bodies] == [2, 2, 1]


def test_vectors_out_of_order_find_their_texts(server: Server) -> None:
    def backwards(handler: Handler, body: dict[str, Any]) -> None:
        answer = json.loads(listing([vector_of(text) for text in body["input"]]))
        handler.answer(200, json.dumps({**answer, "data": answer["data"][::-1]}).encode())

    expected = remote(server).encode(["a", "bb", "ccc"])
    server.behaviour = backwards
    np.testing.assert_array_equal(remote(server).encode(["a", "bb", "ccc"]), expected)


def test_no_texts_send_nothing(server: Server) -> None:
    assert remote(server, dimension=3).encode([]).shape == (0, 3)
    assert server.seen.paths == []


def test_blank_texts_are_not_sent_blank(server: Server) -> None:
    remote(server).encode(["", " \n"])
    assert all(text.strip() for text in server.seen.bodies[0]["input"])


def test_only_the_given_key_leaves(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-the-environment")
    monkeypatch.setenv("OPENAI_ORG_ID", "org-of-the-environment")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Extra: of-the-environment")
    monkeypatch.setenv("OPENAI_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    remote(server).encode(["a"])
    RemoteEmbeddings("small", base_url=server.url).encode(["a"])
    with_key, without = server.seen.headers
    assert with_key["authorization"] == f"Bearer {KEY}"
    assert "authorization" not in without
    assert "of-the-environment" not in str(server.seen.headers)


def check_fault(caught: pytest.ExceptionInfo[ModelUnavailable], advice: str) -> None:
    message = str(caught.value)
    assert advice in message
    assert RAW not in message
    assert KEY not in message
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


@pytest.mark.parametrize(
    ("behaviour", "advice"),
    [
        (giving(400), "COPYDESK_EMBEDDING_MODEL"),
        (giving(401), "COPYDESK_EMBEDDING_API_KEY"),
        (giving(403), "COPYDESK_EMBEDDING_API_KEY"),
        (giving(404), "COPYDESK_EMBEDDING_BASE_URL"),
        (giving(409), "status 409"),
        (giving(422), "COPYDESK_EMBEDDING_MODEL"),
        (giving(429, Retry_After="3600"), "quota"),
        (giving(500), "Try again later"),
        (giving(503, b"<html>" + RAW.encode(), Content_Type="text/html"), "Try again later"),
        (giving(200, b"not json " + RAW.encode()), "not a list of vectors"),
        (giving(200, b"<html>" + RAW.encode(), Content_Type="text/html"), "not a list of vectors"),
        (giving(200, b"{}"), "not a list of vectors"),
        (giving(200, b"[]"), "not a list of vectors"),
        (giving(200, b"null"), "not a list of vectors"),
        (giving(200, b'{"data": null}'), "not a list of vectors"),
        (giving(200, b'{"data": [{"object": "embedding"}]}'), "not a list of vectors"),
        (giving(200, listing([])), "not a list of vectors"),
        (giving(200, listing([[1.0, 2.0]])), "not a list of vectors"),
        (giving(200, listing([[1.0], [1.0, 2.0]])), "not a list of vectors"),
        (giving(200, listing([[1.0], [1.0], [1.0]])), "not a list of vectors"),
        (giving(200, listing([[1.0, float("nan")], [1.0, 1.0]])), "not a list of vectors"),
        (giving(200, listing([[1.0, float("inf")], [1.0, 1.0]])), "not a list of vectors"),
        (giving(200, listing([[0.0, 0.0], [1.0, 1.0]])), "not a list of vectors"),
        (giving(200, listing([[], []])), "not a list of vectors"),
        (giving(200, listing([["x"], ["y"]])), "not a list of vectors"),
        (giving(200, listing([None, None])), "not a list of vectors"),
        (giving(200, listing(["!!", "!!"])), "not a list of vectors"),
    ],
)
def test_faults_have_advice_and_nothing_of_the_servers(server: Server, behaviour: Behaviour, advice: str) -> None:
    server.behaviour = behaviour
    with pytest.raises(ModelUnavailable) as caught:
        remote(server).encode(["one", "two"])
    check_fault(caught, advice)


def test_the_dimension_must_stay(server: Server) -> None:
    embedder = remote(server)
    embedder.encode(["a"])
    server.behaviour = giving(200, listing([[1.0, 2.0]]))
    with pytest.raises(ModelUnavailable, match="2 numbers where 3 were expected"):
        embedder.encode(["a"])


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_another_origin_is_not_followed(server: Server, status: int) -> None:
    elsewhere = Server()
    server.behaviour = giving(status, b"", Location=f"{elsewhere.url}/embeddings")
    with pytest.raises(ModelUnavailable) as caught:
        remote(server).encode(["one"])
    check_fault(caught, "not followed")
    elsewhere.stop()
    assert elsewhere.seen.paths == []


def test_a_server_that_hangs(server: Server) -> None:
    server.behaviour = hang
    with pytest.raises(ModelUnavailable) as caught:
        remote(server, timeout=0.2).encode(["one"])
    check_fault(caught, "in time")


def test_a_server_that_drips_meets_the_deadline_and_the_next_call_works(server: Server) -> None:
    server.behaviour = drip
    embedder = remote(server, deadline=0.5)
    begun = time.perf_counter()
    with pytest.raises(ModelUnavailable) as caught:
        embedder.encode(["one"])
    assert time.perf_counter() - begun < 5
    check_fault(caught, "in time")
    server.behaviour = embed
    assert embedder.encode(["one"]).shape == (1, 3)


def test_a_server_that_is_not_there(server: Server) -> None:
    server.stop()
    with pytest.raises(ModelUnavailable) as caught:
        remote(server).encode(["one"])
    check_fault(caught, "could not be reached")


def test_a_passing_failure_is_tried_again(server: Server) -> None:
    def recover(handler: Handler, body: dict[str, Any]) -> None:
        (embed if len(handler.server.seen.paths) > 1 else giving(500))(handler, body)

    server.behaviour = recover
    assert remote(server, retries=1).encode(["one"]).shape == (1, 3)
    assert len(server.seen.paths) == 2


def test_retries_are_bounded(server: Server) -> None:
    server.behaviour = giving(500)
    with pytest.raises(ModelUnavailable):
        remote(server, retries=1).encode(["one"])
    assert len(server.seen.paths) == 2
