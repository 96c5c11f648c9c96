"""The source cards beside an answer: who published what when, and the words that are cited. Pure functions."""

from collections.abc import Sequence

from assistant.answer import Citation, Correction, NearArticle, OtherCopy, say_kind
from assistant.archive import Span
from ui.markup import isolated, outward_link, reader_address, reader_link, text
from ui.words import UNDATED, UNKNOWN_PUBLISHER, count, say_moment, say_notice

__all__ = ["citation_address", "citation_label", "render_cards", "render_near_articles"]


_MOST_COPIES = 4


def citation_address(citation: Citation, citations: Sequence[Citation]) -> str:
    """Opens the cited version at the cited sentence, the answer's other sentences of that version marked lightly."""
    return reader_address(
        citation.article_id, citation.version, (citation.start, citation.end), _other_spans(citation, citations)
    )


def citation_label(citation: Citation) -> str:
    """What a marker is called by a screen reader."""
    title = citation.title or "no headline"
    return (
        f"Source {citation.n}: {citation.publisher or UNKNOWN_PUBLISHER}, {title}. Opens the article at this sentence"
    )


def render_cards(citations: Sequence[Citation]) -> str:
    """One card a citation, in the order of the markers; empty without citations."""
    if not citations:
        return ""
    cards = "".join(_card(citation, citations) for citation in citations)
    heading = count(len(citations), "source sentence")
    listed = f'<h3 class="kicker">{heading}</h3><ol class="cards">{cards}</ol>'
    return f'<aside class="sources" aria-label="Sources">{listed}</aside>'


def render_near_articles(articles: Sequence[NearArticle]) -> str:
    """The nearest articles where nothing is stated: links to read, no claim that they answer."""
    return "".join(
        "<li>"
        f"{reader_link(reader_address(article.article_id, article.version), isolated(article.title or 'No headline'))}"
        f'<span class="meta">{_publisher(article.publisher)} · {text(_day(article.published_at))}</span></li>'
        for article in articles
    )


def _card(citation: Citation, citations: Sequence[Citation]) -> str:
    authors = ", ".join(citation.authors)
    byline = f"By {isolated(authors)}" if authors else "Byline unknown"
    title = reader_link(
        citation_address(citation, citations), isolated(citation.title or "No headline"), name=citation_label(citation)
    )
    updated = f" · updated {text(_day(citation.updated_at))}" if citation.updated_at else ""
    return (
        f'<li class="card" data-source="{citation.n}">'
        f'<p class="card-head"><span class="number">{citation.n}</span>{_publisher(citation.publisher)}'
        f'<span class="meta">{text(_day(citation.published_at))}{updated}</span>{_badges(citation)}</p>'
        f'<p class="card-title">{title}</p>'
        f'<p class="meta">{byline}</p>{_copies(citation.also)}'
        f'<blockquote class="quote" dir="auto">{text(citation.quote)}</blockquote>'
        f"{_correction(citation.correction)}{_original(citation)}</li>"
    )


def _badges(citation: Citation) -> str:
    said = say_kind(citation.kind)
    kind = f'<span class="kind">{text(said.capitalize())}</span>' if said else ""
    return kind + ('<strong class="corrected">Corrected</strong>' if citation.correction is not None else "")


def _correction(correction: Correction | None) -> str:
    """The notice in the outlet's own words, with the way to where it stands."""
    if correction is None:
        return ""
    way = ""
    if correction.start is not None and correction.end is not None:
        address = reader_address(correction.article_id, correction.version, (correction.start, correction.end))
        way = f" {reader_link(address, 'the notice', name='Opens the correction notice')}"
    return f'<p class="correction" dir="auto">{isolated(say_notice(correction))}{way}</p>'


def _original(citation: Citation) -> str:
    link = outward_link(citation.url, "At the publisher")
    return f'<p class="meta">{link}</p>' if link else ""


def _copies(copies: Sequence[OtherCopy]) -> str:
    """Who else carried the sentence, each name opening it there; one link an outlet."""
    by_outlet: dict[str | None, OtherCopy] = {}
    for copy in copies:
        by_outlet.setdefault(copy.publisher, copy)
    if not by_outlet:
        return ""
    shown = [_copy(copy) for copy in by_outlet.values()]
    rest = f" and {count(len(shown) - _MOST_COPIES, 'more outlet')}" if len(shown) > _MOST_COPIES else ""
    return f'<p class="meta copies">also in {", ".join(shown[:_MOST_COPIES])}{rest}</p>'


def _copy(copy: OtherCopy) -> str:
    address = reader_address(copy.article_id, copy.version, (copy.start, copy.end))
    return reader_link(address, isolated(copy.publisher or UNKNOWN_PUBLISHER))


def _publisher(publisher: str | None) -> str:
    if publisher:
        return f'<span class="publisher">{isolated(publisher)}</span>'
    return f'<span class="publisher is-unknown">{UNKNOWN_PUBLISHER}</span>'


def _day(moment: str | None) -> str:
    return say_moment(moment, short=True) if moment else UNDATED


def _other_spans(citation: Citation, citations: Sequence[Citation]) -> tuple[Span, ...]:
    same = (
        other for other in citations if (other.article_id, other.version) == (citation.article_id, citation.version)
    )
    return tuple(sorted({(other.start, other.end) for other in same} - {(citation.start, citation.end)}))
