"""Who asks."""

from ui.readers import SCOPE_KEY, THIS_MACHINE, Reader, reader_of


def test_a_request_without_sign_in_comes_from_this_machine_and_may_edit() -> None:
    assert reader_of({}) == THIS_MACHINE
    assert THIS_MACHINE.may_edit


def test_the_guards_say_who_asks() -> None:
    guest = Reader("ana", "reader")
    assert reader_of({SCOPE_KEY: guest}) is guest
    assert not guest.may_edit
    assert not guest.is_anonymous
    assert not THIS_MACHINE.is_anonymous
    assert Reader.anonymous("x").is_anonymous
