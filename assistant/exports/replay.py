"""A record asked again: the same question of the archive of today, and what changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.answer import Answer
from assistant.archive import Snapshot
from assistant.dossier import Dossier
from assistant.errors import ArticleNotFound
from assistant.exports.record import Record, Source, make_record
from assistant.pipeline import Assistant

__all__ = ["Replay", "replay"]

_ARCHIVE_NAMES = {
    "articles": "articles in the archive",
    "passages": "passages in the archive",
    "schema": "schema of the archive",
    "embedding_model": "embedding model",
    "splitter_version": "rules that cut passages",
}
_SHOWN = 160


@dataclass(frozen=True, slots=True)
class Replay:
    """`changes` in words, for a reader; none where all is as it was."""

    record: Record
    """Of now."""
    result: Answer | Dossier
    changes: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        return {"is_same": not self.changes, "changes": list(self.changes), "now": self.record.to_json()}


def replay(assistant: Assistant, before: Record) -> Replay:
    """Raises what asking raises, where the question can be asked no more."""
    asked = before.asked
    result: Answer | Dossier
    if asked.form == "dossier":
        result = assistant.dossier(asked.question, filters=asked.filters, read_filters=asked.reads_filters)
    else:
        result = assistant.ask(
            asked.question,
            history=asked.history,
            filters=asked.filters,
            writer=asked.writer,
            read_filters=asked.reads_filters,
        )
    now = make_record(assistant, asked, result)
    with assistant.archive.snapshot() as snapshot:
        changes = tuple(_changes(before, now, snapshot))
    return Replay(now, result, changes)


def _changes(before: Record, now: Record, snapshot: Snapshot) -> Iterator[str]:
    yield from _of_result(before.result, now.result)
    yield from _of_sources(before, now, snapshot)
    for name, said in _ARCHIVE_NAMES.items():
        if before.archive.get(name) != now.archive.get(name):
            yield f"{said}: {_say(before.archive.get(name))}, now {_say(now.archive.get(name))}."
    if before.model != now.model:
        yield f"model: {_say(before.model)}, now {_say(now.model)}."
    if before.prompt_version != now.prompt_version:
        yield f"prompt version: {_say(before.prompt_version)}, now {_say(now.prompt_version)}."
    for name in sorted({*before.versions, *now.versions}):
        if before.versions.get(name) != now.versions.get(name):
            yield f"version of {name}: {_say(before.versions.get(name))}, now {_say(now.versions.get(name))}."


def _of_result(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    for name, said in (("outcome", "outcome"), ("searched", "articles searched"), ("matches", "articles that match")):
        if before.get(name) != now.get(name):
            yield f"{said}: {_say(before.get(name))}, now {_say(now.get(name))}."
    told, tells = ([one.get("text") for one in value.get("statements", ())] for value in (before, now))
    yield from (f"no longer stated: {_say(text)}" for text in told if text not in tells)
    yield from (f"newly stated: {_say(text)}" for text in tells if text not in told)
    sides, side_now = (
        {(one["citation"]["article_id"], one["quote"]): one["side"] for one in value.get("entries", ())}
        for value in (before, now)
    )
    for key, side in sides.items():
        if key in side_now and side_now[key] != side:
            yield f"side: {side}, now {side_now[key]}: “{_say(key[1])}”"


def _of_sources(before: Record, now: Record, snapshot: Snapshot) -> Iterator[str]:
    old, new = ({(one.article_id, one.quote): one for one in record.sources} for record in (before, now))
    for key, source in old.items():
        faults = list(_faults(source, snapshot))
        if key not in new or faults:
            gone = "" if key in new else "no longer cited"
            yield f"{'; '.join(filter(None, (gone, *faults)))}: “{_say(source.quote)}”"
    yield from (f"newly cited: “{_say(source.quote)}”" for key, source in new.items() if key not in old)


def _faults(source: Source, snapshot: Snapshot) -> Iterator[str]:
    """What became of a source since."""
    try:
        current = snapshot.article(source.article_id)
    except ArticleNotFound:
        yield "its article is no longer in the archive"
        return
    if current.is_withdrawn:
        yield "its article was withdrawn"
    if current.version != source.version:
        yield f"its article has version {current.version} now, {source.version} was cited"
    try:
        cited = snapshot.article(source.article_id, source.version)
    except ArticleNotFound:
        yield f"version {source.version} of its article is no longer held"
        return
    if cited.text_sha256 != source.text_sha256 or cited.text[source.start : source.end] != source.quote:
        yield "the text of that version is another one now"


def _say(value: object) -> str:
    text = "none" if value is None else str(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
