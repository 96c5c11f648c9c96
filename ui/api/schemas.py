"""The schemas of what the JSON addresses answer, as the OpenAPI document has them under `components`."""

import json
from functools import partial
from importlib.resources import files
from typing import Any

from pydantic import TypeAdapter

from assistant.archive import Article

__all__ = ["Schema", "list_of", "object_of", "reference_to", "reply_schemas"]

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_NUMBERS_OF_INGEST = (
    "added", "updated", "unchanged", "removed", "duplicates", "articles", "passages",
)  # fmt: skip


def reference_to(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def reply_schemas() -> dict[str, Schema]:
    """By their names in the document."""
    return {**_answer_schemas(), **_article_schemas(), **_server_schemas(), "Event": _event_schema()}


def _answer_schemas() -> dict[str, Schema]:
    """The published schema of an answer, with its parts as components of their own."""
    published = json.loads((files("assistant") / "answer.schema.json").read_text(encoding="utf-8"))
    parts = published.pop("$defs")
    published.pop("$schema")
    schemas = {_title(name): _renamed(part) for name, part in parts.items()}
    return {
        **schemas,
        "Answer": _renamed(published),
        "Passages": object_of(question=_TEXT, passages=list_of(reference_to("Passage"))),
        "Dossier": _dossier_schema(),
    }


def _renamed(value: Any) -> Any:
    """References to parts of the published schema -> to components."""
    if isinstance(value, dict):
        return {
            key: f"#/components/schemas/{_title(item.rpartition('/')[2])}" if key == "$ref" else _renamed(item)
            for key, item in value.items()
        }
    return [_renamed(item) for item in value] if isinstance(value, list) else value


def _article_schemas() -> dict[str, Schema]:
    article = TypeAdapter(Article).json_schema(mode="serialization")
    article = {**article, "required": list(article["properties"]), "additionalProperties": False}
    shown = {name: schema for name, schema in article["properties"].items() if name != "text"}
    entry = object_of(**shown, characters=_COUNT)
    page = object_of(
        articles=list_of(reference_to("Entry")),
        total={"type": ["integer", "null"], "description": "How many the filters let through; null with words in `q`."},
        next_offset={"type": ["integer", "null"]},
    )
    versions = object_of(article_id=_TEXT, versions=list_of(reference_to("Entry")))
    outcome = object_of(
        row={"type": ["integer", "null"], "description": "Of `articles`, counted from 0."},
        outcome={"enum": ["added", "updated", "unchanged", "duplicate", "removed", "skipped"]},
        reason=_TEXT_OR_NULL,
        article_id=_TEXT_OR_NULL,
    )
    ingested = object_of(**dict.fromkeys(_NUMBERS_OF_INGEST, _COUNT), outcomes=list_of(outcome), notes=list_of(_TEXT))
    removed = object_of(removed=list_of(_TEXT))
    return {
        "Article": article,
        "Entry": {**entry, "description": "An article without its text."},
        "Articles": page,
        "Versions": versions,
        "Ingested": ingested,
        "Removed": removed,
    }


def _dossier_schema() -> Schema:
    sides = ("for", "against", "open")
    entry = object_of(
        side={"enum": list(sides)},
        **dict.fromkeys(("speaker", "role", "day", "outlet"), _TEXT_OR_NULL),
        kind=_TEXT,
        quote=_TEXT,
        is_side_of_speaker={"type": "boolean"},
        citation=reference_to("Citation"),
    )
    return object_of(
        dossier_schema={"const": 1},
        **dict.fromkeys(("question", "subject", "tally"), _TEXT),
        searched=_COUNT,
        matches=_COUNT,
        since=object_of(**dict.fromkeys(sides, _TEXT_OR_NULL)),
        entries=list_of(entry),
        filters=reference_to("Filters"),
        notices=list_of(_TEXT),
    )


def _event_schema() -> Schema:
    """Of one line, or of one `data:`."""
    event = partial(_event)
    filters = {"type": "object", "description": "As `filters` of the request."}
    return {
        "oneOf": [
            event("searching", standalone_question=_TEXT, filters=filters),
            event("found", passages=list_of(reference_to("Passage"))),
            event("writing", statement_count=_COUNT, notice=_TEXT_OR_NULL),
            event(
                "stated",
                outcome={"enum": ["answered", "closest"]},
                reason=_TEXT_OR_NULL,
                statement=reference_to("Statement"),
                citations=list_of(reference_to("Citation")),
            ),
            event("answered", answer=reference_to("Answer")),
            {**event("failed", error=_TEXT, message=_TEXT), "additionalProperties": True},
        ]
    }


def _server_schemas() -> dict[str, Schema]:
    problem = object_of(
        type=_TEXT, title=_TEXT, status={"type": "integer"}, detail=_TEXT,
        error={**_TEXT, "description": "The class of the failure."},
        message={**_TEXT, "description": "The same as `detail`."},
    )  # fmt: skip
    fault = object_of(where=_TEXT, why=_TEXT)
    problem["properties"] |= {
        "errors": list_of(fault),
        "retry_after": {"type": "number"},
        "partial": reference_to("Answer"),
    }
    status = object_of(
        archive=_TEXT, articles=_COUNT, passages=_COUNT, undated=_COUNT, writer=_TEXT, samples={"type": "boolean"},
        **dict.fromkeys(("first_on", "last_on", "trouble"), _TEXT_OR_NULL),
        **dict.fromkeys(("passages_go_to", "questions_go_to", "vectors_go_to", "kept_on"), _TEXT_OR_NULL),
    )  # fmt: skip
    return {
        "Problem": {**problem, "additionalProperties": True, "description": "Problem details, RFC 9457."},
        "Status": status,
        "Health": object_of(status={"const": "ok"}),
        # a stranger is told nothing but the status
        "Ready": {
            **object_of(
                status={"const": "ready"},
                articles=_COUNT,
                index=object_of(server=_TEXT_OR_NULL, is_away={"type": "boolean"}),
            ),
            "required": ["status"],
        },
    }


def _event(name: str, **properties: Schema) -> Schema:
    return object_of(event={"const": name}, **properties)


def object_of(**properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def list_of(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _title(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))
