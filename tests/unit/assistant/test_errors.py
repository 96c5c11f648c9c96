import inspect

import pytest

from assistant import errors
from assistant.errors import CopydeskError

CLASSES: list[type[CopydeskError]] = [getattr(errors, name) for name in errors.__all__]


def test_every_error_is_public_and_in_the_tree() -> None:
    defined = [name for name, _ in inspect.getmembers(errors, inspect.isclass)]
    assert defined == sorted(errors.__all__)
    assert all(issubclass(found, CopydeskError) for found in CLASSES)


def test_the_drawing_shows_every_error() -> None:
    drawn = errors.__doc__ or ""

    for name in errors.__all__:
        assert f" {name} " in drawn or f"{name}\n" in drawn, name


@pytest.mark.parametrize(
    ("family", "code"),
    [("CopydeskError", 1), ("SettingsError", 2), ("InputError", 2), ("ArchiveError", 3), ("ModelError", 4)],
)
def test_a_family_has_one_exit_code(family: str, code: int) -> None:
    parent = getattr(errors, family)
    children: list[type[CopydeskError]] = (
        [found for found in CLASSES if issubclass(found, parent)] if code > 1 else [parent]
    )

    assert {child.exit_code for child in children} == {code}


def test_an_error_tells_what_a_caller_may_do() -> None:
    plain = errors.ModelUnavailable("It did not answer.")
    assert (plain.may_retry, plain.status, plain.retry_after) == (False, None, None)
    assert errors.ArchiveBusy("Another process writes.").may_retry
    busy = errors.ModelUnavailable("It is busy.").noting(may_retry=True, status=429, retry_after=3.0)
    retold = busy.retold("It is busy. Wait.")
    assert (type(retold), str(retold)) == (errors.ModelUnavailable, "It is busy. Wait.")
    assert (retold.may_retry, retold.status, retold.retry_after) == (True, 429, 3.0)
