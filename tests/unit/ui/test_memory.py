"""Free memory goes back to the system."""

import platform

from ui.memory import Tidying, hold_down


def test_memory_is_given_back_after_every_so_many_answers() -> None:
    given_back: list[int] = []
    tidying = Tidying(3, lambda: given_back.append(1))
    for _ in range(7):
        tidying.note_answer()
    assert len(given_back) == 2


def test_it_is_given_back_for_real() -> None:
    Tidying(1).note_answer()


def test_what_the_library_keeps_can_be_held_down_where_it_is_glibc() -> None:
    assert hold_down() == (platform.libc_ver()[0] == "glibc")
