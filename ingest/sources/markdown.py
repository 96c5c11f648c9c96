"""A Markdown file: front matter or a masthead above, the article below, marks of formatting taken out."""

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.archive.article import IncomingArticle
from ingest.bylines import authors_in
from ingest.clean import clean_url, kind_of, language_of, moment_in, name_in, storable
from ingest.masthead import read_masthead
from ingest.sources.encoding import guess_note
from ingest.sources.found import FoundFile, Item, Note, ReadArticle, Reading
from ingest.sources.front_matter import split_front_matter
from ingest.sources.reading import Unreadable
from ingest.sources.row_standing import correction_in, embargo_in, is_paywalled, is_withdrawn
from ingest.sources.rows import REPLACED
from ingest.sources.text_file import article_of_file, whole_text

__all__ = ["plain_text", "read_markdown"]

# Each pattern stops at the first sign that it does not match, so that a hostile text costs no more time than another.
_TARGET = r"\((?:[^()\n]|\([^()\n]{0,200}\)){0,2000}\)"
_MARKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"!\[[^\[\]\n]{{0,500}}\]{_TARGET}"), ""),  # images
    (re.compile(rf"\[([^\[\]\n]{{1,500}})\](?:{_TARGET}|\[[^\[\]\n]{{0,100}}\])"), r"\1"),  # links
    (re.compile(r"<(https?://[^<>\s]+)>"), r"\1"),
    (re.compile(r"^\[[^\[\]\n]{1,100}\]:[ \t]+\S.*$", re.MULTILINE), ""),  # where links go
    (re.compile(r"^ {0,3}#{1,6}[ \t]++(.*[^#\s])[ \t#]*$", re.MULTILINE), r"\1"),  # headings
    (re.compile(r"^(\S.*)\n(?:=+|-{3,})[ \t]*$", re.MULTILINE), r"\1"),  # underlined headings
    (re.compile(r"^ {0,3}(?:> ?)+", re.MULTILINE), ""),  # quotations
    (re.compile(r"^ {0,3}(?:(?:\* ?){3,}|(?:- ?){3,}|(?:_ ?){3,})$", re.MULTILINE), ""),  # rules
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{0,1000}[^\s*])\*(?![\w*])"), r"\1"),  # emphasis, also inside strong
    (re.compile(r"(?<!\*)\*\*\*?(?=[^\s*])([^*\n]{0,1000}[^\s*])\*?\*\*"), r"\1"),  # strong
    (re.compile(r"(?<![\w_])_{1,3}(?=[^\s_])([^_\n]{0,1000}[^\s_])_{1,3}(?![\w_])"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!>|-])"), r"\1"),  # escaped marks
)
_HEADING = re.compile(r"^ {0,3}#[ \t]+\S.*$|^\S.*\n=+[ \t]*$", re.MULTILINE)
_SEVERAL_BLANK_LINES = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")


def read_markdown(file: FoundFile, reading: Reading) -> Iterator[Item]:
    """Front matter wins over the masthead; its field names are those of rows, `--field` included."""
    decoded = whole_text(file, reading)
    written, replaced_count = storable(decoded.text)
    fields, start = split_front_matter(written)
    text = plain_text(written[start:])
    if not text.strip():
        message = "it has no text"
        raise Unreadable(message)
    article = article_of_file(text, read_masthead(text), file, reading)
    heading = _HEADING.search(written, start, start + 5000)
    if heading and plain_text(heading.group()).strip() == text.lstrip().split("\n", 1)[0].strip():
        article = replace(article, title=plain_text(heading.group()).strip())
    yield ReadArticle(file.source, _with_fields(article, reading.fields.values(fields) if fields else {}))
    if decoded.is_guess:
        yield Note(file.source, guess_note(decoded.encoding))
    if replaced_count:
        yield Note(file.source, REPLACED)


def plain_text(markdown: str) -> str:
    """The words without the marks: a quotation is to read as it was meant, and no link hides in it."""
    text = _without_comments(markdown)
    for mark, words in _MARKS:
        text = mark.sub(words, text)
    return _SEVERAL_BLANK_LINES.sub("\n\n", text).strip("\n")


def _without_comments(markdown: str) -> str:
    first, *others = markdown.split("<!--")
    ends = (piece.partition("-->") for piece in others)
    return first + "".join(after if end else f"<!--{inside}" for inside, end, after in ends)


def _with_fields(article: IncomingArticle, values: dict[str, object]) -> IncomingArticle:
    published, updated = moment_in(values.get("published_at")), moment_in(values.get("updated_at"))
    if published:
        article = replace(article, published_at=published.text, published_on=published.day)
    if updated:
        article = replace(article, updated_at=updated.text, updated_on=updated.day)
    return replace(
        article,
        title=name_in(values.get("title")) or article.title,
        publisher=name_in(values.get("publisher")) or article.publisher,
        authors=authors_in(values.get("authors", ())) or article.authors,
        url=clean_url(values.get("url")),
        external_id=name_in(values.get("id")) or article.external_id,
        language=language_of(values.get("language")),
        kind=kind_of(values.get("kind")),
        agency=name_in(values.get("agency")) or article.agency,
        correction=correction_in(values.get("correction")) or article.correction,
        is_paywalled=is_paywalled(values.get("paywall")),
        embargoed_until=embargo_in(values.get("embargoed_until"), values.get("status")),
        is_withdrawn=is_withdrawn(values.get("status")),
    )
