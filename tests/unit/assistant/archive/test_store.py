"""The archive as others see it."""

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import assistant.archive
from assistant.archive import Archive, back_up, forget_articles, restore
from assistant.archive.catalog.connection import connect_writer
from assistant.archive.catalog.schema import SCHEMA_VERSION
from assistant.errors import ArticleNotFound

if TYPE_CHECKING:
    from tests.unit.assistant.archive.conftest import CountingEmbedder, Newsroom


def test_every_public_name_is_there() -> None:
    for name in assistant.archive.__all__:
        assert getattr(assistant.archive, name) is not None
    assert assistant.archive.__all__ == sorted(assistant.archive.__all__)


@pytest.mark.slow
def test_opening_does_not_load_chroma_and_the_first_question_does(newsroom: "Newsroom") -> None:
    newsroom.put(*(newsroom.article(f"Text {number}.", external_id=str(number)) for number in range(80)))
    newsroom.archive.close()
    script = """
import sys
from pathlib import Path
import numpy as np
from assistant.archive import Archive, back_up, forget_articles, restore
from assistant.models import EmbeddingIdentity
identity = EmbeddingIdentity("counting", 16, "f" * 64, 256, local=True)
with Archive.open(Path(sys.argv[1]), identity) as archive:
    assert archive.status().generation.engine == "chroma"
    with archive.snapshot() as snapshot:
        assert len(snapshot.search_keyword("text", 5)) == 5
        assert "chromadb" not in sys.modules
        assert len(snapshot.search_dense(np.ones(16, dtype=np.float32), 5)) == 5
        assert snapshot.engine == "chroma"
"""
    command = [sys.executable, "-c", script, str(newsroom.archive.path)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert result.stderr == ""


@pytest.mark.slow
def test_a_program_that_ends_without_closing_ends_without_a_word(newsroom: "Newsroom") -> None:
    """What it begins to load beside other work, Chroma, cannot load while a program ends."""
    newsroom.put(*(newsroom.article(f"Text {number}.", external_id=str(number)) for number in range(80)))
    newsroom.archive.close()
    script = """
import sys
from pathlib import Path
import numpy as np
from assistant.archive import Archive, back_up, forget_articles, restore
from assistant.models import EmbeddingIdentity
archive = Archive.open(Path(sys.argv[1]), EmbeddingIdentity("counting", 16, "f" * 64, 256, local=True))
with archive.snapshot() as snapshot:
    snapshot.begin_dense()
"""
    command = [sys.executable, "-c", script, str(newsroom.archive.path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""


def test_status_says_what_there_is(newsroom: "Newsroom") -> None:
    assert newsroom.archive.status().generation.health == "none yet"
    newsroom.put(*(newsroom.article(f"Text {number}.", external_id=str(number)) for number in range(80)))
    newsroom.put(newsroom.article("One more.", external_id="more"))
    status = newsroom.archive.status()
    assert status.path == newsroom.archive.path
    assert status.coverage.article_count == 81
    assert status.model_name == "counting"
    assert (status.generation.health, status.generation.row_count) == ("good", 80)
    assert (status.tail_count, status.tombstone_count, status.unembedded_count) == (1, 0, 0)
    assert status.schema == SCHEMA_VERSION
    assert status.byte_count > 10_000
    assert status.notices == ()
    assert status.writer is None


@pytest.mark.slow
def test_a_fold_waits_until_it_is_worth_it(newsroom: "Newsroom") -> None:
    def put(first: int, count: int) -> int:
        newsroom.put(*(newsroom.article(f"Text {n}.", external_id=str(n)) for n in range(first, first + count)))
        return newsroom.archive.status().generation.row_count

    assert put(0, 1) == 1
    assert put(1, 64) == 1
    assert put(65, 0) == 1
    assert put(65, 1) == 66
    assert put(66, 63) == 66
    assert put(129, 2) == 131
    assert put(131, 269) == 400
    assert put(400, 80) == 400
    assert put(480, 1) == 481


def test_the_manifest_keeps_the_splitter_of_the_newest_passages(newsroom: "Newsroom") -> None:
    for version in (1, 1, 2):
        with newsroom.archive.writer(splitter_version=version):
            pass
        assert newsroom.archive.status().splitter_version == version
    with newsroom.archive.writer():
        pass
    assert newsroom.archive.status().splitter_version == 2


SCHEMA_7 = """
CREATE TABLE generation (
  only_one INTEGER PRIMARY KEY CHECK (only_one = 1), name TEXT NOT NULL, seal TEXT NOT NULL,
  highest_passage_id INTEGER NOT NULL, row_count INTEGER NOT NULL, built_at TEXT NOT NULL
)
INSERT INTO generation SELECT 1, name, seal, highest_passage_id, row_count, built_at FROM segments
DROP TABLE segments
DROP TABLE restated
DROP TABLE outlet_months
DELETE FROM manifest WHERE name = 'live_passages'
PRAGMA user_version = 7
"""


def lead_back(path: Path) -> None:
    """Give an archive the tables it had while its index was one generation."""
    with closing(connect_writer(path / "catalog.sqlite3")) as catalog:
        statements = SCHEMA_7.replace("\n)", ")").replace(",\n", ",").replace("(\n", "(").strip().split("\n")
        for statement in statements:
            catalog.execute(statement)


def index_files(path: Path) -> dict[str, tuple[int, int]]:
    files = (file for file in (path / "generations").rglob("*") if file.is_file())
    kept = (file for file in files if not file.name.startswith(("chroma.sqlite3", "checked")))
    return {file.relative_to(path).as_posix(): (file.stat().st_ino, file.stat().st_mtime_ns) for file in kept}


def test_one_of_the_schema_before_is_read_as_it_is_and_led_forward_by_its_first_writer(newsroom: "Newsroom") -> None:
    newsroom.put(*(newsroom.article(f"Text {number}.", external_id=str(number)) for number in range(80)))
    newsroom.put(newsroom.article("Text 3, corrected.", external_id="3"))
    path, embedder = newsroom.archive.path, newsroom.embedder
    queries = embedder.encode([f"q {number}" for number in range(5)])
    with newsroom.archive.snapshot() as snapshot:
        found, held = [snapshot.search_dense(query, 5) for query in queries], snapshot.coverage()
    newsroom.archive.close()
    lead_back(path)
    files = index_files(path)
    with Archive.open(path, embedder.identity) as archive:
        with archive.snapshot() as snapshot:
            assert [snapshot.search_dense(query, 5) for query in queries] == found
            assert (snapshot.engine, snapshot.notices, snapshot.coverage()) == ("chroma", (), held)
            assert snapshot.count_articles() == 80
        status = archive.status()
        assert (status.schema, status.tail_count, status.tombstone_count) == (7, 1, 1)
        assert not (path / "backups").exists()
        with archive.writer(embedder.encode):
            pass
        status = archive.status()
        assert (status.schema, status.tail_count, status.tombstone_count) == (SCHEMA_VERSION, 1, 1)
        assert (status.generation.health, status.generation.segment_count) == ("good", 1)
        with archive.snapshot() as snapshot:
            assert [snapshot.search_dense(query, 5) for query in queries] == found
            assert (snapshot.engine, snapshot.coverage()) == ("chroma", held)
    assert len(list((path / "backups").iterdir())) == 1
    assert index_files(path) == files, "not a byte of the index is written anew"


def test_one_of_the_schema_before_is_backed_up_and_forgotten_from(newsroom: "Newsroom", tmp_path: Path) -> None:
    newsroom.put(*(newsroom.article(f"Secret {number}.", external_id=str(number)) for number in range(3)))
    path, identity = newsroom.archive.path, newsroom.embedder.identity
    with newsroom.archive.snapshot() as snapshot:
        article_id = snapshot.article("1").article_id
    newsroom.archive.close()
    lead_back(path)
    assert back_up(path, tmp_path / "saved").article_count == 3
    assert restore(tmp_path / "other", tmp_path / "saved").article_count == 3
    forget_articles(path, [article_id])
    with Archive.open(path, identity) as archive:
        assert archive.status().coverage.article_count == 2
        assert (archive.status().generation.health, archive.status().generation.row_count) == ("good", 2)
    assert not any(b"Secret 1." in file.read_bytes() for file in path.rglob("*") if file.is_file())


def test_a_change_that_left_size_and_time_as_they_were_is_found_by_a_thorough_look(newsroom: "Newsroom") -> None:
    newsroom.put(*(newsroom.article(f"Text {number}.", external_id=str(number)) for number in range(3)))
    (vectors,) = newsroom.archive.path.rglob("vectors.npy")
    state, content = vectors.stat(), bytearray(vectors.read_bytes())
    content[-1] ^= 1
    vectors.write_bytes(content)
    os.utime(vectors, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert newsroom.archive.status().generation.health == "good"
    assert newsroom.archive.status(reads_all=True).generation.health == "damaged"


def test_articles_are_removed_all_or_none_whatever_the_model(
    newsroom: "Newsroom", other_model: "CountingEmbedder"
) -> None:
    first, second, third = newsroom.put(*(newsroom.article(f"Story {name}.", external_id=name) for name in "abc"))
    newsroom.archive.remove_articles(["c"], newsroom.embedder.encode)
    for names in (["a", "nothing"], ["a", third.article_id]):
        with pytest.raises(ArticleNotFound):
            newsroom.archive.remove_articles(names)
    assert len(newsroom.keyword("story")) == 2
    with newsroom.archive.reopened(other_model.identity) as archive:
        assert archive.remove_articles(["a", "b", "a"], other_model.encode) == [first.article_id, second.article_id]
    assert newsroom.keyword("story") == []
