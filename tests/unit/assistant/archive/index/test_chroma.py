"""Chroma, shut off from its surroundings."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from assistant.archive import Vectors
from assistant.archive.index.chroma import ChromaIndex, IndexFault

SCRIPT = """
import numpy as np
from pathlib import Path
from assistant.archive.index.chroma import ChromaIndex
vectors = np.eye(8, dtype=np.float32)
index = ChromaIndex.build(Path("index"), vectors, None, thorough=False)
assert list(index.nearest(vectors[3], 1)) == [3]
settings = index._client._system.settings
index.close()
import chromadb
assert settings.chroma_server_host is None
assert settings.migrations == "apply"
assert not settings.allow_reset
assert "settings_customise_sources" not in vars(chromadb.config.Settings)
"""


@pytest.fixture
def vectors() -> Vectors:
    rows = np.random.default_rng(3).normal(size=(300, 12)).astype(np.float32)
    unit: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


@pytest.mark.slow
def test_neither_environment_nor_dotenv_reaches_chroma(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = {"MIGRATIONS": "none", "ALLOW_RESET": "true", "CHROMA_SERVER_HOST": "collector.example",
               "CHROMA_API_IMPL": "chromadb.api.fastapi.FastAPI", "CHROMA_SERVER_NOFILE": "not a number"}  # fmt: skip
    for name, value in hostile.items():
        monkeypatch.setenv(name, value)
    (tmp_path / ".env").write_text("\n".join(f"{name}={value}" for name, value in hostile.items()), encoding="utf-8")
    result = subprocess.run([sys.executable, "-c", SCRIPT], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert result.stderr == ""
    assert result.returncode == 0


@pytest.mark.parametrize("count", [1, 2, 3, 65, 300])
def test_every_row_is_in_the_files_and_found(tmp_path: Path, vectors: Vectors, count: int) -> None:
    steps: list[tuple[int, int]] = []
    built = ChromaIndex.build(
        tmp_path, vectors[:count], lambda done, total: steps.append((done, total)), thorough=False
    )
    built.close()
    ChromaIndex.shrink(tmp_path)
    index = ChromaIndex.open(tmp_path)
    assert index.count() == count
    assert [int(index.nearest(vectors[row], 1)[0]) for row in range(count)] == list(range(count))
    assert len(index.nearest(vectors[0], count)) == count
    index.close()
    assert steps[-1] == (count, count)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_opening_and_asking_write_no_file_of_the_index(tmp_path: Path, vectors: Vectors, count: int) -> None:
    ChromaIndex.build(tmp_path, vectors[:count], None, thorough=False).close()
    before = {file: (file.stat().st_mtime_ns, file.read_bytes()) for file in tmp_path.rglob("*.bin")}
    index = ChromaIndex.open(tmp_path)
    index.nearest(vectors[0], 1)
    index.close()
    assert before
    assert {file: (file.stat().st_mtime_ns, file.read_bytes()) for file in tmp_path.rglob("*.bin")} == before


def test_no_index_is_a_fault_and_nothing_worse(tmp_path: Path) -> None:
    with pytest.raises(IndexFault):
        ChromaIndex.open(tmp_path / "nothing")
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "chroma.sqlite3").write_bytes(b"no database" * 1000)
    with pytest.raises(IndexFault):
        ChromaIndex.open(tmp_path / "index")
