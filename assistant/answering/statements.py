"""A draft -> a statement the reader may see: its words checked against its sources, these numbered."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer import Citation, ResolvedDate, Statement
from assistant.answering.attribution import attribute
from assistant.answering.carriers import Carried, Carriers, text_of
from assistant.answering.citations import CitationTable
from assistant.answering.grounding import Judge, Verdict, check, cited_sentence, settle_quotations
from assistant.answering.introductions import Speaker
from assistant.answering.page_order import quote_verdict
from assistant.answering.resolved_dates import resolve_dates
from assistant.answering.source_notes import note_sources
from assistant.answering.speakers import find_speaker
from assistant.answering.wording import days_of_words
from assistant.answering.writers import Draft, Source
from assistant.language.entries import time_of_entry
from assistant.retrieval import content_stems

__all__ = ["Checked", "examine", "number", "state"]

NOTHING_CARRIES = "none of the articles says this"
_SETTLED = ("verbatim", "supported", "no_claim")


@dataclass(frozen=True, slots=True, eq=False)
class Checked:
    """A draft after its check, its quotation marks put right, not numbered yet."""

    text: str
    sources: tuple[Source, ...]
    verdict: Verdict
    draft: Draft


def state(draft: Draft, table: CitationTable, meaning: Judge | None = None) -> Statement:
    """Check the draft against its sources and number them in the table."""
    return number(examine(draft, meaning), table)


def examine(draft: Draft, meaning: Judge | None = None, carriers: Carriers | None = None) -> Checked:
    """Check the draft against its sources; where it names none, only a passage, or one that does not carry it, against
    what does among the sentences that were offered."""
    text, verdict = _checked(draft, meaning)
    if carriers is None or verdict.status in _SETTLED:
        return Checked(text, draft.sources, verdict, draft)
    found = _find(draft, carriers)
    if found is None or (draft.sources and not _is_better(found, draft, verdict)):
        reason = verdict.reason if draft.sources else NOTHING_CARRIES
        return Checked(text, draft.sources, Verdict(verdict.status, reason), draft)
    moved = replace(draft, sources=found.sources)
    text, verdict = _checked(moved, meaning)
    return Checked(text, moved.sources, verdict, moved)


def _find(draft: Draft, carriers: Carriers) -> Carried | None:
    """In the passages that were cited as a whole, else in all."""
    within = [Source(candidate, span) for candidate in draft.passages for span in candidate.passage.sentences]
    of_passages = carriers.find(draft.text, within) if within else None
    if of_passages is not None and of_passages.is_whole:
        return of_passages
    of_all = carriers.find(draft.text)
    if of_all is not None and of_all.is_whole:
        return of_all
    return of_passages or of_all


def _is_better(found: Carried, draft: Draft, verdict: Verdict) -> bool:
    """A marker was set on the wrong sentence: another carries more, and all of the words that this one has."""
    wanted = content_stems(draft.text)
    cited, moved = (_stems(sources) & wanted for sources in (draft.sources, found.sources))
    return found.carries_more_than(verdict) and cited <= moved


def _stems(sources: Sequence[Source]) -> frozenset[str]:
    return frozenset().union(*(content_stems(text_of(source)) for source in sources))


def number(checked: Checked, table: CitationTable) -> Statement:
    """The statement, its sources numbered in the table in order of first use."""
    citations = [table.cite(source) for source in checked.sources]
    # nobody is named as having said what their words do not carry
    is_told = bool(citations) and checked.verdict.status != "unsupported"
    speaker, dates = _speaker_and_dates(checked.sources[0], citations[0]) if is_told else (None, ())
    verdict = checked.verdict
    if verdict.status == "verbatim":
        verdict = quote_verdict(*(source.candidate.article for source in checked.sources))
    stated = Statement(
        text=checked.text,
        status=verdict.status,
        reason=verdict.reason,
        citations=tuple(dict.fromkeys(citation.n for citation in citations)),
        attribution=attribute(citations[0], speaker, dates, _language(checked)) if is_told else None,
        speaker=speaker.name if speaker else None,
        role=speaker.role if speaker else None,
        dates=dates,
        label=checked.draft.label,
        conflict=checked.draft.conflict,
        standing=checked.draft.standing,
    )
    return note_sources(stated, table.citations)


def _language(checked: Checked) -> str:
    return checked.sources[0].candidate.article.language or "en"


def _speaker_and_dates(source: Source, citation: Citation) -> tuple[Speaker | None, tuple[ResolvedDate, ...]]:
    """Those of the first source: what the attribution is about."""
    article = source.candidate.article
    posted_at = time_of_entry(article.text, source.span[0], article.live_on)
    days = [posted_at.date()] if posted_at else days_of_words(citation, article.published_on)
    read = [resolve_dates(citation.quote, day) for day in days]
    dates = tuple(one for one in read[0] if all(one in other for other in read))  # plain whichever day is meant
    return find_speaker(article, source.span), dates


def _checked(draft: Draft, meaning: Judge | None) -> tuple[str, Verdict]:
    """The draft with marks around verbatim text only, and how far its sources carry it."""
    cited = [cited_sentence(source.candidate.article, source.span) for source in draft.sources]
    text, unmarked = draft.text, None
    if not any(draft.text == sentence.quote for sentence in cited):
        text, unmarked = settle_quotations(draft.text, [sentence.quote for sentence in cited])
    verdict = check(text, cited, meaning)
    if unmarked is not None and verdict.status in ("supported", "no_claim"):
        return text, Verdict("partly_supported", f"“{unmarked}” was put in quotation marks, but is not verbatim")
    return text, verdict
