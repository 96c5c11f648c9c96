import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from assistant.archive.catalog.manifest import PROBE_COSINE
from assistant.errors import ModelDamaged
from assistant.models import LocalEmbeddings, runtime
from assistant.models.fused import Fused
from assistant.models.padded import OnnxRuntime, OpenVino, has_graphics
from assistant.models.runtime import Runtime, load_runtime
from assistant.models.weights import Weights, read_weights

ROWS = [[101, 7592, 102], [101, 7592, 2088, 102]]
LIKE_ENOUGH = PROBE_COSINE
"""int8 kernels differ with the processor: of single word pieces 0.998 was measured with AVX-512/VNNI. What the archive
takes for the same model is what search bears (its constant says what was measured); another model is far below."""

STORED = [
    "The bridge was closed in March after divers found cracks in two of its piers.",
    "The council voted by nine to four to raise the fares of the harbour ferry from June.",
    "Mayor Anna Teague said the new flood wall would stand before the autumn storms.",
    "The museum bought a painting of the old lighthouse for 40,000 crowns.",
]
ASKED = [
    "Why can nobody drive over the bridge?",
    "How did the councillors vote on ferry prices?",
    "When will the flood defences be ready?",
    "What did the museum pay for the picture?",
]

# Reports what the child did: sockets made or used, names looked up, files opened for writing, programs started.
WATCHED = """
import json, sys
seen = []
def watch(event, given):
    if event.startswith(("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "webbrowser.")):
        seen.append([event, repr(given)])
    elif event == "open" and isinstance(given[0], (str, bytes)) and (given[2] or 0) & 0o3103:
        seen.append([event, repr(given)])
    elif event in ("os.mkdir", "os.rename", "os.remove"):
        seen.append([event, repr(given)])
sys.dont_write_bytecode = True
sys.addaudithook(watch)
{use}
loaded = sorted(name for name in sys.modules if name.startswith("openvino_telemetry") and sys.modules[name])
import os, threading
if os.path.isdir("/proc/self/fd"):  # native code passes no audit hook
    for name in os.listdir("/proc/self/fd"):
        if os.path.islink("/proc/self/fd/" + name) and os.readlink("/proc/self/fd/" + name).startswith("socket:"):
            seen.append(["descriptor", name])
print(json.dumps({"seen": seen, "size": size, "telemetry": loaded,
                  "threads": [thread.name for thread in threading.enumerate()]}))
"""
RUNTIME = """
from assistant.models.runtime import load_runtime
from assistant.models.tokenizer import word_pieces
from assistant.models.weights import read_weights
token_ids = word_pieces(["Does anything leave this machine?"])[0].token_ids
(hidden,) = load_runtime(read_weights(None), 1).run([token_ids])
size = hidden.shape[1]
"""
OPENVINO = RUNTIME.replace("import load_runtime", "import OpenVino as load_runtime").replace(".runtime", ".padded")
EMBEDDER = """
from assistant.models import LocalEmbeddings
size = len(LocalEmbeddings(threads=1).embed_query("Does anything leave this machine?"))
"""
# urllib3, which langchain-core imports, asks the system for IPv6 by binding a socket to the loopback address.
PROBE = ("socket.__new__", "socket.bind")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("use", "allowed"),
    [(RUNTIME, ()), (OPENVINO, ()), (EMBEDDER, PROBE)],
    ids=["runtime", "openvino", "embedder"],
)
def test_import_compile_and_inference_open_no_socket_and_write_no_file(
    tmp_path: Path, use: str, allowed: tuple[str, ...]
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    environment = {**os.environ, "HOME": str(home), "USERPROFILE": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", WATCHED.replace("{use}", use)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert [event for event in report["seen"] if event[0] not in allowed] == []
    assert report["size"] == 384
    assert report["telemetry"] == []
    assert report["threads"] == ["MainThread"]
    assert list(home.iterdir()) == []


@pytest.mark.slow
def test_all_runtimes_agree_and_name_library_precision_and_threads() -> None:
    pytest.importorskip("openvino")
    weights = read_weights(None)
    loaded = [load(weights, 1) for load in (OpenVino, OnnxRuntime, Fused)]
    for row in ROWS:
        first, *others = (hidden for runtime in loaded for hidden in runtime.run([row]))
        assert first.shape == (len(row), 384)
        for hidden in others:
            assert hidden.dtype == first.dtype == np.float32
            cosine = (hidden * first).sum(-1) / np.linalg.norm(hidden, axis=-1) / np.linalg.norm(first, axis=-1)
            assert cosine.min() >= LIKE_ENOUGH
    described = [runtime.description.split(maxsplit=2) for runtime in loaded]
    assert [library for library, _, _ in described] == ["OpenVINO", "onnxruntime", "onnxruntime"]
    assert [how for _, _, how in described] == ["f32, 1 thread", "f32, 1 thread", "fused, f32, 1 at a time"]


@pytest.mark.slow
def test_what_one_runtime_stored_another_finds() -> None:
    """An archive moves between machines: passages of one runtime, questions of another."""
    pytest.importorskip("openvino")
    weights = read_weights(None)
    loaded = [LocalEmbeddings(runtime=load(weights, 1)) for load in (OpenVino, OnnxRuntime, Fused)]
    stored, asked = ([each.encode(texts) for each in loaded] for texts in (STORED, ASKED))
    for passages in stored:
        for questions in asked:
            assert (questions @ passages.T).argmax(axis=1).tolist() == list(range(len(ASKED)))
            assert (passages * stored[0]).sum(axis=1).min() >= LIKE_ENOUGH


@pytest.mark.slow
def test_the_fused_graph_serves_where_vectors_are_short_and_the_file_is_the_packaged_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    weights = read_weights(None)
    monkeypatch.setattr(runtime, "_has_short_vectors", lambda: True)
    assert isinstance(load_runtime(weights, 1), Fused)
    other = Weights(weights.content, "0" * 64)
    assert not isinstance(load_runtime(other, 1), Fused)
    monkeypatch.setattr(runtime, "_has_short_vectors", lambda: False)
    assert isinstance(load_runtime(weights, 1), OpenVino)


@pytest.mark.slow
def test_a_graphics_card_is_used_for_another_file_than_the_packaged_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """None is at hand: what is tested is who would run the file, and that large batches change nothing."""
    packaged = read_weights(None)
    other = Weights(packaged.content, "0" * 64)
    monkeypatch.setattr(runtime, "has_graphics", lambda: True)
    assert isinstance(load_runtime(other, 1), OnnxRuntime)
    assert not isinstance(load_runtime(packaged, 1), OnnxRuntime)
    small, large = load_runtime(other, 1), OnnxRuntime(other, 1)
    large.batch, large.most_tokens = 128, 32_768
    encoded = [LocalEmbeddings(runtime=one).encode(STORED * 10) for one in (small, large)]
    assert (encoded[0] * encoded[1]).sum(axis=1).min() >= LIKE_ENOUGH


def test_without_such_a_build_no_model_uses_one() -> None:
    assert not LocalEmbeddings().uses_graphics
    assert not has_graphics()


def test_a_library_that_cannot_run_the_fused_graph_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """An older onnxruntime takes no weights from memory."""

    def refuse(weights: Weights, threads: int) -> Runtime:
        message = f"'SessionOptions' object has no attribute of that name, {weights}, {threads}"
        raise AttributeError(message)

    monkeypatch.setattr(runtime, "_has_short_vectors", lambda: True)
    monkeypatch.setattr(runtime, "Fused", refuse)
    assert isinstance(load_runtime(read_weights(None), 1), OpenVino | OnnxRuntime)


def test_the_processor_tells_how_long_its_vectors_are() -> None:
    """The name under which NumPy keeps it is not documented."""
    cpuinfo = Path("/proc/cpuinfo")
    if not cpuinfo.exists():
        pytest.skip("only Linux tells it in a file")
    text = cpuinfo.read_text(encoding="utf-8")
    assert runtime._has_short_vectors() == (" avx2 " in text and " avx512f " not in text)


@pytest.mark.parametrize("model", [b"", b"not a model", b"\x08\x07" * 1000])
def test_bytes_that_are_no_model(model: bytes) -> None:
    with pytest.raises(ModelDamaged, match="COPYDESK_EMBEDDING_MODEL_PATH"):
        load_runtime(Weights(model, hashlib.sha256(model).hexdigest()), 1)


def test_telemetry_is_hidden_only_during_the_import() -> None:
    pytest.importorskip("openvino")
    OpenVino(read_weights(None), 1)
    assert "openvino_telemetry" not in sys.modules or sys.modules["openvino_telemetry"] is not None


CONVERTER = """
import sys
from assistant.models.padded import OpenVino
from assistant.models.weights import read_weights
OpenVino(read_weights(None), 1)
before = sorted(name for name in sys.modules if name.startswith(("openvino.tools.ovc", "numpy.ma.")))
import openvino
assert before == [], before
assert not hasattr(openvino, "no_such_name")
import openvino.tools.ovc
from openvino import convert_model
assert openvino.convert_model is convert_model is openvino.tools.ovc.convert_model
"""


@pytest.mark.slow
def test_the_converter_of_other_formats_is_loaded_by_whoever_wants_it() -> None:
    pytest.importorskip("openvino")
    done = subprocess.run([sys.executable, "-c", CONVERTER], capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="only Linux tells which cores a thread may use")
@pytest.mark.parametrize("load", [OpenVino, Fused])
def test_the_calling_thread_keeps_its_cores(load: type[OpenVino | Fused]) -> None:
    before = os.sched_getaffinity(0)
    assert len(list(load(read_weights(None), 2).run([[101, 1, 102]] * 4))) == 4
    assert os.sched_getaffinity(0) == before
