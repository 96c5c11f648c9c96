"""What a reader should know of an answer's sources, and of what it does not do."""

from collections.abc import Sequence

from assistant.answer import Citation, Statement
from assistant.answering.age import say_age
from assistant.answering.answer_form import form_of
from assistant.answering.checking import CheckedAnswer
from assistant.answering.newer import say_newer
from assistant.answering.single_source import is_telling_of_one, say_single_source
from assistant.answering.source_notes import say_partial
from assistant.archive import Filters, Snapshot
from assistant.question import ReadFilters, Rewritten
from assistant.retrieval import Ranking, left_out_notices

__all__ = ["say_notices", "source_notices"]

NO_VERDICT = "These are the articles' own words. Whether they amount to a yes or a no is left to you."
DISAGREE = "The articles disagree. Each is shown with outlet and date, newest first."
SUPERSEDED = "A later article corrects or goes beyond an earlier one. The newest comes first."


def say_notices(
    rewritten: Rewritten,
    read: ReadFilters,
    ranking: Ranking,
    snapshot: Snapshot,
    filters: Filters,
    checked: CheckedAnswer,
) -> tuple[str, ...]:
    """What the reader should know of this answer, in the order of the steps."""
    of_sources = source_notices(
        rewritten.question.question,
        checked.statements,
        checked.citations,
        checked.voice_count,
        filters,
        is_telling=is_telling_of_one(rewritten.question.question, read, filters, checked.citations),
    )
    if checked.statements:
        newer = say_newer(rewritten.question.question, read, checked.citations, ranking.candidates)
        age = say_age(rewritten.question.question, read, checked.citations)
        of_sources = (*of_sources, *filter(None, (newer, age)))
    of_search = (*ranking.notices, *left_out_notices(snapshot, filters))
    return (*rewritten.notices, *read.notices, *of_sources, *of_search, *checked.notices)


def source_notices(
    asked: str,
    statements: Sequence[Statement],
    citations: Sequence[Citation],
    voice_count: int,
    filters: Filters | None = None,
    *,
    is_telling: bool = True,
) -> tuple[str, ...]:
    """Nothing for an abstention. `is_telling`: whether it says something that there is one source. `voice_count` of
    `CitationTable`: copies of one text are one source."""
    if not statements:
        return ()
    standings = {statement.standing for statement in statements}
    notices = []
    if "superseded" in standings:
        notices.append(SUPERSEDED)
    elif "disagrees" in standings:
        notices.append(DISAGREE)
    notices += say_partial(statements, citations, (filters or Filters()).kinds)
    if voice_count == 1 and is_telling:
        notices.append(say_single_source(citations))
    are_quotes = all(statement.status == "verbatim" for statement in statements)
    if are_quotes and form_of(asked).name == "whether":
        notices.append(NO_VERDICT)
    return tuple(notices)
