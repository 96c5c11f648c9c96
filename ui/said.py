"""What is new in a turn, in words: for those who do not see the page."""

from collections.abc import Iterator, Sequence

from assistant.answer import Statement
from ui.jobs import Mark, TurnState
from ui.language import say
from ui.notes import say_attribution, say_note
from ui.thread import answer_of
from ui.words import say_place

__all__ = ["say_news"]


def say_news(state: TurnState, mark: Mark) -> str:
    """What is new since the mark, in words."""
    if state.progress is not None:
        return _say_open(state, mark)
    answer = answer_of(state)
    if state.turn.state == "failed":
        return say("chat.failed", why=say_note(state.turn.reason) if state.turn.reason else say("turn.no_reason"))
    if state.turn.state == "stopped" or answer is None:
        return say("turn.stopped")
    if not answer.statements:
        return say_note(answer.reason or answer.text)
    return " ".join(
        [*_new(answer.statements, mark), say("said.done", statements=say("statements", n=len(answer.statements)))]
    )


def _say_open(state: TurnState, mark: Mark) -> str:
    progress = state.progress
    assert progress is not None
    if progress.statements:
        before = [say_note(progress.reason)] if progress.reason and not mark.said else []
        return " ".join([*before, *_new(progress.statements, mark)])
    if state.mark.place:
        return say("said.waiting", place=say_place(state.mark.place))
    if progress.is_writing:
        return say_note(progress.notice) if progress.notice else say("said.writing")
    if progress.seen is None:
        return say("said.searching")
    return say("said.found", passages=say("passages", n=progress.seen.passage_count))


def _new(statements: Sequence[Statement], mark: Mark) -> Iterator[str]:
    return (f"{one.text} {say_attribution(one.attribution or '')}" for one in statements[mark.said :])
