"""Free memory goes back to the system."""

import sys

import pytest

from ui.memory import Tidying, limit_arenas


def test_memory_is_given_back_after_every_so_many_answers() -> None:
    given_back: list[int] = []
    tidying = Tidying(3, lambda: given_back.append(1))
    for _ in range(7):
        tidying.note_answer()
    assert len(given_back) == 2


def test_it_is_given_back_for_real() -> None:
    Tidying(1).note_answer()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="of glibc")
def test_arenas_can_be_limited() -> None:
    assert isinstance(limit_arenas(), bool)
