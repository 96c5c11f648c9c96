"""What is new in a turn, in words: for those who do not see the page."""

from ui.jobs import Mark, TurnState
from ui.thread import answer_of
from ui.words import count, say_place

__all__ = ["say_news"]


def say_news(state: TurnState, mark: Mark) -> str:
    """What is new since the mark, in words."""
    if state.progress is not None:
        return _say_open(state, mark)
    answer = answer_of(state)
    if state.turn.state == "failed":
        return f"Failed: {state.turn.reason}"
    if state.turn.state == "stopped" or answer is None:
        return "Stopped"
    if not answer.statements:
        return answer.text
    new = [f"{one.text} {one.attribution or ''}" for one in answer.statements[mark.said :]]
    return " ".join([*new, f"Done: {count(len(answer.statements), 'statement')}"])


def _say_open(state: TurnState, mark: Mark) -> str:
    progress = state.progress
    assert progress is not None
    if progress.statements:
        before = [progress.reason] if progress.reason and not mark.said else []
        new = [f"{one.text} {one.attribution or ''}" for one in progress.statements[mark.said :]]
        return " ".join([*before, *new])
    if state.mark.place:
        return f"Waiting: {say_place(state.mark.place)} in line"
    if progress.is_writing:
        return progress.notice or "Writing"
    return f"Found {count(progress.seen.passage_count, 'passage')}" if progress.seen else "Searching"
