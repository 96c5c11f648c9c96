"""One row of JSON, JSONL or CSV to one article.

Its text is stored character for character, unless it plainly is HTML or NITF, has HTML's entities in it, or says that
it was cut (see `row_text`).
"""

import re
from collections.abc import Callable, Iterator

from assistant.archive.article import IncomingArticle
from assistant.language import Moment
from ingest.bylines import authors_in
from ingest.clean import address_in, kind_of, language_of, name_in, storable
from ingest.languages import language_in
from ingest.sources.found import FoundFile, Item, Note, ReadArticle, Reading, Skip
from ingest.sources.live_rows import is_live_row, with_entries
from ingest.sources.row_fields import Row
from ingest.sources.row_standing import correction_in, embargo_in, is_paywalled, is_withdrawn
from ingest.sources.row_text import MARKUP, RowText, read_text_value
from ingest.sources.row_times import ColumnDates
from ingest.sources.undated import why_unread

__all__ = ["MARKUP", "REPLACED", "article_in_row"]

_MARKUP_SHARE = 4
"""Characters of markup for each of an article's text: what has more is too long in any case."""
_WITHHELD = frozenset({
    "only available in paid plans", "only available in professional and corporate plans",
    "only available in corporate plans", "[removed]",
})  # fmt: skip
"""What news services write for a text that was taken back, or that their customer did not pay for."""
_ONLY_FETCHED = (
    "Undated: its only date says when it was fetched, not when it was published; if it is that of publication, say so "
    "with --field published_at=FIELD."
)
_BEHIND = re.compile(r"(?<=\S)\s+[-–—|]\s+(?P<name>(?:(?!\s[-–—|]\s).){2,80})$")
_ONLY_TAGS = "it has no text: there is none between the tags of its text"
REPLACED = "Characters that cannot be stored (NUL, halves of surrogate pairs) were replaced by U+FFFD."


def article_in_row(
    row: Row, source: str, file: FoundFile, reading: Reading, dates: ColumnDates | None = None
) -> Iterator[Item]:
    """The row's article and what there is to say about it, or one Skip.

    `dates` knows the other rows of the file.
    """
    row = with_entries(row) if is_live_row(row) else row
    values = reading.fields.values(row)
    read = _text_of(row, values, reading)
    if read is None and (live := with_entries(row)) is not row:
        yield from article_in_row(live, source, file, reading, dates)
        return
    if read is None or not read.text.strip():
        yield Skip(source, _ONLY_TAGS if read is not None and MARKUP in read.notes else reading.fields.why_no_text(row))
        return
    if read.text.strip().casefold() in _WITHHELD:
        yield Skip(source, "it has no text: the service that it comes from withheld it")
        return
    text, replaced_count = storable(read.text)
    article = _article(text, values, reading.source_name_of(file), dates or ColumnDates(reading.fields))
    yield ReadArticle(source, article, undated=_why_undated(row, values, reading))
    yield from (Note(source, note) for note in read.notes)
    if replaced_count:
        yield Note(source, REPLACED)
    if values.get("url") and article.url is None:
        yield Note(source, "An address that is not http or https was left out.")


def _text_of(row: Row, values: Row, reading: Reading) -> RowText | None:
    most = reading.max_characters * _MARKUP_SHARE
    return read_text_value(values.get("text"), most=most, is_html=reading.fields.is_text_html(row))


def _why_undated(row: Row, values: Row, reading: Reading) -> str:
    """What to say if no date was found: that of the field that should hold it, or that there is none."""
    value = values.get("published_at")
    if value is not None:
        return why_unread(value)
    if values.get("fetched_at") is not None:
        return _ONLY_FETCHED
    return (
        why_unread("")
        if "published_at" in reading.fields.known_columns(map(str, row))
        else reading.fields.why_undated(row)
    )


def _article(text: str, values: Row, source_name: str, dates: ColumnDates) -> IncomingArticle:
    language, publisher = language_of(values.get("language")), name_in(values.get("publisher"))
    published, updated, fetched = (
        _moment(values.get(f"{name}_at"), dates, lambda: language or language_in(text))
        for name in ("published", "updated", "fetched")
    )
    return IncomingArticle(
        text=text,
        title=_without_outlet(name_in(values.get("title")), publisher),
        publisher=publisher,
        authors=authors_in(values.get("authors", ())),
        published_at=published.text if published else None,
        published_on=published.day if published else None,
        updated_at=updated.text if updated else None,
        updated_on=updated.day if updated else None,
        fetched_at=fetched.text if fetched else None,
        url=address_in(values.get("url")),
        external_id=name_in(values.get("id")),
        source_name=source_name,
        language=language,
        kind=kind_of(values.get("kind")),
        agency=name_in(values.get("agency")),
        correction=correction_in(values.get("correction")),
        is_paywalled=is_paywalled(values.get("paywall")),
        embargoed_until=embargo_in(values.get("embargoed_until"), values.get("status"), published),
        is_withdrawn=is_withdrawn(values.get("status")),
    )


def _moment(value: object, dates: ColumnDates, language: Callable[[], str]) -> Moment | None:
    return None if value is None else dates.read(value, language)


def _without_outlet(title: str | None, publisher: str | None) -> str | None:
    """`Pier shut` of `Pier shut - The Lantern`, as news services take headlines from pages."""
    behind = _BEHIND.search(title) if title and publisher else None
    is_outlet = behind is not None and behind["name"].casefold() == (publisher or "").casefold()
    return title[: behind.start()] if title and behind and is_outlet else title
