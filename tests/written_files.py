"""Files of formats that no person types: as small as a format allows, with the words a test gives."""

import gzip
import io
from collections.abc import Iterable, Sequence

__all__ = ["docx_of", "pdf_of", "warc_of"]


def pdf_of(
    pages: Sequence[Sequence[str]], title: str | None = None, author: str | None = None, extra: str = ""
) -> bytes:
    """A PDF with these lines on its pages, in Helvetica, its characters those of cp1252."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding "
               "/WinAnsiEncoding >>"]  # fmt: skip
    kids = []
    for lines in pages:
        shown = "".join(f"({escaped(line)}) Tj T*\n" for line in lines)
        stream = f"BT /F1 10 Tf 12 TL 50 780 Td\n{shown}ET"
        objects.append(f"<< /Length {len(stream.encode('cp1252', 'replace'))} >>\nstream\n{stream}\nendstream")
        kids.append(len(objects) + 1)
        resources = f"<< /Font << /F1 3 0 R >> {extra} >>"
        what = f"/MediaBox [0 0 595 842] /Contents {len(objects)} 0 R /Resources {resources}"
        objects.append(f"<< /Type /Page /Parent 2 0 R {what} >>")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>"
    objects.append(f"<< {named('Title', title)} {named('Author', author)} /CreationDate (D:20200102030405Z) >>")
    return assembled(objects)


def named(name: str, value: str | None) -> str:
    return f"/{name} ({escaped(value)})" if value else ""


def escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").replace("\r", " ").replace("\n", " ")


def assembled(objects: Iterable[str]) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252", "replace"))
    start = out.tell()
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    out.write(f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{rows}".encode())
    trailer = f"<< /Size {len(places) + 1} /Root 1 0 R /Info {len(places)} 0 R >>"
    out.write(f"trailer\n{trailer}\nstartxref\n{start}\n%%EOF".encode())
    return out.getvalue()


def docx_of(paragraphs: Iterable[tuple[str, str]], **properties: str) -> bytes:
    """A Word file of paragraphs, each with the name of its style."""
    import docx

    document = docx.Document()
    for text, style in paragraphs:
        document.add_paragraph(text, style=style)
    for name, value in properties.items():
        setattr(document.core_properties, name, value)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def warc_of(records: Iterable[tuple[str, str, bytes]], *, packed: bool = False, **headers: str) -> bytes:
    """A WARC with a response of status 200 for each address, content type and body; `headers` go to each record."""
    written = [record_of(address, kind, body, headers) for address, kind, body in records]
    return b"".join(gzip.compress(record) if packed else record for record in written)


def record_of(address: str, kind: str, body: bytes, headers: dict[str, str]) -> bytes:
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + body
    names = {
        "WARC-Type": "response",
        "WARC-Target-URI": address,
        "WARC-Date": "2024-01-02T03:04:05Z",
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(http)),
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in names.items())
    return f"WARC/1.0\r\n{lines}\r\n".encode() + http + b"\r\n\r\n"
