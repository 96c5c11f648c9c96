"""A Chroma server for the tests of a process, and a database of it for each test."""

import json
import urllib.request
from collections.abc import Iterator
from secrets import token_hex

import pytest

from assistant.archive.index.chroma_address import ChromaAddress
from tests.chroma_server import ChromaProcess, running_chroma, what_is_missing
from tests.conftest import missing

__all__ = ["chroma", "chroma_process"]


@pytest.fixture(scope="session")
def chroma_process() -> Iterator[ChromaProcess]:
    lacking = what_is_missing()
    if lacking is not None:
        missing(lacking)
    with running_chroma() as running:
        yield running


@pytest.fixture
def chroma(chroma_process: ChromaProcess) -> ChromaAddress:
    """An empty database on the server."""
    name = f"test_{token_hex(6)}"
    request = urllib.request.Request(
        f"{chroma_process.address}/api/v2/tenants/default_tenant/databases",
        data=json.dumps({"name": name}).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30):
        return ChromaAddress(chroma_process.address, database=name)
