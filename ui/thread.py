"""The stored turns of a conversation: drawn afresh, and as the assistant reads them. Pure functions."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from assistant.answer import Answer, SourceChange, Turn
from ui.render import render_answer, render_unanswered
from ui.restore import answer_from_json

if TYPE_CHECKING:
    from assistant.archive import StoredTurn

__all__ = ["history_of", "render_thread", "turns_before"]

_MOST_TURNS_SHOWN = 60


def history_of(turns: "Sequence[StoredTurn]") -> list[Turn]:
    return [said for turn in turns for said in _said(turn)]


def turns_before(turns: "Sequence[StoredTurn]", question: str) -> "Sequence[StoredTurn]":
    """The turns that led to the question when it was asked before, so that asked again it means the same."""
    same = [turn.question.strip() == question.strip() for turn in turns]
    last = max((place for place, is_same in enumerate(same) if is_same), default=len(turns))
    while 0 < last < len(turns) and same[last - 1]:
        last -= 1
    return turns[:last]


def render_thread(
    turns: "Sequence[StoredTurn]",
    has_model: bool,
    review: Callable[[Answer], Sequence[SourceChange]] | None = None,
) -> str:
    """Each question with its answer, as they were asked. `review` says what became of an answer's sources since."""
    return "".join(_render(turn, has_model, review) for turn in turns[-_MOST_TURNS_SHOWN:])


def _render(turn: "StoredTurn", has_model: bool, review: Callable[[Answer], Sequence[SourceChange]] | None) -> str:
    answer = answer_from_json(turn.answer_json) if turn.answer_json else None
    if answer is not None:
        return render_answer(answer, has_model=has_model, changes=review(answer) if review else ())
    if turn.state == "failed":
        return render_unanswered(turn.question, turn.reason)
    # of an answer that is gone without having been unreadable, the words in its place say why
    return render_unanswered(turn.question, turn.text if turn.text and not turn.answer_json else None)


def _said(turn: "StoredTurn") -> Iterator[Turn]:
    yield Turn("user", turn.question)
    if turn.text:
        yield Turn("assistant", turn.text)
