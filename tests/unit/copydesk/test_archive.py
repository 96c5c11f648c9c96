"""Articles into an archive and out of it, from a program."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from langchain_core.embeddings import Embeddings

from assistant.archive import IncomingArticle
from assistant.errors import ArticleNotFound, InputError, SourceError
from assistant.models import embedder_of
from assistant.settings import Settings
from copydesk.archive import Archive

TEXT = "The bridge over the Omber was shut on Friday."


class Letters(Embeddings):
    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[1.0 + text.count(letter) for letter in "abcdefgh"] for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    embedder = embedder_of(Letters())
    with Archive.open(tmp_path / "desk", embedder.identity, create=True) as opened:
        yield opened.equipped(embedder, Settings.load())


def test_every_article_has_one_outcome(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "vote.txt"
    path.write_text("Vote\n\nThe council voted 17 to 12 for the repair.", encoding="utf-8")
    heard: list[Any] = []
    report = archive.add([{"id": "b", "text": TEXT}, path, {"title": "empty"}, TEXT.encode()], listener=heard.append)
    assert (report.added, len(report.skipped), report.total_articles) == (2, 2, 2)
    assert archive.add([{"id": "b", "text": TEXT}, path]).unchanged == 2
    assert archive.add({"hed": "Bridge", "words": TEXT + " It reopens."}, fields={"text": "words"}).added == 1
    assert archive.add(iter([{"id": "b", "text": TEXT + " It is old."}])).updated == 1
    assert len(heard) > 4
    assert [one.title for one in archive.articles(limit=1, offset=1)] != []


def test_what_cannot_be_meant_is_told_before_anything_is_done(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="taken for a path"):
        archive.add(TEXT)
    with pytest.raises(SourceError):
        archive.add([tmp_path / "nowhere"])
    with pytest.raises(InputError, match="`sync` is for files"):
        archive.add([{"text": TEXT}], sync=True)
    assert archive.articles() == []


def test_sync_removes_what_a_folder_holds_no_more(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text(f"Story {name}\n\n{TEXT} {name}", encoding="utf-8")
    assert archive.add(folder).added == 2
    (folder / "a.txt").unlink()
    assert archive.add(folder, sync=True).removed == 1


def test_an_update_is_a_new_version_with_the_rest_as_it_was(archive: Archive, tmp_path: Path) -> None:
    archive.add({"id": "b", "text": TEXT, "title": "Bridge", "author": "Ines Corrado", "date": "2026-05-04"})
    (stored,) = archive.articles()
    assert archive.update(stored.article_id, text=TEXT + " It reopens in May.", updated_at="2026-05-06").updated == 1
    with archive.snapshot() as snapshot:
        newest, versions = snapshot.article(stored.article_id), snapshot.versions(stored.article_id)
    assert newest.text.endswith("in May.")
    assert (newest.title, newest.authors, newest.published_at) == ("Bridge", ("Ines Corrado",), "2026-05-04")
    assert (str(newest.updated_on), len(versions)) == ("2026-05-06", 2)
    path = tmp_path / "story.txt"
    path.write_text(f"Story\n\n{TEXT} By path.", encoding="utf-8")
    archive.add(path)
    (by_path,) = (one for one in archive.articles() if one.title == "Story")
    assert archive.update(by_path.article_id, title="Another headline").updated == 1


def test_an_update_that_cannot_be_one_is_refused(archive: Archive) -> None:
    archive.add({"text": TEXT})
    (stored,) = archive.articles()
    with pytest.raises(InputError, match="Add the new one and remove this one"):
        archive.update(stored.article_id, text="Another text.")
    changes: Any = {"headline": "x"}
    with pytest.raises(InputError, match="`headline` is no part of an article"):
        archive.update(stored.article_id, **changes)
    with pytest.raises(ArticleNotFound):
        archive.update("nothing", text="x")
    wrong: list[dict[str, Any]] = [{"publisher": 5}, {"text": 5}, {"authors": 5}, {"published_at": "soon"}]
    for given in wrong:
        with pytest.raises(InputError, match=f"`{next(iter(given))}`"):
            archive.update(stored.article_id, **given)
    day: Any = date(2026, 5, 4)
    assert archive.update(stored.article_id, published_at=day).updated == 1
    assert archive.articles()[0].published_on == day


def test_an_article_with_something_else_in_a_field_is_skipped_by_the_field_s_name(archive: Archive) -> None:
    wrong: list[dict[str, Any]] = [{"title": 5}, {"authors": [5]}, {"updated_at": "2026-02-30"}, {"is_withdrawn": "no"}]
    report = archive.add([IncomingArticle(TEXT, **one) for one in wrong])
    assert [one.reason.split("`")[1] for one in report.skipped] == [next(iter(one)) for one in wrong]


def test_removed_forgotten_exported(archive: Archive, tmp_path: Path) -> None:
    archive.add([{"id": "a", "text": TEXT}, {"id": "b", "text": "The ferry sank."}])
    first, second = archive.articles()
    with pytest.raises(ArticleNotFound):
        archive.remove(first.article_id, "nothing")
    assert archive.remove(first.article_id, first.article_id) == (first.article_id,)
    assert [one.article_id for one in archive.articles()] == [second.article_id]
    assert archive.export(str(tmp_path / "out.jsonl")) == 1
    assert archive.forget(second.article_id).article_ids == (second.article_id,)
    assert archive.articles() == []
    assert archive.add(tmp_path / "out.jsonl").added == 1


def test_saved_questions_that_name_somebody_are_forgotten_too(archive: Archive) -> None:
    archive.add({"id": "a", "text": TEXT})
    archive.readers.ask(None, "Who is Inés Corrado?")
    for nothing in ((), ("…",), "Ines"):
        with pytest.raises(InputError):
            archive.forget(words=nothing)
    assert archive.forget(words=["ines corrado"]).turn_count == 1
    assert len(archive.articles()) == 1
    assert "Corrado" not in archive.readers.conversations()[0].title
