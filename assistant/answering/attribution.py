"""Who says it, who published it and when: beside the article's words, never among them."""

from collections.abc import Sequence
from datetime import date

from assistant.answer import AN_UNKNOWN_OUTLET, UNDATED, UNKNOWN_OUTLET, Citation, ResolvedDate
from assistant.answering.introductions import Speaker
from assistant.answering.kinds import attribute_by_kind, is_partial, say_listed_kind
from assistant.answering.speakers import has_quotation
from assistant.answering.wording import may_be_later
from assistant.language import words
from assistant.language.day_words import day_in_words

__all__ = ["attribute", "say_day", "say_listed", "say_outlet", "say_where"]


def attribute(
    citation: Citation, speaker: Speaker | None = None, dates: Sequence[ResolvedDate] = (), language: str = "en"
) -> str:
    """`Ann Lee, mayor, in The Herald, 4 May 2026 (Monday: 3 May 2026)`.

    "told The Herald on 4 May 2026" only where the sentence itself says "told The Herald". A quotation whose speaker the
    article does not name is called unattributed, where that is in English: of other languages it is not known. What is
    not known is said to be unknown.
    """
    outlet, day = _outlet_and_day(citation.publisher, citation.entry_at or citation.worded_at or citation.published_at)
    if citation.entry_at:
        day = f"{day}, {citation.entry_at[11:16]}"
    elif may_be_later(citation):
        day = f"{day}, updated {say_day(citation.updated_at)}"
    if speaker is None or (is_partial(citation.kind) and words(speaker.name) == words(outlet)):
        is_quote = speaker is None and language.startswith("en") and has_quotation(citation.quote)
        said = f"unattributed quote, {outlet}, {day}" if is_quote else attribute_by_kind(citation, outlet, day)
    else:
        who = f"{speaker.name}, {speaker.role}" if speaker.role else speaker.name
        is_direct = bool(citation.publisher) and f"told {citation.publisher}" in citation.quote
        is_quote = True
        said = f"{who}, told {outlet} on {day}" if is_direct else f"{who}, in {say_outlet(citation.publisher)}, {day}"
    said += say_listed_kind(citation) if is_quote and is_partial(citation.kind) else ""
    resolved = "; ".join(f"{one.words}: {day_in_words(one.day)}" for one in dates)
    return f"{said} ({resolved})" if resolved else said


def say_listed(citation: Citation) -> str:
    """One of a list of articles: `The Herald, 4 May 2026, opinion`."""
    return f"{say_where(citation.publisher, citation.published_at)}{say_listed_kind(citation)}"


def say_where(publisher: str | None, published_at: str | None) -> str:
    """`The Herald, 4 May 2026`."""
    return ", ".join(_outlet_and_day(publisher, published_at))


def say_outlet(publisher: str | None) -> str:
    """As it stands within a sentence: `The Herald`, `an unknown outlet`."""
    return publisher or AN_UNKNOWN_OUTLET


def _outlet_and_day(publisher: str | None, published_at: str | None) -> tuple[str, str]:
    return publisher or UNKNOWN_OUTLET, say_day(published_at)


def say_day(published_at: str | None) -> str:
    """In the precision it was given: a day, a month, a year; what is no day stands as it was given."""
    if not published_at:
        return UNDATED
    year, *rest = published_at[:10].split("-")
    try:
        if len(rest) == 2:
            return day_in_words(date.fromisoformat(published_at[:10]))
        return day_in_words(date(int(year), int(rest[0]), 1)).removeprefix("1 ") if rest else year
    except ValueError:
        return published_at[:10]
