"""A draft -> a statement the reader may see: its sources numbered, its words checked against them."""

from assistant.answer import Citation, Statement
from assistant.answering.citations import CitationTable
from assistant.answering.grounding import check
from assistant.answering.writers import Draft

__all__ = ["attribute", "state"]

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def state(draft: Draft, table: CitationTable) -> Statement:
    """Number the draft's sources in the table and check the draft against them."""
    citations = [table.cite(source) for source in draft.sources]
    return Statement(
        text=draft.text,
        status=check(draft.text, citations),
        citations=tuple(dict.fromkeys(citation.n for citation in citations)),
        attribution=attribute(citations[0]) if citations else None,
    )


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
