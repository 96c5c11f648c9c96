"""The public names: all there, none loaded before it is used."""

import inspect
import subprocess
import sys

import pytest

import assistant
from assistant import errors


def test_every_public_name_is_there() -> None:
    for name in assistant.__all__:
        assert getattr(assistant, name) is not None, name
    assert set(assistant.__all__) <= set(dir(assistant))
    assert sorted(assistant.__all__) == list(assistant.__all__)


def test_every_public_class_says_what_it_is() -> None:
    public = [getattr(assistant, name) for name in assistant.__all__]
    classes = [value for value in public if inspect.isclass(value)]
    assert [one.__name__ for one in classes if not one.__doc__ or one.__doc__.startswith(f"{one.__name__}(")] == []


def test_every_error_and_every_type_of_a_public_signature_is_public() -> None:
    assert set(errors.__all__) <= set(assistant.__all__)
    types = {"AssistantRunnable", "Outcome", "PassageRetriever", "ResolvedDate", "Standing", "Status", "WriterChoice"}
    assert types <= set(assistant.__all__)


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        assistant.Nothing  # noqa: B018  # reading it is what raises


def test_importing_costs_nothing() -> None:
    script = "import sys, assistant; print(sorted(n for n in sys.modules if n.startswith('assistant') or n == 'numpy'))"

    seen = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert seen.stdout.strip() == "['assistant']"


def test_the_types_are_published(pytestconfig: pytest.Config) -> None:
    assert (pytestconfig.rootpath / "assistant" / "py.typed").is_file()
