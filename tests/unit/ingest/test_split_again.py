"""Stored articles cut anew by the rules of today."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from assistant.archive import Archive, IncomingArticle, IncomingPassage, Passage, Vectors
from assistant.models import EmbeddingIdentity, count_tokens
from ingest.split import SPLITTER_VERSION, split
from ingest.split_again import split_again

TEXTS = [
    f"The bridge of town {number} was shut on Monday. Nobody was hurt there. It opens in May." for number in range(5)
]


class CountingEmbedder:
    """One vector for all; remembers what it was given."""

    def __init__(self) -> None:
        self.identity = EmbeddingIdentity("counting", 4, "f" * 64, 256, local=True)
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.encoded += texts
        return np.tile(np.array([0.5, 0.5, 0.5, 0.5], dtype=np.float32), (len(texts), 1))


def by_old_rules(article: IncomingArticle) -> list[IncomingPassage]:
    """Each half of the text as a passage and a sentence of its own."""
    half = len(article.text) // 2
    spans = [(0, half), (half, len(article.text))]
    return [IncomingPassage(start, end, ((start, end),), article.text[start:end]) for start, end in spans]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """An archive that an older version made."""
    embedder = CountingEmbedder()
    with Archive.open(tmp_path / "archive", embedder.identity, create=True) as archive:
        articles = [
            IncomingArticle(text, f"Bridge {number}", external_id=str(number), published_on=date(2026, 3, 4))
            for number, text in enumerate([*TEXTS, TEXTS[0]])
        ]
        with archive.writer(embedder.encode, splitter_version=SPLITTER_VERSION - 1) as writer:
            writer.put_many([(article, by_old_rules(article)) for article in articles], embedder.encode)
    return tmp_path / "archive"


def passages_of(archive: Archive) -> list[Passage]:
    with archive.snapshot() as snapshot:
        articles = snapshot.list_articles(leads_only=True)
        return [passage for article in articles for passage in snapshot.article_passages(article.article_id)]


def test_an_older_archive_stays_readable_and_says_by_which_rules_it_was_cut(old: Path) -> None:
    with Archive.open(old, CountingEmbedder().identity) as archive:
        assert archive.status().oldest_splitter_version == SPLITTER_VERSION - 1
        assert len(passages_of(archive)) == 10
        with archive.writer(splitter_version=SPLITTER_VERSION):
            pass
        assert archive.status().splitter_version == SPLITTER_VERSION
        assert archive.status().oldest_splitter_version == SPLITTER_VERSION - 1


def test_cut_anew_it_is_as_if_it_came_in_today(old: Path) -> None:
    embedder = CountingEmbedder()
    with Archive.open(old, embedder.identity) as archive:
        steps: list[tuple[int, int]] = []
        assert split_again(archive, embedder, lambda done, total: steps.append((done, total))) == 6
        assert steps == [(6, 6)]
        assert archive.status().oldest_splitter_version == SPLITTER_VERSION
        assert archive.status().unembedded_count == 0
        found = passages_of(archive)
        with archive.snapshot() as snapshot:
            texts = {article.article_id: article for article in snapshot.list_articles()}
            assert {hit.passage_id for hit in snapshot.search_keyword("bridge", 9)} == {one.passage_id for one in found}
    assert len(found) == 5
    for passage in found:
        article = texts[passage.article_id]
        incoming = IncomingArticle(article.text, article.title, published_on=article.published_on)
        (wanted,) = split(incoming, count_tokens)
        assert (passage.start, passage.end, passage.sentences) == (wanted.start, wanted.end, wanted.sentences)
        assert wanted.embedded_input in embedder.encoded


def test_what_is_cut_alike_keeps_its_number_and_its_vector(old: Path) -> None:
    with Archive.open(old, CountingEmbedder().identity) as archive:
        split_again(archive, CountingEmbedder())
        before, again = passages_of(archive), CountingEmbedder()
        split_again(archive, again)
        assert passages_of(archive) == before
        assert not [text for text in again.encoded if "bridge of town" in text]


def test_earlier_versions_stay_as_they_were_cut(old: Path) -> None:
    embedder = CountingEmbedder()
    later = IncomingArticle("The bridge of town 1 is open.", "Bridge 1", external_id="1", published_on=date(2026, 3, 5))
    with Archive.open(old, embedder.identity) as archive:
        with archive.writer(embedder.encode) as writer:
            writer.put(later, split(later, count_tokens), embedder.encode)
        split_again(archive, embedder)
        with archive.snapshot() as snapshot:
            article = snapshot.article("1")
            assert len(snapshot.article_passages(article.article_id, 1)) == 2


def test_without_a_model_the_words_find_it(old: Path) -> None:
    with Archive.open(old, None) as archive:
        assert split_again(archive, None) == 6
        with archive.snapshot() as snapshot:
            assert snapshot.search_keyword("hurt", 9)


def test_an_article_that_changed_meanwhile_is_left_to_its_new_text(old: Path) -> None:
    with closing(sqlite3.connect(old / "catalog.sqlite3")) as connection:
        assert connection.execute("SELECT count(*) FROM passages WHERE is_live").fetchone()[0] == 10
    with Archive.open(old, None) as archive, archive.snapshot() as snapshot:
        article = snapshot.article("1")
        with archive.writer() as writer:
            writer.remove(article.article_id)
            assert writer.cut_anew([(article, ())]) == 0
