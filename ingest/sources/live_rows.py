"""Live blogs in exports: a row whose text is a list of entries, each with its time."""

from collections.abc import Mapping, Sequence

from ingest.clean import moment_in, name_in
from ingest.sources.live_entries import MOST_ENTRIES, LiveEntry, days_of, read_time, text_of_entries, together
from ingest.sources.row_names import KEYS, comparable
from ingest.sources.row_text import read_text_value

__all__ = ["is_live_row", "with_entries"]

_LISTS = tuple(
    map(
        comparable,
        ("live_blog_update", "live_blog_updates", "live_updates", "live_entries", "entries", "posts", "updates",
         "blocks", "key_events", "items", "events", "timeline"),
    )
)  # fmt: skip
_FEWEST = 2
_LONGEST = 1_000_000
_TIMES = (*KEYS["published_at"], "timestamp", "time", "createdat", "created", *KEYS["updated_at"])
_TITLES = ("title", "headline", "heading")


def is_live_row(row: Mapping[str, object]) -> bool:
    """Whether it says that it is a live blog, though it holds a list like one of articles."""
    if not any(isinstance(value, list | tuple) for value in row.values()):
        return False
    kinds = [name_in(row.get(name)) or "" for name in ("@type", "type", "kind", "article_type", "format")]
    says_so = any(comparable(kind) in ("liveblog", "liveblogposting", "live", "liveblogs") for kind in kinds)
    return (says_so or any(comparable(name) == _LISTS[0] for name in row)) and bool(_entries_of(row))


def with_entries(row: Mapping[str, object]) -> Mapping[str, object]:
    """The row with its entries as its text, below what it says above them; as it is where it has none."""
    entries = _entries_of(row)
    if len(entries) < _FEWEST:
        return row
    times = (row[name] for name in row if comparable(name) in KEYS["published_at"])
    began = next(filter(None, map(moment_in, times)), None)
    ordered = together(entries, [])
    days = days_of(ordered, began, None) if began else [None] * len(ordered)
    lead = next((row[name] for name in row if name in ("text", "body", "lead") and isinstance(row[name], str)), None)
    text = "\n\n".join([*([str(lead)] if lead else []), *text_of_entries(ordered, days)])
    kept = {name: value for name, value in row.items() if comparable(name) not in (*KEYS["text"], *_LISTS)}
    return {**kept, "text": text, "kind": "live blog"}


def _entries_of(row: Mapping[str, object]) -> list[LiveEntry]:
    by_key = {comparable(name): value for name, value in row.items()}
    for name in _LISTS:
        rows = by_key.get(name)
        if not isinstance(rows, Sequence) or isinstance(rows, str):
            continue
        read = [_entry(one) for one in rows[:MOST_ENTRIES] if isinstance(one, Mapping)]
        entries = [entry for entry in read if entry is not None]
        if entries and len(entries) * 2 > len(rows):
            return entries
    return []


def _entry(row: Mapping[str, object]) -> LiveEntry | None:
    by_key = {comparable(name): value for name, value in row.items()}
    written = next((by_key[name] for name in (*KEYS["text"], "description", "message") if by_key.get(name)), None)
    moment = next((found for name in _TIMES if (found := moment_in(by_key.get(name)))), None)
    posted_at = read_time(moment.text) if moment else None
    text = read_text_value(written, most=_LONGEST)
    if posted_at is None or text is None or not text.text.strip():
        return None
    title = next((name for key in _TITLES if (name := name_in(by_key.get(key)))), None)
    return LiveEntry("", posted_at, title, tuple(line.strip() for line in text.text.split("\n") if line.strip()))
