"""One question of one reader: the assistant's events become views of the page. Holds nothing between two calls."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.answer import (
    Answer,
    Answered,
    Citation,
    Event,
    Found,
    Searching,
    Stated,
    Statement,
    WriterChoice,
    Writing,
)
from assistant.archive import Filters
from assistant.errors import CopydeskError, ModelError
from assistant.question import make_filters
from ui.desk import Desk, Scene
from ui.masthead import render_masthead, render_welcome
from ui.narrowing import parse_refined
from ui.render import render_answer, render_open_turn, render_trouble
from ui.thread import history_of, render_thread, turns_before
from ui.words import count

if TYPE_CHECKING:
    from assistant.archive import Asked, Ending, ReaderStore, StoredTurn

__all__ = ["Chat", "View"]

_CONVERSATION_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_UNFORESEEN = "Copydesk failed. The terminal where it runs shows why; try again, or run `copydesk doctor`."
_SUGGESTIONS = 5
_WRITERS: dict[str, WriterChoice] = {"model": "model", "extractive": "extractive"}


@dataclass(frozen=True, slots=True)
class View:
    """What to change on the page; None leaves it as it is. `masthead`, `thread`, `live` are HTML, the rest is text."""

    question: str | None = None
    masthead: str | None = None
    thread: str | None = None
    live: str | None = None
    announcement: str | None = None
    """Said aloud to those who do not see the page."""
    conversation: str | None = None
    is_busy: bool | None = None
    publishers: tuple[str, ...] | None = None
    authors: tuple[str, ...] | None = None
    writers: tuple[str, ...] | None = None
    """Who can write; there is nothing to choose from with one."""


@dataclass(slots=True)
class _OpenTurn:
    """What has arrived of the answer on its way."""

    question: str
    searching: Searching | None = None
    found: Found | None = None
    statements: list[Statement] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    writing: Writing | None = None
    reason: str | None = None

    def take(self, event: Searching | Found | Writing | Stated) -> str | None:
        """Note the event; returns what is announced to those who do not see the page, None for nothing new."""
        if isinstance(event, Writing) and self.searching is None:  # a model reads the follow-up
            return event.notice
        if isinstance(event, Writing):
            is_same = self.writing is not None and (event.notice in (None, self.writing.notice))
            self.writing = self.writing if is_same else event
            return None if is_same else event.notice or "Writing"
        if isinstance(event, Searching):
            self.searching = event
            return "Searching"
        if isinstance(event, Found):
            self.found = event
            return f"Found {count(len(event.passages), 'passage')}"
        before = f"{event.reason} " if event.reason and not self.statements else ""
        self.reason = event.reason
        self.statements.append(event.statement)
        self.citations.extend(event.citations)
        return f"{before}{event.statement.text} {event.statement.attribution or ''}"

    def render(self) -> str:
        return render_open_turn(
            self.question, self.searching, self.found, self.statements, self.citations, self.writing, self.reason
        )


class Chat:
    """The handlers of the page; every reader's state comes in with the call."""

    def __init__(self, desk: Desk, suggested_questions: Sequence[str] = ()) -> None:
        self._desk = desk
        self._suggested_questions = tuple(suggested_questions)

    def arrive(self, conversation: str) -> View:
        """A page was opened or loaded again: draw the conversation afresh, or the welcome."""
        scene = self._desk.scene()
        if scene.coverage is None:
            return View(masthead=render_masthead(scene), thread=render_welcome(scene, ()), live="", is_busy=False)
        assistant = self._desk.assistant()
        turns = _turns(assistant.archive.readers, conversation)
        with assistant.archive.snapshot() as snapshot:
            publishers, authors = snapshot.names()
        return View(
            masthead=render_masthead(scene),
            thread=render_thread(turns, assistant.has_model, assistant.review)
            if turns
            else render_welcome(scene, self._suggestions(scene)),
            live="",
            conversation=conversation if turns else "",
            is_busy=False,
            publishers=tuple(publishers),
            authors=tuple(authors),
            writers=assistant.writers,
        )

    def restart(self) -> View:
        """A new conversation; the old one stays at its address."""
        scene = self._desk.scene()
        welcome = render_welcome(scene, self._suggestions(scene))
        return View(thread=welcome, live="", conversation="", is_busy=False, announcement="New conversation")

    def ask(
        self,
        question: str,
        conversation: str,
        date_from: str,
        date_to: str,
        publishers: list[str],
        authors: list[str],
        writer: str = "",
        as_of: str = "",
        refined: str = "",
    ) -> Iterator[View]:
        """Views until the answer stands; the last one is never busy. Closing the iterator stops the answer.

        `refined` is what the page sends when a filter of an answer was dropped or changed: its question and filters
        take the place of those above, and what is in the question box stays there.
        """
        again = parse_refined(refined)
        question = again.question if again else question
        question = question.encode("utf-8", "replace").decode()  # half a character cannot be stored or sent
        if not question.strip():
            yield View(is_busy=False)
            return
        box = None if again else ""
        yield View(question=box, live=render_open_turn(question), announcement="Searching", is_busy=True)
        try:
            if again:
                filters = again.filters.to_filters()
            else:
                filters = make_filters(date_from, date_to, publishers, authors, as_of=as_of)
            yield from self._answer(question, conversation, filters, _WRITERS.get(writer), is_again=again is not None)
        except CopydeskError as error:
            is_the_models = isinstance(error, ModelError) and writer == "model"
            partial = error.partial if isinstance(error, ModelError) else None
            trouble = render_trouble(
                question, str(error), offers_quotes=is_the_models, partial=partial, has_model=partial is not None
            )
            box = None if again else question
            yield View(question=box, live=trouble, announcement=f"Failed: {error}", is_busy=False)

    def fail(self) -> View:
        """An error nobody foresaw: the log has it, the reader gets a sentence and a usable page."""
        return View(live=render_trouble("", _UNFORESEEN), announcement="Copydesk failed", is_busy=False)

    def fail_to_open(self) -> View:
        """The same while the page loads, where there is no conversation yet to keep in sight."""
        return View(masthead="", thread=render_trouble("", _UNFORESEEN), is_busy=False)

    def _answer(
        self, question: str, conversation: str, filters: Filters, writer: WriterChoice | None, *, is_again: bool
    ) -> Iterator[View]:
        assistant = self._desk.assistant()
        store = assistant.archive.readers
        earlier = _turns(store, conversation)
        turn = _OpenTurn(question)
        # The switch of a page without a model is hidden, and says "model" all the same.
        chosen = writer if writer in assistant.writers else None
        history = history_of(turns_before(earlier, question) if is_again else earlier)
        asked: Asked | None = None
        try:
            for event in assistant.stream(question, history, filters, chosen, read_filters=not is_again):
                if isinstance(event, Answered):
                    asked = asked or store.ask(conversation, question, writer=chosen)
                    _end(store, asked, event.answer.outcome, answer=event.answer)
                    yield self._finished(event.answer)
                    return
                if isinstance(event, Searching):  # the question was accepted: now it is part of the conversation
                    asked = asked or store.ask(conversation if earlier else None, question, writer=chosen)
                    yield View(
                        thread=render_thread(earlier, assistant.has_model, assistant.review),
                        conversation=asked.conversation_id,
                    )
                yield _progress(turn, event)
        except GeneratorExit:
            _end(store, asked, "stopped")
            raise
        except CopydeskError as error:
            partial = error.partial if isinstance(error, ModelError) else None
            _end(store, asked, "failed", reason=str(error), answer=partial)
            raise
        finally:
            _end(store, asked, "failed", reason=_UNFORESEEN)

    def _finished(self, answer: Answer) -> View:
        said = f"Done: {count(len(answer.statements), 'statement')}" if answer.statements else answer.text
        scene = self._desk.scene()
        outlets = scene.coverage.publishers if scene.coverage else ()
        return View(
            masthead=render_masthead(scene),
            publishers=tuple(sorted((name for name, _ in outlets if name), key=str.casefold)),
            live=render_answer(answer, has_model=self._desk.assistant().has_model),
            announcement=said,
            is_busy=False,
        )

    def _suggestions(self, scene: Scene) -> tuple[str, ...]:
        """The prepared questions, else the newest headlines as questions; none for an empty archive."""
        if self._suggested_questions or scene.is_empty:
            return self._suggested_questions[:_SUGGESTIONS]
        with self._desk.assistant().archive.snapshot() as snapshot:
            newest = snapshot.list_articles(limit=20)
        titles = dict.fromkeys(article.title for article in newest if article.title and len(article.title) <= 90)
        return tuple(f"What is reported about “{title}”?" for title in titles)[:_SUGGESTIONS]


def _progress(turn: _OpenTurn, event: Event) -> View:
    if isinstance(event, Answered):  # the caller ends with it
        return View()
    announcement = turn.take(event)
    return View() if announcement is None else View(live=turn.render(), announcement=announcement)


def _turns(store: "ReaderStore", conversation: str) -> "Sequence[StoredTurn]":
    """What is stored under the id a browser gave; nothing for what no id of ours looks like."""
    return store.turns(conversation) if _CONVERSATION_ID.fullmatch(conversation) else ()


def _end(
    store: "ReaderStore",
    asked: "Asked | None",
    ending: "Ending",
    *,
    reason: str | None = None,
    answer: Answer | None = None,
) -> None:
    """Of a turn that has not ended yet; a question that was not accepted has none."""
    if asked is not None:
        kept = json.dumps(answer.to_json()) if answer else None
        store.end(asked.turn_id, ending, reason=reason, answer_json=kept, text=answer.text if answer else "")
