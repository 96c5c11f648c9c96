"""Mails: newsletters and press releases."""

from collections.abc import Callable
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest

from assistant.archive import IncomingArticle
from ingest.sources import Item, Note, ReadArticle, Skip
from ingest.sources.eml_file import is_mail
from tests.written_files import pdf_of

Read = Callable[..., list[Item]]
TEXT = "The bridge was shut on Monday evening.\n\nIt will open in June."


def mail(text: str | None = TEXT, **headers: str) -> EmailMessage:
    message = EmailMessage()
    given = {"Subject": "Bridge shut", "From": "The Lantern <news@lantern.example>", "MIME-Version": "1.0",
             "Date": "Fri, 03 May 2024 23:30:00 -0500", **headers}  # fmt: skip
    for name, value in given.items():
        if name != "MIME-Version":
            message[name.replace("_", "-")] = value
    if text is not None:
        message.set_content(text)
    return message


def article_in(read: Read, folder: Path, message: EmailMessage | bytes) -> IncomingArticle:
    (folder / "a.eml").write_bytes(message if isinstance(message, bytes) else message.as_bytes())
    item = read(folder)[0]
    assert isinstance(item, ReadArticle)
    return item.article


def test_a_newsletter(tmp_path: Path, read: Read) -> None:
    article = article_in(read, tmp_path, mail(List_Unsubscribe="<https://lantern.example/u>"))
    assert article == IncomingArticle(
        language="",
        text=TEXT,
        title="Bridge shut",
        publisher="The Lantern",
        published_at="2024-05-03T23:30:00-05:00",
        published_on=date(2024, 5, 3),
        external_id="a.eml",
        source_name=tmp_path.name,
        path="a.eml",
    )


def test_a_press_release_from_a_person(tmp_path: Path, read: Read) -> None:
    message = mail(
        "FOR IMMEDIATE RELEASE\n\nIt was shut.", From="Ines Corrado <ic@city.example>", Organization="The City"
    )
    article = article_in(read, tmp_path, message)
    assert (article.kind, article.publisher, article.authors) == ("press_release", "The City", ("Ines Corrado",))


@pytest.mark.parametrize(
    ("headers", "title", "published_at"),
    [
        ({"Subject": "Fwd: AW: Bridge shut"}, "Bridge shut", "2024-05-03T23:30:00-05:00"),
        (
            {"Subject": "=?utf-8?q?Br=C3=BCcke?= =?iso-8859-1?q?_gesperrt?="},
            "Brücke gesperrt",
            "2024-05-03T23:30:00-05:00",
        ),
        ({"Date": "Fri, 03 May 2024 23:30:00 -0000"}, "Bridge shut", "2024-05-03T23:30:00+00:00"),
        ({"Date": "2024-05-03"}, "Bridge shut", "2024-05-03"),
        ({"Date": "yesterday"}, "Bridge shut", None),
    ],
)
def test_headers(tmp_path: Path, read: Read, headers: dict[str, str], title: str, published_at: str | None) -> None:
    given = {"Subject": "Bridge shut", "Date": "Fri, 03 May 2024 23:30:00 -0500", **headers}
    written = "".join(f"{name}: {value}\n" for name, value in given.items()) + f"\n{TEXT}"
    article = article_in(read, tmp_path, written.encode())
    assert (article.title, article.published_at) == (title, published_at)
    assert sum(isinstance(item, Note) for item in read(tmp_path)) == (published_at is None)


def test_the_plain_part_goes_before_the_page(tmp_path: Path, read: Read) -> None:
    message = mail(TEXT * 6)
    message.add_alternative(f"<p>{TEXT}</p>", subtype="html")
    assert article_in(read, tmp_path, message).text == (TEXT * 6)


@pytest.mark.parametrize("plain", [None, "See the web version.", " "])
def test_the_page_where_the_plain_part_says_nothing(tmp_path: Path, read: Read, plain: str | None) -> None:
    page = f"<html><body><p>{TEXT.replace(chr(10) * 2, '</p><p>')}</p></body></html>"
    message = mail(plain)
    message.add_alternative(page, subtype="html") if plain else message.set_content(page, subtype="html")
    article = article_in(read, tmp_path, message)
    assert (article.text, article.title, article.path) == (TEXT, "Bridge shut", "a.eml")


def test_lines_that_flow(tmp_path: Path, read: Read) -> None:
    written = b"Subject: x\nFrom: a@b.example\nContent-Type: text/plain; format=flowed\n\nIt was \nshut.\n\nIt\nopened."
    assert article_in(read, tmp_path, written).text == "It was shut.\n\nIt\nopened."


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_mail_in_another_encoding(tmp_path: Path, read: Read, encoding: str) -> None:
    written = "Subject: Brücke\nFrom: a@b.example\nDate: 3 May 2024\n\nEs war zu.".encode(encoding)
    assert article_in(read, tmp_path, written).text == "Es war zu."


def test_what_is_attached_is_a_file_of_its_own(tmp_path: Path, read: Read) -> None:
    message = mail()
    pdf = pdf_of([["It was shut on Monday evening, said the council."]])
    message.add_attachment(pdf, maintype="application", subtype="pdf", filename="../../release.pdf")
    message.add_attachment(b"PK", maintype="application", subtype="zip", filename="a.zip")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="a.png")
    message.add_attachment("It opened.", filename="a.txt")
    message.add_attachment("Again.", filename="a.txt")
    message.add_attachment(mail("Inner."))
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    items = read(tmp_path)
    texts = {item.article.path: item.article.text for item in items if isinstance(item, ReadArticle)}
    assert texts == {
        "a.eml": TEXT,
        "a.eml/release.pdf": "It was shut on Monday evening, said the council.",
        "a.eml/a.txt": "It opened.\n",
        "a.eml/2-a.txt": "Again.\n",
        "a.eml/mail-5.eml": "Inner.",
    }
    assert [item.source for item in items if isinstance(item, Skip)] == [str(tmp_path / "a.eml/a.zip")]
    assert any(isinstance(item, Note) and "Pictures" in item.text for item in items)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b" \n", "empty"),
        (b"Subject: x\nFrom: a@b.example\n\n", "it has no text"),
        (b"just words", "it is called .eml but is no mail"),
        (b'Subject: x\nContent-Type: multipart/encrypted; boundary="x"\n\n--x--', "it is encrypted: save its text"),
        (b"Subject: x\nContent-Type: multipart/mixed\n\nno boundary", "it has no text"),
    ],
)
def test_what_cannot_be_read_is_one_skip(tmp_path: Path, read: Read, content: bytes, reason: str) -> None:
    (tmp_path / "a.eml").write_bytes(content)
    assert [item for item in read(tmp_path) if not isinstance(item, Note)] == [Skip(str(tmp_path / "a.eml"), reason)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("From: a\nSubject: b\nMIME-Version: 1.0\n\nx", True),
        ("Received: from x\n by y\r\nDate: z\r\nSubject: b\r\n\r\nx", True),
        ("From: the desk\nSubject: bridges\n\nIt was shut.", False),
        ("Headline\n\nSubject: x", False),
        ("", False),
    ],
)
def test_what_begins_as_only_mail_does(text: str, expected: bool) -> None:
    assert is_mail(text) is expected
