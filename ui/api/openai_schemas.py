"""The schemas of OpenAI's replies, as far as Copydesk gives them."""

from ui.api.schemas import Schema, list_of, object_of, reference_to

__all__ = ["openai_schemas"]

_TEXT: Schema = {"type": "string"}
_TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
_COUNT: Schema = {"type": "integer", "minimum": 0}


def openai_schemas() -> dict[str, Schema]:
    """By their names in the document."""
    model = object_of(id=_TEXT, object={"const": "model"}, created=_COUNT, owned_by=_TEXT)
    told = object_of(message=_TEXT, type=_TEXT, param=_TEXT_OR_NULL, code=_TEXT_OR_NULL)
    return {
        "Model": model,
        "Models": object_of(object={"const": "list"}, data=list_of(reference_to("Model"))),
        "OpenAIError": {**object_of(error=told), "additionalProperties": True},
        "ChatCompletion": _completion(),
        "Embeddings": object_of(
            object={"const": "list"},
            data=list_of(
                object_of(
                    object={"const": "embedding"},
                    index=_COUNT,
                    embedding={"anyOf": [list_of({"type": "number"}), {"type": "string", "description": "base64"}]},
                )
            ),
            model=_TEXT,
            usage=object_of(prompt_tokens=_COUNT, total_tokens=_COUNT),
        ),
        "Reranked": object_of(
            model=_TEXT,
            results=list_of(_optional(object_of(index=_COUNT, relevance_score={"type": "number"}), document={})),
            usage=object_of(prompt_tokens=_COUNT, total_tokens=_COUNT),
        ),
    }


def _completion() -> Schema:
    where = object_of(start_index=_COUNT, end_index=_COUNT, url=_TEXT, title=_TEXT)
    exact = object_of(n=_COUNT, article_id=_TEXT, version=_COUNT, start=_COUNT, end=_COUNT, quote=_TEXT)
    exact["description"] = "The cited span of the article: `quote` is its text from `start` to `end`."
    annotation = object_of(type={"const": "url_citation"}, url_citation=where, copydesk=exact)
    message = object_of(
        role={"const": "assistant"}, content=_TEXT, refusal={"type": "null"}, annotations=list_of(annotation)
    )
    choice = object_of(index=_COUNT, message=message, finish_reason={"const": "stop"}, logprobs={"type": "null"})
    usage = object_of(prompt_tokens=_COUNT, completion_tokens=_COUNT, total_tokens=_COUNT)
    return _optional(
        object_of(
            id=_TEXT,
            object={"const": "chat.completion"},
            created=_COUNT,
            model=_TEXT,
            choices=list_of(choice),
            usage=usage,
        ),
        copydesk=reference_to("Answer"),
    )


def _optional(schema: Schema, **properties: Schema) -> Schema:
    return {**schema, "properties": {**schema["properties"], **properties}}
