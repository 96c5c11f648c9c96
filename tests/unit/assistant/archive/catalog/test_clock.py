"""A clock that is set back a year, or forward and then back, changes no date and no order."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.archive import Archive, Filters, IncomingArticle
from assistant.archive.catalog.runs import IngestRun, new_run_id
from assistant.archive.readers import ReaderStore
from assistant.archive.readers.schema import backups_of_readers
from assistant.language.date_order import full_year
from assistant.language.dates import parse_moment
from tests.counted import Counted
from tests.machine_clock import MachineClock, machine_clock
from tests.unit.assistant.archive.readers.conftest import EARLIER_TABLES

if TYPE_CHECKING:
    from tests.unit.assistant.archive.conftest import Newsroom

__all__ = ["machine_clock"]

WRONG = (("set back", {"days": -366}), ("reset", {"days": -20_000}), ("set back an hour", {"hours": -1}))


@pytest.fixture(params=WRONG, ids=lambda param: param[0])
def wrong(request: pytest.FixtureRequest) -> dict[str, float]:
    return dict(request.param[1])


@pytest.fixture
def room(newsroom: "Newsroom", machine_clock: MachineClock, over_postgres: str | None) -> Iterator["Newsroom"]:
    """An archive that goes by the machine's clock alone, with news of today in it."""
    path, identity = newsroom.archive.path, newsroom.embedder.identity
    with Archive.open(path, identity, clock=machine_clock.now, database=over_postgres) as archive:
        found = type(newsroom)(archive, newsroom.embedder)
        found.put(found.article("News of today.", external_id="today", published=day_of(machine_clock)))
        yield found


@pytest.fixture(autouse=True)
def counting(counted: Counted) -> Iterator[None]:
    yield
    counted("cases of a clock set wrong")


def day_of(clock: MachineClock, days: int = 0) -> str:
    return (clock.now() + timedelta(days=days)).date().isoformat()


def texts_as_of(room: "Newsroom", day: str, word: str = "dam") -> list[str]:
    with room.archive.snapshot() as snapshot:
        hits = snapshot.search_keyword(word, 10, Filters(as_of=date.fromisoformat(day)))
        return [passage.text for passage in snapshot.passages([hit.passage_id for hit in hits])]


def test_a_later_version_stands_from_its_own_day_not_from_that_of_the_clock(
    room: "Newsroom", machine_clock: MachineClock, wrong: dict[str, float]
) -> None:
    first = room.article("The dam held.", external_id="1", published=day_of(machine_clock, -30))
    room.put(first)
    month_ago, yesterday, today = (day_of(machine_clock, days) for days in (-20, -1, 0))
    machine_clock.set(**wrong)
    room.put(replace(first, text="The dam broke."))
    assert texts_as_of(room, month_ago) == ["The dam held."]
    assert texts_as_of(room, yesterday) == ["The dam held."]
    assert texts_as_of(room, today) == ["The dam broke."]
    machine_clock.set()
    room.put(replace(first, text="The dam is being mended."))
    assert texts_as_of(room, yesterday) == ["The dam held."]
    assert texts_as_of(room, today) == ["The dam is being mended."]
    assert room.keyword("dam") == ["The dam is being mended."]


def test_after_a_clock_that_ran_ahead_new_versions_stand_from_today(
    room: "Newsroom", machine_clock: MachineClock
) -> None:
    first = room.article("The dam held.", external_id="1", published=day_of(machine_clock, -30))
    room.put(first)
    machine_clock.set(days=366)
    room.put(room.article("Rain.", external_id="2", published=day_of(machine_clock, -366)))
    machine_clock.set()
    room.put(replace(first, text="The dam broke."))
    assert texts_as_of(room, day_of(machine_clock, -1)) == ["The dam held."]
    assert texts_as_of(room, day_of(machine_clock)) == ["The dam broke."]


@pytest.mark.parametrize("is_ahead_first", [False, True], ids=["back", "forward, then back"])
def test_a_changed_page_is_the_newer_version(
    room: "Newsroom", machine_clock: MachineClock, wrong: dict[str, float], is_ahead_first: bool
) -> None:
    def fetched(text: str) -> IncomingArticle:
        at = machine_clock.now().isoformat(timespec="seconds")
        return room.article(text, url="https://gazette.example/dam", fetched=at, published="2024-01-05")

    if is_ahead_first:
        machine_clock.set(days=366)
    room.put(fetched("The dam held."))
    machine_clock.set(**({} if is_ahead_first else wrong))
    assert [outcome.note for outcome in room.put(fetched("The dam broke."))] == [None]
    assert room.keyword("dam") == ["The dam broke."]
    assert room.put(fetched("The dam broke."))[0].kind == "unchanged"
    machine_clock.set()
    room.put(fetched("The dam is being mended."))
    assert room.keyword("dam") == ["The dam is being mended."]
    with room.archive.snapshot() as snapshot:
        (hit,) = snapshot.search_keyword("dam", 5)
        versions = snapshot.versions(snapshot.passages([hit.passage_id])[0].article_id)
    assert [one.version for one in versions] == [1, 2, 3]
    assert [one.fetched_at for one in versions] == sorted(one.fetched_at or "" for one in versions)


def test_what_was_fetched_long_ago_is_still_the_older_version(room: "Newsroom", machine_clock: MachineClock) -> None:
    now = machine_clock.now().isoformat(timespec="seconds")
    room.put(room.article("The dam broke.", url="https://gazette.example/dam", fetched=now))
    machine_clock.set(days=-366)
    (outcome,) = room.put(
        room.article("The dam held.", url="https://gazette.example/dam", fetched="2024-05-05T10:00:00+00:00")
    )
    assert "An older version" in (outcome.note or "")


def test_what_was_found_is_not_held_back_again_and_nothing_comes_too_early(
    room: "Newsroom", machine_clock: MachineClock, wrong: dict[str, float]
) -> None:
    yesterday, tomorrow = (machine_clock.now() + timedelta(days=days) for days in (-3, 1))
    released = replace(room.article("The dam held.", external_id="1"), embargoed_until=yesterday.isoformat())
    waiting = replace(room.article("The ferry sank.", external_id="2"), embargoed_until=tomorrow.isoformat())
    room.put(released, waiting)
    machine_clock.set(**wrong)
    assert room.put(released)[0].kind == "unchanged"
    room.put(replace(waiting, text="The ferry sank fast."))
    assert (room.keyword("dam"), room.keyword("ferry")) == (["The dam held."], [])
    machine_clock.set()
    assert (room.keyword("dam"), room.keyword("ferry")) == (["The dam held."], [])
    machine_clock.set(days=2)
    assert room.keyword("ferry") == ["The ferry sank fast."]


@pytest.mark.parametrize("first", [0, 366], ids=["back", "forward, then back"])
def test_the_order_of_conversations_is_that_of_questions(
    machine_clock: MachineClock, tmp_path: Path, first: int
) -> None:
    with closing(ReaderStore(tmp_path / "readers.sqlite3")) as store:
        machine_clock.set(days=first)
        old, middle = (store.ask(None, question) for question in ("One?", "Two?"))
        for asked in (old, middle):
            store.end(asked.turn_id, "answered", text="It held.")
        machine_clock.set(days=first - 366)
        new = store.ask(None, "Three?")
        more = store.ask(old.conversation_id, "Four?")
        for asked in (new, more):
            store.end(asked.turn_id, "answered", text="It broke.")
            store.add_feedback(asked.turn_id, "", "other", words=asked.turn_id)
        assert [one.title for one in store.conversations()] == ["One?", "Three?", "Two?"]
        assert [one.title for one in store.conversations(limit=1)] == ["One?"]
        assert [turn.question for turn in store.turns(old.conversation_id)] == ["One?", "Four?"]
        assert [one.words for one in store.feedback()] == [more.turn_id, new.turn_id]


def test_who_answers_is_known_by_a_lock_not_by_a_time(machine_clock: MachineClock, tmp_path: Path) -> None:
    with closing(ReaderStore(tmp_path / "readers.sqlite3")) as store:
        asked = store.ask(None, "One?")
        for days in (366, -366, -20_000):
            machine_clock.set(days=days)
            with closing(ReaderStore(tmp_path / "readers.sqlite3")) as other:
                found = other.turn(asked.turn_id)
                assert found is not None
                assert found.is_open
    with closing(ReaderStore(tmp_path / "readers.sqlite3")) as other:
        found = other.turn(asked.turn_id)
        assert found is not None
        assert not found.is_open


def test_the_record_of_the_newest_run_is_the_first_and_is_kept(room: "Newsroom") -> None:
    start = datetime(2026, 5, 4, tzinfo=UTC)
    with room.archive.writer() as writer:
        for number in range(45):
            run_id = new_run_id(start + timedelta(seconds=number), writer.last_run_id())
            writer.note_run(IngestRun(run_id, str(number), ()))
        for days in (-366, -20_000):
            run_id = new_run_id(start + timedelta(days=days), writer.last_run_id())
            writer.note_run(IngestRun(run_id, str(days), ()))
        writer.note_run(IngestRun("19700101T000000000000-abcdef", "1970", ()))
    with room.archive.snapshot() as snapshot:
        assert [run.started_at for run in snapshot.runs(3)] == ["-20000", "-366", "44"]
        assert snapshot.run("19700101T000000000000-abcdef") is not None, "not the very one that is written"


def test_ids_that_are_not_ours_give_way_to_no_run() -> None:
    assert new_run_id(after="zzz-1") > "zzz"
    assert new_run_id(after="") < "3"


def test_dates_of_articles_stay_possible(machine_clock: MachineClock) -> None:
    written, short = "5 November 2026", "5/11/26"
    before = parse_moment(written), parse_moment(short, order="dmy"), full_year(26)
    assert before[0] is not None
    machine_clock.set(days=-20_000)
    assert (parse_moment(f" {written}"), parse_moment(f" {short}", order="dmy"), full_year(26)) == before


def test_the_copy_of_an_older_store_is_kept_though_its_name_is_the_oldest(
    machine_clock: MachineClock, tmp_path: Path
) -> None:
    backups = tmp_path / "backups"
    backups.mkdir()
    for number in range(4):
        (backups / f"2030010{number}T000000000000-readers-before-schema-2.sqlite3").write_bytes(b"")
    with closing(sqlite3.connect(tmp_path / "readers.sqlite3")) as connection, connection:
        connection.executescript(EARLIER_TABLES)
    machine_clock.set(days=-366)
    with closing(ReaderStore(tmp_path / "readers.sqlite3")):
        kept = backups_of_readers(backups)
    assert len(kept) == 3
    assert kept[0].stat().st_size > 0
