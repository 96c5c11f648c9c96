"""The archive as others see it."""

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import assistant.archive
from assistant.archive.catalog.schema import SCHEMA_VERSION

if TYPE_CHECKING:
    from tests.unit.assistant.archive.conftest import Newsroom


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
from assistant.archive import Archive
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
from assistant.archive import Archive
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
