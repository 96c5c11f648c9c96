"""Token codes come with the vectors, are read by passage, and go when the vectors go."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from assistant.archive import Archive, forget_articles
from assistant.errors import ModelError
from assistant.models import TOKEN_CODE_BYTES, Embedded

if TYPE_CHECKING:
    from tests.unit.assistant.archive.conftest import CountingEmbedder, Newsroom


class Coder:
    """The counting model, that gives token codes too: here the text itself, as long as those of a word piece. `lost`
    keeps some back."""

    def __init__(self, embedder: "CountingEmbedder", *, lost: int = 0) -> None:
        self.identity = embedder.identity
        self.keeps_codes = True
        self._embedder = embedder
        self._lost = lost

    def encode(self, texts: Sequence[str]) -> object:
        return self._embedder.encode(texts)

    def encode_tokens(self, texts: Sequence[str]) -> list[object]:
        raise NotImplementedError

    def encode_with_codes(self, texts: Sequence[str]) -> Embedded:
        codes = tuple(text.encode().ljust(TOKEN_CODE_BYTES) for text in texts)
        return Embedded(self._embedder.encode(texts), codes[self._lost :])


class Torn(Coder):
    """Its codes lack their first byte."""

    def encode_with_codes(self, texts: Sequence[str]) -> Embedded:
        given = super().encode_with_codes(texts)
        return replace(given, token_codes=tuple(codes[1:] for codes in given.token_codes))


def codes_in(archive: Archive) -> dict[int, bytes]:
    with archive.snapshot() as snapshot:
        found = snapshot.token_codes([1, 2, 3, 99])
    return {passage_id: codes.rstrip() for passage_id, codes in found.items()}


def count_codes(archive: Archive) -> int:
    with closing(sqlite3.connect(archive.path / "catalog.sqlite3")) as connection:
        return int(connection.execute("SELECT count(*) FROM token_codes").fetchone()[0])


def put_coded(newsroom: "Newsroom", text: str, name: str, coder: Coder | None = None) -> str:
    article = newsroom.article(text, external_id=name)
    with newsroom.archive.writer(newsroom.embedder.encode) as writer:
        embed = (coder or Coder(newsroom.embedder)).encode_with_codes
        return writer.put(article, newsroom.passages(article), embed).article_id


def test_a_passage_has_the_codes_of_what_was_embedded_for_it(newsroom: "Newsroom") -> None:
    put_coded(newsroom, "First line.\nSecond line.", "a")
    assert codes_in(newsroom.archive) == {1: b"None\nFirst line.", 2: b"None\nSecond line."}


def test_a_passage_embedded_without_has_none(newsroom: "Newsroom") -> None:
    newsroom.put(newsroom.article("First line.", external_id="a"))
    assert codes_in(newsroom.archive) == {}


def test_codes_that_are_missing_stop_the_batch(newsroom: "Newsroom") -> None:
    article = newsroom.article("First line.\nSecond line.", external_id="a")
    with (
        newsroom.archive.writer(newsroom.embedder.encode) as writer,
        pytest.raises(ModelError, match="token codes of 1 of 2 texts"),
    ):
        writer.put(article, newsroom.passages(article), Coder(newsroom.embedder, lost=1).encode_with_codes)
    assert count_codes(newsroom.archive) == 0


def test_a_rebuild_adds_the_codes_that_an_older_archive_has_not(newsroom: "Newsroom") -> None:
    newsroom.put(newsroom.article("First line.", external_id="a"))
    put_coded(newsroom, "Second line.", "b")
    newsroom.embedder.encoded.clear()
    newsroom.archive.rebuild(Coder(newsroom.embedder))  # type: ignore[arg-type]  # gives what an embedder gives
    assert codes_in(newsroom.archive) == {1: b"None\nFirst line.", 2: b"None\nSecond line."}
    assert "None\nFirst line." in newsroom.embedder.encoded
    assert "None\nSecond line." not in newsroom.embedder.encoded


def test_a_rebuild_writes_damaged_codes_anew(newsroom: "Newsroom") -> None:
    put_coded(newsroom, "First line.", "a", Torn(newsroom.embedder))
    put_coded(newsroom, "Second line.", "b")
    newsroom.embedder.encoded.clear()
    newsroom.archive.rebuild(Coder(newsroom.embedder))  # type: ignore[arg-type]  # gives what an embedder gives
    assert codes_in(newsroom.archive) == {1: b"None\nFirst line.", 2: b"None\nSecond line."}
    assert "None\nSecond line." not in newsroom.embedder.encoded


def test_what_is_forgotten_leaves_no_codes(newsroom: "Newsroom") -> None:
    article_id = put_coded(newsroom, "The heron of Candlemaker Bridge.", "a")
    put_coded(newsroom, "Another line.", "b")
    newsroom.archive.close()
    forget_articles(newsroom.archive.path, [article_id], None)
    kept = (newsroom.archive.path / "catalog.sqlite3").read_bytes()
    assert b"heron" not in kept
    assert b"None\nAnother line." in kept
