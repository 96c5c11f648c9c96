"""Real files of many formats, some broken: what becomes of each. Their texts were read by a person once."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.sources import Apart, FoundFile, Held, Item, Note, ReadArticle, Reading, RowFields, Skip, read_file, walk
from tests.written_files import docx_of, pdf_of, warc_of

PDF, DOCS, MAIL, WARC = "pypdf_samples", "unstructured_docs", "unstructured_docs/eml", "warc/test/data"
LONG = "GeoTopo-komprimiert.pdf"
"""117 pages: several seconds of processor time."""

ARTICLES = {
    f"{PDF}/001-trivial/minimal-document.pdf": "Lorem ipsum dolor sit amet, consetetur sadipscing elitr",
    f"{PDF}/015-arabic/habibi.pdf": "حَبيبي habibi حَبيبي",
    f"{PDF}/021-pdfa/crazyones-pdfa.pdf": "About the only thing you cant do is ignore them. Because they",
    f"{PDF}/026-latex-multicolumn/multicolumn.pdf": "Lorem ipsum dolor sit amet, consectetuer adipiscing elit. Ut",
    f"{DOCS}/pdf/copy-protected.pdf": "LayoutParser: A Unified Toolkit for Deep",
    f"{DOCS}/pdf/multi-column-2p.pdf": "Open-domain question answering relies on efficient passage retrieval to select",
    f"{DOCS}/pdf/list-item-example.pdf": "• What are product types?",
    f"{DOCS}/pdf/fake-memo.pdf": "There were 20,000 bottles of water, 10,000 blankets, and 200 laptops delivered on",
    f"{DOCS}/fake.docx": "Lorem ipsum dolor sit amet.",
    f"{DOCS}/docx-tables.docx": "Simple uniform table",
    f"{DOCS}/fake-text-utf-16.txt": "This is a test document to use for unit tests.",
    f"{DOCS}/fake-text-utf-32.txt": "This is a test document to use for unit tests.",
    f"{DOCS}/language-docs/eng_spa_mult.doc": "",
    f"{MAIL}/fake-email.eml": "This is a test email to use for unit tests.",
    f"{MAIL}/fake-email-utf-16.eml": "This is a test email to use for unit tests.",
    f"{MAIL}/fake-email-b64.eml": "This is a test email to use for unit tests.",
    f"{MAIL}/mime-html-only.eml": "",
    f"{WARC}/example.warc": "This domain is established to be used for illustrative examples in documents.",
    f"{WARC}/example.warc.gz": "This domain is established to be used for illustrative examples in documents.",
    f"{WARC}/example.arc.gz": "This domain is established to be used for illustrative examples in documents.",
    f"{WARC}/example-iana.org-chunked.warc": "Domain Names",
    f"{WARC}/example-trunc.warc": "This domain is established to be used for illustrative examples in documents.",
}
SKIPS = {
    f"{PDF}/005-libreoffice-writer-password/libreoffice-writer-password.pdf": "it is encrypted",
    f"{PDF}/007-imagemagick-images/imagemagick-images.pdf": "it has no text: a scan?",
    f"{PDF}/017-unreadable-meta-data/unreadablemetadata.pdf": "a damaged PDF",
    f"{PDF}/002-trivial-libre-office-writer/source.odt": "it is an OpenDocument file, which is not read: save it as",
    f"{PDF}/007-imagemagick-images/smile.tiff": "it is a picture",
    f"{DOCS}/fake.doc": "it is an old Office document",
    f"{DOCS}/fake-doc.rtf": "it is an RTF document",
    f"{DOCS}/winter-sports.epub": "it is an e-book",
    f"{DOCS}/empty.txt": "empty",
    f"{DOCS}/fake-text-all-whitespace.txt": "it has no text",
    f"{DOCS}/stanley-cups.csv": "no column is known to hold the text",
    f"{DOCS}/factbook.xml": "it is XML, but neither an RSS or Atom feed",
    f"{MAIL}/fake-encrypted.eml": "it is encrypted",
    f"{MAIL}/mime-no-body.eml": "it has no text",
    f"{WARC}/post-test.warc.gz": "a web archive without pages in it",
    f"{WARC}/example-space-in-url.arc": "its record is cut short",
}


@pytest.fixture(scope="module")
def apart() -> Iterator[Apart]:
    with Apart(10, 1024) as opened:
        yield opened


def read_all(folder: Path, apart: Apart, leave_out: str | None) -> dict[str, list[Item]]:
    reading = Reading(RowFields(), 5_000_000, apart=apart)
    found = [file for file in walk([folder]) if isinstance(file, FoundFile) and file.name != leave_out]
    return {file.below_root: list(read_file(file, reading)) for file in found}


@pytest.fixture(scope="module")
def outcomes(shared_data: Path, apart: Apart) -> dict[str, list[Item]]:
    return read_all(shared_data / "formats", apart, LONG)


def test_every_file_has_an_outcome(outcomes: dict[str, list[Item]]) -> None:
    assert len(outcomes) > 230
    silent = [
        name for name, items in outcomes.items() if not any(isinstance(item, ReadArticle | Skip) for item in items)
    ]
    assert silent == []
    reasons = [item.reason for items in outcomes.values() for item in items if isinstance(item, Skip)]
    assert [reason for reason in reasons if "COPYDESK_PARSE" in reason or "crashed" in reason] == []


def test_the_articles_read_as_they_did(outcomes: dict[str, list[Item]]) -> None:
    texts = {
        name: [item.article.text for item in items if isinstance(item, ReadArticle)] for name, items in outcomes.items()
    }
    assert {name for name, words in ARTICLES.items() if not any(words in text for text in texts[name])} == set()


def test_the_others_say_why(outcomes: dict[str, list[Item]]) -> None:
    reasons = {name: [item.reason for item in items if isinstance(item, Skip)] for name, items in outcomes.items()}
    assert {
        name: reasons[name] for name, why in SKIPS.items() if not any(one.startswith(why) for one in reasons[name])
    } == {}


def test_no_time_of_a_file_or_a_visit_is_a_date_of_publication(outcomes: dict[str, list[Item]]) -> None:
    dated = {
        name: item.article.published_at
        for name, items in outcomes.items()
        for item in items
        if isinstance(item, ReadArticle)
        and item.article.published_at
        and name.endswith((".pdf", ".docx", ".warc", ".gz"))
    }
    assert dated == {
        f"{PDF}/021-pdfa/crazyones-pdfa.pdf": "1998-10-14",
        f"{PDF}/026-latex-multicolumn/multicolumn.pdf": "2024-01-03",
        f"{DOCS}/pdf/fake-memo.pdf": "2023-05-05",
        f"{DOCS}/pdf/fake-memo-with-duplicate-page.pdf": "2023-05-05",
    }


@pytest.mark.soak
def test_the_longest_too(shared_data: Path, apart: Apart) -> None:
    items = read_all(shared_data / "formats" / PDF / "009-pdflatex-geotopo", apart, None)[LONG]
    assert [type(item) for item in items if not isinstance(item, Note)] == [ReadArticle]


def hostile(text: str, number: int) -> dict[str, bytes]:
    """The string as title, name and words of a file of each format."""
    plain = text.replace("\r", " ").replace("\n", " ")
    written = "".join(character if character.isprintable() else " " for character in text)
    mail = f"From: {plain} <a@b.example>\nSubject: {plain}\nDate: {plain}\n\n{text}"
    address = f"https://lantern.example/{number}?q={''.join(plain.split())}"
    return {
        f"{number}.pdf": pdf_of([text.split("\n")[:50]], title=text, author=plain),
        f"{number}.docx": docx_of([(written, "Normal")], title=written[:200], author=written[:200]),
        f"{number}.eml": mail.encode("utf-8", "replace"),
        f"{number}.warc": warc_of([(address, "text/html", text.encode("utf-8", "replace"))]),
    }


@pytest.mark.parametrize("step", [150, pytest.param(1, marks=[pytest.mark.soak, pytest.mark.timeout(3600)])])
def test_hostile_strings_in_each_format(shared_data: Path, apart: Apart, step: int) -> None:
    lines = (shared_data / "adversarial" / "strings.jsonl").read_text(encoding="utf-8").split("\n")[::step]
    reading = Reading(RowFields(), 1_000_000, apart=apart)
    for number, line in enumerate(filter(None, lines)):
        for name, content in hostile(json.loads(line)["text"], number).items():
            items = list(read_file(FoundFile(Path("/wire") / name, "wire", name, Held(content)), reading))
            whole = [item for item in items if not isinstance(item, Note)]
            assert len(whole) >= 1, name
            assert not any(isinstance(item, Skip) and "COPYDESK_PARSE" in item.reason for item in items), name
