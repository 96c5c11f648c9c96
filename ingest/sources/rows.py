"""One row of JSON, JSONL or CSV to one article. Its text is stored character for character."""

from collections.abc import Iterator

from assistant.archive.article import IncomingArticle
from ingest.clean import authors_in, clean_url, kind_of, language_of, moment_in, name_in, storable
from ingest.sources.found import FoundFile, Item, Note, ReadArticle, Reading, Skip
from ingest.sources.row_fields import Row

__all__ = ["REPLACED", "article_in_row"]

REPLACED = "Characters that cannot be stored (NUL, halves of surrogate pairs) were replaced by U+FFFD."


def article_in_row(row: Row, source: str, file: FoundFile, reading: Reading) -> Iterator[Item]:
    """The row's article and what there is to say about it, or one Skip."""
    values = reading.fields.values(row)
    given = _text_in(values.get("text"))
    if given is None or not given.strip():
        is_odd = given is None and "text" in values
        yield Skip(source, "its text is not a string" if is_odd else "it has no text")
        return
    text, replaced_count = storable(given)
    published, updated, fetched = (moment_in(values.get(f"{name}_at")) for name in ("published", "updated", "fetched"))
    yield ReadArticle(
        source,
        IncomingArticle(
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
            source_name=reading.source_name_of(file),
            language=language_of(values.get("language")),
            kind=kind_of(values.get("kind")),
        ),
    )
    if replaced_count:
        yield Note(source, REPLACED)
    if values.get("published_at") and published is None:
        yield Note(source, "A publication date could not be read: the article is stored as undated.")
    if values.get("url") and clean_url(values["url"]) is None:
        yield Note(source, "An address that is not http or https was left out.")


def _text_in(value: object) -> str | None:
    """A string as it is; a list of strings as paragraphs. None for anything else."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(paragraph, str) for paragraph in value):
        return "\n\n".join(value)
    return None
