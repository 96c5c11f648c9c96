"""The writer at work: its drafts, checked; with a model, quotations where it has no answer that an article backs."""

from collections.abc import Generator, Sequence
from dataclasses import replace

from assistant.answer import Event
from assistant.answering.checking import CheckedAnswer
from assistant.answering.outcome import without_model_answer
from assistant.answering.parts import Part, quote_parts
from assistant.answering.writers import ExtractiveWriter, Writer
from assistant.errors import ModelError

__all__ = ["write_answer"]

QUOTES_INSTEAD = "Or choose the extractive writer, which quotes the articles and needs no model."


def write_answer(
    checked: CheckedAnswer, chosen: Writer, quoter: ExtractiveWriter, whole: Part, parts: Sequence[Part], ends_at: float
) -> Generator[Event, None, ModelError | None]:
    """With a model nothing but an empty search stands between the question and it. `quoter` is who quotes. Returns the
    failure that ended an answer of which something was given out; raises any other."""
    decision = whole.decision
    if chosen.recipient is None or not whole.evidence.candidates:
        yield from checked.take(quote_parts(parts, quoter.write), decision)
        return None
    try:
        written = chosen.write(whole.evidence, ends_at)
        yield from checked.take(written, replace(decision, outcome="answered", reason=None))
    except ModelError as error:
        failure = error.retold(f"{error} {QUOTES_INSTEAD}")
        if not checked.statements:
            raise failure from None
        return failure
    if not checked.statements:
        fallen = without_model_answer(decision, has_written=checked.has_waiting)
        yield from checked.come_close(fallen, quote_parts(parts, quoter.write))
    return None
