"""The source cards beside an answer: who published what when, and the words that are cited. Pure functions."""

from collections.abc import Container, Sequence

from assistant.answer import Citation, Correction, NearArticle, OtherCopy, RankedPassage
from assistant.archive import Span
from ui.feedback_view import flag_citation
from ui.language import say
from ui.markup import isolated, outward_link, reader_address, reader_link, text
from ui.walk import stops_of, written_walk
from ui.words import say_kind, say_moment, say_notice, unknown_outlet

__all__ = ["citation_address", "citation_label", "render_cards", "render_near_articles", "render_unused"]


_MOST_COPIES = 4
_MOST_UNUSED = 20
_OPENING = 220
"""Characters of a passage that was not used: enough to see what it is about."""


def citation_address(citation: Citation, citations: Sequence[Citation]) -> str:
    """Opens the cited version at the cited sentence, the answer's other sentences of that version marked lightly; from
    there the reader is led to the answer's other citations."""
    return reader_address(
        citation.article_id,
        citation.version,
        (citation.start, citation.end),
        _other_spans(citation, citations),
        written_walk(stops_of(citations)),
    )


def citation_label(citation: Citation) -> str:
    """What a marker is called by a screen reader."""
    outlet, title = citation.publisher or unknown_outlet(), citation.title or say("no_headline")
    return say("source_label", n=citation.n, outlet=outlet, title=title)


def render_cards(citations: Sequence[Citation], stated: Container[int] = (), *, takes_feedback: bool = False) -> str:
    """One card an article, in the order of the markers; empty without citations. The words of those in `stated` stand
    in the answer already, letter for letter, and are not shown again. `takes_feedback`: the answer is kept."""
    if not citations:
        return ""
    articles: dict[tuple[str, int], list[Citation]] = {}
    for citation in citations:
        articles.setdefault((citation.article_id, citation.version), []).append(citation)
    cards = "".join(_card(cited, citations, stated, takes_feedback) for cited in articles.values())
    heading = say("source_sentences", n=len(citations))
    if 1 < len(articles) < len(citations):
        heading = say("of_articles", sentences=heading, articles=say("articles", n=len(articles)))
    listed = f'<h3 class="kicker">{heading}</h3><ol class="cards">{cards}</ol>'
    return f'<div class="sources" role="group" aria-label="{say("turn.sources")}">{listed}</div>'


def render_unused(passages: Sequence[RankedPassage], citations: Sequence[Citation]) -> str:
    """What the search found and the answer does not quote, by its rank, folded away; empty where all was used."""
    unused = [passage for passage in passages if not any(_is_from(passage, citation) for citation in citations)]
    if not unused:
        return ""
    items = "".join(_unused(passage) for passage in unused[:_MOST_UNUSED])
    summary = say("unused", passages=say("passages", n=len(unused)))
    return f'<details class="unused"><summary>{summary}</summary><ol class="found">{items}</ol></details>'


def render_near_articles(articles: Sequence[NearArticle]) -> str:
    """The nearest articles where nothing is stated: links to read, no claim that they answer."""
    return "".join(
        "<li>"
        f"{reader_link(reader_address(article.article_id, article.version), _title(article))}"
        f'<span class="meta">{_publisher(article.publisher)} · {text(_day(article.published_at))}</span></li>'
        for article in articles
    )


def _card(
    cited: Sequence[Citation], citations: Sequence[Citation], stated: Container[int], takes_feedback: bool
) -> str:
    first = cited[0]
    authors = ", ".join(first.authors)
    byline = say("by", authors=isolated(authors)) if authors else say("no_byline")
    title = reader_link(
        citation_address(first, citations), isolated(first.title or say("no_headline")), name=citation_label(first)
    )
    updated = f" · {say('updated', day=text(_day(first.updated_at)))}" if first.updated_at else ""
    quotes = "".join(_quote(citation, citations, stated, takes_feedback) for citation in cited)
    return (
        f'<li class="card"><p class="card-head">{_publisher(first.publisher)}'
        f'<span class="meta">{text(_day(first.published_at))}{updated}</span>{_badges(cited)}</p>'
        f'<p class="card-title">{title}</p>'
        f'<p class="meta">{byline}</p>{_copies([copy for citation in cited for copy in citation.also])}'
        f'<ul class="quotes">{quotes}</ul>'
        f"{_corrections(cited)}{_original(first)}</li>"
    )


def _quote(citation: Citation, citations: Sequence[Citation], stated: Container[int], takes_feedback: bool) -> str:
    number = reader_link(
        citation_address(citation, citations), str(citation.n), name=citation_label(citation), classes="number"
    )
    is_stated = citation.n in stated
    flag = flag_citation(citation.n) if takes_feedback else ""
    quote = "" if is_stated else f'<blockquote class="quote" dir="auto">{text(citation.quote)}</blockquote>'
    return f'<li{" class=is-stated" if is_stated else ""} data-source="{citation.n}">{number}{quote}{flag}</li>'


def _is_from(passage: RankedPassage, citation: Citation) -> bool:
    same = (passage.article_id, passage.version) == (citation.article_id, citation.version)
    return same and passage.start < citation.end and citation.start < passage.end


def _unused(passage: RankedPassage) -> str:
    span = (passage.start, passage.end)
    link = reader_link(
        reader_address(passage.article_id, passage.version, span), isolated(passage.title or say("no_headline"))
    )
    words = " ".join(passage.text.split())
    cut = words if len(words) <= _OPENING else words[:_OPENING].rsplit(" ", 1)[0] + "…"
    return (
        f'<li value="{passage.rank}">{link}<span class="meta">{_publisher(passage.publisher)} · '
        f'{text(_day(passage.published_at))}</span><span class="opening" dir="auto">{text(cut)}</span></li>'
    )


def _badges(cited: Sequence[Citation]) -> str:
    said = say_kind(cited[0].kind)
    kind = f'<span class="kind">{text(said.capitalize())}</span>' if said else ""
    is_corrected = any(citation.correction is not None for citation in cited)
    return kind + (f'<strong class="corrected">{say("corrected")}</strong>' if is_corrected else "")


def _corrections(cited: Sequence[Citation]) -> str:
    """Each notice once, whatever number of the article's sentences it concerns."""
    return "".join(_correction(one) for one in dict.fromkeys(citation.correction for citation in cited))


def _correction(correction: Correction | None) -> str:
    """The notice in the outlet's own words, with the way to where it stands."""
    if correction is None:
        return ""
    way = ""
    if correction.start is not None and correction.end is not None:
        address = reader_address(correction.article_id, correction.version, (correction.start, correction.end))
        way = f" {reader_link(address, say('read_notice'), name=say('read_notice_name'))}"
    return f'<p class="correction" dir="auto">{isolated(say_notice(correction))}{way}</p>'


def _original(citation: Citation) -> str:
    link = outward_link(citation.url, say("at_publisher"))
    return f'<p class="meta">{link}</p>' if link else ""


def _copies(copies: Sequence[OtherCopy]) -> str:
    """Who else carried the sentence, each name opening it there; one link an outlet."""
    by_outlet: dict[str, OtherCopy] = {}
    for copy in copies:
        if copy.publisher is not None:
            by_outlet.setdefault(copy.publisher, copy)
    if not by_outlet:
        return ""
    shown = [_copy(copy) for copy in by_outlet.values()]
    names = ", ".join(shown[:_MOST_COPIES])
    if len(shown) > _MOST_COPIES:
        names = say("more_outlets", names=names, n=len(shown) - _MOST_COPIES)
    return f'<p class="meta copies">{say("also_in", names=names)}</p>'


def _copy(copy: OtherCopy) -> str:
    address = reader_address(copy.article_id, copy.version, (copy.start, copy.end))
    return reader_link(address, isolated(copy.publisher or unknown_outlet()))


def _publisher(publisher: str | None) -> str:
    if publisher:
        return f'<span class="publisher">{isolated(publisher)}</span>'
    return f'<span class="publisher is-unknown">{unknown_outlet()}</span>'


def _day(moment: str | None) -> str:
    return say_moment(moment, short=True)


def _title(article: NearArticle) -> str:
    return isolated(article.title or say("no_headline"))


def _other_spans(citation: Citation, citations: Sequence[Citation]) -> tuple[Span, ...]:
    same = (
        other for other in citations if (other.article_id, other.version) == (citation.article_id, citation.version)
    )
    return tuple(sorted({(other.start, other.end) for other in same} - {(citation.start, citation.end)}))
