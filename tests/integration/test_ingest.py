"""Articles into a real archive, with the real local model or a small stand-in for it."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.archive import Archive, Vectors
from assistant.errors import InputError, ModelMismatch, ModelMissing, ModelUnavailable, SourceError
from assistant.models import Embedded, EmbeddingIdentity, LocalEmbeddings
from assistant.settings import Settings
from ingest.events import ArticleDone, Finished, IngestEvent
from ingest.pipeline import BATCH_ARTICLES, ingest
from ingest.report import Report


class Letters:
    """An embedder that counts letters: quick, and the same text always gives the same vector."""

    def __init__(self, name: str = "letters") -> None:
        self.identity = EmbeddingIdentity(name=name, dimension=26, sha256=None, max_tokens=None, local=True)
        self.encoded_count = 0
        self.fails_after: int | None = None

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.encoded_count += len(texts)
        if self.fails_after is not None and self.encoded_count > self.fails_after:
            message = "The embedding server did not answer."
            raise ModelUnavailable(message)
        counts = np.array(
            [[1 + text.lower().count(chr(97 + n)) for n in range(26)] for text in texts], dtype=np.float32
        )
        vectors: Vectors = counts / np.linalg.norm(counts, axis=1, keepdims=True)
        return vectors


class CountingEmbeddings(LocalEmbeddings):
    encoded_count = 0

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.encoded_count += len(texts)
        return super().encode(texts)

    def encode_with_codes(self, texts: Sequence[str]) -> Embedded:
        self.encoded_count += len(texts)
        return super().encode_with_codes(texts)


@pytest.fixture
def letters() -> Letters:
    return Letters()


@pytest.fixture
def archive(tmp_path: Path, letters: Letters) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive", letters.identity, create=True) as opened:
        yield opened


def write_rows(path: Path, rows: Sequence[dict[str, object]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def story(number: int, **fields: object) -> dict[str, object]:
    text = f"Story number {number} begins here. It was written on a rainy day. Nothing else happened in place {number}."
    return {"id": f"s{number}", "title": f"Story {number}", "text": text, **fields}


def counts(report: Report) -> tuple[int, int, int, int, int]:
    return report.added, report.updated, report.unchanged, report.duplicates, len(report.skipped)


def test_wikinews_goes_in_once(shared_data: Path, tmp_path: Path) -> None:
    source = shared_data / "wikinews" / "articles.jsonl"
    model = CountingEmbeddings()
    with Archive.open(tmp_path / "wikinews", model.identity, create=True) as archive:
        first = ingest([source], archive, model, settings=Settings.load())
        assert counts(first) == (42, 0, 0, 0, 0)
        assert first.passages == first.total_passages > 100
        assert first.total_articles == 42
        encoded_count = model.encoded_count
        second = ingest([source], archive, model, settings=Settings.load())
        assert counts(second) == (0, 0, 42, 0, 0)
        assert (second.articles, second.passages, second.total_articles) == (0, 0, 42)
        assert model.encoded_count == encoded_count
        rows = {row["id"]: row for row in map(json.loads, source.read_text(encoding="utf-8").splitlines())}
        with archive.snapshot() as snapshot:
            for listed in snapshot.list_articles(limit=100):
                article = snapshot.article(listed.article_id)
                assert article.external_id is not None
                row = rows[article.external_id]
                assert article.text == row["text"]
                assert article.title == row["title"]
                passages = snapshot.article_passages(article.article_id)
                assert all(article.text[passage.start : passage.end] == passage.text for passage in passages)
            hits = snapshot.search_dense(model.encode(["ants that treat themselves with medicine"])[0], 3)
            (best,) = snapshot.passages([hits[0].passage_id])
            assert "ants" in best.text


def test_a_folder_and_a_file_of_it_are_the_same_articles(tmp_path: Path, archive: Archive, letters: Letters) -> None:
    folder = tmp_path / "wire"
    write_rows(folder / "rows.jsonl", [story(1), story(2)])
    (folder / "a.txt").write_text("Bridge shut\n\nThe bridge was shut on Monday.")
    assert counts(ingest([folder], archive, letters, settings=Settings.load())) == (3, 0, 0, 0, 0)
    again = ingest([folder / "rows.jsonl", folder / "a.txt"], archive, letters, settings=Settings.load())
    assert counts(again) == (0, 0, 3, 0, 0)


def test_changed_moved_and_copied(tmp_path: Path, archive: Archive, letters: Letters) -> None:
    path = write_rows(tmp_path / "wire" / "rows.jsonl", [story(1), story(2), story(3, publisher="Lantern")])
    ingest([path], archive, letters, settings=Settings.load())
    rows = [story(1, text="Something else was written."), story(2), story(3, publisher="Lantern")]
    copy = {**story(3), "id": "other", "publisher": "Courier"}
    events: list[IngestEvent] = []
    write_rows(path, [*rows, copy])
    report = ingest([path], archive, letters, settings=Settings.load(), listener=events.append)
    assert counts(report) == (0, 1, 2, 1, 0)
    assert report.articles == 2
    assert report.total_articles == 4
    outcomes = [(event.outcome, event.source.rpartition(":")[2]) for event in events if isinstance(event, ArticleDone)]
    assert sorted(outcomes) == [
        ("duplicate", "line 4"),
        ("unchanged", "line 2"),
        ("unchanged", "line 3"),
        ("updated", "line 1"),
    ]
    assert events[-1] == Finished(report)
    assert counts(ingest([path], archive, letters, settings=Settings.load())) == (0, 0, 4, 0, 0)


def test_two_articles_with_one_id_are_pointed_out(tmp_path: Path, archive: Archive, letters: Letters) -> None:
    write_rows(tmp_path / "wire" / "a.jsonl", [story(1)])
    write_rows(tmp_path / "wire" / "b.jsonl", [{"id": "s1", "text": "Quite another story, from another file."}])
    report = ingest([tmp_path / "wire"], archive, letters, settings=Settings.load())
    assert counts(report) == (1, 1, 0, 0, 0)
    (note,) = (note for note in report.notes if not note.startswith("Undated"))
    assert "--source" in note
    assert "b.jsonl:line 1" in note


def test_source_names_keep_equal_ids_apart(tmp_path: Path, archive: Archive, letters: Letters) -> None:
    first = write_rows(tmp_path / "a.jsonl", [story(1)])
    second = write_rows(tmp_path / "b.jsonl", [{"id": "s1", "text": "Quite another story."}])
    ingest([first], archive, letters, source_name="A", settings=Settings.load())
    assert counts(ingest([second], archive, letters, source_name="B", settings=Settings.load())) == (1, 0, 0, 0, 0)


def test_mapped_fields_and_those_that_are_nowhere(tmp_path: Path, archive: Archive, letters: Letters) -> None:
    path = write_rows(tmp_path / "a.jsonl", [{"hed": "Bridge shut", "main": {"copy": "It was shut."}}])
    fields = {"title": "hed", "body": "main.copy", "author": "writer"}
    report = ingest([path], archive, letters, field_map=fields, settings=Settings.load())
    assert report.added == 1
    (note,) = (note for note in report.notes if not note.startswith("Undated"))
    assert '"writer"' in note
    with archive.snapshot() as snapshot:
        (article,) = snapshot.list_articles()
        assert snapshot.article(article.article_id).text == "It was shut."
        assert article.title == "Bridge shut"


def test_nothing_is_written_for_a_missing_path(tmp_path: Path, archive: Archive, letters: Letters) -> None:
    path = write_rows(tmp_path / "a.jsonl", [story(1)])
    with pytest.raises(SourceError):
        ingest([path, tmp_path / "nowhere"], archive, letters, settings=Settings.load())
    with pytest.raises(InputError, match="no field"):
        ingest([path], archive, letters, field_map={"nonsense": "x"}, settings=Settings.load())
    with archive.snapshot() as snapshot:
        assert snapshot.coverage().article_count == 0


def test_a_model_that_fails_keeps_what_was_committed(tmp_path: Path, archive: Archive, letters: Letters) -> None:
    path = write_rows(tmp_path / "a.jsonl", [story(number) for number in range(3 * BATCH_ARTICLES)])
    letters.encode(["count the probe texts too"])
    letters.fails_after = 2 * BATCH_ARTICLES
    events: list[IngestEvent] = []
    with pytest.raises(ModelUnavailable):
        ingest([path], archive, letters, settings=Settings.load(), listener=events.append)
    last = events[-1]
    assert isinstance(last, Finished)
    assert last.report.is_interrupted
    assert last.report.added == last.report.total_articles == BATCH_ARTICLES
    letters.fails_after = None
    report = ingest([path], archive, letters, settings=Settings.load())
    assert counts(report) == (2 * BATCH_ARTICLES, 0, BATCH_ARTICLES, 0, 0)


def test_ctrl_c_keeps_what_was_committed(tmp_path: Path, archive: Archive, letters: Letters) -> None:
    path = write_rows(tmp_path / "a.jsonl", [story(number) for number in range(3 * BATCH_ARTICLES)])

    def stop_at_the_first(_: IngestEvent) -> None:
        raise KeyboardInterrupt

    def listener(event: IngestEvent) -> None:
        if isinstance(event, ArticleDone):
            stop_at_the_first(event)

    report = ingest([path], archive, letters, settings=Settings.load(), listener=listener)
    assert report.is_interrupted
    assert report.total_articles == BATCH_ARTICLES
    assert ingest([path], archive, letters, settings=Settings.load()).total_articles == 3 * BATCH_ARTICLES


def test_an_archive_of_another_model_is_left_alone(tmp_path: Path, archive: Archive, letters: Letters) -> None:
    path = write_rows(tmp_path / "a.jsonl", [story(1)])
    ingest([path], archive, letters, settings=Settings.load())
    other = Letters("other letters")
    with Archive.open(archive.path, other.identity) as opened, pytest.raises(ModelMismatch):
        ingest([write_rows(tmp_path / "b.jsonl", [story(2)])], opened, other, settings=Settings.load())


class NoRuntime(Letters):
    def encode(self, texts: Sequence[str]) -> Vectors:
        message = "The runtime of the local model is not installed."
        raise ModelMissing(message)


def test_where_no_model_can_run_the_articles_go_in_for_keywords(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "a.jsonl", [story(number) for number in range(BATCH_ARTICLES + 1)])
    model = NoRuntime()
    with Archive.open(tmp_path / "archive", model.identity, create=True) as archive:
        report = ingest([path], archive, model, settings=Settings.load())
        assert report.total_articles == BATCH_ARTICLES + 1
        (note,) = (note for note in report.notes if not note.startswith("Undated"))
        assert "copydesk rebuild" in note
        with archive.snapshot() as snapshot:
            assert len(snapshot.search_keyword("rainy day", 5)) == 5


def test_without_a_model_keywords_find_it(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "a.jsonl", [story(1)])
    with Archive.open(tmp_path / "archive", None, create=True) as archive:
        assert counts(ingest([path], archive, None, settings=Settings.load())) == (1, 0, 0, 0, 0)
        with archive.snapshot() as snapshot:
            assert len(snapshot.search_keyword("rainy day", 5)) == 1
