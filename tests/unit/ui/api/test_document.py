"""The OpenAPI document: its references lead somewhere, and what is answered is as it says."""

import json
from typing import Any

import pytest
from fastapi import FastAPI
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from assistant.answer import Answer, Citation, Turn
from ui.api.bodies import AskedQuestion
from ui.api.schemas import reference_to, reply_schemas
from ui.application import add_api
from ui.desk import Desk


@pytest.fixture
def client(scripted: Any, make_article: Any, make_answer: Any) -> TestClient:
    scripted.answers(make_answer(Citation.of(1, make_article(), (0, 22))))
    app = FastAPI()
    add_api(app, Desk(scripted.archive.path, lambda: scripted), scripted.settings)
    return TestClient(app)


def validator_of(document: dict[str, Any], name: str) -> Draft202012Validator:
    return Draft202012Validator({**reference_to(name), "components": document["components"]})


def test_every_reference_leads_somewhere(client: TestClient) -> None:
    document = client.get("/api/openapi.json").json()
    named = set()

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            if "$ref" in value:
                named.add(value["$ref"].removeprefix("#/components/schemas/"))
            for item in value.values():
                walk(item)
        elif isinstance(value, list):
            for item in value:
                walk(item)

    walk(document)
    assert named <= document["components"]["schemas"].keys()
    for name, schema in document["components"]["schemas"].items():
        Draft202012Validator.check_schema(schema)
        assert name == name.replace(" ", "")


def test_every_operation_says_what_it_takes_and_how_it_fails(client: TestClient) -> None:
    document = client.get("/api/openapi.json").json()
    for path, operations in document["paths"].items():
        for operation in operations.values():
            assert operation["description"], path
            assert "200" in operation["responses"]
            assert "HTTPValidationError" not in json.dumps(operation["responses"])
            limited = path.startswith(("/api/", "/v1/"))
            if path.startswith("/v1/"):
                assert "422" not in operation["responses"], "OpenAI's clients know 400"
            assert ("429" in operation["responses"]) is limited, path


def test_replies_are_as_the_document_says(client: TestClient, scripted: Any) -> None:
    document = client.get("/api/openapi.json").json()
    with scripted.archive.snapshot() as snapshot:
        article_id = snapshot.list_articles()[0].article_id
    for address, name in (
        ("/api/status", "Status"),
        ("/api/articles", "Articles"),
        (f"/api/articles/{article_id}", "Article"),
        (f"/api/articles/{article_id}/versions", "Versions"),
        ("/api/articles/nobody", "Problem"),
        ("/health", "Health"),
        ("/ready", "Ready"),
    ):
        validator_of(document, name).validate(client.get(address).json())
    stream = client.post("/api/ask", json={"question": "Why?"}, headers={"accept": "application/x-ndjson"})
    for line in stream.text.splitlines():
        validator_of(document, "Event").validate(json.loads(line))


def test_the_schema_of_an_answer_is_the_published_one(make_answer: Any) -> None:
    answer: Answer = make_answer()
    schemas = reply_schemas()
    Draft202012Validator({**reference_to("Answer"), "components": {"schemas": schemas}}).validate(answer.to_json())
    assert schemas["Answer"]["properties"]["citations"]["items"] == reference_to("Citation")


def test_a_question_keeps_its_turns_and_filters() -> None:
    asked = AskedQuestion.model_validate({"question": "Why?", "history": [{"role": "user", "content": "Who?"}]})
    sent = asked.to_request()
    assert (sent.history, sent.filters) == ((Turn("user", "Who?"),), None)
