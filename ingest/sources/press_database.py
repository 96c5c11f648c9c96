"""Plain text as press databases export it, many articles in a file: Nexis and ProQuest, whose fields have names, and
Factiva, whose fields have codes of two or three letters. Each article becomes a row; its text is kept as it stands in
the file."""

import re
from collections.abc import Iterator

from ingest.clean import moment_in, storable
from ingest.sources.encoding import guess_note
from ingest.sources.found import FoundFile, Item, Note, Reading, Skip
from ingest.sources.proquest import is_proquest, proquest_documents
from ingest.sources.rows import REPLACED, article_in_row
from ingest.sources.text_file import whole_text

__all__ = ["is_press_database", "read_press_database"]

_CODES: dict[str, str] = {
    "HD": "title", "BY": "authors", "PD": "date", "SN": "publisher", "LA": "language", "AN": "id", "SE": "section",
    "CX": "correction", "LP": "text", "TD": "text",
}  # fmt: skip
_OTHER_CODES = "CLM|WC|ET|SC|ED|PG|VOL|CY|CR|CT|RF|CO|IN|NS|RE|PUB|IPC|IPD|ART|DE|GE|RST|TI"
_CODE = re.compile(rf"(?P<code>{'|'.join(_CODES)}|{_OTHER_CODES})(?P<gap>[ \t]+|$)(?P<value>.*)")
_CODED = re.compile(r"^(HD|PD|SN|LP|TD)(?:[ \t]|$)", re.MULTILINE)
_LABELS: dict[str, str] = {
    "headline": "title", "byline": "authors", "section": "section", "language": "language", "body": "text",
    "correction": "correction", "url": "url",
}  # fmt: skip
_LABEL = re.compile(
    rf"(?P<name>{'|'.join(_LABELS)}|length|dateline|highlight|graphic|load-date|publication-type|document-type|"
    r"classification|subject|type|copyright|correction-date|journal-code|distribution)(?::[ \t]*|[ \t]*$)(?P<value>.*)",
    re.IGNORECASE,
)
_LENGTH = re.compile(r"^\s*length:\s*[\d,]+ words?", re.IGNORECASE | re.MULTILINE)
_BODY = re.compile(r"^\s*body:?[ \t]*$", re.IGNORECASE | re.MULTILINE)
_BETWEEN = re.compile(r"^[ \t]*(?:End of Document|\d+ of \d+ DOCUMENTS)[ \t]*$", re.MULTILINE)
_RIGHTS = re.compile(r"copyright\b|all rights reserved", re.IGNORECASE)
_PLACE_OF_SECTION = re.compile(r";.*$")
_ACCESSION = re.compile(r"^(?:Document\s+)?")

_MARKS = ("length:", "proquest")
_EDITION = re.compile(r"\bEdition$", re.IGNORECASE)

Fields = dict[str, str]


def is_press_database(head: str) -> bool:
    """Whether a text whose beginning this is plainly is such an export."""
    text = head.replace("\r\n", "\n")
    if not ("\nSN" in text and "\nPD" in text) and not any(mark in text.lower() for mark in _MARKS):
        return False
    return (
        {"HD", "PD", "SN"} <= {found[1] for found in _CODED.finditer(text)}
        or is_proquest(text)
        or bool(_LENGTH.search(text) and (_BODY.search(text) or _BETWEEN.search(text)))
    )


def read_press_database(file: FoundFile, reading: Reading) -> Iterator[Item]:
    decoded = whole_text(file, reading)
    text, replaced_count = storable(decoded.text)
    if is_proquest(text):
        documents = proquest_documents(text)
    else:
        documents = _coded(text) if len(_CODED.findall(text)) > 2 and not _BODY.search(text) else _labelled(text)
    number = 0
    for number, fields in enumerate(documents, start=1):
        yield from article_in_row(fields, f"{file.source}:document {number}", file, reading)
    if not number:
        yield Skip(file.source, "no article in it")
    if decoded.is_guess:
        yield Note(file.source, guess_note(decoded.encoding))
    if replaced_count:
        yield Note(file.source, REPLACED)


def _coded(text: str) -> Iterator[Fields]:
    """Factiva's: an article begins with its headline, unless its section or page stands before."""
    fields, name, is_ended, before = dict[str, list[str]](), "", False, ""
    for line in text.split("\n"):
        found = _CODE.match(line)
        if found and found["gap"] == " " and name == "text" and before.strip():
            found = None  # a line of its text that begins with such letters
        before = line
        if found and is_ended and found["code"] in ("HD", "SE", "CLM"):
            yield _joined(fields)
            fields, is_ended = {}, False
        if found:
            name = _CODES.get(found["code"], "")
            is_ended = is_ended or found["code"] == "AN"
            if name == "text" and name in fields:
                fields[name].append("")
        if name:
            fields.setdefault(name, []).append(found["value"] if found else line)
    if fields:
        yield _joined(fields)


def _joined(fields: dict[str, list[str]]) -> Fields:
    """A text keeps its lines; other fields are one line."""
    told = {name: " ".join(" ".join(lines).split()) for name, lines in fields.items() if name != "text"}
    told["id"] = _ACCESSION.sub("", told.get("id", ""))
    return {**told, "text": "\n".join(fields.get("text", ())).strip()}


def _labelled(text: str) -> Iterator[Fields]:
    """Nexis': above the named fields stand headline, outlet and day, or the last two where the headline has a name or
    stands below them.
    """
    for document in _BETWEEN.split(text):
        if _LENGTH.search(document):
            yield _fields_of(document)


def _fields_of(document: str) -> Fields:
    above, told, body, name = list[str](), dict[str, str](), list[str](), ""
    has_body_label = bool(_BODY.search(document))
    header_end = 0 if has_body_label else _end_of_header(document)
    for number, line in enumerate(document.split("\n")):
        found = _LABEL.match(line.strip())
        if header_end and number == header_end:
            name = "text"
        is_field = found is not None and (name != "text" or _ends_text(found["name"]))
        if found is not None and is_field:
            name = _LABELS.get(found["name"].lower(), "-")
            if name not in ("text", "-"):
                told[name] = found["value"].strip()
        elif name == "text":
            body.append(line)
        elif name in told and line.strip() and line[:1].strip():
            told[name] = f"{told[name]} {line.strip()}".strip()
        elif not name and line.strip():
            above.append(line.strip())
        elif not line.strip() and name in told and told[name]:
            name = "-"
    told["section"] = _PLACE_OF_SECTION.sub("", told.get("section", ""))
    return {**_above(above, has_title="title" in told), **told, "text": "\n".join(body).strip("\n")}


def _end_of_header(document: str) -> int:
    """The line on which the text begins where no label says so: the first below its length that belongs to no field."""
    is_below, is_field = False, False
    for number, line in enumerate(document.split("\n")):
        found = _LABEL.match(line.strip())
        is_below = is_below or bool(_LENGTH.match(line))
        if is_below and line.strip() and found is None and not is_field:
            return number
        is_field = bool(line.strip()) and (found is not None or is_field)
    return 0


def _ends_text(label: str) -> bool:
    """Fields behind the text; others begin paragraphs too ("Length: 40 metres")."""
    return label.lower() in {
        "load-date",
        "publication-type",
        "classification",
        "graphic",
        "language",
        "correction-date",
    }


def _above(lines: list[str], *, has_title: bool) -> Fields:
    days = [(number, line) for number, line in enumerate(lines) if moment_in(_day_in(line)) is not None]
    date = {"date": _day_in(days[0][1])} if days else {}
    names = [line for line in lines[: days[0][0] if days else None] if not _RIGHTS.search(line)]
    below = lines[days[0][0] + 1 :] if days else []
    below = [line for line in below if not _RIGHTS.search(line) and not _EDITION.search(line)]
    if not has_title and below and len(names) == 1:
        return {**date, "publisher": names[0], "title": " ".join(below)}
    if has_title:
        return {**date, **({"publisher": names[-1]} if names else {})}
    outlet = {"publisher": names[-1]} if len(names) > 1 else {}
    return {**date, **outlet, **({"title": " ".join(names[:-1] if outlet else names)} if names else {})}


def _day_in(line: str) -> str:
    """`March 4, 2026 Wednesday 10:30 AM EST` without the day of the week, which stands last there."""
    return re.sub(r"\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b(?:\s+\w+ Edition)?", " ", line).strip()
