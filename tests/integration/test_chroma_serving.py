"""An index on a Chroma server: built, asked, away, damaged, moved, and shared with others."""

import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import chromadb
import numpy as np
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from langchain_core.embeddings import Embeddings

import copydesk
from assistant.archive import Archive, Filters, Writer, back_up, restore
from assistant.archive.catalog.manifest import read_manifest
from assistant.archive.index.chroma_address import ChromaAddress
from assistant.archive.index.chroma_server import ChromaServer, StoredCollection
from assistant.archive.index.ledger import SegmentEntry, read_segments
from assistant.archive.index.merging import Merging
from assistant.errors import ArchiveError, IndexAway, InputError
from assistant.settings import Settings
from tests.chroma_fixtures import chroma, chroma_process
from tests.chroma_server import ChromaProcess, running_chroma
from tests.conftest import PROJECT_ROOT
from tests.integration.archive_worker import IDENTITY, article, check, embed
from tests.postgres_fixtures import database, server
from tests.relay import relayed
from tests.unit.assistant.archive.conftest import CountingEmbedder, Newsroom
from ui.api.health import health_routes
from ui.api.room import Room
from ui.desk import Desk

__all__ = ["chroma", "chroma_process", "database", "server"]

EMBEDDER = CountingEmbedder()


def opened(folder: Path, place: object, **given: object) -> Archive:
    return Archive.open(folder, EMBEDDER.identity, create=True, chroma=place, **given)  # type: ignore[arg-type]  # as the tests give it


@pytest.fixture
def newsroom(tmp_path: Path, chroma: ChromaAddress) -> Iterator[Newsroom]:
    with opened(tmp_path / "archive", chroma) as archive:
        yield Newsroom(archive, EMBEDDER)


@pytest.fixture(scope="module")
def mortal() -> Iterator[ChromaProcess]:
    with running_chroma() as running:
        yield running


@pytest.fixture
def own(mortal: ChromaProcess) -> ChromaProcess:
    """A server that a test may stop."""
    if not mortal.is_running:
        mortal.start()
    return mortal


def fill(newsroom: Newsroom, count: int = 80, word: str = "Text") -> None:
    newsroom.put(*(newsroom.article(f"{word} {n}.", external_id=f"{word}{n}") for n in range(count)))


def nearest(archive: Archive, text: str = "Text 7.", filters: Filters | None = None) -> tuple[list[int], str | None]:
    """The nearest passages, and what found them."""
    with archive.snapshot() as snapshot:
        hits = snapshot.search_dense(EMBEDDER.encode([f"Title\n{text}"])[0], 5, filters)
        return [hit.passage_id for hit in hits], snapshot.engine


def notices(archive: Archive) -> tuple[str, ...]:
    with archive.snapshot() as snapshot:
        snapshot.search_dense(EMBEDDER.encode(["Text 7."])[0], 5)
        return snapshot.notices


def entries(archive: Archive) -> list[SegmentEntry]:
    with archive._pool.reading() as connection:
        return read_segments(connection)


def collections(archive: Archive) -> list[StoredCollection]:
    store = archive._store
    assert store.server is not None
    with archive._pool.reading() as connection:
        return store.server.stored_by(read_manifest(connection).epoch)


def collection_of(archive: Archive, place: ChromaAddress) -> chromadb.Collection:
    (entry,) = entries(archive)
    assert entry.collection is not None
    port = int(place.url.rpartition(":")[2])
    client = chromadb.HttpClient(host="127.0.0.1", port=port, database=place.database)
    return client.get_collection(entry.collection, embedding_function=None)


def until(happens: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def test_each_segment_is_a_collection_of_vectors_and_nothing_else(newsroom: Newsroom, chroma: ChromaAddress) -> None:
    fill(newsroom)
    archive = newsroom.archive
    (entry,) = entries(archive)
    assert [one.name for one in collections(archive)] == [entry.collection]
    folder = archive.path / "generations" / entry.name
    assert not (folder / "index").exists()
    assert {file.name for file in folder.iterdir()} == {"vectors.npy", "rows.npy", "in_use.lock", "checked.json"}
    there = collection_of(archive, chroma)
    held = there.get(limit=1000, include=["documents", "metadatas", "embeddings"])
    assert len(held["ids"]) == entry.row_count == 80
    assert [one for one in [*(held["documents"] or []), *(held["metadatas"] or [])] if one is not None] == []
    status = archive.status(reads_all=True).generation
    assert (status.health, status.engine, status.place) == ("good", "chroma", chroma.url)
    assert archive.index_place == chroma.url


def test_answers_are_those_of_a_comparison_with_all(newsroom: Newsroom) -> None:
    fill(newsroom)
    archive = newsroom.archive
    found = {text: nearest(archive, text) for text in ("Text 7.", "Text 41.", "The ferry sank.")}
    assert {engine for _, engine in found.values()} == {"chroma"}
    with Archive.open(archive.path, EMBEDDER.identity) as without:
        assert {text: nearest(without, text)[0] for text in found} == {text: ids for text, (ids, _) in found.items()}
        assert nearest(without)[1] == "exact"
        assert any("Set COPYDESK_CHROMA" in notice for notice in notices(without))
        assert without.status().generation.health == "elsewhere"


def test_a_reader_without_the_folder_finds_the_same(tmp_path: Path, database: str, chroma: ChromaAddress) -> None:
    with opened(tmp_path / "writer", chroma, database=database) as archive:
        newsroom = Newsroom(archive, EMBEDDER)
        newsroom.put(
            *(newsroom.article(f"Text {n}.", external_id=f"{n}", published=f"2024-0{1 + n % 2}-10") for n in range(90))
        )
        filters = Filters(date_to=date(2024, 1, 31))
        expected, among = nearest(archive), nearest(archive, filters=filters)[0]
        with opened(tmp_path / "reader", chroma, database=database) as reader:
            assert not (reader.path / "generations").exists()
            assert nearest(reader) == expected
            assert nearest(reader, filters=filters)[0] == among
            assert notices(reader) == ()
            assert reader.status().generation.health == "good"


def test_a_reader_without_the_folder_answers_while_the_server_is_away(
    tmp_path: Path, database: str, own: ChromaProcess
) -> None:
    with opened(tmp_path / "writer", own.address, database=database) as archive:
        fill(Newsroom(archive, EMBEDDER))
        expected = nearest(archive)[0]
        own.stop(signal.SIGKILL)
        with opened(tmp_path / "reader", own.address, database=database) as reader:
            assert nearest(reader) == (expected, "exact")
            assert "does not answer" in notices(reader)[0]


def test_a_server_that_is_killed_is_asked_again_by_itself(tmp_path: Path, own: ChromaProcess) -> None:
    with opened(tmp_path / "archive", own.address) as archive:
        newsroom = Newsroom(archive, EMBEDDER)
        fill(newsroom)
        expected = nearest(archive)
        assert expected[1] == "chroma"
        own.stop(signal.SIGKILL)
        assert nearest(archive) == (expected[0], "exact")
        (notice,) = notices(archive)
        assert own.address in notice
        assert "It is asked again by itself" in notice
        assert (archive.status().generation.health, archive.is_index_away()) == ("away", True)
        newsroom.put(*(newsroom.article(f"More {n}.", external_id=f"m{n}") for n in range(80)))  # is kept, and found
        assert newsroom.keyword("More")
        own.start()
        until(lambda: nearest(archive)[1] == "chroma")
        assert notices(archive) == ()
        newsroom.put(newsroom.article("One more.", external_id="last"))
        status = archive.status()
        assert (status.generation.health, status.generation.row_count, status.tail_count) == ("good", 161, 0)


def test_a_server_that_hangs_or_a_proxy_in_trouble_is_away(tmp_path: Path, own: ChromaProcess) -> None:
    with relayed(own.address) as relay:
        place = ChromaAddress(relay.address, ask_seconds=0.5)
        with opened(tmp_path / "archive", place) as archive:
            fill(Newsroom(archive, EMBEDDER))
            expected = nearest(archive)[0]
            relay.status = 503
            assert nearest(archive) == (expected, "exact")
            assert "does not answer" in notices(archive)[0]
            relay.status = None
            until(lambda: nearest(archive)[1] == "chroma")
            own.send(signal.SIGSTOP)
            try:
                started = time.monotonic()
                assert nearest(archive) == (expected, "exact")
                assert nearest(archive) == (expected, "exact")
                assert time.monotonic() - started < 5
            finally:
                own.send(signal.SIGCONT)
            until(lambda: nearest(archive)[1] == "chroma")


def test_a_token_is_sent_and_a_wrong_one_is_said_plainly(
    tmp_path: Path, chroma: ChromaAddress, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with relayed(chroma.url, token="right-and-secret") as relay:
        place = replace(chroma, url=relay.address, token="right-and-secret")
        with opened(tmp_path / "archive", place) as archive:
            fill(Newsroom(archive, EMBEDDER))
            expected = nearest(archive)
            assert expected[1] == "chroma"
        assert {one["x-chroma-token"] for one in relay.headers} == {"right-and-secret"}
        with opened(tmp_path / "archive", replace(place, token="wrong-and-secret")) as archive:
            assert nearest(archive) == (expected[0], "exact")
            (notice,) = notices(archive)
            assert "refuses the token" in notice
            assert archive.status().generation.health == "refused"
            newsroom = Newsroom(archive, EMBEDDER)
            with pytest.raises(ArchiveError, match=r"refuses the token.*every article is safe") as caught:
                newsroom.put(*(newsroom.article(f"More {n}.", external_id=f"m{n}") for n in range(80)))
            assert newsroom.keyword("More")
        assert "secret" not in f"{place!r} {caught.value} {notice} {caplog.text}"


def test_a_build_outlives_a_server_that_is_started_anew(tmp_path: Path, own: ChromaProcess) -> None:
    with opened(tmp_path / "archive", own.address) as archive:
        newsroom = Newsroom(archive, EMBEDDER)
        again: list[threading.Thread] = []

        def fall(done: int, _total: int) -> None:
            if done == 1000 and not again:
                own.stop(signal.SIGKILL)
                again.append(threading.Timer(0.5, own.start))
                again[0].start()

        made = [newsroom.article(f"Text {n}.", external_id=f"{n}") for n in range(1100)]
        with archive.writer(EMBEDDER.encode) as writer:
            writer.put_many([(one, newsroom.passages(one)) for one in made], EMBEDDER.encode)
            assert writer.fold(force=True, progress=fall)
        again[0].join()
        assert archive.status(reads_all=True).generation.health == "good"
        assert len(collections(archive)) == 1


def fall_down_in_a_build(newsroom: Newsroom, writer: Writer, server: ChromaProcess) -> None:
    made = [newsroom.article(f"More {n}.", external_id=f"m{n}") for n in range(1100)]
    writer.put_many([(one, newsroom.passages(one)) for one in made], EMBEDDER.encode)
    writer.fold(force=True, progress=lambda *_: server.stop(signal.SIGKILL))


def test_a_build_that_cannot_go_on_loses_nothing_and_leaves_nothing(tmp_path: Path, own: ChromaProcess) -> None:
    with opened(tmp_path / "archive", ChromaAddress(own.address, build_patience=0.5)) as archive:
        newsroom = Newsroom(archive, EMBEDDER)
        fill(newsroom)
        with pytest.raises(IndexAway, match="every article is safe"), archive.writer(EMBEDDER.encode) as writer:
            fall_down_in_a_build(newsroom, writer, own)
        assert newsroom.keyword("More 1003")[0] == "More 1003."
        own.start()
        until(lambda: not archive.is_index_away())
        assert len(collections(archive)) == 2, "the one in service, and what the build left"
        with archive.writer(EMBEDDER.encode):
            pass
        status = archive.status(reads_all=True)
        assert (status.generation.health, status.generation.row_count, status.tail_count) == ("good", 1180, 0)
        assert {one.name for one in collections(archive)} == {one.collection for one in entries(archive)}


@contextmanager
def at_work(archive: Archive) -> Iterator[list[int]]:
    """A reader that asks all the time; gives how often, and raises what it met."""
    asked, stopped, faults = [0], threading.Event(), []

    def ask() -> None:
        try:
            while not stopped.is_set():
                check(archive)
                asked[0] += 1
        except BaseException as fault:  # noqa: BLE001  # handed to the test
            faults.append(fault)

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        yield asked
    finally:
        stopped.set()
        for thread in threads:
            thread.join()
    if faults:
        raise faults[0]


@pytest.mark.soak
def test_two_workers_read_one_state_each_while_a_third_writes(
    tmp_path: Path, database: str, chroma: ChromaAddress
) -> None:
    small = Merging(least=8, fan=3)
    with (
        Archive.open(tmp_path / "a", IDENTITY, create=True, database=database, chroma=chroma, merging=small) as writing,
        Archive.open(tmp_path / "a", IDENTITY, database=database, chroma=chroma) as beside,
        Archive.open(tmp_path / "b", IDENTITY, database=database, chroma=chroma) as away,
        at_work(beside) as by_one,
        at_work(away) as by_other,
    ):
        for start in range(0, 24, 4):
            with writing.writer(embed) as writer:
                writer.put_many([article(number) for number in range(start, start + 4)], embed)
                writer.fold(force=True)
        assert len(check(away)) == len(check(beside)) == 24
    assert by_one[0] > 2
    assert by_other[0] > 2


@pytest.mark.soak
def test_a_collection_that_a_question_still_needs_is_left_to_the_next_writer(
    tmp_path: Path, database: str, chroma: ChromaAddress
) -> None:
    with (
        opened(tmp_path / "writer", chroma, database=database) as archive,
        opened(tmp_path / "reader", chroma, database=database) as reader,
    ):
        newsroom = Newsroom(archive, EMBEDDER)
        fill(newsroom)
        with reader.snapshot() as snapshot:
            fill(newsroom, word="Second")
            assert len(collections(archive)) == 2
            snapshot.search_dense(EMBEDDER.encode(["Text 7."])[0], 5)
            assert (snapshot.engine, snapshot.notices) == ("chroma", ())
        with archive.writer(EMBEDDER.encode):
            pass
        assert [one.name for one in collections(archive)] == [one.collection for one in entries(archive)]


def test_a_reader_of_the_same_folder_holds_its_collection(newsroom: Newsroom, chroma: ChromaAddress) -> None:
    fill(newsroom)
    with opened(newsroom.archive.path, chroma) as reader:
        with reader.snapshot() as snapshot:
            fill(newsroom, word="Second")
            snapshot.search_dense(EMBEDDER.encode(["Text 7."])[0], 5)
            assert (snapshot.engine, snapshot.notices) == ("chroma", ())
        assert len(collections(newsroom.archive)) == 2
        assert nearest(reader)[1] == "chroma"  # of the new one; the old is let go
    with newsroom.archive.writer(EMBEDDER.encode):
        pass
    assert len(collections(newsroom.archive)) == 1


def test_archives_that_share_a_server_leave_each_other_alone(tmp_path: Path, chroma: ChromaAddress) -> None:
    with opened(tmp_path / "one", chroma) as one, opened(tmp_path / "two", chroma) as two:
        fill(Newsroom(one, EMBEDDER))
        fill(Newsroom(two, EMBEDDER))
        fill(Newsroom(two, EMBEDDER), word="Third")
        assert (len(collections(one)), len(collections(two))) == (1, 1)
        assert nearest(one)[1] == nearest(two)[1] == "chroma"


def test_what_a_killed_build_left_is_removed_by_doctor(newsroom: Newsroom, chroma: ChromaAddress) -> None:
    fill(newsroom)
    store = newsroom.archive._store
    assert store.server is not None
    with newsroom.archive._pool.reading() as connection:
        owner = read_manifest(connection).epoch
    left = StoredCollection("copydesk-left-behind", "20240101T000000-left")
    store.server.build(left, owner, np.arange(2, dtype=np.int64), np.eye(2, 16, dtype=np.float32), None, thorough=False)
    assert len(collections(newsroom.archive)) == 2
    said = run(newsroom.archive.path, chroma, "doctor")
    assert "1 collections that builds left behind were removed" in said
    assert f"found by Chroma at {chroma.url}" in said
    assert len(collections(newsroom.archive)) == 1


def test_a_lost_collection_is_told_from_a_server_that_is_away_and_made_anew(
    newsroom: Newsroom, chroma: ChromaAddress
) -> None:
    fill(newsroom)
    archive = newsroom.archive
    expected = nearest(archive)[0]
    (lost,) = collections(archive)
    chromadb.HttpClient(port=int(chroma.url.rpartition(":")[2]), database=chroma.database).delete_collection(lost.name)
    assert nearest(archive) == (expected, "exact")
    assert "missing" in notices(archive)[0]
    assert archive.status().generation.health == "missing"
    with archive.writer(EMBEDDER.encode):
        pass
    assert nearest(archive) == (expected, "chroma")
    assert notices(archive) == ()


def spoil_vector(collection: chromadb.Collection) -> None:
    collection.upsert(ids=collection.get(limit=1)["ids"], embeddings=np.eye(1, 16, 3, dtype=np.float32))


def lose_a_row(collection: chromadb.Collection) -> None:
    collection.delete(ids=collection.get(limit=1)["ids"])


def exchange_a_row(collection: chromadb.Collection) -> None:
    lose_a_row(collection)
    collection.upsert(ids=["999999"], embeddings=np.eye(1, 16, 3, dtype=np.float32))


def exchange_all_rows(collection: chromadb.Collection) -> None:
    held = collection.get(include=["embeddings"])
    collection.delete(ids=held["ids"])
    collection.upsert(ids=[f"{n + 999_999}" for n in range(len(held["ids"]))], embeddings=held["embeddings"])


def name_a_row(collection: chromadb.Collection) -> None:
    lose_a_row(collection)
    collection.upsert(ids=["a stranger"], embeddings=np.eye(1, 16, 3, dtype=np.float32))


@pytest.mark.parametrize(
    ("spoil", "is_seen_at_a_glance"),
    [
        (spoil_vector, False),
        (lose_a_row, True),
        (exchange_a_row, False),
        (exchange_all_rows, False),
        (name_a_row, False),
    ],
)
def test_what_changed_in_a_collection_is_damage(
    newsroom: Newsroom,
    chroma: ChromaAddress,
    spoil: Callable[[chromadb.Collection], None],
    is_seen_at_a_glance: bool,
) -> None:
    fill(newsroom)
    archive = newsroom.archive
    spoil(collection_of(archive, chroma))
    assert archive.status().generation.health == ("damaged" if is_seen_at_a_glance else "good")
    status = archive.status(reads_all=True)
    assert status.generation.health == "damaged"
    assert any("Run `copydesk rebuild`" in notice for notice in status.notices)
    archive.rebuild(EMBEDDER)
    assert archive.status(reads_all=True).generation.health == "good"
    assert len(collections(archive)) == 1


def test_from_the_folder_to_a_server_and_back(tmp_path: Path, chroma: ChromaAddress) -> None:
    folder = tmp_path / "archive"
    with opened(folder, None) as archive:
        fill(Newsroom(archive, EMBEDDER))
        expected = nearest(archive)
    with opened(folder, chroma) as archive:
        assert nearest(archive) == expected, "the folder's own index serves until the next writer"
        with archive.writer(EMBEDDER.encode):
            pass
        assert nearest(archive) == expected
        (entry,) = entries(archive)
        assert [one.name for one in collections(archive)] == [entry.collection]
        assert not (folder / "generations" / entry.name / "index").exists()
    with opened(folder, None) as archive:
        with archive.writer(EMBEDDER.encode):
            pass
        assert nearest(archive) == expected
        assert archive.status(reads_all=True).generation.health == "good"
        assert (archive.index_place, notices(archive)) == (None, ())
    with opened(folder, chroma) as archive:
        assert len(collections(archive)) == 1, "nobody could delete it without the address"
        archive.rebuild(EMBEDDER)
        assert [one.name for one in collections(archive)] == [one.collection for one in entries(archive)]


def test_a_backup_that_is_restored_gets_collections_of_its_own(tmp_path: Path, chroma: ChromaAddress) -> None:
    settings = Settings(archive=tmp_path / "archive", chroma=chroma.url, chroma_database=chroma.database)
    with Archive.from_settings(settings, EMBEDDER.identity, create=True) as archive:
        fill(Newsroom(archive, EMBEDDER))
        expected, before = nearest(archive), collections(archive)
        assert expected[1] == "chroma"
    back_up(settings.archive, tmp_path / "saved")
    restore(tmp_path / "beside", tmp_path / "saved", settings=settings)
    restore(settings.archive, tmp_path / "saved", settings=settings, replace=True)
    server = ChromaServer(chroma)
    for folder in (settings.archive, tmp_path / "beside"):
        with Archive.from_settings(settings, EMBEDDER.identity, folder=folder) as archive:
            assert nearest(archive) == expected
            assert len(collections(archive)) == 1
            assert collections(archive) != before
            with archive._pool.reading() as connection:
                assert len(server.stored_by(read_manifest(connection).epoch)) == 1
    assert len(server._client().list_collections()) == 2
    server.close()


def test_what_is_forgotten_is_in_no_collection(tmp_path: Path, own: ChromaProcess) -> None:
    with opened(tmp_path / "archive", own.address) as archive:
        newsroom = Newsroom(archive, EMBEDDER)
        first, second = newsroom.put(
            newsroom.article("The zeppelin landed.", external_id="1"),
            newsroom.article("The ferry sailed.", external_id="2"),
        )
        before = {one.name for one in collections(archive)}
        archive.forget_articles([first.article_id])
        after = collections(archive)
        assert len(after) == 1
        assert after[0].name not in before
        assert archive.status(reads_all=True).generation.row_count == 1
        own.stop(signal.SIGKILL)
        with pytest.raises(IndexAway, match="does not answer"):
            archive.forget_articles([second.article_id])
        assert newsroom.keyword("ferry") == []
        own.start()
        until(lambda: not archive.is_index_away())
        with archive.writer(EMBEDDER.encode):
            pass
        assert collections(archive) == []


def test_a_client_that_is_brought_along_is_used_and_left_open(tmp_path: Path, chroma: ChromaAddress) -> None:
    client = chromadb.HttpClient(port=int(chroma.url.rpartition(":")[2]), database=chroma.database)
    with opened(tmp_path / "archive", client) as archive:
        fill(Newsroom(archive, EMBEDDER))
        assert nearest(archive)[1] == "chroma"
        assert archive.index_place == "the Chroma client that was given"
    assert len(client.list_collections()) == 1
    with opened(tmp_path / "archive", chroma) as archive:
        assert nearest(archive)[1] == "chroma"


def test_the_host_programs_settings_of_chroma_stay_as_they_are(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, chroma: ChromaAddress
) -> None:
    monkeypatch.setenv("CHROMA_SERVER_HOST", "collector.example")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    own_settings = chromadb.config.Settings
    with opened(newsroom.archive.path, chroma) as archive:
        fill(Newsroom(archive, EMBEDDER))
        assert nearest(archive)[1] == "chroma"
    assert chromadb.config.Settings is own_settings
    assert chromadb.config.Settings().chroma_server_host == "collector.example"


class Letters(Embeddings):
    """A direction for each text, by its bytes."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[float(value) for value in row] for row in EMBEDDER.encode(texts)]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def test_an_assistant_takes_an_address_or_a_client_and_ready_says_how_it_is(tmp_path: Path, own: ChromaProcess) -> None:
    client = chromadb.HttpClient(port=own.port)
    with copydesk.Assistant.open(tmp_path / "a", embeddings=Letters(), chroma=client, create=True) as assistant:
        assistant.archive.add([{"title": "Dam", "text": f"The dam held on day {n}."} for n in range(70)])
        assert assistant.archive.status().generation.engine == "chroma"
    with copydesk.Assistant.open(tmp_path / "a", embeddings=Letters(), chroma=own.address) as assistant:
        assert assistant.ask("What held?").engine == "chroma"
        app = FastAPI()
        app.include_router(health_routes(Room.of(Desk(tmp_path / "a", lambda: assistant), assistant.settings)))
        with TestClient(app) as asking:
            index = asking.get("/ready").json()["index"]
            assert index == {"server": own.address, "is_away": False}
            own.stop(signal.SIGKILL)
            ready = asking.get("/ready")
            assert (ready.status_code, ready.json()["index"]["is_away"]) == (200, True)
        answer = assistant.ask("What held?")
        assert answer.engine == "exact"
        assert any("It is asked again by itself" in notice for notice in answer.notices)
    with pytest.raises(InputError):
        copydesk.Assistant.open(tmp_path / "a", embeddings=Letters(), chroma="chroma.example")


@pytest.mark.parametrize("address", ["chroma.example:8000", "ftp://chroma.example", "http://u:secret@c.example", ""])
def test_what_is_no_address_is_said(tmp_path: Path, address: str) -> None:
    with pytest.raises(InputError, match="address of the Chroma server cannot be used") as caught:
        opened(tmp_path / "archive", address)
    assert "secret" not in str(caught.value)


def test_a_database_that_is_not_there_is_said(tmp_path: Path, chroma: ChromaAddress) -> None:
    with opened(tmp_path / "archive", replace(chroma, database="nobody-made-it")) as archive:
        newsroom = Newsroom(archive, EMBEDDER)
        with pytest.raises(ArchiveError, match="its tenant and its database"):
            fill(newsroom)
        assert newsroom.keyword("Text")


def run(folder: Path, place: ChromaAddress, *command: str) -> str:
    environment = {
        **os.environ,
        "COPYDESK_ARCHIVE": str(folder),
        "COPYDESK_CHROMA": place.url,
        "COPYDESK_CHROMA_DATABASE": place.database,
        "COPYDESK_CHROMA_TOKEN": "never-shown",
        "PYTHONPATH": str(PROJECT_ROOT),
        "COLUMNS": "300",
    }
    done = subprocess.run(
        [sys.executable, "-c", "from ui.entry import main; main()", *command],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert "never-shown" not in done.stdout + done.stderr
    return done.stdout


def test_the_command_line_says_where_the_index_is(tmp_path: Path, own: ChromaProcess) -> None:
    place = ChromaAddress(own.address)
    with opened(tmp_path / "archive", place) as archive:
        fill(Newsroom(archive, EMBEDDER))
    there = json.loads(run(tmp_path / "archive", place, "status", "--json"))["index"]
    assert (there["health"], there["server"], there["engine"]) == ("good", own.address, "chroma")
    own.stop(signal.SIGKILL)
    said = run(tmp_path / "archive", place, "status")
    assert own.address in said
    assert "does not answer" in said
