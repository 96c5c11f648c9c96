"""Turns as they stand in the readers' store, drawn. Pure functions."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answer import Answer, SourceChange
from assistant.archive.readers import FORGOTTEN
from ui.jobs import Progress, TurnState
from ui.language import say
from ui.markup import text
from ui.render import render_answer, render_open_turn, render_stopped, render_trouble, render_unanswered
from ui.restore import answer_from_json
from ui.turn_tools import Kept

__all__ = ["Review", "answer_of", "render_exchange", "render_thread"]

_MOST_TURNS_SHOWN = 60

Review = Callable[[Answer], Sequence[SourceChange]]
"""What became of an answer's sources since."""


def render_thread(states: Sequence[TurnState], *, has_model: bool, review: Review | None = None) -> str:
    """Each question with what became of it, in the order in which they were asked."""
    shown = states[-_MOST_TURNS_SHOWN:]
    questions = {state.turn.turn_id: state.turn.question for state in states}
    asked_again = {state.turn.retry_of for state in shown}
    drawn = []
    for state in shown:
        asked_before = questions.get(state.turn.retry_of or "")
        one = render_exchange(state, has_model=has_model, review=review, asked_before=asked_before)
        drawn.append(_fold(one, state.turn.question) if state.turn.turn_id in asked_again else one)
    return "".join(drawn)


def render_exchange(
    state: TurnState, *, has_model: bool, review: Review | None = None, asked_before: str | None = None
) -> str:
    """A question and what became of it, under the id by which the page finds it again; with how much of it this shows,
    as long as there is more to come. `asked_before`: the question of the turn that it takes the place of."""
    more = f' data-seen="{state.mark.seq}.{state.mark.place}.{state.mark.said}"' if state.is_open else ""
    drawn = _open(state) if state.is_open else _ended(state, has_model, review)
    if asked_before is not None and state.turn.retry_of:
        more += f' data-again-of="{text(state.turn.retry_of)}"'
        drawn = f"{_came_from(state.turn.question, asked_before)}{drawn}"
    return f'<div class="exchange" data-turn="{text(state.turn.turn_id)}"{more}>{drawn}</div>'


def _came_from(question: str, asked_before: str) -> str:
    said = say("turn.retried")
    if question != asked_before:
        said = say("turn.edited", question=asked_before)
    return f'<p class="came-from" dir="auto">{text(said)}</p>'


def _fold(exchange: str, question: str) -> str:
    """What was asked again stays to be read, folded away; the script of the page does the same."""
    summary = text(say("js.earlier", question=question))
    return f'<details class="earlier"><summary dir="auto">{summary}</summary>{exchange}</details>'


def answer_of(state: TurnState) -> Answer | None:
    """What was answered, as it was asked; None where there is nothing, or nothing that this version can read."""
    answer = answer_from_json(state.turn.answer_json) if state.turn.answer_json else None
    return replace(answer, question=state.turn.question) if answer is not None else None


def _open(state: TurnState) -> str:
    return render_open_turn(state.progress or Progress(state.turn.question), state.mark.place)


def _ended(state: TurnState, has_model: bool, review: Review | None) -> str:
    turn, answer = state.turn, answer_of(state)
    kept = Kept(turn.turn_id, turn.conversation_id)
    if turn.text == FORGOTTEN:
        return render_unanswered(turn.question, FORGOTTEN, kept=kept)
    if turn.state == "failed":
        reason, offers = turn.reason or say("turn.no_reason"), has_model and turn.writer != "extractive"
        return render_trouble(
            turn.question, reason, offers_quotes=offers, partial=answer, has_model=has_model, kept=kept
        )
    if turn.state == "stopped":
        progress = Progress.of(turn.question, answer) if answer else Progress(turn.question)
        return render_stopped(progress, turn.reason, partial=answer, kept=kept)
    if answer is not None:
        return render_answer(answer, has_model=has_model, changes=review(answer) if review else (), kept=kept)
    return render_unanswered(turn.question, kept=kept)
