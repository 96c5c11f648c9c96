import json

from ingest.report import Report
from ingest.sources import Note, Skip


def test_the_json_report_has_the_promised_shape() -> None:
    report = Report(
        added=3, updated=1, unchanged=4, duplicates=2, skipped=[Skip("a.txt", "empty")], passages=9, seconds=1.23456
    )
    report.total_articles, report.total_passages = 10, 30
    assert json.loads(json.dumps(report.to_json())) == {
        "added": 3,
        "updated": 1,
        "unchanged": 4,
        "removed": 0,
        "duplicates": 2,
        "skipped": [{"source": "a.txt", "reason": "empty"}],
        "articles": 6,
        "passages": 9,
        "seconds": 1.235,
        "dry_run": False,
        "notes": [],
        "sync_refused": None,
        "totals": {"articles": 10, "passages": 30},
    }
    assert report.seen == 11


def test_equal_notes_are_counted_together() -> None:
    report = Report()
    for source in ("a", "b", "c"):
        report.note(Note(source, "Undated."))
    report.note(Note("a", "Odd letters."))
    report.note(Note("", "A field was not found."))
    assert list(report.notes) == ["Undated. (3 times; first: a)", "Odd letters. (a)", "A field was not found."]
    assert report.to_json()["notes"] == [
        {"text": "Undated.", "count": 3, "first": "a"},
        {"text": "Odd letters.", "count": 1, "first": "a"},
        {"text": "A field was not found.", "count": 1, "first": ""},
    ]
