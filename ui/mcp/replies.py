"""What the tools answer: plain JSON types with their schemas, and the same as text for a model to read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.answer import Answer, Citation, RankedPassage
from assistant.archive import Article
from assistant.dossier import Dossier
from ui.api.plain import article_to_json, entry_to_json, passages_to_json
from ui.api.schemas import Schema, reply_schemas

__all__ = [
    "Reply",
    "schema_of",
    "tell_answer",
    "tell_article",
    "tell_dossier",
    "tell_passages",
    "tell_versions",
    "text_of_article",
]

_PREFIX = "#/components/schemas/"


@dataclass(frozen=True, slots=True)
class Reply:
    """`text` says in words what `structured` holds."""

    text: str
    structured: Mapping[str, Any]


def schema_of(name: str) -> Schema:
    """The schema of a reply by itself, with all that it refers to."""
    schemas = {**reply_schemas(), "ArticlePart": _article_part()}
    needed: dict[str, Schema] = {}

    def localised(value: Any) -> Any:
        if isinstance(value, list):
            return [localised(item) for item in value]
        if not isinstance(value, dict):
            return value
        reference = value.get("$ref")
        if isinstance(reference, str):
            part = reference.removeprefix(_PREFIX)
            if part not in needed:
                needed[part] = {}  # before its own references, which may lead back
                needed[part] = localised(schemas[part])
            return {**value, "$ref": f"#/$defs/{part}"}
        return {key: localised(item) for key, item in value.items()}

    whole = localised(schemas[name])
    return {**whole, "$defs": needed} if needed else whole


def tell_answer(answer: Answer) -> Reply:
    listed = [f"{_source(one)}\n    “{one.quote}”" for one in answer.citations]
    notices = [f"Note: {notice}" for notice in answer.notices]
    parts = [answer.told, "\n".join(["Sources:", *listed]) if listed else "", "\n".join(notices)]
    return Reply("\n\n".join(part for part in parts if part), answer.to_json())


def tell_passages(question: str, passages: Sequence[RankedPassage]) -> Reply:
    lines = [
        f"{one.rank}. {_named(one.title, one.publisher, one.published_at)} "
        f"(article {one.article_id}, version {one.version}, characters {one.start} to {one.end})\n{one.text}"
        for one in passages
    ]
    told = "\n\n".join(lines) or "No passage matches."
    return Reply(told, {"question": question, "passages": passages_to_json(passages)})


def tell_article(article: Article, start: int, length: int) -> Reply:
    """The stretch of its text that was asked for."""
    end = min(len(article.text), start + length)
    start = min(start, end)
    part = article.text[start:end]
    head = _named(article.title, article.publisher, article.published_at)
    rest = len(article.text) - end
    more = f"\n\n({rest:,} characters follow: read on with start={end}.)" if rest else ""
    structured = {
        **article_to_json(article), "text": part, "start": start, "end": end, "characters": len(article.text),
    }  # fmt: skip
    return Reply(f"{head}\n\n{part}{more}", structured)


def text_of_article(article: Article) -> str:
    """Whole, with its head, as a resource."""
    return f"{_named(article.title, article.publisher, article.published_at)}\n\n{article.text}"


def tell_versions(versions: Sequence[Article]) -> Reply:
    lines = [
        f"Version {one.version}: {_named(one.title, one.publisher, one.published_at)}, "
        f"updated {one.updated_at or 'never'}, {len(one.text):,} characters"
        for one in versions
    ]
    structured = {"article_id": versions[-1].article_id, "versions": [entry_to_json(one) for one in versions]}
    return Reply("\n".join(lines), structured)


def tell_dossier(dossier: Dossier) -> Reply:
    lines = [
        f"{one.side}: {one.speaker or 'unnamed'}{f', {one.role}' if one.role else ''}: “{one.quote}” "
        f"({_source(one.citation)})"
        for one in dossier.entries
    ]
    return Reply("\n".join([dossier.tally, *lines, *dossier.notices]), dict(dossier.to_json()))


def _source(citation: Citation) -> str:
    return (
        f"[{citation.n}] {_named(citation.title, citation.publisher, citation.published_at)}, article "
        f"{citation.article_id}, version {citation.version}, characters {citation.start} to {citation.end}"
        f"{f', {citation.url}' if citation.url else ''}"
    )


def _named(*parts: str | None) -> str:
    return ", ".join(" ".join(part.split()) for part in parts if part) or "Untitled"


def _article_part() -> Schema:
    """An article of which `text` is a stretch."""
    article = reply_schemas()["Article"]
    count = {"type": "integer", "minimum": 0}
    added = {"start": count, "end": count, "characters": {**count, "description": "Of the whole text."}}
    return {
        **article,
        "properties": {**article["properties"], **added},
        "required": [*article["required"], *added],
    }
