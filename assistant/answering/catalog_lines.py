"""Lines of an answer that the catalog gives."""

import re
from collections.abc import Sequence
from textwrap import shorten

from assistant.answer import Statement
from assistant.answering.attribution import attribute, say_listed
from assistant.answering.citations import CitationTable
from assistant.answering.leading import leading_sentences
from assistant.answering.page_order import quote_verdict
from assistant.archive import Article, Filters, Span
from assistant.question import describe_filters

__all__ = ["count_articles", "join_names", "list_article", "name_article", "narrowed_by", "say", "say_of"]

_HAS_MARKS = re.compile(r"[\"“”„«»]")
LONGEST_LEAD = 80
"""Characters of the first sentence by which an article without a headline is named."""


def say(text: str) -> Statement:
    """Said by the catalog, not by an article: nothing to cite."""
    return Statement(text, "no_claim", ())


def say_of(text: str, article: Article, table: CitationTable) -> Statement:
    """Said by the catalog of this article, which is cited with its first sentence."""
    citation = table.cite_span(article, leading_sentences(article)[0])
    return Statement(text, "no_claim", (citation.n,), attribute(citation))


def list_article(article: Article, table: CitationTable, span: Span | None = None) -> Statement:
    """One sentence of it, the first unless told, with headline and byline beside it."""
    citation = table.cite_span(article, span or leading_sentences(article)[0])
    by = f", by {', '.join(article.authors)}" if article.authors else ""
    title = f"“{article.title}”" if article.title else "(no headline)"
    verdict = quote_verdict(article)
    told = f"{title}{by}, {say_listed(citation)}"
    return Statement(citation.quote, verdict.status, (citation.n,), told, verdict.reason)


def name_article(article: Article) -> str:
    """By its headline in quotation marks, else by how it begins."""
    if article.title:
        return article.title if _HAS_MARKS.search(article.title) else f"“{article.title}”"
    lead = article.text[slice(*leading_sentences(article)[0])]
    return f"The article that begins “{shorten(lead, LONGEST_LEAD, placeholder=' …')}”"


def narrowed_by(filters: Filters) -> str:
    narrowed = describe_filters(filters)
    return f" ({'; '.join(narrowed)})" if narrowed else ""


def count_articles(count: int) -> str:
    return "1 article" if count == 1 else f"{count:,} articles"


def join_names(names: Sequence[str]) -> str:
    """ "A, B and C"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
