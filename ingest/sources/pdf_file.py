"""A PDF: one article, or one for each story that the headlines of its pages show.

Text runs in the order of the file, on pages with columns in that of their places.
"""

import logging
import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING

from assistant.archive.article import IncomingArticle
from assistant.language import Moment, find_dateline
from ingest.clean import language_of, storable
from ingest.masthead import read_masthead
from ingest.sources.document_facts import author_in_properties, title_in_properties
from ingest.sources.found import FoundFile, Item, Note, ReadArticle, Reading
from ingest.sources.pdf_edges import edges_of, without_lines
from ingest.sources.pdf_lines import paragraphs_of
from ingest.sources.pdf_page import COLUMN_END, STORY, text_in_columns
from ingest.sources.pdf_places import find_page_starts
from ingest.sources.pdf_stories import Paper, Story, read_stories
from ingest.sources.pdf_words import Word, words_of_pages
from ingest.sources.reading import Unreadable, read_bytes
from ingest.sources.rows import REPLACED
from ingest.sources.text_file import article_of_file

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

__all__ = ["LARGEST_PDF", "read_pdf"]

LARGEST_PDF = 64_000_000
"""Bytes. A newspaper's page with its pictures has a few million; parsing holds several copies."""
_FEWEST_LETTERS = 20
"""A page, on average: fewer beside pictures are a stamp on a scan."""
_MOST_LAID_OUT = 100
"""Pages: a newspaper has fewer, and a book that has more has no columns."""
_MOST_WORDS = 300_000
"""Of pages whose places are held at once."""
_AS_MUCH = 0.9
_MARKS = re.compile(f"[{STORY}{COLUMN_END}\f]")
_UNSURE = "The order of the columns is unsure"
_FAULTS = (
    ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError, OSError, RecursionError,
    TypeError, ValueError, struct.error, zlib.error,
)  # fmt: skip
"""What damaged and hostile files have made pypdf raise, beside its own errors."""


def read_pdf(file: FoundFile, reading: Reading) -> Iterator[Item]:
    """Its metadata give the title and the authors where a person wrote them; when it was made is not when it was
    published, so the text alone gives a date.
    """
    pages, heads, (title, author, language), notes = _opened(read_bytes(file, LARGEST_PDF))
    storable_pages, replaced_count = storable("\f".join(pages))
    texts = storable_pages.split("\f")
    paper, stories = read_stories(paragraphs_of(texts), len(texts))
    paper = replace(paper, published=paper.published or next(filter(None, map(find_dateline, heads)), None))
    for number, story in enumerate(stories or [Story(None, ("",))], start=1):
        article = _article(story, paper, file, reading)
        if len(stories) > 1:
            article = replace(article, external_id=f"{file.below_root}#{number}" if number > 1 else file.below_root)
        else:
            shown = title_in_properties(title, article.text, article.title, file.name)
            article = replace(article, title=shown, authors=article.authors or author_in_properties(author))
        is_unsure = any(note.startswith(_UNSURE) for note in notes)
        article = replace(article, language=language_of(language), is_order_unsure=is_unsure)
        starts = find_page_starts(article.text, texts) if len(texts) > 1 else ()
        yield ReadArticle(file.source, article, pages=starts)
    for note in [*notes, *([REPLACED] if replaced_count else [])]:
        yield Note(file.source, note)


def _article(story: Story, paper: Paper, file: FoundFile, reading: Reading) -> IncomingArticle:
    text = "\n\n".join(story.paragraphs)
    article = article_of_file(text, read_masthead(text), file, reading)
    published = Moment(article.published_at, article.published_on) if article.published_at else paper.published
    return replace(
        article,
        title=story.headline or article.title,
        publisher=article.publisher or paper.name,
        published_at=published.text if published else None,
        published_on=published.day if published else None,
    )


def _opened(content: bytes) -> tuple[list[str], list[str], tuple[object, object, object], list[str]]:
    """The pages' texts; what their running heads say; title, author and language as the file declares them; and what
    the report should say.
    """
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports each flaw of a file
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            message = "it is encrypted: save it without its password first"
            raise Unreadable(message)
        pages, broken_count = _texts_of(reader)
        pages, heads, unsure = _as_placed(pages, content)
        notes = [f"{broken_count} of {len(pages)} pages could not be read."] if broken_count else []
        notes += (
            [f"{_UNSURE} on page {', '.join(map(str, unsure))}: no sentence goes on from one to the next."]
            if unsure
            else []
        )
        return pages, heads, _declared(reader), [*notes, *_without_text(reader, pages)]
    except DependencyError:
        message = "it is encrypted in a way that is not read: save it without its password first"
        raise Unreadable(message) from None
    except (PyPdfError, *_FAULTS):
        message = "a damaged PDF: open it and save it anew"
        raise Unreadable(message) from None


def _texts_of(reader: "PdfReader") -> tuple[list[str], int]:
    """Each page's text, and how many pages could not be read; those have none."""
    from pypdf.errors import PyPdfError

    texts: list[str] = []
    broken_count = 0
    for page in reader.pages:
        try:
            texts.append(page.extract_text())
        except (PyPdfError, *_FAULTS):
            texts.append("")
            broken_count += 1
    if texts and broken_count == len(texts):
        message = "a damaged PDF: none of its pages can be read"
        raise Unreadable(message)
    return texts, broken_count


def _as_placed(pages: Sequence[str], content: bytes) -> tuple[list[str], list[str], list[int]]:
    """The texts without running heads and feet, those of pages with columns as they stand on the page; what the heads
    and feet say; and the numbers of pages that leave the order open.
    """
    texts = [_MARKS.sub(" ", page) for page in pages]
    unsure: list[int] = []
    words_of = list(_placed(islice(words_of_pages(content), min(len(texts), _MOST_LAID_OUT))))
    edges_of_pages = edges_of([words or () for words in words_of])
    for index, edges in enumerate(edges_of_pages):
        texts[index] = without_lines(texts[index], edges)
        outside = {word for edge in edges for word in edge.words}
        words = [word for word in words_of[index] or () if word not in outside]
        laid_out = text_in_columns(words) if words else None
        if laid_out and _letter_count(laid_out.text) >= _AS_MUCH * _letter_count(texts[index]):
            texts[index] = laid_out.text
            unsure += [index + 1] if laid_out.is_unsure else []
    return texts, [cell for edges in edges_of_pages for edge in edges for cell in edge.cells], unsure


def _placed(pages: Iterable[list[Word] | None]) -> Iterator[list[Word] | None]:
    """The pages up to those that would take too much memory."""
    count = 0
    for words in pages:
        count += len(words or ())
        if count > _MOST_WORDS:
            return
        yield words


def _letter_count(text: str) -> int:
    return sum(map(str.isalnum, text))


def _declared(reader: "PdfReader") -> tuple[object, object, object]:
    from pypdf.errors import PyPdfError

    try:
        metadata = reader.metadata
        language = reader.root_object.get("/Lang")
        return (metadata.title, metadata.author, language) if metadata else (None, None, language)
    except (PyPdfError, *_FAULTS):
        return None, None, None


def _without_text(reader: "PdfReader", pages: Sequence[str]) -> list[str]:
    """A remark on pages that are pictures; Unreadable where all of the file is."""
    letter_counts = [sum(map(str.isalnum, page)) for page in pages]
    pictures = (
        [bool(_has_picture(page)) for page in reader.pages] if min(letter_counts, default=0) < _FEWEST_LETTERS else []
    )
    if not any(letter_counts) or (all(pictures or [False]) and sum(letter_counts) < _FEWEST_LETTERS * len(pages)):
        message = "it has no text: a scan? Have its text recognised first, such as with ocrmypdf"
        raise Unreadable(message)
    scan_count = sum(picture and not count for picture, count in zip(pictures, letter_counts, strict=False))
    return [f"{scan_count} of {len(pages)} pages are pictures without text."] if scan_count else []


def _has_picture(page: "PageObject") -> bool:
    try:
        objects = page["/Resources"].get_object()["/XObject"].get_object()  # type: ignore[index]  # checked below
        return any(item.get_object().get("/Subtype") == "/Image" for item in objects.values())
    except _FAULTS:
        return False
