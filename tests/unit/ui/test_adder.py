"""Adding from the page: one run at a time, with its record, its progress and its end."""

import asyncio
import os
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient
from starlette.types import Message, Scope

from assistant.archive import Archive, IngestRun, Vectors
from assistant.archive.article import IncomingArticle
from assistant.archive.catalog.session import writing
from assistant.errors import ArchiveFull, InputError
from assistant.models import EmbeddingIdentity
from assistant.settings import Settings
from ingest.source import Memory
from ingest.sources import Item, ReadArticle, Reading, Skip
from ui.adder import Adder, Job, Progress
from ui.desk import Desk
from ui.pages.adding import add_adding


class FixedEmbedder:
    identity = EmbeddingIdentity("fixed", 4, "f" * 64, 256, local=True)

    def encode(self, texts: Sequence[str]) -> Vectors:
        return np.tile(np.array([1.0, 0.0, 0.0, 0.0], dtype=np.float32), (len(texts), 1))


class GatedSource:
    """One article, then it waits to be let go on to the next."""

    def __init__(self) -> None:
        self.has_begun = threading.Event()
        self.may_go_on = threading.Event()

    def items(self, reading: Reading, memory: Memory) -> Iterator[Item]:
        yield ReadArticle("first", IncomingArticle("The bridge is shut.", "One", external_id="1", source_name="s"))
        yield Skip("second", "it is empty")
        self.has_begun.set()
        self.may_go_on.wait(20)
        yield ReadArticle("third", IncomingArticle("The ferry sails.", "Three", external_id="3", source_name="s"))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.load(archive=tmp_path / "own")


@pytest.fixture
def adder(settings: Settings) -> Iterator[Adder]:
    made = Adder(lambda: settings, lambda _: FixedEmbedder())
    yield made
    made.close()


def ended(adder: Adder, run_id: str) -> Progress:
    adder.close()
    progress = adder.progress(run_id)
    assert progress is not None
    return progress


def wait(adder: Adder) -> None:
    thread = adder._thread
    assert thread is not None
    thread.join(30)


def test_a_run_fills_the_archive_and_leaves_a_record(adder: Adder, settings: Settings) -> None:
    folder = adder.begin_upload()
    (folder / "story.txt").write_text("Bridge shut\n\nThe bridge was shut on Monday.", encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    run_id = adder.begin(Job(("2 files",), "ann", (folder,), source_name="uploads", folder=folder))
    adder.end_upload(folder, keep=True)
    wait(adder)
    progress = adder.progress(run_id)
    assert progress is not None
    assert (progress.stage, progress.done, progress.skipped, progress.trouble) == ("done", 1, 1, None)
    assert not folder.exists()
    with Archive.open(settings.archive, None) as archive, archive.snapshot() as snapshot:
        (run,) = snapshot.runs()
        (article,) = snapshot.list_articles()
    assert (run.run_id, run.by, run.given, run.outcome) == (run_id, "ann", ("2 files",), "done")
    assert run.counts["added"] == 1
    assert [source for source, _ in run.skips] == ["empty.txt"]
    assert not any(str(folder) in note for note in run.notes)
    assert (article.source_name, article.external_id) == ("uploads", "story.txt")


def test_only_one_at_a_time_and_a_cancel_keeps_what_was_read(adder: Adder, settings: Settings) -> None:
    source = GatedSource()
    run_id = adder.begin(Job(("feed",), sources=(source,)))
    assert source.has_begun.wait(20)
    with pytest.raises(InputError, match="being added already"):
        adder.begin(Job(("other",)))
    with pytest.raises(InputError, match="being added already"):
        adder.begin_upload()
    under_way = adder.progress()
    assert under_way is not None
    assert not under_way.is_over
    assert adder.cancel(run_id)
    source.may_go_on.set()
    wait(adder)
    assert not adder.cancel(run_id)
    progress = adder.progress(run_id)
    assert progress is not None
    assert (progress.stage, adder.progress(), adder.progress("another")) == ("stopped", None, None)
    with Archive.open(settings.archive, None) as archive, archive.snapshot() as snapshot:
        assert "One" in [article.title for article in snapshot.list_articles()]
        assert [run.outcome for run in snapshot.runs()] == ["stopped"]


def test_an_upload_that_comes_to_nothing_leaves_nothing(adder: Adder) -> None:
    folder = adder.begin_upload()
    with pytest.raises(InputError, match="being added already"):
        adder.begin_upload()
    adder.end_upload(folder, keep=False)
    assert not folder.exists()
    again = adder.begin_upload()
    assert again.stat().st_mode & 0o077 == 0
    adder.end_upload(again, keep=False)


def test_whoever_writes_already_is_named(adder: Adder, settings: Settings) -> None:
    Archive.open(settings.archive, None, create=True).close()
    with writing(settings.archive):
        run_id = adder.begin(Job(("feed",), sources=(GatedSource(),)))
        wait(adder)
    progress = adder.progress(run_id)
    assert progress is not None
    assert progress.stage == "failed"
    assert "is being written to by" in (progress.trouble or "")


def test_how_fast_and_how_long() -> None:
    progress = Progress("r", (), done=30, seconds=10.0, share=0.25)
    assert (progress.rate, progress.left) == (3.0, "30 s")
    assert (Progress("r", ()).rate, Progress("r", ()).left) == (0.0, None)


def test_no_upload_begins_that_the_disk_has_no_room_for(adder: Adder) -> None:
    with pytest.raises(ArchiveFull, match="Free some space"):
        adder.begin_upload(1 << 60)
    adder.end_upload(adder.begin_upload(), keep=False)


def test_a_server_that_ends_stops_the_run_and_stores_what_was_read(adder: Adder, settings: Settings) -> None:
    app, source = FastAPI(), GatedSource()
    add_adding(app, Desk(settings.archive, lambda: pytest.fail("asked for"), settings=settings), adder)
    with TestClient(app):
        run_id = adder.begin(Job(("feed",), sources=(source,)))
        assert source.has_begun.wait(20)
        source.may_go_on.set()
    progress = adder.progress(run_id)
    assert progress is not None
    assert progress.is_over
    with Archive.open(settings.archive, None) as archive, archive.snapshot() as snapshot:
        assert "One" in [article.title for article in snapshot.list_articles()]


def test_an_upload_that_breaks_off_leaves_nothing_and_the_next_may_come(adder: Adder, settings: Settings) -> None:
    app = FastAPI()
    add_adding(app, Desk(settings.archive, lambda: pytest.fail("asked for"), settings=settings), adder)
    head = b'--e\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\nThe bridge'
    pieces: list[Message] = [
        {"type": "http.request", "body": head, "more_body": True},
        {"type": "http.disconnect"},
    ]
    sent: list[Message] = []

    async def receive() -> Message:
        return pieces.pop(0) if pieces else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(b"content-type", b"multipart/form-data; boundary=e"), (b"origin", b"http://127.0.0.1:7860")]
    scope: Scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/library/add/files",
        "raw_path": b"/library/add/files",
        "query_string": b"",
        "headers": headers,
        "server": ("127.0.0.1", 7860),
    }
    asyncio.run(app(scope, receive, send))
    assert [message.get("status") for message in sent][:1] == [400]
    assert list(settings.archive.iterdir()) == []
    adder.end_upload(adder.begin_upload(), keep=False)


def test_what_a_killed_server_left_is_taken_away_whatever_its_clock_said(adder: Adder, settings: Settings) -> None:
    folders = {name: settings.archive / f"adding-{name}" for name in ("old", "ahead", "new")}
    for folder in folders.values():
        folder.mkdir(parents=True)
    now = time.time()
    os.utime(folders["old"], (now - 200_000, now - 200_000))
    os.utime(folders["ahead"], (now + 366 * 86_400, now + 366 * 86_400))
    adder.end_upload(adder.begin_upload(), keep=False)
    assert {name for name, folder in folders.items() if folder.exists()} == {"new"}


def test_a_run_after_the_clock_was_set_back_is_the_last_one(adder: Adder, settings: Settings) -> None:
    with Archive.open(settings.archive, None, create=True) as archive, archive.writer() as writer:
        writer.note_run(IngestRun("20990101T000000000000-aaaaaa", "x", ("earlier",)))
    source = GatedSource()
    source.may_go_on.set()
    adder.begin(Job(("later",), sources=(source,)))
    wait(adder)
    with Archive.open(settings.archive, None) as archive, archive.snapshot() as snapshot:
        assert [run.given for run in snapshot.runs()] == [("later",), ("earlier",)]
