"""An entry of an RSS or Atom file to a row of fields, under the names that it has in the feed."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from ingest.byline_words import OUTLET_WORDS
from ingest.clean import clean_url, name_in
from ingest.sources.feed_text import whole_text
from ingest.sources.xml_names import key_of, text_in

__all__ = ["Feed", "Row", "outlet_in", "outlet_of_own", "row_of_entry"]

Row = dict[str, object]

_MOST_FIELDS = 200
_LINKS = ("feedburner:origLink", "link", "atom:link")
_PARTS = re.compile(r"\s+(?:[|»›>·:-]+|[–—])\s+")
_FEED_WORDS = re.compile(r"\s*\b(?:RSS|Atom)?[ -]?feeds?\b\s*$|\s*\bRSS\b\s*$", re.IGNORECASE)
_SECTION_WORDS = frozenset({"news", "today", "daily", "weekly", "magazine", "review"})
_SHORTEST_NAME = 4
_PUBLISHERS = ("dc:publisher", "title", "atom:title")
_OUTLETS = ("dc:publisher", "source")
"""Where an entry names the outlet that it comes from."""
_LANGUAGES = ("language", "dc:language")


class Feed:
    """What a feed says of all its entries: outlet, language, and the names behind its authors' accounts."""

    def __init__(self) -> None:
        self._said: dict[str, str] = {}
        self._names: dict[str, str] = {}

    def note(self, key: str, element: Any) -> None:  # lxml ships no types
        """Keep what is said beside the entries."""
        if key in (*_PUBLISHERS, *_LANGUAGES) and (text := text_in(element)[:1000]):
            self._said.setdefault(key, text)
        if key in _LINKS and (address := _address_in([(key, element)])):
            self._said.setdefault("link", address)
        language = element.get("{http://www.w3.org/XML/1998/namespace}lang")
        if language:
            self._said.setdefault("language", language[:50])

    def add_author(self, element: Any) -> None:
        """The display name of an account: `jdoe` is not who wrote an article, Jane Doe is."""
        said = {key_of(child): text_in(child)[:200] for child in element}
        login = said.get("wp:author_login", "")
        whole = " ".join(filter(None, (said.get("wp:author_first_name"), said.get("wp:author_last_name"))))
        shown = said.get("wp:author_display_name") or ""
        self._names[login] = shown if shown and shown.casefold() != login.casefold() else whole

    def author(self, login: str) -> str:
        return self._names.get(login, login)

    def completed(self, row: Row) -> Row:
        """The row with the feed's own outlet and language where it names none."""
        language = next((self._said[key] for key in _LANGUAGES if key in self._said), None)
        named = next((row[key] for key in _OUTLETS if row.get(key)), None)
        return {"publisher": named or self._outlet(), "language": row.get("dc:language") or language, **row}

    def _outlet(self) -> str | None:
        said = next((self._said[key] for key in _PUBLISHERS if key in self._said), None)
        return outlet_in(said, self._said.get("link")) if said else None


def outlet_in(title: str, address: str | None) -> str | None:
    """The outlet in a feed's title: `The Courier` of `Sport – The Courier` and of `The Courier » Feed`."""
    named = name_in(title) or ""
    parts = [part for part in (_FEED_WORDS.sub("", part).strip() for part in _PARTS.split(named)) if part]
    if len(parts) < 2:
        return parts[0] if parts else None
    host = _host_of(address or "").replace(".", "")
    by_host = (part for part in parts if len(bare := _bare(part)) >= _SHORTEST_NAME and bare in host)
    by_word = (part for part in parts if part.split()[-1].casefold() in OUTLET_WORDS - _SECTION_WORDS)
    return next(by_host, None) or next(by_word, None) or parts[0]


def outlet_of_own(title: str, home: str, link: str) -> str | None:
    """The outlet in the title of a feed at `home`, for an article at `link`: none where that stands at another's."""
    home_host = _host_of(home)
    host = _host_of(link) if "//" in link else home_host
    shorter, longer = sorted((one.removeprefix("www.") for one in (home_host, host)), key=len)
    is_own = "." in shorter and f".{longer}".endswith(f".{shorter}")
    return outlet_in(title, home) if is_own else None


def _host_of(address: str) -> str:
    """Empty for what is no address."""
    return urlsplit(clean_url(address) or "").hostname or ""


def _bare(part: str) -> str:
    return re.sub(r"\bthe\b|[\W_]", "", part.casefold())


def row_of_entry(entry: Any) -> Row:
    """The entry's fields. `has_text` is set where it holds its article whole, not a teaser of it."""
    row: Row = {}
    links, people, categories = [], [], []
    for child in list(entry)[:_MOST_FIELDS]:
        key = key_of(child)
        if key in _LINKS:
            links.append((key, child))
        elif key in ("author", "atom:author", "dc:creator"):
            people.append(_person_in(child))
        elif key in ("category", "atom:category", "dc:subject"):
            categories.append(child.get("label") or child.get("term") or text_in(child))
        elif key == "atom:content":
            row.setdefault(*_content_in(child))
        elif key and (text := text_in(child)):
            row.setdefault(key.removeprefix("atom:"), text)
    row |= {"url": _address_in(links), "authors": [one for one in people if one], "category": categories}
    return _with_text(_with_address(row))


def _with_text(row: Row) -> Row:
    """The article where the feed holds it under the name of a summary, as many do."""
    if any(row.get(name) for name in ("content:encoded", "content", "content_html")):
        return {**row, "has_text": True}
    summary = row.get("description") or row.get("summary")
    text = whole_text(summary, None) if isinstance(summary, str) else None
    return {**row, "text": text, "has_text": True} if text else row


def _with_address(row: Row) -> Row:
    return row if row.get("url") else {**row, "url": clean_url(row.get("guid") or row.get("id"))}


def _address_in(links: list[tuple[str, Any]]) -> str | None:
    """The article's page: where the feed goes through a counting service, the address it came from."""
    ordered = sorted(links, key=lambda link: _LINKS.index(link[0]))
    for _, link in ordered:
        if link.get("rel") in (None, "alternate"):
            address = clean_url(text_in(link) or link.get("href"))
            if address:
                return address
    return None


def _person_in(element: Any) -> str:
    named = [child for child in element if key_of(child) in ("name", "atom:name")]
    return text_in(named[0]) if named else text_in(element)


def _content_in(element: Any) -> tuple[str, str]:
    """Text or markup, as the element says of itself."""
    from lxml.etree import tostring  # type: ignore[import-untyped]  # comes with trafilatura

    kind = (element.get("type") or element.get("mode") or "text").casefold()
    if kind == "xhtml" or len(element):
        return "content_html", "".join(tostring(child, encoding="unicode") for child in element)
    return ("content_html" if kind in ("html", "text/html", "escaped") else "content"), text_in(element)


def said_of(entry: Any) -> Mapping[str, str]:
    """Each plain field of an entry once."""
    found: dict[str, str] = {}
    for child in list(entry)[:_MOST_FIELDS]:
        if (key := key_of(child)) and (text := text_in(child)):
            found.setdefault(key, text)
    return found
