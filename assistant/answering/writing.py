"""The writer at work: its drafts, checked; with a model, quotations where it has no answer that an article backs."""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace

from assistant.answer import Event, Writing
from assistant.answering.checking import CheckedAnswer
from assistant.answering.outcome import without_model_answer
from assistant.answering.parts import Part, quote_parts
from assistant.answering.writers import Draft, ExtractiveWriter, Writer, Written
from assistant.errors import ModelError

__all__ = ["check_drafts", "draft_answer"]

QUOTES_INSTEAD = "Or choose the extractive writer, which quotes the articles and needs no model."


def draft_answer(
    chosen: Writer, quoter: ExtractiveWriter, whole: Part, parts: Sequence[Part], ends_at: float
) -> Iterator[Draft | Writing | Written]:
    """What is written, not yet checked. With a model nothing but an empty search stands between the question and it.
    `quoter` is who quotes."""
    if _is_quoted(chosen, whole):
        yield from quote_parts(parts, quoter.write)
    else:
        yield from chosen.write(whole.evidence, ends_at)


def check_drafts(
    checked: CheckedAnswer,
    drafts: Iterator[Draft | Writing | Written],
    chosen: Writer,
    quoter: ExtractiveWriter,
    whole: Part,
    parts: Sequence[Part],
) -> Generator[Event, None, ModelError | None]:
    """The drafts of `draft_answer`, checked; quotations where a model had none that an article backs. Returns the
    failure that ended an answer of which something was given out; raises any other."""
    decision = whole.decision
    if _is_quoted(chosen, whole):
        yield from checked.take(drafts, decision)
        return None
    try:
        yield from checked.take(drafts, replace(decision, outcome="answered", reason=None))
    except ModelError as error:
        failure = error.retold(f"{error} {QUOTES_INSTEAD}")
        if not checked.statements:
            raise failure from None
        return failure
    if not checked.statements:
        fallen = without_model_answer(decision, has_written=checked.has_waiting)
        yield from checked.come_close(fallen, quote_parts(parts, quoter.write))
    return None


def _is_quoted(chosen: Writer, whole: Part) -> bool:
    return chosen.recipient is None or not whole.evidence.candidates
