"""An article without a date says why."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.sources import Item, ReadArticle

Read = Callable[..., list[Item]]


def read_rows(tmp_path: Path, read: Read, rows: list[dict[str, object]], name: str) -> list[ReadArticle]:
    if name.endswith(".jsonl"):
        content = "\n".join(map(json.dumps, rows))
    elif name.endswith(".json"):
        content = json.dumps(rows)
    else:
        content = "text;date\n" + "\n".join(f"{row['text']};{row.get('date', '')}" for row in rows)
    (tmp_path / name).write_text(content)
    return [item for item in read(tmp_path) if isinstance(item, ReadArticle)]


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.csv"])
@pytest.mark.parametrize(
    ("dates", "read_as"),
    [
        (["03/04/2026", "13/04/2026"], ["2026-04-03", "2026-04-13"]),
        (["03/04/2026", "03/14/2026"], ["2026-03-04", "2026-03-14"]),
        (["03/04/2026 10:30", "13/04/2026 11:00"], ["2026-04-03T10:30:00", "2026-04-13T11:00:00"]),
        (["03.04.26", "13.04.26", "14.04.26"], ["2026-04-03", "2026-04-13", "2026-04-14"]),
        (["03/04/2026", "05/04/2026"], [None, None]),
        (["03/04/2026", "13/04/2026", "04/13/2026"], [None, "2026-04-13", "2026-04-13"]),
    ],
)
def test_the_other_rows_tell_day_from_month(
    tmp_path: Path, read: Read, name: str, dates: list[str], read_as: list[str | None]
) -> None:
    rows: list[dict[str, object]] = [{"text": f"It was {number}.", "date": day} for number, day in enumerate(dates)]
    assert [item.article.published_at for item in read_rows(tmp_path, read, rows, name)] == read_as


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"date": "03/04/2026"}, "nothing tells its day from its month"),
        ({"date": "2 hours ago"}, "counts from a day that is not said"),
        ({"date": "10:30"}, "a time without a day"),
        ({"date": "46085"}, "a spreadsheet's number of a day"),
        ({"date": "some day soon"}, "in no form that is known"),
        ({"date": "2999-01-01"}, "more than two years ahead"),
        ({"date": ""}, "is empty"),
        ({"date": "NaN"}, "is empty"),
        ({"seendate": "20260304T101500Z"}, "its only date says when it was fetched"),
        ({"title": "A"}, "no field of the row is known to hold the date of publication (fields: text, title)"),
        ({}, "--field published_at=FIELD"),
    ],
)
def test_why(tmp_path: Path, read: Read, row: dict[str, object], reason: str) -> None:
    (item,) = read_rows(tmp_path, read, [{"text": "It was.", **row}], "a.jsonl")
    assert item.article.published_at is None
    assert reason in (item.undated or "")
