"""What is let through, and what every response carries."""

import asyncio

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Message

from ui.guards import MAX_UPLOAD_BYTES, Guards, allowed_names, security_headers

HERE = "http://127.0.0.1:7860"


async def answer(request: Request) -> Response:
    body = await request.body()
    return PlainTextResponse(f"{len(body)} bytes")


def guarded(host: str = "127.0.0.1", limit: int = 1000) -> ASGIApp:
    routes = [
        Route(path, answer, methods=["GET", "POST"])
        for path in ("/", "/api/ask", "/library", "/gradio_api/upload", "/gradio_api/queue/join")
    ]
    return Guards(Starlette(routes=routes), host=host, max_body_bytes=limit)


@pytest.fixture
def client() -> TestClient:
    return TestClient(guarded(), base_url=HERE)


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "localhost:7860", "localhost:9000", "[::1]:7860", "LOCALHOST"])
def test_loopback_names_are_ours(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:7860", "192.168.1.7:7860", "", "[::1", "a@b"],
)
def test_other_names_are_refused(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 421


def test_the_configured_host_is_ours() -> None:
    named = TestClient(guarded("desk.example"), base_url="http://desk.example:7860")
    assert named.get("/").status_code == 200
    assert named.get("/", headers={"host": "evil.example"}).status_code == 421
    assert allowed_names("0.0.0.0") == allowed_names("127.0.0.1")


def test_a_server_open_to_others_takes_addresses_but_no_foreign_names() -> None:
    opened = TestClient(guarded("0.0.0.0"), base_url="http://192.168.1.7:7860")
    assert opened.get("/").status_code == 200
    assert opened.get("/", headers={"host": "evil.example:7860"}).status_code == 421


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1:8000", "https://evil.example:7860"]
)
def test_requests_from_other_pages_are_refused(client: TestClient, origin: str) -> None:
    assert client.post("/api/ask", headers={"origin": origin}).status_code == 403


def test_our_own_page_may_ask(client: TestClient) -> None:
    assert client.post("/api/ask", headers={"origin": HERE, "sec-fetch-site": "same-origin"}).status_code == 200


def test_another_site_may_link_here_but_not_fetch(client: TestClient) -> None:
    linked = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    fetched = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}
    assert client.get("/library", headers=linked).status_code == 200
    assert client.get("/library", headers=fetched).status_code == 403
    assert client.post("/api/ask", headers=linked).status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/upload",
        "/gradio_api/upload/",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/proxy=http://evil.example",
        "/gradio_api/component_server",
        "/gradio_api/call/ask",
        "/docs",
        "/monitoring",
        f"/assets/{'x' * 300}",
        "/static/a%00b",
        "/openapi.json",
    ],
)
def test_what_the_page_does_not_use_is_closed(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 404


def test_a_body_has_a_limit_whatever_it_claims(client: TestClient) -> None:
    assert client.post("/api/ask", content=b"x" * 1000).text == "1000 bytes"
    assert client.post("/api/ask", content=b"x" * 1001).status_code == 413
    assert client.post("/api/ask", content=(b"x" * 100 for _ in range(11))).status_code == 413
    assert client.post("/api/ask", headers={"content-length": "lots"}).status_code == 400


@pytest.mark.parametrize("claimed", [b"1200", b"0"])
def test_a_client_that_is_still_sending_learns_why_it_is_refused(claimed: bytes) -> None:
    """An answer before the whole body was read reaches nobody: the connection is reset under the sender."""
    waiting = [{"type": "http.request", "body": b"x" * 400, "more_body": left > 0} for left in (5, 4, 3, 2, 1, 0)]
    read_at_answer: list[int] = []

    async def receive() -> Message:
        return waiting.pop(0)

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            assert message["status"] == 413
            read_at_answer.append(6 - len(waiting))

    headers = [(b"host", b"127.0.0.1:7860"), (b"content-length", claimed)]
    scope = {"type": "http", "method": "POST", "path": "/api/ask", "headers": headers, "query_string": b""}

    async def serve() -> None:
        await guarded()(scope, receive, send)

    asyncio.run(serve())
    assert read_at_answer == [6]


def test_every_response_carries_the_headers(client: TestClient) -> None:
    for response in (client.get("/"), client.get("/docs"), client.get("/", headers={"host": "evil.example"})):
        policy = response.headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["referrer-policy"] == "same-origin"


def test_our_own_pages_need_no_inline_script() -> None:
    assert "unsafe-eval" in security_headers("/")["Content-Security-Policy"]
    for path in ("/library", "/reader/a1", "/reader/a1/changes", "/api/status"):
        policy = security_headers(path)["Content-Security-Policy"]
        assert "script-src 'self';" in policy


def test_files_may_be_larger_than_questions_and_forms_name_their_page() -> None:
    routes = [Route(path, answer, methods=["POST"]) for path in ("/library/add/files", "/library/add/web")]
    app = TestClient(Guards(Starlette(routes=routes), host="127.0.0.1", max_body_bytes=1000), base_url=HERE)
    assert app.post("/library/add/files", content=b"x" * 2000).text == "2000 bytes"
    refused = app.post("/library/add/files", headers={"content-length": str(MAX_UPLOAD_BYTES + 1)})
    assert (refused.status_code, "Add it in parts" in refused.json()["message"]) == (413, True)
    assert app.post("/library/add/web", content=b"x" * 2000).status_code == 413
    assert app.post("/library/add/web").headers["referrer-policy"] == "same-origin"
    for path in ("/library/runs/r1/cancel", "/export/c1.md", "/library/articles/a1/remove"):
        assert "There is nothing here" not in app.post(path).text, "Starlette's own answer: the guards let it through"
