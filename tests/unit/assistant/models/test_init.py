import subprocess
import sys

import pytest

import assistant.models


def test_everything_public_is_there() -> None:
    assert all(getattr(assistant.models, name) for name in assistant.models.__all__)
    with pytest.raises(AttributeError):
        getattr(assistant.models, "nothing")  # noqa: B009  # mypy would refuse the attribute


def test_the_package_imports_nothing_heavy() -> None:
    heavy = ("numpy", "openvino", "onnxruntime", "tokenizers", "langchain_core", "langchain_openai", "openai", "httpx2")
    code = f"import sys, assistant.models; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"
