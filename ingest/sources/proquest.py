"""Plain text as ProQuest exports it: documents between rules, each with named fields, its text one of them."""

import re
from collections.abc import Iterator

__all__ = ["is_proquest", "proquest_documents"]

_FIELDS: dict[str, str] = {
    "title": "title", "author": "authors", "full text": "text", "publication title": "publisher",
    "publication date": "date", "section": "section", "document type": "document_type", "document url": "url",
    "proquest document id": "id", "language of publication": "language",
}  # fmt: skip
_OTHERS = (
    "abstract|abstract (?:translation)|links|subject(?: .{1,20})?|business indexing term|location|people|"
    "company ?/ ?organization|classification|identifier ?/ ?keyword|publication info|publication subject|volume|issue|"
    "pages|first page|number of pages|publication year|year|publisher|place of publication|country of publication|"
    "issn|e-issn|source type|copyright|last updated|database|accession number|credit|dateline|column|supplement|"
    "alternate title|illustration|caption|notes|source|source attribution|publication history"
)
_LABEL = re.compile(rf"^(?P<name>{'|'.join(_FIELDS)}|{_OTHERS}):[ \t]*(?P<value>.*)$", re.IGNORECASE)
_NUMBERED = re.compile(r"^Document \d+ of \d+$", re.IGNORECASE)
_RULE = re.compile(r"^_{10,}[ \t]*$", re.MULTILINE)
_LINK = "proquest document link"
_ENDS_TEXT = re.compile(r"subject|location|publication title|people|company|classification|identifier|copyright|title")


def is_proquest(text: str) -> bool:
    found = {label["name"].casefold() for line in text.split("\n") if (label := _LABEL.match(line))}
    return (
        "full text" in found
        and ("proquest" in text.casefold())
        and bool(found & {"publication title", "publication info"})
    )


def proquest_documents(text: str) -> Iterator[dict[str, str]]:
    for document in _RULE.split(text):
        fields = _fields_of(document)
        if fields.get("text"):
            yield fields


def _fields_of(document: str) -> dict[str, str]:
    """The title stands above the first label, unless it has one."""
    lines: dict[str, list[str]] = {"title": []}
    name = "title"
    for line in document.split("\n"):
        label = _LABEL.match(line)
        if label is not None and (name != "text" or _ENDS_TEXT.match(label["name"].casefold())):
            name = _FIELDS.get(label["name"].casefold(), "")
            lines[name] = [label["value"]]
        elif name and not _NUMBERED.match(line.strip()) and line.strip().casefold() != _LINK:
            lines[name].append(line)
        elif line.strip().casefold() == _LINK:
            name = ""
    fields = {name: "\n".join(values).strip() for name, values in lines.items() if name}
    return {name: value if name == "text" else " ".join(value.split()) for name, value in fields.items()}
