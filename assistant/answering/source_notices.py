"""What a reader should know of an answer's sources, and of what it does not do."""

from collections.abc import Sequence

from assistant.answer import Citation, Statement
from assistant.answering.answer_form import form_of

__all__ = ["source_notices"]

NO_VERDICT = "These are the articles' own words: whether they amount to a yes or a no is left to you."
DISAGREE = "The articles do not agree: each stands with its outlet and date, the newest first."
SUPERSEDED = "A later report corrects or goes beyond an earlier one: the newest comes first, the earlier is superseded."


def source_notices(
    asked: str, statements: Sequence[Statement], citations: Sequence[Citation], voice_count: int
) -> tuple[str, ...]:
    """Nothing for an abstention. `voice_count` of `CitationTable`: copies of one text are one source."""
    if not statements:
        return ()
    standings = {statement.standing for statement in statements}
    notices = []
    if "superseded" in standings:
        notices.append(SUPERSEDED)
    elif "disagrees" in standings:
        notices.append(DISAGREE)
    if voice_count == 1:
        outlet = citations[0].publisher or "an unknown publisher"
        notices.append(f"Single source: all of this rests on one article, of {outlet}.")
    are_quotes = all(statement.status == "verbatim" for statement in statements)
    if are_quotes and form_of(asked).name == "whether":
        notices.append(NO_VERDICT)
    return tuple(notices)
