"""What a reader says of an answer, of one statement or of one source: measured, then kept."""

from typing import TYPE_CHECKING, Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import InputError
from ui.language import say
from ui.narrowing import SentText
from ui.restore import answer_from_json

if TYPE_CHECKING:
    from assistant.archive.readers import ReaderStore
    from ui.jobs import TurnState

__all__ = ["FEEDBACK_KINDS", "MOST_CHARACTERS", "add_feedback"]

Kind = Literal["wrong source", "not supported", "missed an article", "other"]
FEEDBACK_KINDS: tuple[Kind, ...] = get_args(Kind)
MOST_CHARACTERS = 1000


class _Sent(BaseModel):
    """What a page sends; nothing of it is trusted."""

    model_config = ConfigDict(extra="forbid")

    kind: Kind
    statement: int | None = None
    citation: int | None = None
    words: Annotated[SentText, Field(max_length=MOST_CHARACTERS)] = ""


def add_feedback(store: "ReaderStore", state: "TurnState", owner: str, sent: object) -> None:
    """Keep it with the turn, which is this owner's. Raises InputError, which says why, for what is not kept."""
    try:
        said = _Sent.model_validate(sent)
    except ValidationError:
        raise InputError(say("feedback.unreadable", n=MOST_CHARACTERS)) from None
    words = said.words.strip()
    if said.kind == "other" and not words:
        raise InputError(say("feedback.without_words"))
    if not _is_there(state, said) or not store.add_feedback(
        state.turn.turn_id, owner, said.kind, statement=said.statement, citation=said.citation, words=words
    ):
        raise InputError(say("feedback.not_there"))


def _is_there(state: "TurnState", said: _Sent) -> bool:
    """Whether the ended turn has such a statement and such a citation."""
    stored = None if state.is_open else state.turn.answer_json
    answer = answer_from_json(stored) if stored else None
    if answer is None:
        return False
    has_statement = said.statement is None or 0 <= said.statement < len(answer.statements)
    return has_statement and (said.citation is None or said.citation in {one.n for one in answer.citations})
