"""What the page does not load before it can be opened."""

import json
import subprocess
import sys

import pytest

from ui.imports import hidden

_LOADED = """
import json, sys
import ui.pages.adding, ui.pages.export, ui.pages.library, ui.pages.reader, ui.pages.settings, ui.pages.state
print(json.dumps(sorted(sys.modules)))
"""


def test_a_hidden_package_is_not_there_and_comes_back() -> None:
    sys.modules.pop("colorsys", None)
    with hidden("colorsys", "json"):
        with pytest.raises(ImportError):
            import colorsys
        import json as again

        assert again is json
    import colorsys

    assert colorsys.rgb_to_hls(0, 0, 0) == (0, 0, 0)


def test_the_pages_load_nothing_that_answers() -> None:
    """Chain, models and exports come with the first question: they took a third of the time to the address."""
    done = subprocess.run([sys.executable, "-c", _LOADED], capture_output=True, text=True, check=True)
    loaded = set(json.loads(done.stdout))
    assert (
        loaded & {"langchain_core", "assistant.chain", "assistant.pipeline", "assistant.exports", "docx", "mcp"}
        == set()
    )


@pytest.mark.slow
def test_the_page_loads_no_columnar_store() -> None:
    """pandas takes pyarrow along where it is installed, 36 MB of a server's memory; exports load it when asked."""
    code = "import sys, ui.app; print('pyarrow' in sys.modules); import pyarrow.parquet; print(pyarrow.__name__)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "pyarrow"]
