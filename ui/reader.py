"""The article as the archive holds it, with the cited sentence marked. Pure functions.

Offsets count characters of `article.text`; the marked stretch on the page is exactly `text[start:end]`, whatever
paragraphs it crosses.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from urllib.parse import quote

from assistant.archive import Article, Span
from ui.language import say
from ui.markup import isolated, outward_link, own_address, reader_address, reader_link, text
from ui.versions import Place, render_versions
from ui.walk import Stop, written_walk
from ui.words import say_kind, say_moment, unknown_outlet

__all__ = ["parse_spans", "render_article", "split_paragraphs"]

_MOST_SPANS = 200
_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})")


def parse_spans(listed: str) -> tuple[Span, ...]:
    """`10-40,90-120` to spans; what is not a span is left out."""
    matches = (_SPAN.fullmatch(part) for part in listed.split(",")[:_MOST_SPANS])
    return tuple((int(match[1]), int(match[2])) for match in matches if match)


def split_paragraphs(body: str) -> list[Span]:
    """Spans of the paragraphs: parted by blank lines where there are any, else by line ends. No empty ones."""
    breaks = re.compile(r"\n[^\S\n]*\n\s*") if re.search(r"\S[^\S\n]*\n[^\S\n]*\n\s*\S", body) else re.compile(r"\n+")
    spans: list[Span] = []
    start = 0
    for gap in breaks.finditer(body):
        spans.append((start, gap.start()))
        start = gap.end()
    spans.append((start, len(body)))
    return [(first, last) for first, last in spans if body[first:last].strip()]


def render_article(
    article: Article,
    cited: Span | None = None,
    also: Sequence[Span] = (),
    copies: Sequence[Article] = (),
    versions: Sequence[Article] = (),
    pages: Sequence[tuple[int, int]] = (),
    walk: Sequence[Stop] = (),
    *,
    is_pane: bool = False,
    may_edit: bool = False,
) -> str:
    """The article's view; `cited` is marked and carries the id `cited`, spans in `also` are marked lightly; `versions`
    are all that are kept of it, oldest first; `pages` are the numbers of printed pages with where each begins;
    `walk` are the answer's citations. `is_pane`: beside an answer, where links stay in the pane.
    """
    marked = _inside(cited, len(article.text)) if cited else None
    light = [span for span in (_inside(span, len(article.text)) for span in also) if span]
    paragraphs = split_paragraphs(article.text)
    begins = {start: page for page, start in pages}
    body = "".join(_paragraph(article.text, span, marked, light, begins) for span in paragraphs)
    ways = _ways(article, marked, light, walk, is_pane=is_pane)
    head = f"{ways}{_head(article)}{_on_page(marked, pages)}"
    above = f"{head}{_withdrawn(article)}{_superseded(article)}{_corrected(article)}"
    place = Place(article.version, marked, tuple(light), written_walk(walk))
    below = f"{_carried_by(copies)}{render_versions(article, versions, place)}{_record(article, may_edit=may_edit)}"
    story = f'<div class="story-text">{_give_id(body)}</div>'
    return f'<article class="story" lang="{text(article.language)}">{above}{story}{below}</article>'


def _ways(article: Article, cited: Span | None, light: Sequence[Span], walk: Sequence[Stop], *, is_pane: bool) -> str:
    """From one citation of the answer to the next one and back, else from one marked place of the article; nothing
    where there is only one."""
    spans = sorted({*light, *([cited] if cited else [])})
    here = Stop(article.article_id, article.version, cited or (0, 0))
    is_led = here in walk
    stops = list(walk) if is_led else [Stop(article.article_id, article.version, span) for span in spans]
    if cited is None or len(stops) < 2:
        return ""
    at = stops.index(here)

    def way(number: int, label: str) -> str:
        if not 0 <= number < len(stops):
            return f'<span class="quiet is-off" aria-hidden="true">{label}</span>'
        stop = stops[number]
        same = (one for one in stops if (one.article_id, one.version) == (stop.article_id, stop.version))
        others = tuple(sorted(one.span for one in same if one != stop))
        carried = written_walk(stops) if is_led else ""
        address = reader_address(stop.article_id, stop.version, stop.span, others, carried)
        key = "reader.citation_way" if is_led else "reader.marked_way"
        name = say(key, way=label, n=number + 1, all=len(stops))
        if is_pane:
            return reader_link(address, label, name=name, classes="quiet")
        return f'<a class="quiet" href="{text(address)}#cited" aria-label="{text(name)}">{label}</a>'

    return (
        f'<nav class="walk" aria-label="{say("reader.citations" if is_led else "reader.marked")}">'
        f'{way(at - 1, say("reader.previous"))}<span class="meta">{say("reader.at", n=at + 1, all=len(stops))}</span>'
        f"{way(at + 1, say('reader.next'))}</nav>"
    )


def _head(article: Article) -> str:
    kind = f" · {text(said)}" if (said := say_kind(article.kind)) else ""
    authors = say("by", authors=isolated(", ".join(article.authors))) if article.authors else say("no_byline")
    dates = " · ".join(
        say(key, day=text(say_moment(moment)) if moment else say("reader.unknown"))
        for key, moment in (("reader.published", article.published_at), ("reader.updated", article.updated_at))
    )
    agency = f" · {isolated(article.agency)}" if article.agency else ""
    paywalled = f" · {say('reader.paywalled')}" if article.is_paywalled else ""
    link = outward_link(article.url, say("at_publisher"))
    original = f'<p class="meta">{link}</p>' if link else ""
    return (
        f'<header><p class="kicker">{_publisher(article)}{kind}</p>'
        f'<h2 class="story-title" id="story-title" dir="auto">{text(article.title or say("no_headline"))}</h2>'
        f'<p class="meta">{authors}{agency}{paywalled}</p><p class="meta">{dates}</p>{original}</header>'
    )


def _publisher(article: Article) -> str:
    return isolated(article.publisher) if article.publisher else unknown_outlet()


def _withdrawn(article: Article) -> str:
    return f'<p class="notice">{say("reader.withdrawn")}</p>' if article.is_withdrawn else ""


def _superseded(article: Article) -> str:
    if article.is_current:
        return ""
    newest = reader_link(reader_address(article.article_id), say("reader.open_newest"))
    return f'<p class="notice">{say("reader.older", n=article.version)} {newest}</p>'


def _corrected(article: Article) -> str:
    return f'<p class="correction" dir="auto">{text(article.correction)}</p>' if article.correction else ""


def _on_page(cited: Span | None, pages: Sequence[tuple[int, int]]) -> str:
    """The printed page of the marked place."""
    held = [page for page, start in pages if cited is not None and start <= cited[0]]
    return f'<p class="meta on-page">{say("reader.on_page", n=held[-1])}</p>' if held else ""


def _paragraph(body: str, paragraph: Span, cited: Span | None, light: Sequence[Span], begins: Mapping[int, int]) -> str:
    pieces: list[str] = []
    edges: list[Span] = [(start, start) for start in begins]
    for start, end in _cuts(paragraph, [*([cited] if cited else []), *light, *edges]):
        piece = text(body[start:end])
        if start in begins:
            page = begins[start]
            pieces.append(
                f'<span class="page-mark" title="{say("reader.page", n=page)}">'
                f"{say('reader.page_short', n=page)}</span>"
            )
        if cited and cited[0] <= start and end <= cited[1]:
            piece = f'<mark class="is-cited">{piece}</mark>'
        elif any(first <= start and end <= last for first, last in light):
            piece = f'<mark class="is-also">{piece}</mark>'
        pieces.append(piece)
    return f'<p dir="auto">{"".join(pieces)}</p>'


def _give_id(body: str) -> str:
    """The first piece of the cited stretch is what a link scrolls to; an id may stand only once."""
    return body.replace('<mark class="is-cited">', '<mark class="is-cited" id="cited" tabindex="-1">', 1)


def _cuts(paragraph: Span, spans: Sequence[Span]) -> Iterator[Span]:
    """The paragraph cut at every edge of a span that falls inside it."""
    first, last = paragraph
    edges = sorted({first, last, *(edge for span in spans for edge in span if first < edge < last)})
    return pairwise(edges)


def _inside(span: Span, length: int) -> Span | None:
    start, end = span
    return span if 0 <= start < end <= length else None


def _carried_by(copies: Sequence[Article]) -> str:
    if not copies:
        return ""
    items = "".join(
        f"<li>{reader_link(reader_address(copy.article_id, copy.version), _publisher(copy))} "
        f'<span class="meta">{text(say_moment(copy.published_at, short=True))}</span></li>'
        for copy in copies
    )
    title = f'<h3 class="kicker">{say("reader.also_by")}</h3>'
    return f'<section class="carried-by">{title}<ul class="near">{items}</ul></section>'


def _record(article: Article, *, may_edit: bool) -> str:
    own = f" · {say('reader.own_id', id=isolated(article.external_id))}" if article.external_id else ""
    edit = ""
    if may_edit:
        address = own_address(f"library/articles/{quote(article.article_id, safe='')}/remove")
        edit = f' · <a href="{text(address)}">{say("reader.remove")}</a>'
    record = say("reader.record", id=text(article.article_id), n=article.version)
    return f'<footer class="record">{record}{own}{edit}</footer>'
