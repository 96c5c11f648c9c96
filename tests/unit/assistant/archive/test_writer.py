"""Transactions, vectors and models as the writer keeps them."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.archive import Archive, IncomingArticle, IncomingPassage, Vectors
from assistant.errors import ArticleNotFound, ModelError, ModelMismatch, ModelUnavailable
from assistant.models import EmbeddingIdentity

if TYPE_CHECKING:
    from tests.unit.assistant.archive.conftest import CountingEmbedder, Newsroom


def test_a_failing_model_leaves_nothing_behind(newsroom: "Newsroom") -> None:
    def fail(texts: Sequence[str]) -> Vectors:
        message = "The server did not answer. Try again."
        raise ModelUnavailable(message)

    kept, lost = (newsroom.article(f"Text {number}.", external_id=str(number)) for number in (1, 2))
    with newsroom.archive.writer(newsroom.embedder.encode) as writer:
        writer.put(kept, newsroom.passages(kept), newsroom.embedder.encode)
        with pytest.raises(ModelUnavailable):
            writer.put(lost, newsroom.passages(lost), fail)
        assert not writer.is_unchanged(lost)
    with newsroom.archive.snapshot() as snapshot:
        assert snapshot.coverage().article_count == 1
        assert snapshot.search_keyword("text", 10)[0].passage_id == 1


@pytest.mark.parametrize("wrong", ["short", "few", "zero", "nan", "flat"])
def test_vectors_that_are_none_are_refused(newsroom: "Newsroom", wrong: str) -> None:
    def embed(texts: Sequence[str]) -> Vectors:
        good = newsroom.embedder.encode(texts)
        bad: dict[str, Vectors] = {
            "short": good[:, :-1], "few": good[:-1], "zero": good * 0, "nan": good * float("nan"), "flat": good[0],
        }  # fmt: skip
        return bad[wrong]

    article = newsroom.article("One.\nTwo.")
    with newsroom.archive.writer() as writer, pytest.raises(ModelError, match="Check the model"):
        writer.put(article, newsroom.passages(article), embed)
    assert newsroom.archive.status().coverage.article_count == 0


def test_vectors_are_brought_to_unit_length(newsroom: "Newsroom") -> None:
    article = newsroom.article("One.")
    with newsroom.archive.writer() as writer:
        writer.put(article, newsroom.passages(article), lambda texts: newsroom.embedder.encode(texts) * 7)
    with newsroom.archive.snapshot() as snapshot:
        assert float((snapshot.vectors([1]) ** 2).sum()) == pytest.approx(1.0, abs=1e-5)


def test_nothing_is_embedded_twice(newsroom: "Newsroom") -> None:
    first = newsroom.article("Shared line.\nOwn line.", "Same headline", external_id="1")
    second = newsroom.article("Shared line.\nOther line.", "Same headline", external_id="2")
    newsroom.put(first)
    newsroom.put(second)
    texts = [text for text in newsroom.embedder.encoded if text.startswith("Same headline")]
    assert texts == ["Same headline\nShared line.", "Same headline\nOwn line.", "Same headline\nOther line."]


def test_without_a_model_words_still_find(tmp_path: Path, newsroom: "Newsroom") -> None:
    article = newsroom.article("The bridge is open.", "Bridge", external_id="1")
    with Archive.open(tmp_path / "plain", None, create=True) as archive:
        with archive.writer() as writer:
            assert writer.put(article, newsroom.passages(article)).kind == "added"
        with archive.snapshot() as snapshot:
            assert not snapshot.has_dense
            assert len(snapshot.search_keyword("bridge", 5)) == 1
            assert "words alone" in snapshot.notices[0]
            assert snapshot.search_dense(newsroom.embedder.encode(["x"])[0], 5) == []
    embedder = newsroom.embedder
    with Archive.open(tmp_path / "plain", embedder.identity) as archive:
        assert archive.status().unembedded_count == 1
        assert "copydesk rebuild" in archive.status().notices[0]
        archive.rebuild(embedder)
        assert archive.status().notices == ()
        with archive.snapshot() as snapshot:
            query = embedder.encode(["Bridge\nThe bridge is open."])[0]
            assert snapshot.search_dense(query, 5)[0].score == pytest.approx(1.0, abs=1e-5)


def test_a_remote_model_tells_its_dimension_by_answering(tmp_path: Path, newsroom: "Newsroom") -> None:
    identity = EmbeddingIdentity("remote", None, None, None, local=False, variant="http://127.0.0.1/v1")
    article = newsroom.article("The bridge is open.")
    with Archive.open(tmp_path / "remote", identity, create=True) as archive:
        with archive.writer() as writer:
            writer.put(article, newsroom.passages(article), newsroom.embedder.encode)
        with archive.snapshot() as snapshot:
            assert snapshot.has_dense
            assert snapshot.vectors([1]).shape == (1, 16)


def test_another_model_reads_by_words_and_cannot_write(newsroom: "Newsroom", other_model: "CountingEmbedder") -> None:
    article = newsroom.article("The bridge is open.", external_id="1")
    newsroom.put(article)
    with Archive.open(newsroom.archive.path, other_model.identity) as archive:
        with archive.snapshot() as snapshot:
            assert not snapshot.has_dense
            assert "copydesk rebuild" in snapshot.notices[0]
            assert len(snapshot.search_keyword("bridge", 5)) == 1
        with pytest.raises(ModelMismatch, match="copydesk rebuild"), archive.writer():
            pass
        archive.rebuild(other_model)
        with archive.snapshot() as snapshot:
            assert snapshot.has_dense
            assert snapshot.notices == ()
            assert snapshot.search_dense(other_model.encode(["None\nThe bridge is open."])[0], 1)[0].score > 0.999
        assert archive.status().model_name == "another"
    with newsroom.archive.snapshot() as snapshot:
        assert not snapshot.has_dense


def test_a_model_that_drifted_is_caught_by_the_probes(newsroom: "Newsroom", drifted_model: "CountingEmbedder") -> None:
    newsroom.put(newsroom.article("The bridge is open.", external_id="1"))
    article = newsroom.article("The bridge is shut.", external_id="2")
    with (
        newsroom.archive.writer(drifted_model.encode) as writer,
        pytest.raises(ModelMismatch, match=r"other vectors.*copydesk rebuild"),
    ):
        writer.put(article, newsroom.passages(article), drifted_model.encode)
    newsroom.archive.rebuild(drifted_model)
    assert "None\nThe bridge is open." in drifted_model.encoded, "the old vectors are of no use"
    with newsroom.archive.snapshot() as snapshot:
        assert snapshot.search_dense(drifted_model.encode(["None\nThe bridge is open."])[0], 1)[0].score > 0.999


@pytest.mark.slow
def test_a_rebuild_that_was_stopped_goes_on_where_it_was(newsroom: "Newsroom", other_model: "CountingEmbedder") -> None:
    newsroom.put(*(newsroom.article(f"Text {number}.", external_id=str(number)) for number in range(600)))

    def stop(done: int, total: int) -> None:
        assert total == 600
        if done > 256:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        newsroom.archive.rebuild(other_model, stop)
    with newsroom.archive.snapshot() as snapshot:
        assert snapshot.has_dense, "the old index serves until the new one is whole"
        assert len(snapshot.search_dense(newsroom.embedder.encode(["x"])[0], 5)) == 5
    newsroom.archive.rebuild(other_model)
    texts = [text for text in other_model.encoded if text.startswith("None")]
    assert len(texts) == len(set(texts)) == 600


def test_rebuilding_repairs_the_keyword_index(newsroom: "Newsroom") -> None:
    newsroom.put(newsroom.article("The bridge is open.\nTrams run.", "Bridge", authors=("Ann",), external_id="1"))
    before = newsroom.keyword("bridge trams")
    with newsroom.archive.writer() as writer:
        writer._connection.execute("DELETE FROM keyword")
    assert newsroom.keyword("bridge trams") == []
    newsroom.archive.rebuild(newsroom.embedder)
    assert newsroom.keyword("bridge trams") == before


def test_removing_what_is_not_there_is_said(newsroom: "Newsroom") -> None:
    with newsroom.archive.writer() as writer, pytest.raises(ArticleNotFound):
        writer.remove("a0000000000000000")


@pytest.mark.parametrize("field", ["text", "title", "embedded_input"])
def test_half_a_character_is_refused_and_nothing_is_stored(newsroom: "Newsroom", field: str) -> None:
    half = "\ud83d"
    article = newsroom.article(f"Text {half if field == 'text' else ''}.", half if field == "title" else "Title")
    passages = [IncomingPassage(0, 4, ((0, 4),), half if field == "embedded_input" else "Text")]
    with newsroom.archive.writer() as writer, pytest.raises(ValueError, match="half a character"):
        writer.put(article, passages, newsroom.embedder.encode)
    assert newsroom.archive.status().coverage.article_count == 0


@pytest.mark.parametrize(
    "passage",
    [
        IncomingPassage(0, 6, ((0, 6),), "x"),
        IncomingPassage(3, 3, (), "x"),
        IncomingPassage(-1, 3, (), "x"),
        IncomingPassage(1, 3, ((0, 3),), "x"),
        IncomingPassage(1, 3, ((1, 4),), "x"),
    ],
)
def test_a_span_outside_its_text_is_refused(newsroom: "Newsroom", passage: IncomingPassage) -> None:
    with newsroom.archive.writer() as writer, pytest.raises(ValueError, match=r"span|sentence"):
        writer.put(newsroom.article("12345"), [passage], newsroom.embedder.encode)


TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60)


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(text=TEXT, title=st.none() | TEXT, authors=st.lists(TEXT, max_size=3), cut=st.integers(1, 60), head=TEXT)
def test_every_text_comes_back_character_for_character(
    newsroom: "Newsroom", text: str, title: str | None, authors: list[str], cut: int, head: str
) -> None:
    middle = min(cut, len(text))
    spans = [span for span in ((0, middle), (middle, len(text))) if span[0] < span[1]]
    passages = [IncomingPassage(start, end, ((start, end),), head + text[start:end]) for start, end in spans]
    incoming = IncomingArticle(
        text, title, "Gazette", tuple(authors), source_name="desk", published_on=date(2024, 2, 29)
    )
    with newsroom.archive.writer() as writer:
        outcome = writer.put(incoming, passages, newsroom.embedder.encode)
    with newsroom.archive.snapshot() as snapshot:
        article = snapshot.article(outcome.article_id)
        assert article.text == text
        assert article.title == (title if title and title.strip() else None)
        assert article.authors == tuple(author for author in authors if author.strip())
        assert article.published_on == date(2024, 2, 29)
        stored = snapshot.article_passages(outcome.article_id)
        if outcome.kind == "added":
            assert [(passage.start, passage.end) for passage in stored] == spans
            for passage in stored:
                assert article.text[passage.start : passage.end] == passage.text
                found = snapshot.search_dense(newsroom.embedder.encode([head + passage.text])[0], 50)
                assert passage.passage_id in {hit.passage_id for hit in found if hit.score > 0.999}


def test_what_is_remembered_comes_back_in_order_however_much_it_is(newsroom: "Newsroom") -> None:
    kept = {f"root:a:{number:05}": str(number) for number in range(2001)}
    with newsroom.archive.writer() as writer:
        writer.remember_many({**kept, "root:b:1": "b", "root:": "itself", "\U0010ffff": "last"})
        assert list(writer.recall_each("root:a:")) == list(kept.items())
        assert list(writer.recall_each("root:b:")) == [("root:b:1", "b")]
        assert list(writer.recall_each("nothing")) == []
        assert len(list(writer.recall_each("root:"))) == 2002


def test_the_writer_remembers_for_the_next_run(newsroom: "Newsroom") -> None:
    with newsroom.archive.writer() as writer:
        assert writer.recall("etag https://a.example/feed") is None
        writer.remember("etag https://a.example/feed", '"1"')
        writer.remember("etag https://a.example/feed", '"2"')
        writer.remember("other", "")
    with newsroom.archive.writer() as writer:
        assert writer.recall("etag https://a.example/feed") == '"2"'
        assert writer.recall("other") == ""
        writer.remember("other", None)
        writer.remember("never there", None)
        assert writer.recall("other") is None


def test_the_writer_says_what_it_holds(newsroom: "Newsroom") -> None:
    article = newsroom.article("One.")
    with newsroom.archive.writer() as writer:
        stored = writer.put(article, newsroom.passages(article))
        assert writer.holds(stored.article_id)
        writer.remove(stored.article_id)
        assert not writer.holds(stored.article_id)
        assert not writer.holds("nothing")
