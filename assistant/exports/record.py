"""The audit record: a question, what it was asked of and with, and what came back; enough to ask it again."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from platform import python_version
from typing import Any, Literal, Self

from assistant.answer import Answer, Citation, Turn, WriterChoice
from assistant.answer.plain import read_filters, to_plain
from assistant.archive import Filters
from assistant.dossier import Dossier
from assistant.errors import InputError
from assistant.pipeline import Assistant
from assistant.prompts import PROMPT_VERSION

__all__ = ["RECORD_SCHEMA", "Asked", "Record", "Source", "make_record", "read_record"]

RECORD_SCHEMA = 1
LARGEST_RECORD = 20_000_000
"""Bytes of a file that is read."""
_MOST_TURNS = 200
_PACKAGES = ("copydesk", "langchain", "langchain-core", "chromadb", "openai", "openvino", "onnxruntime", "numpy")
_UNREADABLE = "This is no record of Copydesk's: {why}. Give a file that `--export FILE.json` wrote."


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was put, with all that the caller gave."""

    question: str
    form: Literal["answer", "dossier"]
    filters: Filters = field(default_factory=Filters)
    """The caller's own; those that were used stand in the result."""
    reads_filters: bool = True
    """Whether what the question says narrowed it."""
    writer: WriterChoice | None = None
    history: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A cited sentence: which version of which article it stands in, where, and the hashes of both."""

    article_id: str
    version: int
    start: int
    end: int
    text_sha256: str
    quote_sha256: str
    quote: str

    @classmethod
    def of(cls, citation: Citation) -> Self:
        one = citation
        hashed = sha256(one.quote.encode("utf-8", "surrogatepass")).hexdigest()
        return cls(one.article_id, one.version, one.start, one.end, one.text_sha256, hashed, one.quote)


@dataclass(frozen=True, slots=True)
class Record:
    """What `make_record` made and `read_record` read back."""

    asked: Asked
    made_at: str
    archive: Mapping[str, Any]
    """State, schema, counts, embedding model, splitter version."""
    versions: Mapping[str, str]
    model: str | None
    """None where no model wrote."""
    prompt_version: int | None
    sources: tuple[Source, ...]
    result: Mapping[str, Any]
    """The published JSON of the answer or dossier."""

    def to_json(self) -> dict[str, Any]:
        asked = self.asked
        return {
            "record": RECORD_SCHEMA,
            "made_at": self.made_at,
            "asked": {
                "question": asked.question,
                "form": asked.form,
                "filters": to_plain(asked.filters),
                "reads_filters": asked.reads_filters,
                "writer": asked.writer,
                "history": [to_plain(turn) for turn in asked.history],
            },
            "archive": dict(self.archive),
            "versions": dict(self.versions),
            "model": self.model,
            "prompt_version": self.prompt_version,
            "sources": [to_plain(source) for source in self.sources],
            "result": dict(self.result),
        }


def make_record(assistant: Assistant, asked: Asked, result: Answer | Dossier) -> Record:
    """Beside the result: the state of the archive as it is now, so make it before anything is stored."""
    is_written = isinstance(result, Answer) and result.writer == "model"
    return Record(
        asked,
        datetime.now(UTC).isoformat(timespec="seconds"),
        describe_archive(assistant),
        describe_versions(),
        assistant.settings.model if is_written else None,
        PROMPT_VERSION if is_written else None,
        tuple(Source.of(citation) for citation in cited_by(result)),
        result.to_json(),
    )


def cited_by(result: Answer | Dossier) -> Sequence[Citation]:
    """Each citation once, by its number."""
    if isinstance(result, Answer):
        return result.citations
    return sorted((entry.citation for entry in result.entries), key=lambda one: one.n)


def describe_archive(assistant: Assistant) -> dict[str, Any]:
    with assistant.archive.snapshot() as snapshot:
        coverage, model = snapshot.coverage(), snapshot.manifest.model
        return {
            "state": snapshot.state,
            "schema": snapshot.schema_version,
            "articles": coverage.article_count,
            "passages": coverage.passage_count,
            "embedding_model": model.name if model else None,
            "splitter_version": snapshot.manifest.splitter_version,
        }


def describe_versions() -> dict[str, str]:
    found = {"python": python_version()}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def read_record(written: str | bytes) -> Record:
    """Raises InputError for what is no record, of another schema, or too large."""
    if len(written) > LARGEST_RECORD:
        raise InputError(_UNREADABLE.format(why="it is too large"))
    try:
        value = json.loads(written)
        if value["record"] != RECORD_SCHEMA:
            raise InputError(_UNREADABLE.format(why=f"its schema is {str(value['record'])[:20]}, not {RECORD_SCHEMA}"))
        return _read(value)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise InputError(_UNREADABLE.format(why="it cannot be read")) from error


def _read(value: Mapping[str, Any]) -> Record:
    asked = value["asked"]
    form, writer = asked["form"], asked["writer"]
    if form not in ("answer", "dossier") or writer not in (None, "model", "extractive"):
        raise ValueError(form)
    return Record(
        Asked(
            str(asked["question"]),
            form,
            read_filters(asked["filters"]),
            bool(asked["reads_filters"]),
            writer,
            tuple(Turn(**turn) for turn in asked["history"][:_MOST_TURNS]),
        ),
        str(value["made_at"]),
        dict(value["archive"]),
        {str(name): str(number) for name, number in value["versions"].items()},
        value["model"],
        value["prompt_version"],
        tuple(Source(**source) for source in value["sources"]),
        dict(value["result"]),
    )
