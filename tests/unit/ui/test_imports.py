"""What the page does not load before it can be opened."""

import importlib
import inspect
import json
import subprocess
import sys
from pathlib import Path

import pytest

from ui.imports import deferred, hidden, without_stubs

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


def test_a_deferred_package_is_loaded_with_the_first_thing_taken_from_it() -> None:
    sys.modules.pop("colorsys", None)
    with deferred("colorsys"):
        import colorsys as early
        import colorsys as twice
    assert "colorsys" not in sys.modules
    assert early is twice
    assert early.rgb_to_hls(0, 0, 0) == (0, 0, 0)
    import colorsys as late

    assert late.rgb_to_hls is early.rgb_to_hls


def test_a_deferred_package_can_be_used_at_once_and_a_loaded_one_stays() -> None:
    sys.modules.pop("colorsys", None)
    with deferred("colorsys"), deferred("json"):
        import colorsys
        import json as again

        assert colorsys.rgb_to_hls(0, 0, 0) == (0, 0, 0)
        assert again is json
    loaded = sys.modules["colorsys"]
    with deferred("colorsys"):
        assert sys.modules["colorsys"] is loaded


def test_a_component_of_gradio_writes_no_stub_beside_its_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = "import gradio as gr\n\n\nclass {}(gr.HTML):\n    pass\n"
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("Bare", "Guarded"):
        (tmp_path / f"{name.lower()}_component.py").write_text(source.format(name), encoding="utf-8")
    with without_stubs():
        guarded = importlib.import_module("guarded_component")
    bare = importlib.import_module("bare_component")
    assert [path.name for path in tmp_path.glob("*.pyi")] == ["bare_component.pyi"]
    assert inspect.getfile(guarded.Guarded) == str(tmp_path / "guarded_component.py")
    assert bare.Bare().get_config().keys() == guarded.Guarded().get_config().keys()


@pytest.mark.slow
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
    """pandas is 36 MB of a server's memory, and 36 MB more where it takes pyarrow along; exports load it when asked."""
    code = (
        "import sys, ui.app; print('pandas' in sys.modules, 'pyarrow' in sys.modules)\n"
        "import pandas, pyarrow.parquet; print(pandas.DataFrame.__name__, pyarrow.__name__)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False", "DataFrame", "pyarrow"]
