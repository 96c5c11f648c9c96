"""The marker of a citation, which names its source, and the card that opens over it. Pure functions."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Citation, RankedPassage
from assistant.archive import Span
from ui.language import say
from ui.markup import isolated, isolated_names, reader_link, text
from ui.reader import split_paragraphs
from ui.sources_panel import citation_address, citation_label
from ui.words import say_kind, say_moment, say_notice, unknown_outlet

__all__ = ["render_marker", "say_source"]

_MOST_AROUND = 420
"""Characters of the paragraph on each side of the sentence."""


def say_source(citation: Citation) -> str:
    """`The Lantern · 4 May 2026`, and `+2` for so many other outlets that carried the words."""
    day = say_moment(citation.published_at, short=True)
    others = {copy.publisher for copy in citation.also} - {citation.publisher}
    copies = f" +{len(others)}" if others else ""
    return f"{citation.publisher or unknown_outlet()} · {day}{copies}"


def render_marker(
    citation: Citation, citations: Sequence[Citation], passages: Sequence[RankedPassage], status: str
) -> str:
    """The marker with its card, which shows on hover and focus; `status`: how the statement stands, in a word."""
    label = f'<b>{citation.n}</b> <span class="source-name">{_source(say_source(citation), citation)}</span>'
    address = citation_address(citation, citations)
    link = reader_link(address, label, name=citation_label(citation), classes="marker", cites=citation.n)
    return f'<span class="cite">{link}{_card(citation, citations, passages, status)}</span>'


def _card(citation: Citation, citations: Sequence[Citation], passages: Sequence[RankedPassage], status: str) -> str:
    authors = ", ".join(citation.authors)
    byline = say("by", authors=isolated(authors)) if authors else say("no_byline")
    kind = say_kind(citation.kind)
    named = _source(say_source(replace(citation, also=())), citation)
    said = [named, byline, *([text(kind.capitalize())] if kind else [])]
    notice = ""
    if citation.correction is not None:
        notice = f'<span class="correction" dir="auto">{isolated(say_notice(citation.correction))}</span>'
    opens = reader_link(citation_address(citation, citations), say("open_at_sentence"))
    return (
        f'<span class="hover-card" role="note"><span class="card-title" dir="auto">'
        f"{text(citation.title or say('no_headline'))}</span>"
        f'<span class="meta">{" · ".join(said)}</span>'
        f'<span class="around" dir="auto">{_in_its_paragraph(citation, passages)}</span>{notice}'
        f'<span class="meta">{text(status)} · {opens}</span></span>'
    )


def _source(said: str, citation: Citation) -> str:
    """An outlet's name keeps its direction to itself: a day behind an Arabic one stays in order."""
    return isolated_names(said, [citation.publisher])


def _in_its_paragraph(citation: Citation, passages: Sequence[RankedPassage]) -> str:
    """The sentence marked between what stands before and after it; alone where no passage that was found holds it."""
    sentence = f"<mark>{text(citation.quote)}</mark>"
    for passage in passages:
        start, end = citation.start - passage.start, citation.end - passage.start
        is_same = (passage.article_id, passage.version) == (citation.article_id, citation.version)
        if is_same and start >= 0 and passage.text[start:end] == citation.quote:
            first, last = _paragraph(passage.text, (start, end))
            before, after = passage.text[first:start], passage.text[end:last]
            return text(_shorten(before, from_end=True)) + sentence + text(_shorten(after, from_end=False))
    return sentence


def _paragraph(body: str, span: Span) -> Span:
    """From the start of the first paragraph that the span touches to the end of the last one."""
    touched = [one for one in split_paragraphs(body) if one[0] < span[1] and span[0] < one[1]]
    return (min(touched[0][0], span[0]), max(touched[-1][1], span[1])) if touched else span


def _shorten(words: str, *, from_end: bool) -> str:
    if len(words) <= _MOST_AROUND:
        return words
    return "…" + words[-_MOST_AROUND:].partition(" ")[2] if from_end else words[:_MOST_AROUND].rpartition(" ")[0] + "…"
