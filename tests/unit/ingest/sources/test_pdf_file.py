"""PDF files as articles."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ingest.sources import Item, Note, ReadArticle, Skip
from tests.written_files import pdf_of

Read = Callable[..., list[Item]]
STORY = [
    "Bridge shut",
    "By Ines Corrado",
    "3 May 2024",
    "The bridge over the Omber was shut on Monday evening, after in-",
    "spectors found cracks in two of its five pillars.",
]


def test_it_reads_as_the_article_did(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf_of([STORY], title="Bridge shut", author="python-docx"))
    (item,) = read(tmp_path)
    assert isinstance(item, ReadArticle)
    article = item.article
    assert article.text.endswith("evening, after inspectors found cracks in two of its five pillars.")
    assert (article.title, article.authors) == ("Bridge shut", ("Ines Corrado",))
    assert (article.published_at, article.published_on) == ("2024-05-03", date(2024, 5, 3))
    assert (article.path, article.external_id, article.url) == ("a.pdf", "a.pdf", None)


def test_when_it_was_made_is_not_when_it_was_published(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.pdf").write_bytes(
        pdf_of([["It was shut on Monday evening, said the council."]], author="Ines Corrado")
    )
    (item,) = read(tmp_path)
    assert isinstance(item, ReadArticle)
    assert (item.article.published_at, item.article.authors) == (None, ("Ines Corrado",))


@pytest.mark.parametrize("name", ["a.txt", "a", "a.docx", "a.html"])
def test_whatever_it_is_called(tmp_path: Path, read: Read, name: str) -> None:
    (tmp_path / name).write_bytes(pdf_of([STORY]))
    assert isinstance(read(tmp_path)[0], ReadArticle)


def encrypted(password: str) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(pdf_of([STORY]))))
    writer.encrypt(password, owner_password="owner", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_passwords(tmp_path: Path, read: Read) -> None:
    (tmp_path / "empty.pdf").write_bytes(encrypted(""))
    (tmp_path / "set.pdf").write_bytes(encrypted("secret"))
    article, skip = read(tmp_path)
    assert isinstance(article, ReadArticle)
    assert skip == Skip(str(tmp_path / "set.pdf"), "it is encrypted: save it without its password first")


PICTURE = "/XObject << /Im0 << /Type /XObject /Subtype /Image >> >>"


@pytest.mark.parametrize(("lines", "extra"), [([], ""), (["-"], ""), (["Scanned"], PICTURE)])
def test_a_scan_says_so(tmp_path: Path, read: Read, lines: list[str], extra: str) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf_of([lines], extra=extra))
    (skip,) = read(tmp_path)
    assert skip == Skip(
        str(tmp_path / "a.pdf"), "it has no text: a scan? Have its text recognised first, such as with ocrmypdf"
    )


def test_pages_that_are_pictures_are_told_of(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf_of([STORY, []], extra=PICTURE))
    assert [item.text for item in read(tmp_path) if isinstance(item, Note)] == [
        "1 of 2 pages are pictures without text."
    ]


@pytest.mark.parametrize("keep", [5, 100, 700])
def test_a_file_that_was_cut_is_one_outcome(tmp_path: Path, read: Read, keep: int) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf_of([STORY])[:keep])
    items = [item for item in read(tmp_path) if not isinstance(item, Note)]
    assert len(items) == 1
