"""What belongs beside a statement: the kind of article it comes from, and what its outlet has put right."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Citation, Statement
from assistant.answering.correction_notes import say_correction
from assistant.answering.kinds import say_of_kinds

__all__ = ["note_sources", "say_partial"]


def note_sources(statement: Statement, citations: Sequence[Citation]) -> Statement:
    """`citations` of the whole answer, numbered from 1."""
    cited = [citations[number - 1] for number in statement.citations]
    if not cited:
        return statement
    corrections = (say_correction(citation, statement.text) for citation in cited)
    return replace(statement, kind=cited[0].kind, correction=next(filter(None, corrections), None))


def say_partial(
    statements: Sequence[Statement], citations: Sequence[Citation], asked_kinds: Sequence[str] = ()
) -> tuple[str, ...]:
    """That no report stands behind an answer, where that is so. Lists of what the archive holds state nothing, and who
    asked for opinion alone knows."""
    if all(statement.status == "no_claim" for statement in statements) or "opinion" in asked_kinds:
        return ()
    said = say_of_kinds(citations, len({citation.article_id for citation in citations}))
    return () if said is None else (said,)
