"""An archive in PostgreSQL among others: one writer, many readers, a server that goes away and comes back."""

import signal
import subprocess
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from assistant.archive import Archive, Filters, Writer, forget_articles
from assistant.archive.catalog.postgres import connect_postgres
from assistant.archive.catalog.schema import SCHEMA_VERSION
from assistant.archive.index.merging import Merging
from assistant.errors import ArchiveBusy, ArchiveError, ArchiveMissing, ArchiveTooNew, InputError
from tests.integration.archive_worker import IDENTITY, article, check, embed
from tests.postgres_fixtures import database, server
from tests.postgres_server import PostgresServer, running_server
from tests.unit.assistant.archive.conftest import CountingEmbedder, Newsroom

__all__ = ["database", "server"]


@pytest.fixture
def newsroom(tmp_path: Path, database: str) -> Iterator[Newsroom]:
    embedder = CountingEmbedder()
    with Archive.open(tmp_path / "archive", embedder.identity, create=True, database=database) as archive:
        yield Newsroom(archive, embedder)


@pytest.mark.parametrize("is_same_folder", [True, False])
def test_a_second_writer_is_told_who_the_first_one_is(newsroom: Newsroom, tmp_path: Path, is_same_folder: bool) -> None:
    folder = newsroom.archive.path if is_same_folder else tmp_path / "elsewhere"
    with Archive.open(folder, IDENTITY, database=newsroom.archive.database) as other:
        with newsroom.archive.writer():
            with pytest.raises(ArchiveBusy, match=r"is being written to by `.*since"), other.writer():
                pass
            assert "since" in (other.status().writer or "")
        assert other.status().writer is None
        with other.writer():
            pass


def test_a_question_sees_one_state_while_another_writes(newsroom: Newsroom) -> None:
    newsroom.put(newsroom.article("The dam held.", external_id="1"))
    with newsroom.archive.snapshot() as snapshot:
        before = snapshot.coverage()
        newsroom.put(newsroom.article("The ferry sank.", external_id="2"))
        assert snapshot.coverage() == before
        assert snapshot.search_keyword("ferry", 5) == []
    assert newsroom.keyword("ferry") == ["The ferry sank."]


def test_what_is_forgotten_stands_in_no_table(newsroom: Newsroom) -> None:
    secret = "The zeppelin of Mrs Quillfeather landed in the harbour at noon."
    first, _ = newsroom.put(
        newsroom.article(secret, "Quillfeather lands", published="2024-01-01", url="https://q.example/z"),
        newsroom.article("The ferry sailed.", external_id="2"),
    )
    newsroom.put(
        newsroom.article(secret + "\nShe left.", "Quillfeather leaves", url="https://q.example/z", updated="2024-01-02")
    )
    assert newsroom.archive.database is not None
    forget_articles(newsroom.archive.path, [first.article_id], newsroom.embedder, database=newsroom.archive.database)
    with closing(connect_postgres(newsroom.archive.database, "tests")) as opened:
        tables = opened.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()").fetchall()
        for (table,) in tables:
            rows = opened.execute(f"SELECT t::text FROM {table} t").fetchall()
            assert not any("quillfeath" in row[0].lower() or "zeppelin" in row[0].lower() for row in rows), table
    assert newsroom.keyword("zeppelin") == []
    assert newsroom.keyword("ferry") == ["The ferry sailed."]


@pytest.fixture
def small_segments(tmp_path: Path, database: str) -> Iterator[Newsroom]:
    embedder = CountingEmbedder()
    folder, merging = tmp_path / "archive", Merging(least=64)
    with Archive.open(folder, embedder.identity, create=True, merging=merging, database=database) as archive:
        yield Newsroom(archive, embedder)


def test_the_index_grows_in_segments_and_the_counters_follow(small_segments: Newsroom) -> None:
    newsroom = small_segments
    made = [newsroom.article(f"The ferry made trip {n}.", published=f"2024-0{1 + n % 2}-10") for n in range(210)]
    for start in range(0, len(made), 70):
        newsroom.put(*made[start : start + 70])
    status = newsroom.archive.status()
    assert (status.schema, status.tail_count, status.generation.row_count) == (SCHEMA_VERSION, 0, 210)
    assert status.generation.segment_count == 3
    january = Filters(date_from=date(2024, 1, 1), date_to=date(2024, 1, 31))
    with newsroom.archive.snapshot() as snapshot:
        (found,) = [hit.passage_id for hit in snapshot.search_keyword("trip 207", 1)]
        (passage,) = snapshot.passages([found])
        assert passage.text == "The ferry made trip 207."
        assert (snapshot.count_articles(), snapshot.count_articles(january)) == (210, 105)
        assert snapshot.coverage().passage_count == 210
    forget_articles(newsroom.archive.path, [passage.article_id], database=newsroom.archive.database)
    with newsroom.archive.snapshot() as snapshot:
        coverage = snapshot.coverage()
        assert (coverage.article_count, coverage.passage_count, coverage.publishers) == (209, 209, (("Gazette", 209),))
        assert [hit.passage_id for hit in snapshot.search_keyword("207", 5)] == []
    assert newsroom.archive.status().generation.row_count == 209


def test_who_writes_is_seen_from_another_folder(newsroom: Newsroom, database: str, tmp_path: Path) -> None:
    with Archive.open(tmp_path / "elsewhere", newsroom.embedder.identity, database=database) as other:
        assert other.current_writer() is None
        with newsroom.archive.writer():
            assert "copydesk writes" in (other.current_writer() or "")
        assert other.current_writer() is None


def test_a_folder_belongs_to_one_catalog(newsroom: Newsroom, database: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Set COPYDESK_DATABASE"):
        Archive.open(newsroom.archive.path, None)
    with Archive.open(tmp_path / "folder", None, create=True):
        pass
    with pytest.raises(InputError, match="Unset it, or name another folder"):
        Archive.open(tmp_path / "folder", None, database=database)


def test_no_database_or_an_empty_one_is_said(tmp_path: Path, database: str) -> None:
    with pytest.raises(ArchiveMissing):
        Archive.open(tmp_path / "archive", None, database=database)
    with pytest.raises(ArchiveError, match="does not answer") as caught:
        Archive.open(tmp_path / "archive", None, database="postgresql://desk:hidden@127.0.0.1:9/news")
    assert "news on 127.0.0.1:9" in str(caught.value)
    assert "hidden" not in str(caught.value)
    with pytest.raises(InputError, match="no address"):
        Archive.open(tmp_path / "archive", None, database="postgresql://?nonsense=1")


@pytest.mark.parametrize(
    ("version", "fault", "words"),
    [(SCHEMA_VERSION - 1, InputError, "older schema"), (SCHEMA_VERSION + 1, ArchiveTooNew, "newer Copydesk")],
)
def test_tables_of_another_schema_are_said(
    newsroom: Newsroom, database: str, version: int, fault: type[Exception], words: str
) -> None:
    with closing(connect_postgres(database, "tests")) as owner:
        owner.execute("UPDATE copydesk_schema SET version = ?", (version,))
    with pytest.raises(fault, match=words):
        Archive.open(newsroom.archive.path, newsroom.embedder.identity, database=database)


def test_a_database_of_something_else_is_left_alone(tmp_path: Path, database: str) -> None:
    with closing(connect_postgres(database, "tests")) as owner:
        owner.execute("CREATE TABLE texts (page INTEGER)")
        with pytest.raises(ArchiveError, match="tables of something else"):
            Archive.open(tmp_path / "archive", None, create=True, database=database)
        assert owner.schema_version() == 0


def test_a_text_that_cannot_be_kept_is_refused_and_the_rest_goes_on(newsroom: Newsroom) -> None:
    with newsroom.archive.writer() as writer:
        incoming = newsroom.article("A text with \0 in it.", external_id="1")
        with pytest.raises(ValueError, match="NUL"):
            writer.put(incoming, newsroom.passages(incoming))
        incoming = newsroom.article("A text without.", external_id="2")
        writer.put(incoming, newsroom.passages(incoming))
    assert newsroom.keyword("text") == ["A text without."]


def fall_down_between(server: PostgresServer, writer: Writer) -> None:
    writer.put(*article(2), embed)
    server.stop(signal.SIGQUIT)
    writer.put(*article(3), embed)


def test_a_server_that_falls_down_and_comes_back(tmp_path: Path, server: PostgresServer) -> None:
    assert server.folder.exists()
    with running_server() as own, Archive.open(tmp_path / "a", IDENTITY, create=True, database=own.address) as archive:
        with archive.writer(embed) as writer:
            writer.put(*article(1), embed)
        assert set(check(archive)) == {1}
        with pytest.raises(ArchiveError, match="does not answer"), archive.writer(embed) as writer:
            fall_down_between(own, writer)
        with pytest.raises(ArchiveError, match="does not answer"):
            check(archive)
        own.start()
        assert set(check(archive)) == {1, 2}
        with archive.writer(embed) as writer:
            writer.put(*article(3), embed)
        assert set(check(archive)) == {1, 2, 3}


def test_pg_dump_is_the_backup(tmp_path: Path, server: PostgresServer, database: str) -> None:
    with Archive.open(tmp_path / "archive", IDENTITY, create=True, database=database) as archive:
        with archive.writer(embed) as writer:
            for number in range(5):
                writer.put(*article(number), embed)
        found = check(archive)
    schema = database.rsplit("%3D", 1)[1]
    script = tmp_path / "dump.sql"
    command = [str(server.binaries / "pg_dump"), "--schema", schema, "--file", str(script), server.address]
    if not Path(command[0]).exists():
        pytest.skip("pg_dump is not installed")
    subprocess.run(command, check=True)
    with closing(connect_postgres(server.address, "tests")) as owner:
        owner.connection.execute(f"ALTER SCHEMA {schema} RENAME TO {schema}_before")
        try:
            subprocess.run(
                [str(server.binaries / "psql"), "-q", "-o", "/dev/null", "-f", str(script), server.address], check=True
            )
            with Archive.open(tmp_path / "restored", IDENTITY, database=database) as archive:
                with archive.writer(embed):
                    pass  # whoever writes first makes the index, which is not in the dump
                assert check(archive) == found
        finally:
            owner.connection.execute(f"DROP SCHEMA {schema}_before CASCADE")
