"""What the page asks for and what it gets: one reader at a time, nothing of whom is held between two calls.

Each answer of `Chat` is a plain mapping of JSON types, and what is HTML in it was escaped in Python.
"""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from assistant.answer import WriterChoice
from assistant.errors import CopydeskError, InputError
from assistant.question import read_question
from ui.desk import Desk, Scene
from ui.feedback import add_feedback
from ui.jobs import Door, Jobs, Mark, QueuedQuestion, TurnState
from ui.language import say
from ui.masthead import render_masthead, render_welcome
from ui.narrowing import Narrowing
from ui.notes import say_note
from ui.render import render_trouble
from ui.said import say_news
from ui.sent import Sent, read_sent
from ui.thread import render_exchange, render_thread

if TYPE_CHECKING:
    from assistant.archive.readers import StoredTurn

__all__ = ["Chat", "Furniture", "Reply"]

Reply = dict[str, Any]

FOLLOW_SECONDS = 20.0
"""How long one call waits for more of a turn; proxies give up after 60."""
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_SUGGESTIONS = 5


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands around the conversation."""

    masthead: str
    """HTML that says in `data-stamp` which one it is."""
    publishers: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    writers: tuple[str, ...] = ()
    """Who can write; there is nothing to choose from with one."""


class Chat:
    """The handlers of the page; every reader's state comes in with the call, `owner` is who asks."""

    def __init__(self, desk: Desk, jobs: Jobs, suggested_questions: Sequence[str] = ()) -> None:
        self._desk = desk
        self._jobs = jobs
        self._suggested_questions = tuple(suggested_questions)

    @property
    def door(self) -> Door:
        return self._jobs.door

    def furnish(self) -> Furniture:
        scene = self._desk.scene()
        masthead = render_masthead(scene)
        masthead = f'<div data-stamp="{_stamp(masthead)}">{masthead}</div>'
        if scene.coverage is None:
            return Furniture(masthead)
        assistant = self._desk.assistant()
        with assistant.archive.snapshot() as snapshot:
            publishers, authors = snapshot.names()
        return Furniture(masthead, tuple(publishers), tuple(authors), assistant.writers)

    def open(self, owner: str, sent: object) -> Reply:
        """A conversation drawn afresh, or the welcome; the page keeps the id that comes back."""
        conversation = read_sent(Sent, sent).conversation
        scene = self._desk.scene()
        turns = () if scene.coverage is None else self._turns(conversation, owner)
        if not turns:
            return {"conversation": "", "html": render_welcome(scene, self._suggestions(scene))}
        assistant = self._desk.assistant()
        states = [self._jobs.standing(turn) for turn in turns]
        html = render_thread(states, has_model=assistant.has_model, review=assistant.review)
        return {"conversation": conversation, "html": html}

    def ask(self, owner: str, sent: object) -> Reply:
        """A question as it was typed, with the filters of the page."""
        asked = read_sent(Sent, sent)
        return self._put(owner, asked, asked.question, asked.filters or Narrowing(), reads_filters=True)

    def refine(self, owner: str, sent: object) -> Reply:
        """The question of a turn again, with these filters and no others; `alone`: as it was asked, but with nothing
        taken over from the turns before it."""
        asked = read_sent(Sent, sent)
        turn = self._turn(owner, asked.turn)
        if asked.alone:
            return self._again(owner, asked, turn, turn.question)
        writer = asked.writer or turn.writer
        return self._put(owner, asked, turn.question, asked.filters or Narrowing(), again=turn, writer=writer)

    def retry(self, owner: str, sent: object) -> Reply:
        """The question of a turn again as it was asked, by the writer it had or another one."""
        asked = read_sent(Sent, sent)
        turn = self._turn(owner, asked.turn)
        return self._again(owner, asked, turn, turn.question)

    def edit(self, owner: str, sent: object) -> Reply:
        """Other words in the place of a turn's question."""
        asked = read_sent(Sent, sent)
        return self._again(owner, asked, self._turn(owner, asked.turn), asked.question)

    def feedback(self, owner: str, sent: object) -> Reply:
        """What a reader says of a turn of theirs."""
        said = dict(sent) if isinstance(sent, dict) else {}
        state = self._state(owner, read_sent(Sent, {"turn": said.pop("turn", "")}).turn)
        add_feedback(self._desk.assistant().archive.readers, state, owner, said)
        return {"says": say("chat.thanks")}

    def stop(self, owner: str, sent: object) -> Reply:
        """End a turn, wherever it is answered."""
        asked = read_sent(Sent, sent)
        state = self._jobs.stop(asked.turn, owner) if _ID.fullmatch(asked.turn) else None
        return self._shown(state, Mark(*asked.seen))

    async def follow(self, owner: str, sent: object, seconds: float = FOLLOW_SECONDS) -> Reply:
        """A turn as soon as there is more of it than the page has seen; holds no thread meanwhile."""
        asked = read_sent(Sent, sent)
        mark = Mark(*asked.seen)
        state = None
        if _ID.fullmatch(asked.turn):
            state = await self._jobs.follow(asked.turn, owner, mark, seconds=seconds)
        return await asyncio.to_thread(self._shown, state, mark)

    def _again(self, owner: str, asked: Sent, turn: "StoredTurn", question: str) -> Reply:
        filters, reads_filters = QueuedQuestion.read_narrowed(turn.filters_json)
        return self._put(
            owner,
            asked,
            question,
            Narrowing.of(filters),
            reads_filters=reads_filters,
            again=turn,
            writer=asked.writer or turn.writer,
        )

    def _put(
        self,
        owner: str,
        asked: Sent,
        question: str,
        narrowing: Narrowing,
        *,
        reads_filters: bool = False,
        again: "StoredTurn | None" = None,
        writer: str | None = None,
    ) -> Reply:
        """In line, or why not; what was refused is no part of the conversation."""
        try:
            settings = self._desk.assistant().settings
            squeezed = read_question(question, settings.max_question_characters)
            if len(question) > settings.max_question_characters:
                question = squeezed
            conversation = again.conversation_id if again else asked.conversation
            asking = QueuedQuestion(
                question,
                narrowing.to_filters(),
                reads_filters,
                _writer(writer or asked.writer),
                conversation if _ID.fullmatch(conversation) else None,
                again.turn_id if again else None,
                asked.alone or (again is not None and QueuedQuestion.was_alone(again.filters_json)),
            )
            state = self._jobs.ask(asking, owner)
        except CopydeskError as error:
            return _refused(question, error, gives_back=again is None or question != again.question)
        return self._shown(state, Mark())

    def _shown(self, state: TurnState | None, mark: Mark) -> Reply:
        """A turn as the page shows it; `says` is for those who do not see it."""
        if state is None:
            return _refused("", InputError(say("chat.gone")), gives_back=False)
        assistant = self._desk.assistant()
        reply = {
            "conversation": state.turn.conversation_id,
            "turn": state.turn.turn_id,
            "html": render_exchange(state, has_model=assistant.has_model, asked_before=self._asked_before(state)),
            "says": say_news(state, mark),
            "is_open": state.is_open,
        }
        if not state.is_open:
            reply["stamp"] = _stamp(render_masthead(self._desk.scene()))
        if state.turn.state == "failed" and state.turn.retry_of is None:
            reply["question"] = state.turn.question
        return reply

    def _asked_before(self, state: TurnState) -> str | None:
        """The question of the turn that this one takes the place of, in the same conversation."""
        if state.turn.retry_of is None:
            return None
        before = self._desk.assistant().archive.readers.turn(state.turn.retry_of)
        if before is None or before.conversation_id != state.turn.conversation_id:
            return None
        return before.question

    def _turn(self, owner: str, turn_id: str) -> "StoredTurn":
        return self._state(owner, turn_id).turn

    def _state(self, owner: str, turn_id: str) -> TurnState:
        state = self._jobs.state(turn_id, owner) if _ID.fullmatch(turn_id) else None
        if state is None:
            raise InputError(say("chat.gone"))
        return state

    def _turns(self, conversation: str, owner: str) -> "Sequence[StoredTurn]":
        """Those under the id that a browser gave; none of somebody else's, and for what no id of ours looks like."""
        if not _ID.fullmatch(conversation):
            return ()
        store = self._desk.assistant().archive.readers
        kept = store.conversation(conversation)
        return store.turns(conversation) if kept is not None and kept.owner == owner else ()

    def _suggestions(self, scene: Scene) -> tuple[str, ...]:
        """The prepared questions, else the newest headlines as questions; none for an empty archive."""
        if self._suggested_questions or scene.is_empty:
            return self._suggested_questions[:_SUGGESTIONS]
        with self._desk.assistant().archive.snapshot() as snapshot:
            newest = snapshot.list_articles(limit=20)
        titles = dict.fromkeys(article.title for article in newest if article.title and len(article.title) <= 90)
        return tuple(say("welcome.suggested", title=title) for title in titles)[:_SUGGESTIONS]


def _stamp(masthead: str) -> str:
    """Differs where the masthead does: the page then asks for what stands around the conversation anew."""
    return sha256(masthead.encode("utf-8", "replace")).hexdigest()[:12]


def _writer(name: str | None) -> WriterChoice | None:
    return "model" if name == "model" else "extractive" if name == "extractive" else None


def _refused(question: str, error: CopydeskError, *, gives_back: bool) -> Reply:
    html = f'<div class="exchange">{render_trouble(question, str(error))}</div>'
    return {"turn": "", "html": html, "says": say("chat.failed", why=say_note(str(error))), "is_open": False} | (
        {"question": question} if gives_back else {}
    )
