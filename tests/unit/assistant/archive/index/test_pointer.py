"""The pointer to the live generation, and what is counted against it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.archive import IncomingArticle, IncomingPassage
from assistant.archive.admission.decide import admit
from assistant.archive.catalog.database import Database
from assistant.archive.index.pointer import (
    Pointer,
    count_tail,
    count_tombstones,
    drop_pointer,
    read_pointer,
    switch_pointer,
)

NewCatalog = Callable[[], AbstractContextManager[Database]]

FIRST = Pointer("20240101T000000-ab", "{}", 2, 2, "2024-01-01T00:00:00+00:00")
TEXT = st.text(st.characters(codec="utf-8"), max_size=30)
NUMBER = st.integers(0, 2**63 - 1)


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(pointers=st.lists(st.builds(Pointer, TEXT, TEXT, NUMBER, NUMBER, TEXT), min_size=1, max_size=3))
def test_the_last_pointer_comes_back_as_it_was(new_catalog: NewCatalog, pointers: list[Pointer]) -> None:
    with new_catalog() as catalog:
        assert read_pointer(catalog) is None
        for pointer in pointers:
            switch_pointer(catalog, pointer)
            assert read_pointer(catalog) == pointer
        drop_pointer(catalog)
        assert read_pointer(catalog) is None


def test_an_interrupted_switch_leaves_the_old_pointer_and_its_tombstones(catalog: Database) -> None:
    switch_pointer(catalog, FIRST)
    catalog.execute("INSERT INTO tombstones VALUES (1)")
    try:
        with catalog.transaction():
            switch_pointer(catalog, replace(FIRST, name="another"))
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        pass
    assert read_pointer(catalog) == FIRST
    assert count_tombstones(catalog) == 1


def test_tail_and_tombstones_follow_the_pointer(catalog: Database) -> None:
    def put(number: int, text: str) -> None:
        with catalog.transaction():
            admit(catalog, IncomingArticle(text, external_id=str(number)), [IncomingPassage(0, len(text), (), text)])

    def counts() -> tuple[int, int]:
        return count_tail(catalog), count_tombstones(catalog)

    for number in range(4):
        put(number, f"Text {number}.")
    assert counts() == (0, 0), "without a vector no passage waits for the index"
    for number in range(1, 4):
        catalog.execute("INSERT INTO vectors VALUES (?, ?, x'00')", (number, bytes([number])))
        catalog.execute("UPDATE passages SET vector_id = ?1 WHERE passage_id = ?1", (number,))
    assert counts() == (3, 0)
    switch_pointer(catalog, FIRST)
    assert counts() == (1, 0)
    put(0, "Changed.")  # its passage 1 is in the generation
    put(2, "Changed too.")  # its passage 3 is not
    assert counts() == (0, 1)
    switch_pointer(catalog, replace(FIRST, name="newer"))
    assert counts() == (0, 0)
