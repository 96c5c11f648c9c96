"""What agencies send: NITF, and the items of NewsML-G2, as rows. Name spaces are taken off before."""

from collections.abc import Iterator
from typing import Any

from ingest.sources.markup import text_of_element
from ingest.sources.xml_names import text_in

__all__ = ["NEWSML_ROOTS", "row_of_nitf", "rows_of_newsml"]

NEWSML_ROOTS = ("newsitem", "newsmessage")
_MOST_ITEMS = 10_000


def row_of_nitf(root: Any) -> dict[str, object]:  # lxml ships no types
    body, issued = root.find(".//body.content"), root.find(".//docdata/date.issue")
    told = root.find(".//dateline/story.date") if issued is None else issued
    number, holder = root.find(".//docdata/doc-id"), root.find(".//docdata/doc.copyright")
    paper = root.find(".//pubdata")
    bylines = [text_in(name) for byline in root.iter("byline") for name in (byline.findall("person") or [byline])]
    return {
        "id": _of(number, "id-string"),
        "title": " ".join(text_in(one) for one in root.findall(".//hedline/hl1")) or root.findtext(".//head/title"),
        "byline": bylines,
        "date": _of(told, "norm") or _of(paper, "date.publication"),
        "publisher": _of(paper, "name") or _of(holder, "holder"),
        "section": _of(paper, "position.section"),
        "text": text_of_element(body) if body is not None else None,
    }


def rows_of_newsml(root: Any) -> list[dict[str, object]]:
    """One for each item that holds a text; pictures, plans and packages have none."""
    items = [root] if root.tag == "newsItem" else root.findall(".//newsItem")[:_MOST_ITEMS]
    return [row for item in items if (row := _row_of_item(item)).get("text") or len(items) == 1]


def _row_of_item(item: Any) -> dict[str, object]:
    content = item.find("contentSet/inlineXML")
    nitf = content.find(".//nitf") if content is not None else None
    within = row_of_nitf(nitf) if nitf is not None else {}
    body = content.find(".//body") if content is not None else None
    body = content if body is None else body
    plain = item.findtext("contentSet/inlineData")
    told = {
        "id": item.get("guid"),
        "title": _text(item, "contentMeta/headline", "itemMeta/title"),
        "byline": list(_named(item, "contentMeta/by", "contentMeta/creator")),
        "published": _text(item, "contentMeta/contentCreated", "itemMeta/firstCreated", "itemMeta/versionCreated"),
        "updated": _text(item, "contentMeta/contentModified", "itemMeta/versionCreated"),
        "publisher": next(
            _named(item, "itemMeta/provider", "contentMeta/infoSource", "rightsInfo/copyrightHolder"), None
        ),
        "kind": list(_named(item, "contentMeta/genre")),
        "language": item.get("lang") or _of(item.find("contentMeta/language"), "tag"),
        "pubstatus": _of(item.find("itemMeta/pubStatus"), "qcode"),
        "embargoed": _text(item, "itemMeta/embargoed"),
        "url": next((link.get("href") for link in item.findall("itemMeta/link") if link.get("href")), None),
        "text": text_of_element(body) if body is not None else plain,
    }
    return {**within, **{name: value for name, value in told.items() if value}, **_text_of_nitf(within)}


def _text_of_nitf(within: dict[str, object]) -> dict[str, object]:
    return {"text": within["text"]} if within.get("text") else {}


def _text(item: Any, *paths: str) -> str | None:
    return next((text for path in paths if (text := (item.findtext(path) or "").strip())), None)


def _named(item: Any, *paths: str) -> Iterator[str]:
    """The names under the first of the paths that has one: an element `name`, else its own text or `literal`."""
    for path in paths:
        names = [_name_of(one) for one in item.findall(path)]
        if any(names):
            yield from filter(None, names)
            return


def _name_of(element: Any) -> str:
    name = element.find("name")
    return text_in(element if name is None else name) or element.get("literal") or ""


def _of(element: Any, name: str) -> str | None:
    return element.get(name) if element is not None else None
