"""A rebuild embeds what it must, once; until it is done the old index answers."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from assistant.archive import Archive, Soundness, Vectors, back_up
from assistant.archive.catalog.manifest import PROBE_TEXTS
from assistant.errors import ArchiveDamaged, ModelError, ModelUnavailable
from assistant.models import EmbeddingIdentity

if TYPE_CHECKING:
    from tests.unit.assistant.archive.conftest import CountingEmbedder, Newsroom


class Faulty:
    """Another model, that fails after some texts or gives vectors of another length than it says."""

    def __init__(self, embedder: "CountingEmbedder", *, after: int = 10**9, width: int = 16) -> None:
        self.identity = EmbeddingIdentity("faulty", 16, "a" * 64, 256, local=True)
        self.encoded: list[str] = []
        self._embedder = embedder
        self._after = after
        self._width = width

    def encode(self, texts: Sequence[str]) -> Vectors:
        if len(self.encoded) >= self._after:
            message = "The server did not answer. Try again."
            raise ModelUnavailable(message)
        self.encoded += texts
        return self._embedder.encode(texts)[:, : self._width]


def fill(newsroom: "Newsroom", count: int) -> None:
    newsroom.put(*(newsroom.article(f"Text {number}.", external_id=str(number)) for number in range(count)))


def nearest(archive: Archive, embedder: "CountingEmbedder", text: str) -> tuple[str, float]:
    with archive.snapshot() as snapshot:
        (hit,) = snapshot.search_dense(embedder.encode([f"None\n{text}"])[0], 1)
        (passage,) = snapshot.passages([hit.passage_id])
        return passage.text, round(hit.score, 4)


def vector_count(archive: Archive) -> int:
    with closing(sqlite3.connect(archive.path / "catalog.sqlite3")) as connection:
        return int(connection.execute("SELECT count(*) FROM vectors").fetchone()[0])


def test_after_a_change_of_model_everything_is_embedded_once_and_the_old_index_serves_till_then(
    newsroom: "Newsroom", other_model: "CountingEmbedder"
) -> None:
    fill(newsroom, 300)
    newsroom.put(newsroom.article("Text 7.\nText 8.", external_id="again"))  # two inputs that there are already
    newsroom.put(newsroom.article("Gone.", external_id="gone"))
    newsroom.put(newsroom.article("Came instead.", external_id="gone"))
    seen: list[tuple[int, int]] = []

    def look(done: int, total: int) -> None:
        seen.append((done, total))
        assert nearest(newsroom.archive, newsroom.embedder, "Text 42.") == ("Text 42.", 1.0)

    with Archive.open(newsroom.archive.path, other_model.identity) as archive:
        archive.rebuild(other_model, look)
        assert nearest(archive, other_model, "Text 42.") == ("Text 42.", 1.0)
        status = archive.status()
        assert (status.generation.health, status.generation.row_count, status.tail_count) == ("good", 303, 0)
        assert status.notices == ()
        assert vector_count(archive) == 302, "the vectors of the old model take no more room"
    embedded = [text for text in other_model.encoded if text not in PROBE_TEXTS]
    embedded.remove("None\nText 42.")  # the question above
    assert sorted(embedded) == sorted(
        [f"None\nText {number}." for number in range(300)] + ["None\nCame instead.", "None\nGone."]
    )
    assert (256, 304) in seen
    assert (303, 303) in seen


def test_the_same_model_embeds_only_what_has_no_vector(newsroom: "Newsroom") -> None:
    fill(newsroom, 5)
    late = newsroom.article("No vector yet.", external_id="late")
    with newsroom.archive.writer() as writer:
        writer.put(late, newsroom.passages(late))
    before = len(newsroom.embedder.encoded)
    newsroom.archive.rebuild(newsroom.embedder)
    assert newsroom.embedder.encoded[before:] == [*PROBE_TEXTS, "None\nNo vector yet."]
    assert newsroom.archive.status().unembedded_count == 0
    assert nearest(newsroom.archive, newsroom.embedder, "No vector yet.") == ("No vector yet.", 1.0)


def test_a_model_that_fails_on_the_way_leaves_the_old_one_and_need_not_begin_anew(newsroom: "Newsroom") -> None:
    fill(newsroom, 300)
    faulty = Faulty(newsroom.embedder, after=4 + 256)
    with pytest.raises(ModelUnavailable):
        newsroom.archive.rebuild(faulty)
    assert nearest(newsroom.archive, newsroom.embedder, "Text 7.") == ("Text 7.", 1.0)
    assert newsroom.archive.status().model_name == "counting"
    mended = Faulty(newsroom.embedder)
    newsroom.archive.rebuild(mended)
    assert len(mended.encoded) == 4 + 300 - 256
    assert newsroom.archive.status().model_name == "faulty"


def test_a_model_that_gives_no_vectors_of_its_length_changes_nothing(newsroom: "Newsroom") -> None:
    fill(newsroom, 3)
    before = newsroom.archive.status()
    with pytest.raises(ModelError, match="Check the model"):
        newsroom.archive.rebuild(Faulty(newsroom.embedder, width=15))
    assert newsroom.archive.status() == before


def test_an_empty_archive_takes_the_model_and_has_no_generation(
    newsroom: "Newsroom", other_model: "CountingEmbedder"
) -> None:
    fill(newsroom, 2)
    with newsroom.archive.snapshot() as snapshot:
        article_ids = [article.article_id for article in snapshot.list_articles()]
    with newsroom.archive.writer() as writer:
        for article_id in article_ids:
            writer.remove(article_id)
    newsroom.archive.rebuild(other_model)
    status = newsroom.archive.status()
    assert (status.model_name, status.generation.health) == ("another", "none yet")
    assert other_model.encoded == list(PROBE_TEXTS)
    assert vector_count(newsroom.archive) == 0


def test_words_are_indexed_anew_for_live_passages_alone(newsroom: "Newsroom") -> None:
    newsroom.put(newsroom.article("The bridge is open.", "Bridge", external_id="1"))
    newsroom.put(newsroom.article("The bridge is shut.", "Bridge", external_id="1"))
    newsroom.put(newsroom.article("The bridge is shut.", "Crossing", external_id="2", publisher="Post"))
    newsroom.put(newsroom.article("Trams run.", "Rumour", external_id="3"))
    newsroom.put(newsroom.article("Trams run.", "Timetable", external_id="3"))  # cut again under its new headline
    with closing(sqlite3.connect(newsroom.archive.path / "catalog.sqlite3")) as connection, connection:
        connection.execute("INSERT INTO keyword (rowid, title, body, publisher) VALUES (99, '', 'zeppelin', '')")
    newsroom.archive.rebuild(newsroom.embedder)
    assert newsroom.keyword("zeppelin open rumour") == []
    assert newsroom.keyword("trams") == ["Trams run."]
    with newsroom.archive.snapshot() as snapshot:
        assert len(snapshot.search_keyword("trams", 10)) == 1, "what was retired takes no place among the hits"
    assert newsroom.keyword("bridge shut") == ["The bridge is shut."]
    assert newsroom.keyword("gazette bridge") == ["The bridge is shut.", "Trams run."]


def test_a_reader_of_the_old_state_is_not_disturbed(newsroom: "Newsroom", other_model: "CountingEmbedder") -> None:
    fill(newsroom, 70)
    with (
        Archive.open(newsroom.archive.path, other_model.identity) as other,
        newsroom.archive.snapshot() as snapshot,
    ):
        query = newsroom.embedder.encode(["None\nText 3."])[0]
        before = snapshot.search_dense(query, 20)
        other.rebuild(other_model)
        assert snapshot.search_dense(query, 20) == before


def test_a_keyword_index_with_damaged_pages_is_made_anew(newsroom: "Newsroom") -> None:
    newsroom.put(newsroom.article("The bridge is open again.", "Bridge", external_id="1"))
    newsroom.archive.close()
    file = newsroom.archive.path / "catalog.sqlite3"
    with closing(sqlite3.connect(file)) as connection:
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        pages = connection.execute("SELECT rootpage FROM sqlite_master WHERE name LIKE 'keyword_%' AND rootpage > 0")
        damaged = [page for (page,) in pages]
    content = bytearray(file.read_bytes())
    for page in damaged:
        content[(page - 1) * size : page * size] = b"\xff" * size
    file.write_bytes(content)
    with Archive.open(newsroom.archive.path, newsroom.embedder.identity) as archive:
        found = archive.check_soundness()
        assert found.keyword_faults
        assert found.faults == ()
        with pytest.raises(ArchiveDamaged, match="Run `copydesk rebuild`"):
            back_up(archive.path, newsroom.archive.path.parent / "saved.zip")
        archive.rebuild(newsroom.embedder)
        assert archive.check_soundness() == Soundness(1, ())
        with archive.snapshot() as snapshot:
            assert len(snapshot.search_keyword("bridge", 10)) == 1
        assert back_up(archive.path, newsroom.archive.path.parent / "saved.zip").article_count == 1
