"""A stored answer back from its JSON, so that a conversation can be drawn afresh after a reload."""

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar

from assistant.answer import Answer, Citation, NearArticle, OtherCopy, RankedPassage, ResolvedDate, Statement
from assistant.archive import Coverage, Filters

__all__ = ["answer_from_json"]

_Kind = TypeVar("_Kind", Statement, Citation, RankedPassage, NearArticle, OtherCopy)


def answer_from_json(stored: str) -> Answer | None:
    """The answer as it was; None for what this version cannot read."""
    try:
        value = json.loads(stored)
        return _answer(value) if value["schema"] == 1 else None
    except (ValueError, TypeError, KeyError):
        return None


def _answer(value: Mapping[str, Any]) -> Answer:
    return Answer(
        question=value["question"],
        standalone_question=value["standalone_question"],
        text=value["text"],
        abstained=value["abstained"],
        reason=value["reason"],
        writer=value["writer"],
        statements=tuple(_build(Statement, item) for item in value["statements"]),
        citations=tuple(_build(Citation, item) for item in value["citations"]),
        passages=tuple(_build(RankedPassage, item) for item in value["passages"]),
        filters=_filters(value["filters"]),
        timings=value["timings"],
        near_articles=tuple(_build(NearArticle, item) for item in value.get("near_articles", ())),
        coverage=_coverage(value.get("coverage")),
        notices=tuple(value.get("notices", ())),
    )


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
    return kind(**given)


def _filters(value: Mapping[str, Any]) -> Filters:
    return Filters(
        date_from=_day(value["date_from"]),
        date_to=_day(value["date_to"]),
        publishers=tuple(value["publishers"]),
        authors=tuple(value["authors"]),
        kinds=tuple(value["kinds"]),
        as_of=_day(value.get("as_of")),
    )


def _coverage(value: Mapping[str, Any] | None) -> Coverage | None:
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
