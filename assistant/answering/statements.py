"""A draft -> a statement the reader may see: its words checked against its sources, these numbered."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer import Citation, Statement
from assistant.answering.citations import CitationTable
from assistant.answering.grounding import Meaning, Verdict, check, cited_sentence, find_support, settle_quotations
from assistant.answering.writers import Draft, Source

__all__ = ["Checked", "attribute", "examine", "number", "state"]

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Checked:
    """A draft after its check, its quotation marks put right, not numbered yet."""

    text: str
    sources: tuple[Source, ...]
    verdict: Verdict


def state(draft: Draft, table: CitationTable, meaning: Meaning | None = None) -> Statement:
    """Check the draft against its sources and number them in the table."""
    return number(examine(draft, meaning), table)


def examine(draft: Draft, meaning: Meaning | None = None, offered: Sequence[Source] = ()) -> Checked:
    """Check the draft against its sources; where it has none, against the one that is found in what was `offered`."""
    if not draft.sources and (found := find_support(draft.text, offered, meaning)) is not None:
        draft = replace(draft, sources=(found,))
    text, verdict = _checked(draft, meaning)
    return Checked(text, draft.sources, verdict)


def number(checked: Checked, table: CitationTable) -> Statement:
    """The statement, its sources numbered in the table in order of first use."""
    citations = [table.cite(source) for source in checked.sources]
    return Statement(
        text=checked.text,
        status=checked.verdict.status,
        reason=checked.verdict.reason,
        citations=tuple(dict.fromkeys(citation.n for citation in citations)),
        attribution=attribute(citations[0]) if citations else None,
    )


def _checked(draft: Draft, meaning: Meaning | None) -> tuple[str, Verdict]:
    """The draft with marks around verbatim text only, and how far its sources carry it."""
    cited = [cited_sentence(source.candidate.article, source.span) for source in draft.sources]
    text, unmarked = draft.text, None
    if not any(draft.text == sentence.quote for sentence in cited):
        text, unmarked = settle_quotations(draft.text, [sentence.quote for sentence in cited])
    verdict = check(text, cited, meaning)
    if unmarked is not None and verdict.status == "supported":
        return text, Verdict("partly_supported", f"“{unmarked}” was put in quotation marks, but is not verbatim")
    return text, verdict


def attribute(citation: Citation) -> str:
    """Who published it and when, `The Herald, 4 May 2026`; what is not known is said to be unknown."""
    return f"{citation.publisher or 'publisher unknown'}, {_day_in_words(citation.published_at)}"


def _day_in_words(published_at: str | None) -> str:
    if not published_at:
        return "undated"
    year, *rest = published_at[:10].split("-")
    month = _MONTHS[int(rest[0]) - 1] if rest else ""
    day = str(int(rest[1])) if len(rest) > 1 else ""
    return " ".join(part for part in (day, month, year) if part)
