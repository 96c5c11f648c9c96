"""A saved web page: body by trafilatura, the rest from what the page declares of itself."""

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from assistant.archive.article import IncomingArticle
from ingest.bylines import authors_in
from ingest.clean import kind_of, language_of, name_in, storable
from ingest.masthead import day_of_dateline
from ingest.sources.encoding import Decoded, decode, guess_note
from ingest.sources.found import FoundFile, Item, Note, ReadArticle, Reading
from ingest.sources.live_blog import read_live_blog
from ingest.sources.page_body import paragraphs_of, remove_furniture
from ingest.sources.page_facts import PageFacts, read_page_facts
from ingest.sources.reading import Unreadable, read_bytes
from ingest.sources.rows import REPLACED

__all__ = ["LARGEST_PAGE", "article_in_page", "declared_encoding", "decode_page", "read_html"]

LARGEST_PAGE = 5_000_000
"""Bytes. A page of words is a hundredth of that; parsing takes many times a page's size in memory."""
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}encoding=[\"']([\w.:-]{2,40})",
    re.IGNORECASE,
)
_NEXT_TO_NOTHING = 250
_MOSTLY_LIVE = 0.5
"""Of an undeclared live blog's text, against what else is found: a list of the day's headlines beside it is short."""
_FIRST_PARAGRAPHS = 3
_SHORT_TEXT = 2500
"""Characters: where a text goes on for longer, a wall in the page's source was not shut."""
_FAULTS = (ValueError, TypeError, AttributeError, LookupError, AssertionError, RecursionError, ArithmeticError)
"""What hostile pages have made extraction libraries raise: each costs one skip, not the run."""


def read_html(file: FoundFile, reading: Reading) -> Iterator[Item]:
    content = read_bytes(file, LARGEST_PAGE)
    if not content.strip():
        message = "empty"
        raise Unreadable(message)
    decoded = decode_page(content, file.origin.charset if file.origin else None)
    page, replaced_count = storable(decoded.text)
    article = article_in_page(page, address=file.origin.address if file.origin else None)
    if article is None:
        message = "no article text found in the page"
        raise Unreadable(message)
    article = replace(
        article, external_id=file.below_root, source_name=reading.source_name_of(file), path=file.below_root
    )
    yield ReadArticle(file.source, article)
    if decoded.is_guess:
        yield Note(file.source, guess_note(decoded.encoding))
    if replaced_count:
        yield Note(file.source, REPLACED)


def decode_page(content: bytes, charset: str | None = None) -> Decoded:
    """The source of a page; `charset` is the HTTP header's, which goes before what the page says of itself.

    Raises Unreadable for something that is not text.
    """
    return decode(content, charset or declared_encoding(content))


def declared_encoding(content: bytes) -> str | None:
    declared = _DECLARED.search(content[:4096])
    return (declared[1] or declared[2]).decode("ascii") if declared else None


def article_in_page(page: str, *, address: str | None = None) -> IncomingArticle | None:
    """The article of a page's source, or None where there is none; the caller says where it was kept.

    `address` is where the page was fetched from, after redirects: a canonical address counts only on its domain.
    """
    from lxml.etree import LxmlError  # type: ignore[import-untyped]  # comes with trafilatura
    from trafilatura import bare_extraction, load_html

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports each page without text as an error
    try:
        tree = load_html(page)
        if tree is None:
            return None
        facts = read_page_facts(tree, page, address=address)
        live = read_live_blog(tree, facts)
        remove_furniture(tree, facts.url)
        found: Any = bare_extraction(
            tree,
            with_metadata=True,
            include_comments=False,
            include_tables=True,
            deduplicate=False,
            date_extraction_params={"original_date": True, "extensive_search": False},  # its date is never used
        )
    except (*_FAULTS, LxmlError):
        return None
    text = (found.text or "") if found is not None else ""
    if live and ((facts.is_live and live.count > 1) or _is_mostly(live.entries, text, is_one=live.count == 1)):
        above = paragraphs_of("\n".join(live.lead), facts.headline, facts.authors)
        return _article([*above, *paragraphs_of("\n".join(live.entries), None, ())], found, facts, is_live=True)
    title = facts.headline or name_in(getattr(found, "title", None))
    return _article(paragraphs_of(_fuller(text, facts.body), title, facts.authors), found, facts)


def _is_mostly(entries: tuple[str, ...], text: str, *, is_one: bool) -> bool:
    """Whether a live blog's entries are most of what the page says; one entry has to be all of it."""
    return sum(map(len, entries)) > (1.0 if is_one else _MOSTLY_LIVE) * len(text)


def _fuller(shown: str, declared: str | None) -> str:
    """The declared text of a page that a script fills, or that shows next to nothing; else what it shows."""
    return declared if declared and len(shown) < _NEXT_TO_NOTHING and len(declared) > 2 * len(shown) else shown


def _article(
    paragraphs: list[str], found: Any, facts: PageFacts, *, is_live: bool = False
) -> IncomingArticle | None:  # trafilatura ships no types
    if not paragraphs:
        return None
    paragraphs += [notice for notice in facts.notices if notice not in paragraphs]
    published = facts.published or next(filter(None, map(day_of_dateline, paragraphs[:_FIRST_PARAGRAPHS])), None)
    length = sum(map(len, paragraphs))
    is_paywalled = facts.has_wall and length < _SHORT_TEXT if facts.is_paywalled is None else facts.is_paywalled
    return IncomingArticle(
        text="\n\n".join(paragraphs),
        title=facts.headline or name_in(getattr(found, "title", None)),
        publisher=facts.publisher or name_in(getattr(found, "sitename", None)),
        authors=facts.authors or authors_in(getattr(found, "author", None) or ()),
        published_at=published.text if published else None,
        published_on=published.day if published else None,
        updated_at=facts.updated.text if facts.updated else None,
        updated_on=facts.updated.day if facts.updated else None,
        url=facts.url,
        language=language_of(facts.language),
        kind="live_blog" if is_live else kind_of(facts.kinds),
        correction=facts.correction,
        is_paywalled=is_paywalled,
    )
