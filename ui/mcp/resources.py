"""Articles as resources: `copydesk://articles/ID`, the newest first, and any version of them."""

import re
from urllib.parse import quote, unquote

from mcp_types import ListResourcesResult, Resource, ResourceTemplate

from assistant.archive import Article
from assistant.errors import ArticleNotFound
from assistant.pipeline import Assistant

__all__ = ["TEMPLATES", "list_articles", "read_uri"]

_PAGE = 100
_ADDRESS = re.compile(r"copydesk://articles/(?P<id>[^/?#]{1,6000})(?:\?version=(?P<version>[1-9]\d{0,8}))?")
_KIND = "text/plain"

TEMPLATES = [
    ResourceTemplate(
        uri_template="copydesk://articles/{article_id}{?version}",
        name="article",
        title="An article, in its newest version or in the one named",
        mime_type=_KIND,
    )
]


def list_articles(assistant: Assistant, cursor: str | None) -> ListResourcesResult:
    """A page of the articles; `cursor` as the page before gave it, anything else begins anew."""
    offset = int(cursor) if cursor and re.fullmatch(r"\d{1,9}", cursor, re.ASCII) else 0
    with assistant.archive.snapshot() as snapshot:
        found = snapshot.list_articles(offset=offset, limit=_PAGE + 1)
    following = str(offset + _PAGE) if len(found) > _PAGE else None
    return ListResourcesResult(resources=[_listed(one) for one in found[:_PAGE]], next_cursor=following)


def read_uri(assistant: Assistant, uri: str) -> Article:
    """Raises ArticleNotFound."""
    found = _ADDRESS.fullmatch(uri)
    if found is None:
        message = "There is no such resource. Articles are at copydesk://articles/ID."
        raise ArticleNotFound(message)
    return assistant.article(unquote(found["id"]), int(found["version"]) if found["version"] else None)


def _listed(article: Article) -> Resource:
    known = (article.publisher, article.published_at)
    return Resource(
        uri=f"copydesk://articles/{quote(article.article_id, safe='')}",
        name=article.article_id,
        title=" ".join((article.title or "Untitled").split()),
        description=", ".join(part for part in known if part) or None,
        mime_type=_KIND,
        size=len(article.text.encode("utf-8", "replace")),
    )
