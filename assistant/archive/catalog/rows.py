"""Rows of the catalog as articles and passages, and the other way round."""

import json
from collections.abc import Iterable, Sequence
from datetime import date

from assistant.archive.article import Article, IncomingArticle, IncomingPassage, Passage, Span
from assistant.archive.catalog.database import Database

__all__ = [
    "ARTICLE_COLUMNS",
    "ARTICLE_TABLES",
    "METADATA_COLUMNS",
    "Metadata",
    "article_from",
    "check_incoming",
    "decode_sentences",
    "encode_sentences",
    "metadata_of",
    "passages_from",
]

METADATA_COLUMNS = (
    "title", "publisher", "authors", "published_at", "published_on", "updated_at", "updated_on", "fetched_at", "url",
    "external_id", "source_name", "path", "language", "kind", "agency", "correction", "is_paywalled",
    "embargoed_until", "is_withdrawn", "is_order_unsure",
)  # fmt: skip
"""The columns of `versions` that hold what `metadata_of` gives, in its order."""

Metadata = tuple[str | int | None, ...]
"""The values of `METADATA_COLUMNS`, in their order, as the catalog holds them."""

ARTICLE_TABLES = "versions v JOIN articles a ON a.article_key = v.article_key JOIN texts t ON t.text_id = v.text_id"
ARTICLE_COLUMNS = """a.article_id, v.version, t.text, t.sha256, v.title, v.publisher, v.authors, v.published_at,
v.published_on, v.updated_at, v.updated_on, v.fetched_at, v.url, v.external_id, v.source_name, v.language, v.kind,
a.group_id, a.is_live AND a.current_version_id = v.version_id, v.agency, v.correction, v.is_paywalled,
v.embargoed_until, v.is_withdrawn, v.is_order_unsure, v.stands_from, v.stands_until"""


def article_from(row: Sequence[object]) -> Article:
    """An article from a row of `ARTICLE_COLUMNS`."""
    (
        article_id, version, text, sha256, title, publisher, authors, published_at, published_on, updated_at,
        updated_on, fetched_at, url, external_id, source_name, language, kind, group_id, is_current, agency,
        correction, is_paywalled, embargoed_until, is_withdrawn, is_order_unsure, stands_from, stands_until,
    ) = row  # fmt: skip
    return Article(
        article_id=str(article_id),
        version=_int(version),
        text=str(text),
        text_sha256=str(sha256),
        title=_text(title),
        publisher=_text(publisher),
        authors=tuple(json.loads(str(authors))),
        published_at=_text(published_at),
        published_on=_day(published_on),
        updated_at=_text(updated_at),
        updated_on=_day(updated_on),
        fetched_at=_text(fetched_at),
        url=_text(url),
        external_id=_text(external_id),
        source_name=str(source_name),
        language=str(language),
        kind=str(kind),
        group_id=_int(group_id),
        is_current=bool(is_current),
        agency=_text(agency),
        correction=_text(correction),
        is_paywalled=bool(is_paywalled),
        embargoed_until=_text(embargoed_until),
        is_withdrawn=bool(is_withdrawn),
        is_order_unsure=bool(is_order_unsure),
        stands_from=_day(stands_from),
        stands_until=_day(stands_until),
    )


def metadata_of(incoming: IncomingArticle) -> Metadata:
    """What `METADATA_COLUMNS` hold for an incoming article; blank is missing."""
    return (
        _given(incoming.title),
        _given(incoming.publisher),
        json.dumps([author for author in incoming.authors if author.strip()], ensure_ascii=False),
        _given(incoming.published_at),
        incoming.published_on.isoformat() if incoming.published_on else None,
        _given(incoming.updated_at),
        incoming.updated_on.isoformat() if incoming.updated_on else None,
        _given(incoming.fetched_at),
        _given(incoming.url),
        _given(incoming.external_id),
        incoming.source_name,
        _given(incoming.path),
        incoming.language,
        incoming.kind,
        _given(incoming.agency),
        _given(incoming.correction),
        int(incoming.is_paywalled),
        _given(incoming.embargoed_until),
        int(incoming.is_withdrawn),
        int(incoming.is_order_unsure),
    )


def passages_from(connection: Database, condition: str, arguments: Iterable[object]) -> list[Passage]:
    """The passages (table alias `p`) that meet an SQL condition, each with its text cut from the article's."""
    rows = connection.execute(
        f'SELECT p.passage_id, a.article_id, v.version, p.start, p."end", p.sentences, v.text_id '  # noqa: S608  # our own condition
        "FROM passages p JOIN versions v ON v.version_id = p.version_id "
        "JOIN articles a ON a.article_key = v.article_key "
        f"WHERE {condition} ORDER BY p.start, p.passage_id",
        tuple(arguments),
    ).fetchall()
    texts: dict[int, str] = {}
    for row in rows:
        if row[6] not in texts:
            found = connection.execute("SELECT text FROM texts WHERE text_id = ?", (row[6],)).fetchone()
            texts[row[6]] = found[0]
    return [
        Passage(
            passage_id=row[0],
            article_id=row[1],
            version=row[2],
            start=row[3],
            end=row[4],
            text=texts[row[6]][row[3] : row[4]],
            sentences=decode_sentences(row[5]),
        )
        for row in rows
    ]


def check_incoming(incoming: IncomingArticle, passages: Sequence[IncomingPassage]) -> None:
    """Raise ValueError for what cannot be stored: spans outside the text, or half a character (a surrogate)."""
    _check_characters([incoming.text, *(value for value in metadata_of(incoming) if isinstance(value, str))])
    length = len(incoming.text)
    for passage in passages:
        if not 0 <= passage.start < passage.end <= length:
            message = f"A passage spans {passage.start} to {passage.end} in a text of {length} characters."
            raise ValueError(message)
        if any(not passage.start <= start < end <= passage.end for start, end in passage.sentences):
            message = f"A sentence lies outside its passage, {passage.start} to {passage.end}."
            raise ValueError(message)
    _check_characters([passage.embedded_input for passage in passages])


def encode_sentences(sentences: Iterable[Span]) -> str:
    return json.dumps([list(span) for span in sentences], separators=(",", ":"))


def decode_sentences(stored: str) -> tuple[Span, ...]:
    return tuple((start, end) for start, end in json.loads(stored))


def _check_characters(texts: Iterable[str]) -> None:
    for text in texts:
        try:
            text.encode()
        except UnicodeEncodeError as error:
            message = f"The text has half a character (a lone surrogate) at position {error.start}: replace it first."
            raise ValueError(message) from None


def _given(text: str | None) -> str | None:
    return text if text is not None and text.strip() else None


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _int(value: object) -> int:
    return value if isinstance(value, int) else 0


def _day(value: object) -> date | None:
    return None if value is None else date.fromisoformat(str(value))
