"""The list of segments, and what is counted against it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.archive import IncomingArticle, IncomingPassage
from assistant.archive.admission.decide import admit
from assistant.archive.catalog.database import Database
from assistant.archive.index.ledger import (
    SegmentEntry,
    count_dead,
    count_restated,
    count_tail,
    count_tombstones,
    drop_segments,
    enter_segments,
    folded_to,
    read_segments,
    settle,
    unsettled_count,
)

NewCatalog = Callable[[], AbstractContextManager[Database]]

FIRST = SegmentEntry("20240101T000000-ab", "{}", 0, 2, 2, "2024-01-01T00:00:00+00:00")
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)
NUMBER = st.integers(0, 2**63 - 1)
ENTRY = st.builds(SegmentEntry, TEXT, TEXT, NUMBER, NUMBER, NUMBER, TEXT, TEXT, TEXT, NUMBER)


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(entries=st.lists(ENTRY, min_size=1, max_size=4, unique_by=(lambda one: one.name, lambda one: one.above)))
def test_they_come_back_as_they_were_and_in_order(new_catalog: NewCatalog, entries: list[SegmentEntry]) -> None:
    with new_catalog() as catalog:
        assert (read_segments(catalog), folded_to(catalog)) == ([], 0)
        enter_segments(catalog, entries, ())
        assert read_segments(catalog) == sorted(entries, key=lambda entry: entry.above)
        assert folded_to(catalog) == max(entry.highest_passage_id for entry in entries)
        enter_segments(catalog, (), [entries[0].name])
        assert {entry.name for entry in read_segments(catalog)} == {entry.name for entry in entries[1:]}
        drop_segments(catalog)
        assert read_segments(catalog) == []


def test_an_interrupted_switch_leaves_the_old_list_and_its_tombstones(catalog: Database) -> None:
    enter_segments(catalog, [FIRST], ())
    catalog.execute("INSERT INTO tombstones VALUES (1)")
    try:
        with catalog.transaction():
            enter_segments(catalog, [replace(FIRST, name="another")], [FIRST.name])
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        pass
    assert read_segments(catalog) == [FIRST]
    assert count_tombstones(catalog) == 1


def test_what_is_written_anew_loses_its_tombstones_and_no_others(catalog: Database) -> None:
    second = replace(FIRST, name="second", above=2, highest_passage_id=9, row_count=7)
    enter_segments(catalog, [FIRST, second], ())
    catalog.executemany("INSERT INTO tombstones VALUES (?)", [(1,), (3,), (9,)])
    catalog.executemany("INSERT INTO restated VALUES (?)", [(2,), (4,)])
    assert count_dead(catalog) == {FIRST.name: 1, "second": 2}
    assert count_restated(catalog) == {FIRST.name: 1, "second": 1}
    enter_segments(catalog, [replace(second, name="third", row_count=5)], ["second"])
    assert (count_dead(catalog), count_restated(catalog)) == ({FIRST.name: 1, "third": 0}, {FIRST.name: 1, "third": 0})


def test_tombstones_that_a_fold_let_be_do_not_count_again(catalog: Database) -> None:
    enter_segments(catalog, [FIRST], ())
    catalog.execute("INSERT INTO tombstones VALUES (1)")
    assert unsettled_count(catalog) == 1
    settle(catalog)
    assert (unsettled_count(catalog), count_tombstones(catalog)) == (0, 1)
    catalog.execute("INSERT INTO tombstones VALUES (2)")
    assert unsettled_count(catalog) == 1


def test_the_one_generation_of_an_earlier_schema_is_read_as_a_segment(catalog: Database) -> None:
    catalog.execute("DROP TABLE segments")
    catalog.execute("DELETE FROM manifest WHERE name = 'live_passages'")
    catalog.execute("CREATE TABLE generation (only_one, name, seal, highest_passage_id, row_count, built_at)")
    assert read_segments(catalog) == []
    catalog.execute("INSERT INTO generation VALUES (1, 'g', '{}', 7, 5, 'then')")
    assert read_segments(catalog) == [SegmentEntry("g", "{}", 0, 7, 5, "then")]
    assert folded_to(catalog) == 7
    drop_segments(catalog)
    assert read_segments(catalog) == []


def test_tail_and_tombstones_follow_the_list(catalog: Database) -> None:
    def put(number: int, text: str) -> None:
        with catalog.transaction():
            admit(catalog, IncomingArticle(text, external_id=str(number)), [IncomingPassage(0, len(text), (), text)])

    def counts() -> tuple[int, int]:
        return count_tail(catalog), count_tombstones(catalog)

    for number in range(4):
        put(number, f"Text {number}.")
    assert counts() == (0, 0), "without a vector no passage waits for the index"
    for number in range(1, 4):
        catalog.execute("INSERT INTO vectors VALUES (?, ?, ?)", (number, bytes([number]), bytes(1)))
        catalog.execute("UPDATE passages SET vector_id = ?1 WHERE passage_id = ?1", (number,))
    assert counts() == (3, 0)
    enter_segments(catalog, [FIRST], ())
    assert counts() == (1, 0)
    put(0, "Changed.")  # its passage 1 is in the segment
    put(2, "Changed too.")  # its passage 3 is not
    assert counts() == (0, 1)
    enter_segments(catalog, [replace(FIRST, name="newer")], [FIRST.name])
    assert counts() == (0, 0)
