"""Whether it tells something that an answer rests on one source, and how that is said."""

from collections.abc import Sequence

from assistant.answer import AN_UNKNOWN_OUTLET, Citation
from assistant.archive import Filters
from assistant.language.corrections import asks_for_correction
from assistant.question import ReadFilters

__all__ = ["is_telling_of_one", "say_single_source"]

_ONE_BY_NATURE = ("opinion", "interview")
"""What somebody thinks, or told one paper, has one source."""


def is_telling_of_one(asked: str, read: ReadFilters, filters: Filters, citations: Sequence[Citation]) -> bool:
    """Not where one outlet or author was asked for, nor of what has one source by nature."""
    if filters.publishers or filters.authors or read.named.publishers or read.named.authors:
        return False
    if asks_for_correction(asked):
        return False
    return any(citation.kind not in _ONE_BY_NATURE for citation in citations)


def say_single_source(citations: Sequence[Citation]) -> str:
    """Copies of one text are one source, whoever carries it."""
    outlet = citations[0].publisher or AN_UNKNOWN_OUTLET
    named = {
        name
        for one in citations
        for name in (one.publisher, *(copy.publisher for copy in one.also))
        if name is not None
    }
    carriers = named - {outlet}
    if not carriers:
        return f"Single source: everything here comes from one article in {outlet}."
    others = "1 other outlet" if len(carriers) == 1 else f"{len(carriers):,} other outlets"
    return f"Single source: everything here comes from one text, carried by {outlet} and {others}."
