"""What an article's own words say of it where its source did not: language, kind, agency, a correction notice."""

from dataclasses import replace

from assistant.archive.article import IncomingArticle
from ingest.agencies import agency_of
from ingest.bylines import without_outlets
from ingest.clean import without_unseen
from ingest.corrections import correction_in
from ingest.kinds import is_from_release_wire, kind_in
from ingest.languages import language_in
from ingest.sources import Item, ReadArticle

__all__ = ["completed"]

LONGEST_NOTICE = 1500
"""Characters of an article that is nothing but a correction notice."""


def completed(item: Item) -> Item:
    """The article with what it says itself; what its source declared stays, and the text stays as it stands."""
    if not isinstance(item, ReadArticle) or item.passages is not None:
        return item
    return replace(item, article=_completed(item.article))


def _completed(article: IncomingArticle) -> IncomingArticle:
    kind = article.kind if article.kind != "unknown" else kind_in(article.title, article.url, article.text)
    if kind in ("unknown", "news") and is_from_release_wire((article.publisher, *article.authors)):
        kind = "press_release"
    notice = article.text[:LONGEST_NOTICE].strip() if kind == "correction" else None
    return replace(
        article,
        title=_seen(article.title),
        publisher=_seen(article.publisher),
        language=article.language or language_in(article.text),
        kind=kind,
        authors=without_outlets([name for one in article.authors if (name := _seen(one))], article.publisher),
        agency=article.agency or agency_of(article.text, article.authors, article.publisher),
        correction=article.correction or correction_in(article.text) or notice,
    )


def _seen(name: str | None) -> str | None:
    return (without_unseen(name).strip() or None) if name else name
