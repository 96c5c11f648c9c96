"""A JSON file: one article, a list of articles, or an object with such a list in it."""

import json
import re
from collections.abc import Iterator

from ingest.sources.encoding import decode, decode_head
from ingest.sources.found import FoundFile, Item, Reading, Skip
from ingest.sources.jsonl import parse_json, read_jsonl
from ingest.sources.live_rows import is_live_row
from ingest.sources.reading import HEAD_BYTES, Unreadable, head_of, read_bytes
from ingest.sources.row_fields import path_to_longest
from ingest.sources.row_text import holds_text
from ingest.sources.row_times import ColumnDates
from ingest.sources.rows import article_in_row

__all__ = ["is_json", "read_json"]

LARGEST_FILE = 256_000_000
"""Bytes: a JSON document is in memory as a whole. JSON Lines has no limit."""
_BETWEEN = re.compile(r"[\s,]*")
_LIST_NAMES = (
    "articles", "items", "data", "results", "docs", "documents", "stories", "entries", "rows", "hits", "posts", "news",
    "records", "value", "nodes", "response", "result",
)  # fmt: skip


def read_json(file: FoundFile, reading: Reading) -> Iterator[Item]:
    if _looks_like_lines(file):
        yield from read_jsonl(file, reading)
        return
    try:
        content = read_bytes(file, LARGEST_FILE)
    except Unreadable as fault:
        message = f"{fault}; JSON Lines (one article a line, .jsonl) is read at any size"
        raise Unreadable(message) from None
    document = _document_in(decode(content).text)
    del content
    is_one = isinstance(document, dict) and (_is_article(document, reading) or is_live_row(document))
    rows = None if is_one else _rows_in(document, reading)
    if (
        rows is None
        and isinstance(document, dict)
        and reading.fields.known_columns(document) & {"text", "title", "url"}
    ):
        yield from article_in_row(document, file.source, file, reading)
        return
    if rows is None:
        raise Unreadable(_no_articles(document))
    rows = _of_feed(document, rows)
    dates = ColumnDates(reading.fields, lambda: (row for row in rows if isinstance(row, dict)))
    for number, row in enumerate(rows, start=1):
        source = f"{file.source}:item {number}"
        if isinstance(row, dict):
            yield from article_in_row(row, source, file, reading, dates)
        else:
            yield Skip(source, "not an object with fields")


def _document_in(text: str) -> object:
    """The document; or the list of several, set one behind the other as `jq` and log collectors write them."""
    try:
        return parse_json(text)
    except Unreadable:
        documents, at, decoder = list[object](), 0, json.JSONDecoder()
        try:
            while text.startswith("{", at := _BETWEEN.match(text, at).end()):  # type: ignore[union-attr]  # always matches
                document, at = decoder.raw_decode(text, at)
                documents.append(document)
        except (ValueError, RecursionError):
            documents = []
        if len(documents) < 2 or at < len(text):
            raise
        return documents


def _of_feed(document: object, rows: list[object]) -> list[object]:
    """The items of a JSON Feed, which says once for all who publishes and who writes."""
    if not isinstance(document, dict) or "jsonfeed.org" not in str(document.get("version")):
        return rows
    shared = {"publisher": document.get("title"), "authors": document.get("authors") or document.get("author")}
    return [{**row, **_missing_in(row, shared)} if isinstance(row, dict) else row for row in rows]


def _missing_in(row: dict[str, object], shared: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in shared.items() if value and not row.get(name)}


def _rows_in(document: object, reading: Reading) -> list[object] | None:
    listed = _list_in(document)
    if listed is None:
        listed = _table_in(document, reading)
    return _list_of_articles(document, reading) if listed is None else listed


def _list_of_articles(document: object, reading: Reading) -> list[object] | None:
    """A list of objects at the top, whatever it is called, of which the first is an article."""
    lists = (value for value in document.values() if isinstance(value, list)) if isinstance(document, dict) else ()
    return next((rows for rows in lists if rows and isinstance(rows[0], dict) and _is_article(rows[0], reading)), None)


def _no_articles(document: object) -> str:
    reason = f"no articles in it: neither a list, nor a list under {', '.join(_LIST_NAMES[:4])}, nor a text field"
    if not isinstance(document, dict) or not document:
        return reason
    names = ", ".join(str(name)[:40] for name in list(document)[:12])
    longest = path_to_longest(document)
    hint = f" (perhaps --field text={longest})" if longest else ""
    return f"{reason} (fields: {names}); if one holds the text, say which with --field text=FIELD{hint}"


def _looks_like_lines(file: FoundFile) -> bool:
    """Whether a file called .json holds one object a line, as many exports do."""
    head = decode_head(head_of(file))
    lines = [line for line in head.splitlines() if line.strip()]
    if len(lines) < 2 or not lines[1].lstrip().startswith("{"):
        return False
    try:
        return isinstance(parse_json(lines[0]), dict)
    except Unreadable:
        return False


def is_json(head: str) -> bool:
    """Whether a text whose beginning this is plainly is JSON, or JSON Lines, with fields in it."""
    start = head.lstrip()
    try:
        value, end = json.JSONDecoder().raw_decode(start)
    except json.JSONDecodeError as fault:
        is_cut = len(start) >= HEAD_BYTES // 4 and start.startswith(("{", "["))
        return is_cut and (fault.msg.startswith("Unterminated") or fault.pos > len(start) - 10)
    except (ValueError, RecursionError):
        return False
    rest = start[end:].strip()
    objects = value if isinstance(value, list) else [value]
    return (not rest or rest.startswith("{")) and any(isinstance(row, dict) and row for row in objects)


def _is_article(document: dict[str, object], reading: Reading) -> bool:
    return holds_text(reading.fields.text_of(document))


def _table_in(document: object, reading: Reading) -> list[object] | None:
    """Rows of a table that pandas wrote by columns or by index, or with its columns' names apart."""
    if not isinstance(document, dict):
        return None
    columns, cells = document.get("columns"), document.get("data")
    if isinstance(columns, list) and isinstance(cells, list):
        return [dict(zip(map(str, columns), row, strict=False)) if isinstance(row, list) else row for row in cells]
    parts = list(document.values())
    if not parts or not all(isinstance(part, dict) for part in parts):
        return None
    if "text" in reading.fields.known_columns(document):
        keys = dict.fromkeys(key for part in parts for key in part)
        return [{name: part.get(key) for name, part in document.items()} for key in keys]
    return parts if any(_is_article(part, reading) for part in parts) else None


def _list_in(document: object, depth: int = 2) -> list[object] | None:
    """The list of articles, at the top or under a usual name; also one level further down (`response.results`)."""
    if isinstance(document, list):
        return document
    if not isinstance(document, dict) or depth < 0:
        return None
    by_name = {str(name).casefold(): value for name, value in document.items()}
    if isinstance(by_name.get("columns"), list):
        return None
    for name in _LIST_NAMES:
        if isinstance(by_name.get(name), list):
            return list(by_name[name])
    alone = (value[0] if isinstance(value, list) and len(value) == 1 else value for value in document.values())
    inner = (_list_in(value, depth - 1) for value in alone if isinstance(value, dict))
    return next((found for found in inner if found is not None), None)
