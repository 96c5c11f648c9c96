"""Events, articles and what the head of the page says as plain JSON types: what every face of the server tells."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from assistant.answer import Answered, Citation, Event, Found, RankedPassage, Searching, Stated, Writing
from assistant.answer.plain import to_plain
from assistant.archive import Article
from ui.desk import Scene
from ui.narrowing import Narrowing

__all__ = ["article_to_json", "entry_to_json", "event_to_json", "passages_to_json", "scene_to_json"]


def event_to_json(event: Event) -> dict[str, Any]:
    """One line of the stream; the last one holds the whole answer."""
    if isinstance(event, Searching):
        filters = Narrowing.of(event.filters).model_dump()
        return {"event": "searching", "standalone_question": event.standalone_question, "filters": filters}
    if isinstance(event, Found):
        return {"event": "found", "passages": passages_to_json(event.passages)}
    if isinstance(event, Writing):
        return {"event": "writing", **asdict(event)}
    if isinstance(event, Stated):
        stated = {"statement": to_plain(event.statement), "citations": passages_to_json(event.citations)}
        return {"event": "stated", "outcome": event.outcome, "reason": event.reason, **stated}
    assert isinstance(event, Answered)
    return {"event": "answered", "answer": event.answer.to_json()}


def article_to_json(article: Article) -> dict[str, Any]:
    """The article as stored; days as YYYY-MM-DD."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(article).items()}


def entry_to_json(article: Article) -> dict[str, Any]:
    """The article without its text, for lists; `characters` says how long it is."""
    whole = article_to_json(article)
    length = len(whole.pop("text"))
    return {**whole, "characters": length}


def scene_to_json(scene: Scene) -> dict[str, Any]:
    """What the head of the page says."""
    coverage = scene.coverage
    return {
        "archive": str(scene.archive_path),
        "articles": coverage.article_count if coverage else 0,
        "passages": coverage.passage_count if coverage else 0,
        "first_on": coverage.first_on.isoformat() if coverage and coverage.first_on else None,
        "last_on": coverage.last_on.isoformat() if coverage and coverage.last_on else None,
        "undated": coverage.undated_count if coverage else 0,
        "writer": scene.writer_name,
        "passages_go_to": scene.passages_go_to,
        "questions_go_to": scene.questions_go_to,
        "vectors_go_to": scene.vectors_go_to,
        "kept_on": scene.kept_on,
        "samples": scene.sample_notice is not None,
        "trouble": scene.trouble,
    }


def passages_to_json(items: Sequence[RankedPassage] | Sequence[Citation]) -> list[dict[str, Any]]:
    """Passages or citations, as in `Answer.to_json`."""
    return [to_plain(item) for item in items]
