"""Records of ingests: kept, bounded, gone with what they name."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from assistant.archive import Archive, IncomingArticle, IncomingPassage, forget_articles
from assistant.archive.catalog.database import Database
from assistant.archive.catalog.runs import MOST_SKIPS, IngestRun, new_run_id, read_run, read_runs, write_run


def test_a_record_comes_back_as_it_went_in_and_takes_the_place_of_its_earlier_state(
    catalog: Database,
) -> None:
    begun = IngestRun("r1", "2026-05-04T10:00:00+00:00", ("/wire",), "ann")
    write_run(catalog, begun)
    assert read_runs(catalog, 5) == [begun]
    ended = IngestRun("r1", begun.started_at, ("/wire",), "ann", "done", "x", {"added": 2}, (("a", "b"),), ("n",), None)
    write_run(catalog, ended)
    assert read_runs(catalog, 5) == [ended]
    assert (read_run(catalog, "r1"), read_run(catalog, "r2")) == (ended, None)


def test_records_are_bounded_in_number_and_size(catalog: Database) -> None:
    start = datetime(2026, 5, 4, tzinfo=UTC)
    long = "x" * 10_000
    for number in range(60):
        run_id = new_run_id(start + timedelta(seconds=number))
        skips = tuple((long, long) for _ in range(3000))
        write_run(catalog, IngestRun(run_id, str(number), (long,) * 50, skips=skips, notes=(long,) * 100))
    runs = read_runs(catalog, 100)
    assert [run.started_at for run in runs] == [str(number) for number in range(59, 19, -1)]
    assert len(runs[0].skips) == MOST_SKIPS
    (size,) = catalog.execute("SELECT max(length(value)) FROM remembered").fetchone()
    assert size < 150_000


def test_what_cannot_be_read_is_left_out(catalog: Database) -> None:
    catalog.executemany("INSERT INTO remembered VALUES (?, ?)", [("run:1", "{}"), ("run:2", "x"), ("runs", "y")])
    assert read_runs(catalog, 5) == []


def test_a_record_that_names_a_forgotten_article_goes_with_it(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path / "archive", None, create=True)
    with archive.writer() as writer:
        text = "A text of some length about the bridge."
        done = writer.put(
            IncomingArticle(text, "One", url="https://a.example/secret"),
            [IncomingPassage(0, len(text), ((0, len(text)),), text)],
        )
        writer.note_run(IngestRun("r1", "x", ("https://a.example/secret",)))
        writer.note_run(IngestRun("r2", "x", ("https://a.example/other",)))
    forget_articles(archive.path, [done.article_id])
    with archive.snapshot() as snapshot:
        assert [run.run_id for run in snapshot.runs()] == ["r2"]
    archive.close()
