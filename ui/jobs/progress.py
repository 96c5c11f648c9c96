"""What has arrived of an answer on its way, and the events it came in as they are stored."""

import json
from dataclasses import dataclass, field
from typing import Any, Self

from assistant.answer import Answer, Citation, Found, Outcome, Searching, Stated, Statement, Writing
from assistant.archive import Filters
from assistant.errors import FilterError
from ui.narrowing import Narrowing

__all__ = ["Progress", "Seen"]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a search found, counted."""

    passage_count: int
    article_count: int

    @classmethod
    def of(cls, found: Found) -> Self:
        return cls(len(found.passages), len({passage.article_id for passage in found.passages}))


@dataclass(slots=True)
class Progress:
    """Grows event by event. A statement in it has passed its check."""

    question: str
    searching: Searching | None = None
    seen: Seen | None = None
    statements: list[Statement] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    is_writing: bool = False
    notice: str | None = None
    """Why the model is asked again."""
    outcome: Outcome = "answered"
    reason: str | None = None

    @classmethod
    def of(cls, question: str, answer: Answer) -> Self:
        """As far as a stored answer goes, be it whole or not."""
        return cls(
            question,
            Searching(answer.standalone_question, answer.filters),
            statements=list(answer.statements),
            citations=list(answer.citations),
            outcome=answer.outcome,
            reason=answer.reason,
        )

    def take(self, event: Searching | Found | Writing | Stated) -> str | None:
        """Note the event; returns it as it is stored, None where it says nothing new."""
        if isinstance(event, Writing):
            return self._take_writing(event)
        if isinstance(event, Searching):
            self.searching = event
            filters = Narrowing.of(event.filters).model_dump()
            return _written("searching", question=event.standalone_question, filters=filters)
        if isinstance(event, Found):
            self.seen = Seen.of(event)
            return _written("found", passages=self.seen.passage_count, articles=self.seen.article_count)
        self._state(event.statement, event.citations, event.outcome, event.reason)
        one = self._answer((event.statement,), event.citations, "")
        return _written("stated", answer=one.to_json())

    def read(self, stored: str) -> None:
        """Note an event that was stored; what this version cannot read is left out."""
        try:
            self._read(json.loads(stored))
        except (ValueError, TypeError, KeyError, AttributeError, FilterError):
            return

    def partial(self, writer: str) -> Answer | None:
        """What was checked, as an answer that says that it is not whole; None where that is nothing."""
        return self._answer(tuple(self.statements), tuple(self.citations), writer) if self.statements else None

    def _read(self, event: dict[str, Any]) -> None:
        kind = event["event"]
        if kind == "searching":
            filters = Narrowing.model_validate(event["filters"]).to_filters()
            self.searching = Searching(str(event["question"]), filters)
        elif kind == "found":
            self.seen = Seen(int(event["passages"]), int(event["articles"]))
        elif kind == "writing":
            self.is_writing, self.notice = True, event["notice"]
        elif kind == "stated":
            answer = Answer.from_json(event["answer"])
            self._state(answer.statements[0], answer.citations, answer.outcome, answer.reason)

    def _take_writing(self, event: Writing) -> str | None:
        if self.is_writing and event.notice in (None, self.notice):
            return None
        self.is_writing, self.notice = True, event.notice or self.notice
        return _written("writing", notice=self.notice)

    def _state(
        self, statement: Statement, citations: tuple[Citation, ...], outcome: Outcome, reason: str | None
    ) -> None:
        self.statements.append(statement)
        self.citations.extend(citations)
        self.outcome, self.reason = outcome, reason

    def _answer(self, statements: tuple[Statement, ...], citations: tuple[Citation, ...], writer: str) -> Answer:
        searching = self.searching or Searching(self.question, Filters())
        return Answer(
            question=self.question,
            standalone_question=searching.standalone_question,
            outcome=self.outcome,
            confidence=None,
            reason=self.reason,
            writer=writer,
            statements=statements,
            citations=citations,
            passages=(),
            filters=searching.filters,
            timings={},
        )


def _written(kind: str, **said: Any) -> str:
    return json.dumps({"event": kind, **said})
