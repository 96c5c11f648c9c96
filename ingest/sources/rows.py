"""One row of JSON, JSONL or CSV to one article.

Its text is stored character for character, unless it plainly is HTML or NITF (see `is_markup`).
"""

from collections.abc import Iterator

from assistant.archive.article import IncomingArticle
from ingest.bylines import authors_in
from ingest.clean import clean_url, kind_of, language_of, moment_in, name_in, storable
from ingest.sources.found import FoundFile, Item, Note, ReadArticle, Reading, Skip
from ingest.sources.markup import is_markup, text_of_markup
from ingest.sources.row_fields import Row
from ingest.sources.row_standing import correction_in, embargo_in, is_paywalled, is_withdrawn

__all__ = ["MARKUP", "REPLACED", "article_in_row"]

MARKUP = "A text in HTML or NITF was turned into plain text: its words, without the tags."
_MARKUP_SHARE = 4
"""Characters of markup for each of an article's text: what has more is too long in any case."""
_TIMES = ("published", "updated", "fetched")
REPLACED = "Characters that cannot be stored (NUL, halves of surrogate pairs) were replaced by U+FFFD."


def article_in_row(row: Row, source: str, file: FoundFile, reading: Reading) -> Iterator[Item]:
    """The row's article and what there is to say about it, or one Skip."""
    values = reading.fields.values(row)
    given = _text_in(values.get("text"))
    was_markup = given is not None and len(given) <= reading.max_characters * _MARKUP_SHARE and is_markup(given)
    if given is not None and was_markup:
        given = text_of_markup(given)
    if given is None or not given.strip():
        is_odd = given is None and "text" in values
        yield Skip(source, "its text is not a string" if is_odd else "it has no text")
        return
    text, replaced_count = storable(given)
    article = _article(text, values, reading.source_name_of(file))
    yield ReadArticle(source, article)
    if was_markup:
        yield Note(source, MARKUP)
    if replaced_count:
        yield Note(source, REPLACED)
    if values.get("published_at") and article.published_at is None:
        yield Note(source, "A publication date could not be read: the article is stored as undated.")
    if values.get("url") and article.url is None:
        yield Note(source, "An address that is not http or https was left out.")


def _article(text: str, values: Row, source_name: str) -> IncomingArticle:
    published, updated, fetched = (moment_in(_first(values.get(f"{name}_at"))) for name in _TIMES)
    return IncomingArticle(
        text=text,
        title=name_in(values.get("title")),
        publisher=name_in(values.get("publisher")),
        authors=authors_in(values.get("authors", ())),
        published_at=published.text if published else None,
        published_on=published.day if published else None,
        updated_at=updated.text if updated else None,
        updated_on=updated.day if updated else None,
        fetched_at=fetched.text if fetched else None,
        url=clean_url(values.get("url")),
        external_id=name_in(values.get("id")),
        source_name=source_name,
        language=language_of(values.get("language")),
        kind=kind_of(values.get("kind")),
        agency=name_in(values.get("agency")),
        correction=correction_in(values.get("correction")),
        is_paywalled=is_paywalled(values.get("paywall")),
        embargoed_until=embargo_in(values.get("embargoed_until"), values.get("status")),
        is_withdrawn=is_withdrawn(values.get("status")),
    )


def _first(value: object) -> object:
    """The value, or the first of several that a path reached in a list."""
    return value[0] if isinstance(value, list) and value else value


def _text_in(value: object) -> str | None:
    """A string as it is; a list of strings as paragraphs. None for anything else."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(paragraph, str) for paragraph in value):
        return "\n\n".join(value)
    return None
