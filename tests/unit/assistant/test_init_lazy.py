"""The public names: all there, none loaded before it is used."""

import subprocess
import sys

import pytest

import assistant


def test_every_public_name_is_there() -> None:
    for name in assistant.__all__:
        assert getattr(assistant, name) is not None, name
    assert set(assistant.__all__) <= set(dir(assistant))
    assert sorted(assistant.__all__) == list(assistant.__all__)


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        assistant.Nothing  # noqa: B018  # reading it is what raises


def test_importing_costs_nothing() -> None:
    script = "import sys, assistant; print(sorted(n for n in sys.modules if n.startswith('assistant') or n == 'numpy'))"

    seen = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert seen.stdout.strip() == "['assistant']"


def test_the_types_are_published(pytestconfig: pytest.Config) -> None:
    assert (pytestconfig.rootpath / "assistant" / "py.typed").is_file()
