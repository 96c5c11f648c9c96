"""The stored turns of a conversation: drawn afresh, and as the assistant reads them. Pure functions."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from assistant.answer import Answer, SourceChange, Turn
from ui.render import render_answer, render_unanswered
from ui.restore import answer_from_json

if TYPE_CHECKING:
    from assistant.archive import StoredTurn

__all__ = ["history_of", "render_thread", "turns_before"]

_MOST_TURNS_SHOWN = 60


def history_of(turns: "Sequence[StoredTurn]") -> list[Turn]:
    return [Turn("user" if turn.role == "user" else "assistant", turn.content) for turn in turns]


def turns_before(turns: "Sequence[StoredTurn]", question: str) -> "Sequence[StoredTurn]":
    """The turns that led to the question when it was asked before, so that asked again it means the same."""
    asked = [number for number, turn in enumerate(turns) if turn.role == "user"]
    same = [turns[number].content.strip() == question.strip() for number in asked]
    last = max((place for place, is_same in enumerate(same) if is_same), default=len(asked))
    while 0 < last < len(asked) and same[last - 1]:
        last -= 1
    return turns[: asked[last]] if last < len(asked) else turns


def render_thread(
    turns: "Sequence[StoredTurn]",
    has_model: bool,
    review: Callable[[Answer], Sequence[SourceChange]] | None = None,
) -> str:
    """Each question with its answer, as they were asked; one without an answer was stopped. `review` says what became
    of an answer's sources since.

    Two tabs may ask in one conversation at the same time: an answer stands with its own question, not the last one.
    """
    drawn: list[str] = []
    waiting: list[tuple[int, str]] = []
    for turn in turns:
        if turn.role == "user":
            waiting.append((len(drawn), turn.content))
            drawn.append(render_unanswered(turn.content))
            continue
        answer = answer_from_json(turn.answer_json) if turn.answer_json else None
        place, question = _take(waiting, answer.question if answer else None) or (len(drawn), "")
        if answer is not None:
            drawn[place : place + 1] = [
                render_answer(answer, has_model=has_model, changes=review(answer) if review else ())
            ]
        elif turn.answer_json is None:  # an article it quoted was forgotten: the words in its place say so
            drawn[place : place + 1] = [render_unanswered(question, turn.content)]
    return "".join(drawn[-_MOST_TURNS_SHOWN:])


def _take(waiting: list[tuple[int, str]], question: str | None) -> tuple[int, str] | None:
    """The latest question that this answers and its place; it then waits no longer."""
    for number in reversed(range(len(waiting))):
        if question is None or waiting[number][1].strip() == question.strip():
            return waiting.pop(number)
    return None
