"""What the long runs count: kills, damaged files, payloads, requests. One line of JSON for each test and thing."""

import json
import os
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Protocol

import pytest

__all__ = ["PASSED", "Counted", "counted"]

PASSED = pytest.StashKey[bool]()
"""Of a test's item: whether its call has passed; set in `tests/conftest.py`."""


class Counted(Protocol):
    def __call__(self, what: str, count: int = 1) -> None:
        """So many more of it were tried, and held."""


@pytest.fixture
def counted(request: pytest.FixtureRequest) -> Iterator[Counted]:
    """Kept where `--counts FILE` says, for a test that has passed."""
    counts: Counter[str] = Counter()

    def add(what: str, count: int = 1) -> None:
        counts[what] += count

    begun = time.monotonic()
    yield add
    file = request.config.getoption("--counts")
    if file is None or not request.node.stash.get(PASSED, False):
        return
    lines = [
        {
            "test": request.node.nodeid.replace(os.sep, "/"),
            "what": what,
            "count": number,
            "seconds": round(time.monotonic() - begun),
            "version": metadata.version("copydesk"),
            "commit": _commit(request.config.rootpath),
            "on": datetime.now(UTC).date().isoformat(),
        }
        for what, number in sorted(counts.items())
    ]
    _put(request.config.invocation_params.dir / file, lines)


def _put(file: Path, lines: list[dict[str, str | int]]) -> None:
    """In the place of what the same test counted before."""
    old = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    kept = [line for line in old if line and json.loads(line)["test"] not in {one["test"] for one in lines}]
    written = sorted([*kept, *(json.dumps(line, ensure_ascii=False) for line in lines)])
    file.write_text("".join(f"{line}\n" for line in written), encoding="utf-8")


def _commit(root: Path) -> str:
    done = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=root, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or "unknown"
