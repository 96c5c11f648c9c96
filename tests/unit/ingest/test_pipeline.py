"""From files to outcomes: each input has exactly one, and nothing is told before it is stored."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.archive import Archive, Vectors, forget_articles
from assistant.errors import InputError, ModelUnavailable
from assistant.models import EmbeddingIdentity
from assistant.settings import Settings
from ingest.events import ArticleDone, Finished, IndexProgress, IngestEvent
from ingest.pipeline import BATCH_ARTICLES, BATCH_CHARACTERS, ingest
from ingest.record import Occasion
from ingest.report import Report
from ingest.samples import samples_path
from tests.written_files import pdf_of


class Lengths:
    """A model that sees the length of a text and its last letters."""

    def __init__(self) -> None:
        self.identity = EmbeddingIdentity("lengths", 4, "b" * 64, 256, local=True)
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.encoded += texts
        return np.array([[1, len(text), *map(ord, f"  {text}"[-2:])] for text in texts], dtype=np.float32)


class Broken(Lengths):
    def encode(self, texts: Sequence[str]) -> Vectors:
        message = "The server did not answer. Try again."
        raise ModelUnavailable(message)


@pytest.fixture
def model() -> Lengths:
    return Lengths()


@pytest.fixture
def archive(tmp_path: Path, model: Lengths) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive", model.identity, create=True) as opened:
        yield opened


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def write_rows(*rows: object, name: str = "rows.jsonl") -> Path:
        path = tmp_path / "wire" / name
        path.parent.mkdir(exist_ok=True)
        lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return path

    return write_rows


def counts(report: Report) -> tuple[int, int, int, int, int]:
    return report.added, report.updated, report.unchanged, report.duplicates, len(report.skipped)


def story(number: int, **fields: object) -> dict[str, object]:
    return {"id": str(number), "title": f"Story {number}", "text": f"The bridge {number} was shut on Monday.", **fields}


ROWS = st.lists(
    st.sampled_from(["broken {", "7", '{"title": "no text"}'])
    | st.fixed_dictionaries(
        {"id": st.sampled_from(["1", "2", "3"]), "text": st.sampled_from(["It was shut.", "It was open."])},
        optional={"title": st.sampled_from(["Bridge", "Ferry"]), "author": st.just("Ann Lee")},
    ),
    max_size=8,
)


@settings(
    max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(rows=ROWS)
def test_each_input_has_one_outcome_and_a_second_run_finds_nothing_new(
    rows: list[Any], write: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path, model = write(*rows), Lengths()
    with Archive.open(tmp_path_factory.mktemp("archives") / "one", model.identity, create=True) as archive:
        for is_first in (True, False):
            events: list[IngestEvent] = []
            report = ingest([path], archive, model, settings=Settings.load(), listener=events.append)
            told = Counter(event.outcome for event in events if isinstance(event, ArticleDone))
            assert told.total() == report.seen == (len(rows) if rows else 1), "an empty file is one skip"
            assert (told["added"], told["updated"], told["unchanged"], told["duplicate"], told["skipped"]) == (
                counts(report)
            )
            assert events[-1] == Finished(report)
            assert is_first or report.articles == report.passages == 0
            assert report.total_articles == len({row["id"] for row in rows if isinstance(row, dict)})


def test_a_row_said_twice_is_noted_and_not_updated_by_every_run(
    write: Callable[..., Path], archive: Archive, model: Lengths
) -> None:
    path = write(story(1), story(1, title="Another headline"), story(2))
    first = ingest([path], archive, model, settings=Settings.load())
    assert counts(first) == (2, 0, 1, 0, 0)
    note = next(note for note in first.notes if "the same text" in note)
    assert note.endswith("(" + str(path) + ":line 2)")
    encoded = len(model.encoded)
    for _ in range(2):
        assert counts(ingest([path], archive, model, settings=Settings.load())) == (0, 0, 3, 0, 0)
    assert len(model.encoded) == encoded
    with archive.snapshot() as snapshot:
        assert snapshot.article("1").title == "Story 1"


@pytest.mark.parametrize("length", [1, BATCH_ARTICLES, BATCH_ARTICLES + 1])
def test_nothing_is_told_before_it_is_stored(
    write: Callable[..., Path], archive: Archive, model: Lengths, length: int
) -> None:
    stored: list[int] = []

    def look(event: IngestEvent) -> None:
        if isinstance(event, ArticleDone):
            with archive.snapshot() as snapshot:
                assert snapshot.article(event.article_id or "").title
                stored.append(snapshot.coverage().article_count)

    ingest([write(*map(story, range(length)))], archive, model, settings=Settings.load(), listener=look)
    first = min(length, BATCH_ARTICLES)
    assert stored == [first] * first + [length] * (length - first)


@pytest.mark.slow
def test_long_articles_make_short_batches(write: Callable[..., Path], archive: Archive) -> None:
    text = "The bridge was shut on Monday, and nobody said why. " * (BATCH_CHARACTERS // 100)
    path = write(*({"id": str(number), "text": f"{number} {text}"} for number in range(3)))
    stored: list[int] = []

    def look(event: IngestEvent) -> None:
        if isinstance(event, ArticleDone):
            with archive.snapshot() as snapshot:
                stored.append(snapshot.coverage().article_count)

    long = Settings.load(max_article_characters=BATCH_CHARACTERS)
    ingest([path], archive, None, settings=long, listener=look)
    assert stored == [2, 2, 3]


def test_the_limit_is_on_the_text_and_says_which_setting_it_is(write: Callable[..., Path], archive: Archive) -> None:
    small = Settings.load(max_article_characters=1000)
    path = write({"id": "1", "text": "x" * 1000}, {"id": "2", "text": "x" * 1001})
    report = ingest([path], archive, None, settings=small)
    assert counts(report) == (1, 0, 0, 0, 1)
    reason = report.skipped[0].reason
    assert reason == "its text has 1,001 characters, more than 1,000 (COPYDESK_MAX_ARTICLE_CHARACTERS)"


def test_a_duplicate_names_what_it_repeats(write: Callable[..., Path], archive: Archive, model: Lengths) -> None:
    path = write(story(1), story(2, text=story(1)["text"], publisher="Courier"))
    events: list[IngestEvent] = []
    ingest([path], archive, model, settings=Settings.load(), listener=events.append)
    first, second = [event for event in events if isinstance(event, ArticleDone)]
    assert (first.outcome, second.outcome) == ("added", "duplicate")
    assert second.reason == f"the same text as article {first.article_id}"


def test_the_index_is_told_of_when_it_is_made(write: Callable[..., Path], archive: Archive, model: Lengths) -> None:
    events: list[IngestEvent] = []
    path = write(*map(story, range(70)))
    ingest([path], archive, model, settings=Settings.load(), listener=events.append)
    indexing = [event for event in events if isinstance(event, IndexProgress)]
    assert indexing[-1] == IndexProgress(70, 70)
    assert events.index(indexing[0]) > max(events.index(event) for event in events if isinstance(event, ArticleDone))
    assert archive.status().generation.row_count == 70


def test_a_failure_ends_with_a_report_of_what_is_stored(write: Callable[..., Path], archive: Archive) -> None:
    events: list[IngestEvent] = []
    with pytest.raises(ModelUnavailable):
        ingest([write(story(1))], archive, Broken(), settings=Settings.load(), listener=events.append)
    (finished,) = events
    assert isinstance(finished, Finished)
    assert finished.report.is_interrupted
    assert finished.report.articles == finished.report.total_articles == 0


def test_an_empty_folder_is_a_run_without_articles(tmp_path: Path, archive: Archive, model: Lengths) -> None:
    (tmp_path / "empty").mkdir()
    report = ingest([tmp_path / "empty"], archive, model, settings=Settings.load())
    assert (report.articles, report.total_articles, report.is_interrupted) == (0, 0, False)
    assert model.encoded == []


def test_invented_articles_never_come_among_real_ones(archive: Archive) -> None:
    with pytest.raises(InputError, match="invented"):
        ingest([samples_path()], archive, None, settings=Settings.load())
    around = ingest([samples_path().parent], archive, None, settings=Settings.load())
    assert around.total_articles == 0
    assert [skip.source for skip in around.skipped if skip.source.startswith(f"{samples_path()}/")] == []


@pytest.mark.slow
def test_the_pages_of_a_pdf_are_kept_and_forgotten_with_it(tmp_path: Path, archive: Archive, model: Lengths) -> None:
    first = ["Bridge shut", "The bridge over the Omber was shut on Monday evening, after inspectors", "found cracks."]
    second = ["Nobody was hurt, the mayor said when she", "came to look at the two pillars of it."]
    (tmp_path / "a.pdf").write_bytes(pdf_of([first, second]))
    ingest([tmp_path / "a.pdf"], archive, model, settings=Settings.load())
    with archive.snapshot() as snapshot:
        (article,) = snapshot.list_articles()
        (one, two) = snapshot.page_starts(article)
    assert one == (1, 0)
    assert (two[0], article.text[two[1] :].startswith("Nobody was hurt")) == (2, True)
    forget_articles(archive.path, [article.article_id])
    with archive.snapshot() as snapshot:
        assert snapshot.page_starts(article) == ()


def test_a_run_leaves_a_record_where_it_has_an_occasion(
    write: Callable[..., Path], archive: Archive, model: Lengths
) -> None:
    path = write(story(1), "broken {")
    ingest([path], archive, model, settings=Settings.load(), occasion=Occasion(("wire",), "ann"))
    ingest([path], archive, model, settings=Settings.load())
    with pytest.raises(ModelUnavailable):
        ingest([write(story(2))], archive, Broken(), settings=Settings.load(), occasion=Occasion(("more",)))
    with archive.snapshot() as snapshot:
        runs = snapshot.runs()
    assert [(run.given, run.by, run.outcome) for run in runs] == [(("more",), "", "failed"), (("wire",), "ann", "done")]
    assert runs[0].trouble == "The server did not answer. Try again."
    assert (runs[1].counts["added"], runs[1].counts["skipped"]) == (1, 1)
