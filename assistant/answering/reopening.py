"""A stored answer against the archive of today: which of its sources changed since, and how."""

from collections.abc import Iterator
from typing import Literal

from assistant.answer import Answer, Citation, Correction, SourceChange
from assistant.answering.correction_notes import CorrectionNotes
from assistant.archive import Article, Snapshot
from assistant.errors import ArticleNotFound
from assistant.language.day_words import day_in_words

__all__ = ["review_sources"]

Change = Literal["forgotten", "withdrawn", "removed", "corrected", "changed"]


def review_sources(answer: Answer, snapshot: Snapshot) -> tuple[SourceChange, ...]:
    """The gravest change of each citation; of several sentences of one article the same change once."""
    notes = CorrectionNotes(snapshot)
    seen: set[tuple[str, str]] = set()
    found = []
    for citation in answer.citations:
        gravest = next(_changes(citation, snapshot, notes, is_past=answer.filters.as_of is not None), None)
        if gravest is None or (citation.article_id, gravest[1]) in seen:
            continue
        change, said = gravest
        seen.add((citation.article_id, said))
        found.append(SourceChange(citation.n, change, f"Source {citation.n}{_named(citation)} {said}"))
    return tuple(found)


def _changes(
    citation: Citation, snapshot: Snapshot, notes: CorrectionNotes, *, is_past: bool
) -> Iterator[tuple[Change, str]]:
    try:
        current = snapshot.article(citation.article_id)
    except ArticleNotFound:
        yield "forgotten", "is no longer in the archive."
        return
    if current.is_withdrawn:
        yield "withdrawn", "was withdrawn by its publisher."
    if not current.is_current:
        yield "removed", "was taken out of the archive's search."
    held = _held(citation, snapshot)
    correction = notes.find(held, (citation.start, citation.end)) if held is not None else None
    known = citation.correction.text if citation.correction is not None else None
    if correction is not None and correction.text != known:
        yield "corrected", _say_corrected(correction)
    if held is None:
        yield "changed", "has another text in the archive now than was cited."
    if not is_past and current.version != citation.version:
        stands = "still stand" if _bare(citation.quote) in _bare(current.text) else "no longer stand"
        yield "changed", f"was updated{_say_day_of(current)}: the cited words {stands} in it."


def _held(citation: Citation, snapshot: Snapshot) -> Article | None:
    """The version that was cited, where its text is what it was."""
    try:
        held = snapshot.article(citation.article_id, citation.version)
    except ArticleNotFound:
        return None
    return held if held.text_sha256 == citation.text_sha256 else None


def _say_corrected(correction: Correction) -> str:
    when = f" on {day_in_words(correction.day)}" if correction.day else ""
    if correction.right and correction.wrong:
        return f"was corrected{when}: {correction.right}, not {correction.wrong}."
    return f"carries a correction{f' of {day_in_words(correction.day)}' if correction.day else ''}."


def _say_day_of(current: Article) -> str:
    day = current.updated_on or current.stands_from
    return f" on {day_in_words(day)}" if day else ""


def _named(citation: Citation) -> str:
    return f" ({citation.publisher})" if citation.publisher else ""


def _bare(text: str) -> str:
    return " ".join(text.split())
