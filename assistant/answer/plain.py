"""Frozen values -> plain JSON types, and stored JSON back to the values; answers of schema 1 too."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from typing import Any, TypeVar

from assistant.answer.parts import Citation, Correction, NearArticle, OtherCopy, RankedPassage, ResolvedDate, Statement
from assistant.archive import Coverage, Filters

__all__ = ["READABLE_SCHEMAS", "SCHEMA_VERSION", "coverage_to_json", "read_fields", "read_filters", "to_plain"]

SCHEMA_VERSION = 2
READABLE_SCHEMAS = (1, 2)

_TOKENS = "_tokens"
_Kind = TypeVar("_Kind", Statement, Citation, RankedPassage, NearArticle, OtherCopy, Correction)


def to_plain(value: Any) -> dict[str, Any]:  # any of the frozen dataclasses of an answer, or Filters
    return {name: _plain_item(item) for name, item in asdict(value).items()}


def _plain_item(item: Any) -> Any:
    if isinstance(item, tuple | list):
        return [_plain_item(one) for one in item]
    if isinstance(item, dict):
        return {name: _plain_item(one) for name, one in item.items()}
    return item.isoformat() if isinstance(item, date) else item


def coverage_to_json(coverage: Coverage | None) -> dict[str, Any] | None:
    if coverage is None:
        return None
    return {
        "articles": coverage.article_count,
        "passages": coverage.passage_count,
        "publishers": [{"name": name, "articles": count} for name, count in coverage.publishers],
        "first_on": coverage.first_on.isoformat() if coverage.first_on else None,
        "last_on": coverage.last_on.isoformat() if coverage.last_on else None,
        "undated": coverage.undated_count,
    }


def read_fields(value: Mapping[str, Any]) -> dict[str, Any]:
    """What `Answer` is built from. Raises ValueError, TypeError or KeyError for what is no published answer."""
    if value["schema"] not in READABLE_SCHEMAS:
        message = f"an answer of schema {value['schema']}"
        raise ValueError(message)
    given = _read_outcome_of_schema_1(value) if value["schema"] == 1 else _read_outcome(value)
    return {
        **{name: value[name] for name in ("question", "standalone_question", "reason", "writer")},
        **given,
        "statements": tuple(_build(Statement, item) for item in value["statements"]),
        "citations": tuple(_build(Citation, item) for item in value["citations"]),
        "passages": tuple(_build(RankedPassage, item) for item in value["passages"]),
        "filters": read_filters(value["filters"]),
        "near_articles": tuple(_build(NearArticle, item) for item in value.get("near_articles", ())),
        "coverage": _read_coverage(value.get("coverage")),
        "notices": tuple(value.get("notices", ())),
        "engine": value.get("engine"),
        "follow_ups": tuple(value.get("follow_ups", ())),
    }


def _read_outcome(value: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value[name] for name in ("outcome", "confidence", "timings", "tokens")}


def _read_outcome_of_schema_1(value: Mapping[str, Any]) -> dict[str, Any]:
    """It knew two outcomes and no confidence, and kept tokens among the milliseconds."""
    counted = {name: int(count) for name, count in value["timings"].items() if name.endswith(_TOKENS)}
    timed = {stage: time for stage, time in value["timings"].items() if stage not in counted}
    return {
        "outcome": "nothing" if value["abstained"] else "answered",
        "confidence": None,
        "timings": timed,
        "tokens": counted,
    }


def _build(kind: type[_Kind], value: Mapping[str, Any]) -> _Kind:
    """The dataclass from its plain form: lists become tuples, copies their own class; unknown keys are left out."""
    known = {field.name for field in fields(kind)}
    given: dict[str, Any] = {
        name: tuple(item) if isinstance(item, list) else item for name, item in value.items() if name in known
    }
    if "also" in given:
        given["also"] = tuple(_build(OtherCopy, copy) for copy in given["also"] if "start" in copy)
    if "dates" in given:
        given["dates"] = tuple(ResolvedDate(one["words"], date.fromisoformat(one["day"])) for one in given["dates"])
    if isinstance(given.get("correction"), Mapping):
        given["correction"] = _build(Correction, given["correction"])
    if isinstance(given.get("day"), str):
        given["day"] = date.fromisoformat(given["day"])
    return kind(**given)


def read_filters(value: Mapping[str, Any]) -> Filters:
    return Filters(
        date_from=_day(value["date_from"]),
        date_to=_day(value["date_to"]),
        publishers=tuple(value["publishers"]),
        authors=tuple(value["authors"]),
        kinds=tuple(value["kinds"]),
        as_of=_day(value.get("as_of")),
    )


def _read_coverage(value: Mapping[str, Any] | None) -> Coverage | None:
    if value is None:
        return None
    return Coverage(
        article_count=value["articles"],
        passage_count=value["passages"],
        publishers=tuple((item["name"], item["articles"]) for item in value["publishers"]),
        first_on=_day(value["first_on"]),
        last_on=_day(value["last_on"]),
        undated_count=value["undated"],
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
