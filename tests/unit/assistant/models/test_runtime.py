import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import ModelDamaged
from assistant.models.runtime import _OnnxRuntime, _OpenVino, load_runtime
from assistant.models.weights import read_weights

TOKEN_IDS = np.array([[101, 7592, 2088, 102], [101, 7592, 102, 0]], np.int64)
MASK = np.array([[1, 1, 1, 1], [1, 1, 1, 0]], np.int64)

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
import numpy
from assistant.models.runtime import load_runtime
from assistant.models.tokenizer import word_pieces
from assistant.models.weights import read_weights
token_ids = numpy.array([word_pieces(["Does anything leave this machine?"])[0].token_ids])
size = load_runtime(read_weights(None).content, 1).run(token_ids, numpy.ones_like(token_ids)).shape[2]
"""
EMBEDDER = """
from assistant.models import LocalEmbeddings
size = len(LocalEmbeddings(threads=1).embed_query("Does anything leave this machine?"))
"""
# urllib3, which langchain-core imports, asks the system for IPv6 by binding a socket to the loopback address.
PROBE = ("socket.__new__", "socket.bind")


@pytest.mark.parametrize(("use", "allowed"), [(RUNTIME, ()), (EMBEDDER, PROBE)], ids=["runtime", "embedder"])
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


def test_both_runtimes_agree() -> None:
    pytest.importorskip("openvino")
    model = read_weights(None).content
    one, two = (load(model, 1).run(TOKEN_IDS, MASK) for load in (_OpenVino, _OnnxRuntime))
    assert one.shape == two.shape == (2, 4, 384)
    assert one.dtype == two.dtype == np.float32
    cosine = (one * two).sum(-1) / np.linalg.norm(one, axis=-1) / np.linalg.norm(two, axis=-1)
    assert cosine[MASK == 1].min() > 0.995


def test_description_names_library_precision_and_threads() -> None:
    assert "f32, 1 thread" in load_runtime(read_weights(None).content, 1).description


@pytest.mark.parametrize("model", [b"", b"not a model", b"\x08\x07" * 1000])
def test_bytes_that_are_no_model(model: bytes) -> None:
    with pytest.raises(ModelDamaged, match="COPYDESK_EMBEDDING_MODEL_PATH"):
        load_runtime(model, 1)


def test_telemetry_is_hidden_only_during_the_import() -> None:
    load_runtime(read_weights(None).content, 1)
    assert "openvino_telemetry" not in sys.modules or sys.modules["openvino_telemetry"] is not None


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="only Linux tells which cores a thread may use")
def test_the_calling_thread_keeps_its_cores() -> None:
    before = os.sched_getaffinity(0)
    load_runtime(read_weights(None).content, threads=2).run(np.ones((1, 8), np.int64), np.ones((1, 8), np.int64))
    assert os.sched_getaffinity(0) == before
