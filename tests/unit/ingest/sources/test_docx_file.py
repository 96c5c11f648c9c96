"""Word files as articles."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.sources import Item, Note, ReadArticle, Skip
from tests.written_files import docx_of

Read = Callable[..., list[Item]]
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def with_body(body: str) -> bytes:
    """A Word file whose body is this XML."""
    source = zipfile.ZipFile(io.BytesIO(docx_of([])))
    out = io.BytesIO()
    with source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            document = f'<w:document xmlns:w="{W}" xmlns:mc="m"><w:body>{body}</w:body></w:document>'
            target.writestr(name, document if name == "word/document.xml" else source.read(name))
    return out.getvalue()


def text_of(path: Path, read: Read, body: str) -> str:
    (path / "a.docx").write_bytes(with_body(body))
    item = read(path)[0]
    assert isinstance(item, ReadArticle)
    return item.article.text


def run(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


def test_headings_lists_and_properties(tmp_path: Path, read: Read) -> None:
    lines = [("Bridge shut", "Title"), ("By Ines Corrado", "Normal"), ("It was shut.", "Normal"), ("Why", "Heading 2"),
             ("Cracks", "List Bullet"), ("Age", "List Bullet"), ("The end.", "Normal")]  # fmt: skip
    (tmp_path / "a.docx").write_bytes(docx_of(lines, title="Word Document", author="python-docx", language="de-DE"))
    (item,) = read(tmp_path)
    assert isinstance(item, ReadArticle)
    article = item.article
    assert article.text == "Bridge shut\n\nBy Ines Corrado\n\nIt was shut.\n\nWhy\n\nCracks\nAge\n\nThe end."
    assert (article.title, article.authors, article.published_at) == ("Bridge shut", ("Ines Corrado",), None)
    assert (article.language, article.path) == ("de", "a.docx")


def test_what_its_properties_say_where_the_text_does_not(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.docx").write_bytes(docx_of([("It was shut.", "Normal")], title="Bridge shut", author="Ines Corrado"))
    (item,) = read(tmp_path)
    assert isinstance(item, ReadArticle)
    assert (item.article.title, item.article.authors) == ("Bridge shut", ("Ines Corrado",))


def test_what_was_added_is_read_and_what_was_deleted_or_hidden_is_not(tmp_path: Path, read: Read) -> None:
    body = (
        f"<w:p>{run('One ')}<w:ins>{run('two ')}</w:ins><w:del><w:r><w:delText>not</w:delText></w:r></w:del>"
        f"<w:moveFrom>{run('not')}</w:moveFrom><w:hyperlink>{run('three')}</w:hyperlink>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>not</w:t></w:r><w:r><w:instrText>NOT</w:instrText></w:r>"
        "<w:r><w:tab/><w:t>four</w:t><w:br/><w:t>five</w:t></w:r></w:p>"
        f"<w:sdt><w:sdtContent><w:p>{run('Six.')}</w:p></w:sdtContent></w:sdt>"
        f"<mc:AlternateContent><mc:Choice><w:p>{run('Seven.')}</w:p></mc:Choice>"
        f"<mc:Fallback><w:p>{run('not')}</w:p></mc:Fallback></mc:AlternateContent>"
    )
    assert text_of(tmp_path, read, body) == "One two three four\nfive\n\nSix.\n\nSeven."


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc><w:p>{run(cell)}</w:p></w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def test_tables(tmp_path: Path, read: Read) -> None:
    assert text_of(tmp_path, read, table(("Ward", "Votes"), ("East", "41"))) == "Ward | Votes\nEast | 41"
    assert text_of(tmp_path, read, table(("One.",), ("Two.",))) == "One.\n\nTwo."


def test_footnotes_are_told_of(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.docx").write_bytes(with_body(f"<w:p>{run('One.')}<w:r><w:footnoteReference/></w:r></w:p>"))
    assert read(tmp_path)[1] == Note(str(tmp_path / "a.docx"), "Footnotes of a Word document were left out.")


def without_main_part() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<not-xml")
    return out.getvalue()


BOMB = (
    '<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY f SYSTEM "file:///etc/passwd">]>'
)


def with_entities() -> bytes:
    source = zipfile.ZipFile(io.BytesIO(with_body(f"<w:p>{run('One &b; &f; two')}</w:p>")))
    out = io.BytesIO()
    with source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, BOMB.encode() + content if name == "word/document.xml" else content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (with_body(""), "it has no text"),
        (without_main_part(), "a damaged Word document"),
        (docx_of([])[:-100], "a damaged ZIP archive, or one that was cut short"),
    ],
)
def test_what_cannot_be_read_is_one_skip(tmp_path: Path, read: Read, content: bytes, reason: str) -> None:
    (tmp_path / "a.docx").write_bytes(content)
    assert read(tmp_path) == [Skip(str(tmp_path / "a.docx"), reason)]


def test_entities_stand_for_nothing(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.docx").write_bytes(with_entities())
    items = read(tmp_path)
    assert len(items) == 1
    text = items[0].article.text if isinstance(items[0], ReadArticle) else ""
    assert "aaaa" not in text
    assert "root:" not in text
