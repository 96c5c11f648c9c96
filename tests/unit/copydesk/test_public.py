"""`import copydesk`: the public names, all there, none loaded before it is used."""

import inspect
import subprocess
import sys

import pytest

import assistant
import copydesk


def test_every_public_name_is_there_and_says_what_it_is() -> None:
    public = {name: getattr(copydesk, name) for name in copydesk.__all__}
    classes = {name: value for name, value in public.items() if inspect.isclass(value)}
    assert [name for name, one in classes.items() if not one.__doc__ or one.__doc__.startswith(f"{name}(")] == []
    assert sorted(copydesk.__all__) == list(copydesk.__all__)
    assert set(copydesk.__all__) <= set(dir(copydesk))
    assert set(assistant.__all__) <= set(copydesk.__all__)
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        copydesk.Nothing  # noqa: B018  # reading it is what raises


def test_every_error_tells_whether_to_try_again() -> None:
    errors = [one for name in copydesk.__all__ if inspect.isclass(one := getattr(copydesk, name))]
    for error in (one for one in errors if issubclass(one, copydesk.CopydeskError)):
        assert isinstance(error.may_retry, bool)
        assert (error.status, error.retry_after) == (None, None)


def test_importing_costs_nothing() -> None:
    program = "import sys, copydesk; print(sorted({name.partition('.')[0] for name in sys.modules} - set(given)))"
    program = f"import sys; given = {{name.partition('.')[0] for name in sys.modules}}\n{program}"
    seen = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "langchain_core" not in seen.stdout
    assert "assistant" not in seen.stdout
    assert "copydesk" in seen.stdout


def test_the_types_are_published(pytestconfig: pytest.Config) -> None:
    for package in ("assistant", "copydesk", "ingest", "ui"):
        assert (pytestconfig.rootpath / package / "py.typed").is_file()
