"""Answers and passages as plain text: for `Accept: text/plain`, in the words of the command line."""

from collections.abc import Iterator, Sequence
from io import StringIO

from rich.console import Console, RenderableType

from assistant.answer import Answer, RankedPassage
from assistant.archive import Filters
from ui.answer_lines import (
    narrowed_lines,
    nothing_lines,
    notice_lines,
    passage_table,
    reason_line,
    source_lines,
    statement_line,
)

__all__ = ["NO_PASSAGE", "tell_answer", "tell_passages"]

_WIDTH = 100
NO_PASSAGE = "No passage matches. Other words or wider filters may find one; see `copydesk status`."


def tell_answer(answer: Answer, given: Filters | None) -> str:
    """As `copydesk ask` prints it; `given`: the caller's own filters."""
    return _printed(_answer_lines(answer, given))


def tell_passages(passages: Sequence[RankedPassage]) -> str:
    """As `copydesk search` prints them."""
    return _printed([passage_table(passages) if passages else NO_PASSAGE])


def _answer_lines(answer: Answer, given: Filters | None) -> Iterator[RenderableType]:
    if answer.statements and answer.reason:
        yield reason_line(answer.reason)
    yield from map(statement_line, answer.statements)
    if answer.abstained:
        yield from nothing_lines(answer, given)
    else:
        yield ""
        yield from source_lines(answer.citations)
    yield from narrowed_lines(answer.filters, given)
    yield from notice_lines(answer.notices)


def _printed(lines: Sequence[RenderableType] | Iterator[RenderableType]) -> str:
    paper = StringIO()
    console = Console(
        file=paper, width=_WIDTH, highlight=False, markup=False, emoji=False, soft_wrap=True, color_system=None
    )
    for line in lines:
        console.print(line, crop=False)
    return paper.getvalue()
