"""Plain text as press databases export it, many articles in a file: Nexis, whose fields have names, and Factiva, whose
fields have codes of two or three letters. Each article becomes a row; its text is kept as it stands in the file."""

import re
from collections.abc import Iterator

from ingest.clean import moment_in, storable
from ingest.sources.encoding import guess_note
from ingest.sources.found import FoundFile, Item, Note, Reading, Skip
from ingest.sources.rows import REPLACED, article_in_row
from ingest.sources.text_file import whole_text

__all__ = ["is_press_database", "read_press_database"]

_CODES: dict[str, str] = {
    "HD": "title", "BY": "authors", "PD": "date", "SN": "publisher", "LA": "language", "AN": "id", "SE": "section",
    "CX": "correction", "LP": "text", "TD": "text",
}  # fmt: skip
_OTHER_CODES = "CLM|WC|ET|SC|ED|PG|VOL|CY|CR|CT|RF|CO|IN|NS|RE|PUB|IPC|IPD|ART|DE|GE|RST|TI"
_CODE = re.compile(rf"(?P<code>{'|'.join(_CODES)}|{_OTHER_CODES})(?:[ \t]{{2,}}|\t|[ \t]*$)(?P<value>.*)")
_CODED = re.compile(r"^(HD|PD|SN|LP|TD)(?:[ \t]{2,}|\t|[ \t]*$)", re.MULTILINE)
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

Fields = dict[str, str]


def is_press_database(head: str) -> bool:
    """Whether a text whose beginning this is plainly is such an export."""
    if not ("\nSN" in head and "\nPD" in head) and "length:" not in head.lower():
        return False
    text = head.replace("\r\n", "\n")
    return {"HD", "PD", "SN"} <= {found[1] for found in _CODED.finditer(text)} or bool(
        _LENGTH.search(text) and _BODY.search(text)
    )


def read_press_database(file: FoundFile, reading: Reading) -> Iterator[Item]:
    decoded = whole_text(file, reading)
    text, replaced_count = storable(decoded.text)
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
    fields, name, is_ended = dict[str, list[str]](), "", False
    for line in text.split("\n"):
        found = _CODE.match(line)
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
    """Nexis': above the named fields stand headline, outlet and day, or the last two where the headline has a name."""
    for document in _BETWEEN.split(text):
        if _BODY.search(document):
            yield _fields_of(document)


def _fields_of(document: str) -> Fields:
    above, told, body, name = list[str](), dict[str, str](), list[str](), ""
    for line in document.split("\n"):
        found = _LABEL.match(line.strip())
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
    if has_title:
        return {**date, **({"publisher": names[-1]} if names else {})}
    outlet = {"publisher": names[-1]} if len(names) > 1 else {}
    return {**date, **outlet, **({"title": " ".join(names[:-1] if outlet else names)} if names else {})}


def _day_in(line: str) -> str:
    """`March 4, 2026 Wednesday 10:30 AM EST` without the day of the week, which stands last there."""
    return re.sub(r"\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b(?:\s+\w+ Edition)?", " ", line).strip()
